import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { findServiceAccount } from './account-registry';
import { MeshServiceAccount } from './service-account';
import { headlessProblems, serviceProblems } from './service-checks';
import type {
  ServiceConstructReference, ServiceProps, ServiceReference, ServiceWaypointOptions, UseWaypointOptions,
} from './service-options';
import { sharingOf, topologyOf } from './service-sharing';
import { constructedService, namedService, type ServiceSource, writtenService } from './service-source';
import { MeshWorkload } from './workload';
import type { WorkloadOptions } from './workload-options';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { requireText } from '../analysis/require-text';
import type { ShareOptions } from '../topology/sharing/share-options';
import type { SharedService } from '../topology/sharing/shared-service';
import { DataPlane } from '../vocabulary/data-plane';
import { Identity } from '../vocabulary/identity';
import type { IMeshNamespace, IMeshService, IMultiClusterMesh, IWaypoint, MeshServicePort } from '../vocabulary/interfaces';
import { MeshLabel } from '../vocabulary/mesh-labels';
import { enrol } from '../waypoint/enrolment';
import { remarkPullSecrets } from '../waypoint/preconditions';
import { takeServiceName } from '../waypoint/service-names';
import { Waypoint } from '../waypoint/waypoint';

/**
 * A service of a mesh: a Service, and the workloads behind it.
 *
 * The pods stay the user's. They take labels and ServiceAccount from `workload()`.
 *
 * *Writes* the Service, and its ServiceAccount once for all services that share it. A handle made by `fromName` or
 * `fromConstruct` writes nothing, ever; a label that a verb needs on such a Service is an error that names it.
 */
export class MeshService extends Construct implements IMeshService {
  /**
   * A service that is written elsewhere, by its name.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param reference what is known of it
   */
  public static fromName(scope: Construct, id: string, reference: ServiceReference): MeshService {
    return new MeshService(scope, id, { ...reference, _source: (at) => namedService(at, reference) } as InternalProps);
  }

  /**
   * A service whose Service another construct of this program writes, for instance one of cdk8s-plus. Name, ports and selector
   * are read from what that renders, when they are needed. Never the label `cdk8s.io/metadata.addr` of cdk8s-plus, which changes
   * with the path of a construct.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param reference the Service, and what is known beside it
   * @throws if the construct is no Service
   */
  public static fromConstruct(scope: Construct, id: string, reference: ServiceConstructReference): MeshService {
    return new MeshService(scope, id, { ...reference, name: '', _source: (at) => constructedService(at, reference) } as InternalProps);
  }

  /** The name of the Service. */
  public readonly serviceName: string;
  /** The namespace of the Service. */
  public readonly namespace: IMeshNamespace;
  /**
   * The name of its pods' ServiceAccount.
   * @default - undefined where it is not known
   */
  public readonly serviceAccountName?: string;
  /**
   * The ServiceAccount, where this program writes it.
   * @default - undefined where somebody else does
   */
  public readonly account?: MeshServiceAccount;
  /**
   * The identity of its workloads.
   * @default - undefined where the ServiceAccount is not known
   */
  public readonly identity?: Identity;

  /** Where the Service is from. @internal */
  public readonly _source: ServiceSource;

  public constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { namespace } = props;
    const { _source, _namesake } = props as InternalProps;
    if (!_source) requireText(this, 'name of the service', props.name);
    this.namespace = namespace;
    this._source = _source ? _source(this) : writtenService(this, props);
    this.serviceName = this._source.name;
    this.serviceAccountName = props.existingServiceAccount ?? props.serviceAccount ?? (_source ? undefined : this.serviceName);
    if (!_source) {
      for (const problem of serviceProblems(props)) Findings.of(this).add(this, problem);
      takeServiceName(this, namespace.mesh, namespace.namespaceName, this.serviceName, `service '${this.serviceName}'`);
      if (props.existingServiceAccount === undefined) this.account = this.writeAccount(this.serviceAccountName!, props.raw?.serviceAccount);
    } else if (this.serviceAccountName !== undefined) {
      this.account = findServiceAccount(namespace, this.serviceAccountName);
    }
    if (this.serviceAccountName !== undefined) {
      this.identity = Identity.of(namespace.mesh._facts.trustDomain, namespace.namespaceName, this.serviceAccountName);
    }
    if (namespace.dataPlane === DataPlane.SIDECAR) {
      this.account?._pullProxies();
      remarkPullSecrets(namespace);
    }
    if (!_namesake) topologyOf(namespace.mesh)?._sharing.noteService(this);
  }

  /** The fully qualified host name, for instance `reviews.shop.svc.cluster.local`. */
  public get host(): string {
    return `${this.serviceName}.${this.namespace.namespaceName}.svc.${this.namespace.mesh._facts.clusterDomain}`;
  }

  /** The ports of the Service. */
  public get ports(): MeshServicePort[] {
    return this._source.ports;
  }

  /** The labels that select its pods; empty where they are not known. */
  public get selector(): { [key: string]: string } {
    return { ...this._source.selector };
  }

  /**
   * The Service.
   *
   * @throws if this program has none, since the handle was made by `fromName`
   */
  public get service(): ApiObject {
    return this._source.object ?? fail(this, {
      code: 'workload/service-not-here',
      what: `service '${this.serviceName}' is referred to by its name`,
      expected: 'a service that this program writes',
      fix: 'use `addService`, or change the Service where it is written',
    });
  }

  /**
   * Makes a waypoint for this service alone, in its namespace, and enrols the service.
   *
   * *Writes* the waypoint, and the label `istio.io/use-waypoint` on the Service.
   *
   * @param name the name of the waypoint; `<service>-waypoint` unless said otherwise. Istio makes a Service of the same name, so it
   * cannot be that of the service
   * @param options how the waypoint is to be
   */
  public addWaypoint(name: string = `${this.serviceName}-waypoint`, options: ServiceWaypointOptions = {}): Waypoint {
    const waypoint = new Waypoint(this, 'waypoint', { ...options, name, namespace: this.namespace });
    this.useWaypoint(waypoint, { ingressToo: options.ingressToo });
    return waypoint;
  }

  /**
   * Sends the traffic to this service through a waypoint, whatever its namespace says.
   *
   * *Writes* the label `istio.io/use-waypoint` on the Service, and `istio.io/use-waypoint-namespace` where the waypoint is in
   * another namespace, which must have admitted this one.
   *
   * @param waypoint a waypoint for traffic to services
   * @param options how it is used
   */
  public useWaypoint(waypoint: IWaypoint, options: UseWaypointOptions = {}): void {
    const labels = enrol(waypoint, {
      at: this,
      kind: 'service',
      subject: `service '${this.serviceName}'`,
      namespace: this.namespace,
      dataPlane: this.namespace.dataPlane,
    });
    for (const [key, value] of Object.entries(labels)) this._source.label(this, key, value, `the use of waypoint '${waypoint.waypointName}'`);
    Findings.of(this).checkAtSynth(this, () => headlessProblems(this.serviceName, this._source.object));
    if (options.ingressToo) this.useWaypointForIngress();
  }

  /**
   * Has gateways send through the waypoint of this service, or of its namespace, too. They go around it otherwise.
   *
   * *Writes* the label `istio.io/ingress-use-waypoint` on the Service.
   */
  public useWaypointForIngress(): void {
    this._source.label(this, MeshLabel.INGRESS_USE_WAYPOINT, 'true', 'traffic of gateways through its waypoint');
    Findings.of(this).checkAtSynth(this, () => {
      if (this._source.labelOf(MeshLabel.USE_WAYPOINT) ?? this.namespace._internals.labelOf(MeshLabel.USE_WAYPOINT)) return [];
      return [{
        code: 'workload/ingress-without-waypoint',
        what: `gateways are to send through the waypoint of service '${this.serviceName}', but neither it nor namespace '${this.namespace.namespaceName}' uses one`,
        expected: 'a waypoint that the service uses',
        fix: 'call `useWaypoint` or `addWaypoint` of the service or of its namespace',
      }];
    });
  }

  /**
   * Makes this service one with those of its name and namespace in other clusters: workloads of each cluster reach the endpoints of
   * all of them.
   *
   * *Writes* in an ambient mesh the label `istio.io/global` on the Service, without which its cluster keeps it to itself; sidecars see
   * the services of all clusters anyway. In each other cluster that has the namespace and no such service, a Service of the same name
   * and ports, so that clients there can resolve it.
   *
   * @param mesh the mesh over several clusters that its own mesh belongs to
   * @param options in which clusters it is to be known
   * @throws if the service belongs to another mesh
   */
  public shareAcross(mesh: IMultiClusterMesh, options: ShareOptions = {}): SharedService {
    return sharingOf(this, mesh, 'shared').share(this, options);
  }

  /**
   * Has workloads of each cluster use the endpoints of their own cluster only.
   *
   * *Writes*, with sidecars, the host as `clusterLocal` into the mesh config of every control plane. In an ambient mesh nothing: there a
   * service is local until it is shared.
   *
   * @throws if its mesh is in one cluster only
   */
  public keepLocal(): void {
    sharingOf(this, topologyOf(this.namespace.mesh), 'kept local').keepLocal(this);
  }

  /**
   * What pods of this service carry: its selector's labels, its ServiceAccount, and what enrols them.
   *
   * @param options what they are to the mesh
   */
  public workload(options: WorkloadOptions = {}): MeshWorkload {
    return MeshWorkload._of({
      at: this,
      namespace: this.namespace,
      subject: `service '${this.serviceName}'`,
      serviceAccount: this.serviceAccountName,
      account: this.account,
      selector: () => this._source.selector,
      renderedSelector: () => this._source.renderedSelector(),
    }, options);
  }

  private writeAccount(name: string, raw: unknown): MeshServiceAccount {
    const known = findServiceAccount(this.namespace, name);
    if (!known) return new MeshServiceAccount(this, 'account', { namespace: this.namespace, name, raw });
    if (raw !== undefined) {
      Findings.of(this).add(this, {
        code: 'workload/raw-without-object',
        what: `service '${this.serviceName}' has raw fields for ServiceAccount '${name}', which ${known.node.path} writes already`,
        expected: 'raw fields where the ServiceAccount is written',
        fix: 'move them there',
      });
    }
    return known;
  }
}

/** How the other ways to a handle get into the one constructor. */
type InternalProps = ServiceProps & {
  readonly _source?: (at: Construct) => ServiceSource;
  /** Whether it stands for a service of other clusters; default: no. */
  readonly _namesake?: boolean;
};
