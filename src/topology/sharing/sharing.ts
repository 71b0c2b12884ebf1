import { equalityProblems, type Sighting } from './equality';
import { globalWaypointProblems, missingProblems, unlabelledProblems } from './known-checks';
import { contractModel, modelOf } from './namesake';
import { outlierProblems } from './outlier-checks';
import type { ShareOptions } from './share-options';
import { discoveryProblems, exposureProblems, headlessProblems, waypointOf, waypointReachProblems } from './shared-checks';
import { SharedService } from './shared-service';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { checkKinds, listOf, stated } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import type { Cluster } from '../../cluster';
import { nearestOf } from '../../cluster/nearest';
import type { SharedServiceData } from '../../mesh/contract/contract-data';
import { DataPlane } from '../../vocabulary/data-plane';
import type { MeshService } from '../../workload/mesh-service';
import type { ServiceSharing } from '../../workload/service-sharing';
import { everyService } from '../gateways';
import { CLUSTER } from '../input-types';
import type { MultiClusterMesh } from '../multi-cluster-mesh';
import type { MultiClusterProps } from '../multi-cluster-props';
import type { MadePart } from '../parts';
import { named } from '../support';

const EVERY_HOST: readonly string[] = ['*.local'];

/** What the services of several clusters are to each other. */
export class Sharing implements ServiceSharing {
  private readonly shared = new Map<string, SharedService>();
  /** Every service of this program's clusters, by namespace and name, then by cluster. */
  private readonly seen = new Map<string, Map<MadePart['mesh'], MeshService>>();
  private readonly local = new Map<string, MeshService>();

  public constructor(private readonly mesh: MultiClusterMesh, private readonly props: Pick<MultiClusterProps, 'contracts' | 'exposedHosts'>) {
    Findings.of(mesh).checkAtSynth(mesh, () => mesh._parts.flatMap(({ cluster }) => outlierProblems(cluster)));
  }

  public share(service: MeshService, given: ShareOptions): SharedService {
    const options = stated(given ?? {});
    checkKinds(service, 'topology/wrong-type', 'the sharing', [['clusters', options.clusters, listOf('Clusters', CLUSTER)]]);
    const part = this.partOf(service);
    const wanted = options.clusters?.map((cluster) => this.partIn(service, cluster));
    const shared = this.sharedOf(service.namespace.namespaceName, service.serviceName);
    shared._join(part, service);
    if (wanted) wanted.forEach(({ cluster }) => shared._wanted.add(cluster));
    else shared._everywhere = true;
    this.represent(shared, wanted ?? this.mesh._parts, modelOf(service), options.raw, service);
    return shared;
  }

  /** A service that other programs share, by their contracts, in clusters of this one. */
  public useContracted(namespace: string, name: string, clusters: readonly Cluster[], raw: unknown): SharedService {
    const data = this.contracted().find((s) => s.namespace === namespace && s.name === name)
      ?? this.failUnknown(namespace, name);
    const shared = this.sharedOf(namespace, name);
    clusters.forEach((cluster) => shared._wanted.add(cluster));
    this.represent(shared, clusters.map((c) => this.partIn(this.mesh, c)), contractModel(data), raw, shared);
    return shared;
  }

  public keepLocal(service: MeshService): void {
    this.partOf(service);
    const key = keyOf(service.namespace.namespaceName, service.serviceName);
    const isFirst = !this.local.has(key);
    if (isFirst) this.local.set(key, service);
    Findings.of(service).checkAtSynth(service, () => [...this.bothProblems(key, service), ...globalWaypointProblems(service)]);
    if (service.namespace.mesh.dataPlane === DataPlane.AMBIENT) return;
    for (const mesh of this.mesh._controlPlanes) mesh._clusterLocalHosts.add(service.host);
    if (isFirst && this.mesh._peers.length > 0) {
      Findings.of(service).remark(this.mesh, 'precondition',
        `the programs of ${named(this.mesh._peers)} keep ${service.host} local too`);
    }
  }

  public noteService(service: MeshService): void {
    const part = this.mesh._parts?.find((p) => p.mesh === service.namespace.mesh);
    if (!part) return;
    const key = keyOf(service.namespace.namespaceName, service.serviceName);
    if (!this.seen.has(key)) this.seen.set(key, new Map());
    const there = this.seen.get(key)!;
    if (!there.get(part.mesh)?._source.object) there.set(part.mesh, service);
    this.shared.get(key)?._seeReal(part, service);
  }

  /** What the contract of a cluster says of the services that it shares. */
  public servicesOf(cluster: string): SharedServiceData[] {
    return [...this.shared.values()].flatMap((shared): SharedServiceData[] => {
      const place = shared._sorted.find(({ part }) => part.cluster.clusterName === cluster);
      if (!place) return [];
      const { service, isNamesake } = place;
      return [{
        namespace: shared.namespaceName,
        name: shared.serviceName,
        ports: service.ports.map(({ port, name, protocol }) => ({ port, name, protocol })),
        serviceAccount: isNamesake ? undefined : service.serviceAccountName,
        waypoint: waypointOf(service),
      }];
    });
  }

  private sharedOf(namespace: string, name: string): SharedService {
    const key = keyOf(namespace, name);
    const known = this.shared.get(key);
    if (known) return known;
    const shared = SharedService._of(this.mesh, namespace, name);
    this.shared.set(key, shared);
    // with sidecars what has one name is one service, whether or not somebody says so
    for (const part of this.mesh._parts) {
      const service = this.seen.get(key)?.get(part.mesh);
      if (service) shared._seeReal(part, service);
    }
    Findings.of(shared).checkAtSynth(shared, () => this.sharedProblems(shared));
    return shared;
  }

  private represent(shared: SharedService, parts: readonly MadePart[], model: Parameters<SharedService['_represent']>[1], raw: unknown, at: MeshService | SharedService): void {
    const written = shared._represent(parts, model, raw);
    if (written > 0 || raw === undefined) return;
    Findings.of(at).add(at, {
      code: 'topology/raw-without-object',
      what: `\`raw\` is given where service '${shared.serviceName}' is shared, but nothing has to stand for it in another cluster`,
      expected: 'raw fields of objects that are written',
      fix: 'move them to `raw` of the service itself, or remove them',
    });
  }

  private sharedProblems(shared: SharedService): Problem[] {
    const { serviceName: name, _sorted: places } = shared;
    const isAmbient = places.some(({ part }) => part.mesh.dataPlane === DataPlane.AMBIENT);
    const exposed = this.props.exposedHosts ?? everyService(this.mesh.clusters[0].clusterDomain) ?? EVERY_HOST;
    return [
      ...equalityProblems(name, this.sightings(shared), isAmbient),
      ...missingProblems(shared, this.mesh._parts),
      ...(isAmbient ? [...unlabelledProblems(shared), ...waypointReachProblems(name, places)] : []),
      ...headlessProblems(name, places),
      ...exposureProblems(name, shared.host, exposed, this.mesh._members, isAmbient),
      ...discoveryProblems(name, places, this.mesh._controlPlanes),
    ];
  }

  private sightings(shared: SharedService): Sighting[] {
    const here = shared._sorted.map(({ part, service, isNamesake }): Sighting => ({
      where: `cluster '${part.cluster.clusterName}' (${service.node.path})`,
      ports: service.ports,
      serviceAccount: isNamesake ? undefined : service.serviceAccountName,
      waypoint: waypointOf(service),
    }));
    const elsewhere = (this.props.contracts ?? []).flatMap((contract) => {
      const { cluster, multiCluster } = contract._data;
      return (multiCluster?.services ?? [])
        .filter((s) => s.namespace === shared.namespaceName && s.name === shared.serviceName)
        .map((s): Sighting => ({ where: `cluster '${cluster.name}' (${contract._where})`, ports: s.ports, serviceAccount: s.serviceAccount, waypoint: s.waypoint }));
    });
    return [...here, ...elsewhere];
  }

  private bothProblems(key: string, service: MeshService): Problem[] {
    const shared = this.shared.get(key);
    if (!shared) return [];
    return [{
      code: 'topology/shared-and-local',
      what: `service '${service.serviceName}' of namespace '${service.namespace.namespaceName}' is shared across the clusters (${shared.node.path}), and kept local (${service.node.path})`,
      expected: 'one of them: a service has one name and one meaning in all clusters',
      fix: 'remove `shareAcross` or `keepLocal`',
      cause: key,
    }];
  }

  private contracted(): SharedServiceData[] {
    return (this.props.contracts ?? []).flatMap((c) => c._data.multiCluster?.services ?? []);
  }

  private failUnknown(namespace: string, name: string): never {
    const known = this.contracted().filter((s) => s.namespace === namespace).map((s) => s.name).sort();
    const meant = nearestOf(name, known);
    fail(this.mesh, {
      code: 'topology/unknown-shared-service',
      what: `no contract tells of a shared service '${name}' in namespace '${namespace}'`,
      expected: known.length > 0 ? `one of ${known.map((n) => `'${n}'`).join(', ')}` : 'a service that a program of another cluster shares',
      fix: meant ? `write '${meant}'` : 'have that program call `shareAcross`, and take its new contract',
    });
  }

  private partOf(service: MeshService): MadePart {
    return this.mesh._parts.find((p) => p.mesh === service.namespace.mesh) ?? fail(service, {
      code: 'topology/service-of-another-mesh',
      what: `service '${service.serviceName}' belongs to ${service.namespace.mesh.node.path}, which is no part of ${this.mesh.node.path}`,
      expected: `a service of one of ${this.mesh._parts.map((p) => p.mesh.node.path).join(', ')}`,
      fix: 'add its namespace with `addNamespace` of the mesh over several clusters',
    });
  }

  private partIn(at: MeshService | MultiClusterMesh, cluster: Cluster): MadePart {
    return this.mesh._parts.find((p) => p.cluster === cluster) ?? fail(at, {
      code: 'topology/cluster-not-in-mesh',
      what: `cluster '${cluster.clusterName}' is no cluster of ${this.mesh.node.path} that this program makes`,
      expected: `one of ${this.mesh.clusters.map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'pass one of the Clusters that the topology was given',
    });
  }
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
