import { Construct } from 'constructs';
import { type Model, namesakeId, writeNamesake } from './namesake';
import type { Place } from './shared-checks';
import type { SharedWaypoint } from './shared-waypoint';
import { type TrafficRequest, writeTraffic } from './traffic';
import { Findings } from '../../analysis/findings';
import { checkKinds, listOf, made, required } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import type { Cluster } from '../../cluster';
import { IstioFeature } from '../../release/istio-features';
import { distributionTraffic, failoverTraffic } from '../../traffic/host-rule';
import type { Distribution } from '../../traffic/locality';
import { distributionProblems, failoverProblems, regionsOf } from '../../traffic/locality-checks';
import type { DistributionOptions, FailoverOptions } from '../../traffic/locality-options';
import { DataPlane } from '../../vocabulary/data-plane';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import type { MeshService } from '../../workload/mesh-service';
import type { MultiClusterMesh } from '../multi-cluster-mesh';
import type { MadePart } from '../parts';

const WHAT = 'topology/wrong-type';
const OUTLIER = made('OutlierDetection', () => 'write OutlierDetection.after5xx(5): without it traffic never fails over', (v) => typeof v?._json === 'function' && typeof v._problems === 'function');
const KEYS = listOf('FailoverKeys', made('FailoverKey', () => 'write FailoverKey.CLUSTER or another member', (v) => typeof v?._entry === 'string'));
const FAILOVERS = listOf('Failovers', made('Failover', () => "write Failover.between('us-east', 'us-west')", (v) => Array.isArray(v?._entries)));
const DISTRIBUTIONS = listOf('Distributions', made('Distribution', () => "write Distribution.of('us-east/*', { 'us-east/*': 80, 'us-west/*': 20 })", (v) => typeof v?.origin === 'string' && typeof v.targets === 'object'));

/**
 * A service that is one in several clusters: a Service of one name and namespace in each, whose endpoints belong together.
 *
 * Made by `shareAcross` of a service, or by `addService` of a shared namespace. Ports, ServiceAccount and waypoint have to be the same in
 * every cluster.
 */
export class SharedService extends Construct {
  /** @internal */
  public static _of(mesh: MultiClusterMesh, namespace: string, name: string): SharedService {
    return new SharedService(mesh, namespace, name);
  }

  /** The name of the Service. */
  public readonly serviceName: string;
  /** The namespace of the Service. */
  public readonly namespaceName: string;

  /** Where it is, by part. @internal */
  public readonly _places = new Map<MadePart, Place>();
  /** The parts whose own service was shared. @internal */
  public readonly _joined = new Set<MadePart>();
  /** Clusters in which it was asked for by name. @internal */
  public readonly _wanted = new Set<Cluster>();
  /** Whether it is to be in every cluster that has its namespace. @internal */
  public _everywhere = false;

  private readonly mesh: MultiClusterMesh;
  private readonly handedOut = new Set<MadePart>();
  private hasTraffic = false;

  private constructor(mesh: MultiClusterMesh, namespace: string, name: string) {
    // neither name can have a dot
    super(mesh, `service-${namespace}.${name}`);
    this.mesh = mesh;
    this.serviceName = name;
    this.namespaceName = namespace;
  }

  /** The fully qualified host name, for instance `reviews.shop.svc.cluster.local`. */
  public get host(): string {
    const { clusterDomain } = this.mesh._parts[0].mesh._facts;
    return `${this.serviceName}.${this.namespaceName}.svc.${clusterDomain}`;
  }

  /** The clusters of this program in which it is known. */
  public get clusters(): Cluster[] {
    return this._sorted.map(({ part }) => part.cluster);
  }

  /**
   * The service in one cluster: what `addService` returned there, or the Service that stands for it.
   *
   * @param cluster a cluster in which it is known
   * @throws if it is not known in that cluster; the error lists those it is known in
   */
  public of(cluster: Cluster): MeshService {
    const place = this._sorted.find(({ part }) => part.cluster === cluster) ?? fail(this, {
      code: 'topology/service-not-in-cluster',
      what: `service '${this.serviceName}' of namespace '${this.namespaceName}' is not known in ${cluster?.clusterName === undefined ? 'what is given' : `cluster '${cluster.clusterName}'`}`,
      expected: `one of ${this.clusters.map((c) => `'${c.clusterName}'`).join(', ')}`,
      fix: 'add the cluster to `clusters` where it is shared, or pass another one',
    });
    if (place.isNamesake) this.handedOut.add(place.part);
    return place.service;
  }

  /**
   * Says where traffic goes when endpoints fail. Clients with a sidecar decide it themselves; in an ambient mesh the waypoint of the
   * service does, so that it needs one in every cluster. For no more than a preference of what is near, `trafficDistribution` of the
   * service needs neither.
   *
   * *Writes* one DestinationRule into the namespace of the service, in each cluster whose configuration a control plane reads.
   *
   * @param options the order, and when an endpoint counts as broken
   * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/failover/
   */
  public failover(options: FailoverOptions): void {
    checkKinds(this, WHAT, 'the failover', [
      ['outlierDetection', options?.outlierDetection, required(OUTLIER)], ['order', options?.order, KEYS], ['regions', options?.regions, FAILOVERS],
    ]);
    const { order = [], regions = [], outlierDetection } = options;
    for (const problem of [...failoverProblems(options), ...outlierDetection._problems()]) Findings.of(this).add(this, problem);
    this.write({
      traffic: failoverTraffic(options),
      raw: options.raw,
      regions: regionsOf(regions.flatMap((r) => r._entries.flatMap((e) => [e.from, e.to]))),
      clusters: order.flatMap((key) => key._cluster ?? []),
    });
  }

  /**
   * Says which share of the traffic goes where, whether or not endpoints fail. Not beside `failover`.
   *
   * *Writes* one DestinationRule into the namespace of the service, in each cluster whose configuration a control plane reads.
   *
   * @param distributions for each locality of clients, the percentages
   * @param options when an endpoint counts as broken
   * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/distribute/
   */
  public distribute(distributions: Distribution[], options: DistributionOptions = {}): void {
    const { outlierDetection, raw } = options;
    checkKinds(this, WHAT, 'the distribution', [['distributions', distributions, required(DISTRIBUTIONS)], ['outlierDetection', outlierDetection, OUTLIER]]);
    for (const problem of [...distributionProblems(distributions), ...(outlierDetection?._problems() ?? [])]) Findings.of(this).add(this, problem);
    const named = distributions.flatMap(({ origin, targets }) => [origin, ...Object.keys(targets)]);
    this.write({ traffic: distributionTraffic(distributions, outlierDetection), raw, regions: regionsOf(named), clusters: [] });
  }

  /**
   * Sends the traffic to this service through a waypoint, in every cluster in which it is known.
   *
   * *Writes* the label `istio.io/use-waypoint` on the Service of each cluster.
   *
   * @param waypoint a waypoint that is in each of these clusters
   */
  public useWaypoint(waypoint: SharedWaypoint): void {
    for (const { part: { cluster } } of this._sorted) this.of(cluster).useWaypoint(waypoint.of(cluster));
  }

  /** By cluster, in the order of the topology. @internal */
  public get _sorted(): Place[] {
    return this.mesh._parts.flatMap((part) => this._places.get(part) ?? []);
  }

  /** Takes in the service of a cluster. @internal */
  public _join(part: MadePart, service: MeshService): void {
    this._seeReal(part, service);
    this._joined.add(part);
    if (part.mesh.dataPlane !== DataPlane.AMBIENT) return;
    this.checkGlobalLabel(part);
    service._source.label(service, MeshLabel.GLOBAL, 'true', `being shared across mesh '${this.mesh.meshId}'`);
  }

  /** A cluster has endpoints of its own after all. @internal */
  public _seeReal(part: MadePart, service: MeshService): void {
    const known = this._places.get(part);
    if (known?.isNamesake) {
      if (this.handedOut.has(part)) {
        fail(service, {
          code: 'topology/service-added-late',
          what: `service '${this.serviceName}' is added in cluster '${part.cluster.clusterName}', where what stands for it is in use already`,
          expected: 'the service added in its clusters before `of` of the shared service is asked for them',
          fix: 'move the call up, or use `addService` of the shared namespace',
        });
      }
      known.service.namespace.node.tryRemoveChild(namesakeId(this.serviceName));
    }
    // what writes the Service knows more of it than what only refers to it
    if (known?.isNamesake === false && known.service._source.object) return;
    this._places.set(part, { part, service, isNamesake: false });
  }

  /** Writes what stands for it in clusters that have its namespace, and not the service. @internal */
  public _represent(parts: readonly MadePart[], model: Model, raw: unknown): number {
    const missing = parts.filter((part) => !this._places.has(part));
    const written = missing.flatMap((part) => {
      const namespace = part.mesh._namespaces.get(this.namespaceName);
      if (!namespace) return [];
      const isAmbient = part.mesh.dataPlane === DataPlane.AMBIENT;
      if (isAmbient) this.checkGlobalLabel(part);
      const service = writeNamesake(namespace, model, isAmbient ? { [MeshLabel.GLOBAL]: 'true' } : {}, raw);
      return [{ part, service, isNamesake: true }];
    });
    for (const place of written) this._places.set(place.part, place);
    return written.length;
  }

  /** The profile of an ambient control plane makes the label mean something, in each cluster for itself. */
  private checkGlobalLabel({ mesh, cluster, version }: MadePart): void {
    if (mesh.release._istioHas(IstioFeature.GLOBAL_SERVICE_LABEL, version)) return;
    Findings.of(this).add(this, {
      code: 'topology/global-label-not-read',
      what: `service '${this.serviceName}' is shared, but Istio ${version} of cluster '${cluster.clusterName}' does not read the label ${MeshLabel.GLOBAL}`,
      expected: 'Istio 1.27 or later, which OSSM has from 3.2 on',
      fix: 'choose a later `release` or version',
    });
  }

  private write(request: TrafficRequest): void {
    if (this.hasTraffic) {
      Findings.of(this).add(this, {
        code: 'topology/traffic-said-twice',
        what: `where the traffic of service '${this.serviceName}' goes is said a second time`,
        expected: 'one `failover` or `distribute` for a service: Istio reads one DestinationRule for a host',
        fix: 'keep one of the two',
      });
      return;
    }
    this.hasTraffic = true;
    writeTraffic(this, this.mesh, request);
  }
}

