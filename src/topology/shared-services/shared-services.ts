import { Construct } from 'constructs';
import { contractData } from './contract';
import { ExportedService } from './exported-service';
import { gatewayInto, secondName } from './exporting';
import { type Exporter, importEntry } from './importing';
import { checkImportTypes, checkSharedTypes, checkExportTypes } from './input-types';
import { beginParty, type MadeParty, makeParty } from './parts';
import { type Party, peerOf, type PeerParty } from './party';
import { partyProblems } from './party-checks';
import { serviceHostProblems, sharedProblems } from './service-checks';
import type { ImportOptions, ExportOptions, SharedServicesProps } from './shared-services-props';
import { trustProblems } from './trust';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { stated } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import type { Cluster } from '../../cluster';
import { nearestOf } from '../../cluster/nearest';
import type { EastWestGateway } from '../../gateway';
import type { Mesh } from '../../mesh';
import { Identity } from '../../vocabulary/identity';
import type { IMeshService } from '../../vocabulary/interfaces';
import { checkClusters } from '../input-types';

/**
 * Meshes that stay apart, and share chosen services: each has a control plane, a trust domain, a mesh id and, if it is to be, a root of its
 * own, and none reads the API server of another. What OSSM 2 called federation. For sidecars.
 *
 * A mesh that gets a service calls it by its name, without a namespace or a Service of that name; its proxies answer for the name.
 * Traffic is mutual TLS from the proxy of the caller to that of the service, who see each other's identities, so that policies of either
 * mesh can name the workloads of the other. Which mesh gets a service is no protection: whoever reaches the gateway with a certificate of a
 * trusted mesh may call what is shared. Say by policies who may.
 *
 * *Writes*, in the chart of each cluster: the `Mesh`, told to trust the others, and the certificate authority that `trust` says. Where a service
 * is shared from: a gateway for the other meshes and a `Gateway` that lets in what is shared. Where one is got: a `Gateway` of class
 * `istio-remote` for each mesh that services come from, and a ServiceEntry for each service, in the root namespace; both are withheld until the
 * address of the other gateway is known.
 *
 * @see https://github.com/openshift-service-mesh/sail-operator/blob/main/docs/ossm/ossm2-migration/federation/README.md
 */
export class SharedServices extends Construct {
  /** The clusters of the meshes that this program makes, in the order in which they were given. */
  public readonly clusters: Cluster[];
  /** The names of the clusters of all meshes, also of those that other programs make. */
  public readonly clusterNames: string[];

  private readonly made: readonly MadeParty[];
  private readonly peers: readonly PeerParty[];
  private readonly shared: ExportedService[] = [];

  public constructor(scope: Construct, id: string, props: SharedServicesProps) {
    super(scope, id);
    checkSharedTypes(this, props);
    const meshes = props.meshes.map(stated);
    checkClusters(this, meshes.map((m) => m.cluster));
    this.clusters = meshes.map((m) => m.cluster);
    this.peers = (props.contracts ?? []).map(peerOf);
    this.clusterNames = [...this.clusters.map((c) => c.clusterName), ...this.peers.map((p) => p.clusterName)];

    const own = meshes.map((m) => beginParty(this, m));
    const all: Party[] = [...own, ...this.peers];
    const hasOtherPrograms = (props.contracts ?? undefined) !== undefined;
    this.made = own.map((party) => makeParty(party, all));
    for (const party of this.made) {
      party.mesh._clusterData = () => contractData(party, this.shared.filter((s) => s.clusterName === party.clusterName));
      party.mesh._hasOtherPrograms = hasOtherPrograms;
    }
    for (const problem of [...partyProblems(all, hasOtherPrograms), ...trustProblems(all)]) Findings.of(this).add(this, problem);
    this.checkTrust();
    Findings.of(this).remark(this, 'precondition',
      'workloads that run already are restarted once this is applied: their proxies learn only then to answer for the names of shared services, and to trust other roots');
  }

  /**
   * The mesh in a cluster.
   *
   * @param cluster a cluster of this program
   * @throws if none of the meshes is in it; the error lists where they are
   */
  public meshOf(cluster: Cluster): Mesh {
    return this.partyOf(cluster).mesh;
  }

  /**
   * The gateway by which other meshes reach what is shared from a cluster.
   *
   * @param cluster a cluster of this program
   * @throws if nothing is shared from it yet
   */
  public eastWestGatewayOf(cluster: Cluster): EastWestGateway {
    return this.partyOf(cluster).gateway ?? fail(this, {
      code: 'topology/no-gateway',
      what: `there is no gateway into cluster '${cluster.clusterName}': no service is shared from it yet`,
      expected: 'a cluster that shares a service',
      fix: 'ask after `exportService`, or remove the call',
    });
  }

  /**
   * Shares a service of one of the meshes with others.
   *
   * *Writes*, in the cluster of the service: with the first one the gateway, and its name into what the gateway lets in; with `host` a ServiceEntry
   * beside it that has that name. In each mesh that gets it: a ServiceEntry in the root namespace, and with the first one from there the
   * `istio-remote` Gateway. The contract of its mesh lists it, for programs that make other meshes.
   *
   * @param service a service in one of the meshes of this program
   * @param options which meshes get it, and by which name
   * @throws if it is in none of them, or was shared before by that name
   */
  public exportService(service: IMeshService, options: ExportOptions = {}): ExportedService {
    checkExportTypes(this, service, options);
    const { into, visibleTo, host = service.host } = stated(options);
    const from = this.partyOfService(service);
    const { namespaceName, dataPlane } = service.namespace;
    const shared = this.keep({
      clusterName: from.clusterName, namespaceName, serviceName: service.serviceName, host, identity: service.identity, ports: () => service.ports,
    });
    const findings = Findings.of(shared);
    if (host !== service.host) for (const problem of serviceHostProblems(host)) findings.add(shared, problem);
    findings.checkAtSynth(shared, () => sharedProblems(shared, dataPlane));
    const gateway = gatewayInto(from, () => this.shared.filter((s) => s.clusterName === from.clusterName).map((s) => s.host));
    if (host !== service.host) secondName(from, namespaceName, service.serviceName, host);
    const place = gateway._isReachable ? { address: gateway._address, port: gateway._mtlsPort } : undefined;
    this.importInto(shared, { ...from, gateway: place }, { into, visibleTo });
    return shared;
  }

  /**
   * Takes a service that another program shares.
   *
   * *Writes*, in each mesh that gets it: a ServiceEntry in the root namespace, and with the first one from there the `istio-remote` Gateway.
   *
   * @param clusterName the cluster that the service is in, as its contract names it
   * @param service its namespace and its name: `shop/ratings`
   * @param options which meshes of this program get it
   * @throws if no contract is of that cluster, or it lists no such service; the error lists those there are
   */
  public importService(clusterName: string, service: string, options: ImportOptions = {}): ExportedService {
    checkImportTypes(this, options);
    const { into, visibleTo } = stated(options);
    const peer = this.peerCalled(clusterName);
    const data = peer.services.find((s) => `${s.namespace}/${s.name}` === service && s.host !== undefined);
    const { namespace, name, host, serviceAccount, ports } = data ?? this.failUnknownService(peer, service);
    const shared = this.keep({
      clusterName,
      namespaceName: namespace,
      serviceName: name,
      host: host!,
      ports: () => ports.map((p) => ({ ...p })),
      identity: serviceAccount === undefined ? undefined : Identity.of(peer.trustDomain, namespace, serviceAccount),
    });
    Findings.of(shared).checkAtSynth(shared, () => sharedProblems(shared));
    this.importInto(shared, this.reachable(shared, peer), { into, visibleTo });
    return shared;
  }

  private keep(facts: Parameters<typeof ExportedService._of>[2]): ExportedService {
    const { clusterName, namespaceName, serviceName, host } = facts;
    if (this.shared.some((s) => s.clusterName === clusterName && s.host === host)) {
      fail(this, {
        code: 'topology/shared-twice',
        what: `'${host}' of cluster '${clusterName}' is shared a second time`,
        expected: 'each service shared once, with all meshes that get it',
        fix: 'list all of their clusters in `into` of the first call',
      });
    }
    const shared = ExportedService._of(this, `${clusterName}-${namespaceName}-${serviceName}-${host}`, facts);
    this.shared.push(shared);
    return shared;
  }

  private importInto(shared: ExportedService, exporter: Exporter, { into, visibleTo }: ImportOptions): void {
    const importers = into?.map((c) => this.partyOf(c)) ?? this.made.filter((p) => p.clusterName !== exporter.clusterName);
    for (const importer of new Set(importers)) {
      const problem = this.importProblem(shared, importer);
      if (problem) Findings.of(shared).add(shared, problem);
      else importEntry(importer, exporter, shared, visibleTo);
    }
  }

  /** What keeps a mesh from getting a service, so that nothing can be written for it. */
  private importProblem(shared: ExportedService, importer: MadeParty): Problem | undefined {
    const { clusterName, serviceName, host } = shared;
    if (importer.clusterName === clusterName) {
      return {
        code: 'topology/shared-into-itself',
        what: `service '${serviceName}' is to be shared into cluster '${clusterName}', which it is in`,
        expected: 'clusters of other meshes: in its own it is called by its Service',
        fix: `remove '${clusterName}' from \`into\``,
      };
    }
    const other = this.shared.find((s) => s !== shared && s.host === host && s.importedInto.includes(importer.clusterName));
    return other && {
      code: 'topology/shared-name-taken',
      what: `cluster '${importer.clusterName}' gets service '${serviceName}' of cluster '${clusterName}' as '${host}', which is also what it calls service '${other.serviceName}' of cluster '${other.clusterName}'`,
      expected: 'a name of its own for each service that a mesh gets',
      fix: `share one of them under another name: \`host: '${serviceName}.${clusterName}.example.com'\``,
    };
  }

  private reachable(shared: ExportedService, peer: PeerParty): Exporter {
    if (!peer.gateway) {
      Findings.of(shared).add(shared, {
        code: 'topology/shared-behind-no-gateway',
        what: `service '${shared.serviceName}' of cluster '${peer.clusterName}' is shared, but ${peer.from} names no gateway by which it is reached`,
        expected: 'a gateway that the other clusters reach by a load balancer',
        fix: 'have its program make one, and take its new contract',
      });
    }
    return peer;
  }

  /** Each MeshTrust is asked about one mesh after the other: they need not have a root in common. One that several meshes share, about those. */
  private checkTrust(): void {
    for (const trust of new Set(this.made.map((p) => p.props.trust))) {
      const contexts = this.made.filter((p) => p.props.trust === trust).map((p) => p.part.trust);
      Findings.of(this).checkAtSynth(this, () => trust._problems(contexts).map(({ problem }) => problem));
    }
  }

  private partyOf(cluster: Cluster): MadeParty {
    return this.made.find((p) => p.props.cluster === cluster) ?? fail(this, {
      code: 'topology/unknown-mesh',
      what: `${cluster?.clusterName === undefined ? 'what is given' : `cluster '${cluster.clusterName}'`} has none of the meshes that this program makes here`,
      expected: `one of ${this.clusters.map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'add a mesh for it to `meshes`, or pass one of their Clusters',
    });
  }

  private partyOfService(service: IMeshService): MadeParty {
    const { mesh, namespaceName } = service.namespace;
    return this.made.find((p) => p.mesh === mesh) ?? fail(this, {
      code: 'topology/service-of-another-mesh',
      what: `service '${service.serviceName}' of namespace '${namespaceName}' is in mesh '${mesh.meshName}' at ${mesh.node.path}, which is none of those that share services here`,
      expected: `a service in a mesh of ${this.clusters.map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'add the service to shared.meshOf(cluster); one of another program is got with `importService`',
    });
  }

  private peerCalled(clusterName: string): PeerParty {
    const names = this.peers.map((p) => p.clusterName);
    const meant = nearestOf(clusterName, names);
    return this.peers.find((p) => p.clusterName === clusterName) ?? fail(this, {
      code: 'topology/unknown-mesh',
      what: `no contract is of cluster '${clusterName}'`,
      expected: names.length > 0 ? `one of ${names.map((n) => `'${n}'`).join(', ')}` : 'a cluster whose contract is in `contracts`',
      fix: meant ? `write '${meant}'` : 'add its contract to `contracts`; a mesh of this program exports with `exportService`',
    });
  }

  private failUnknownService({ clusterName, services, from }: PeerParty, service: string): never {
    const names = services.filter((s) => s.host !== undefined).map((s) => `${s.namespace}/${s.name}`);
    const meant = nearestOf(service, names);
    return fail(this, {
      code: 'topology/unknown-shared-service',
      what: `cluster '${clusterName}' shares no service '${service}', as ${from} says`,
      expected: names.length > 0 ? `one of ${names.map((n) => `'${n}'`).join(', ')}` : 'a service that its program shares',
      fix: meant ? `write '${meant}'` : 'have its program share it, and take its new contract',
    });
  }
}
