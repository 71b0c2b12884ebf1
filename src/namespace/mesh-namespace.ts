import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { dataPlaneOf, enrolmentOf, lateProblems, OPT_OUT } from './enrolment';
import { enrolmentProblems, isReserved, labelProblems, nameProblems, reservedProblems } from './namespace-checks';
import type {
  MeshNamespaceProps, NamespaceAdoption, NamespaceReference, NamespaceWaypointOptions,
} from './namespace-options';
import { adoptedNamespace, createdNamespace, type NamespaceSource, referredNamespace } from './namespace-source';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { requireText } from '../analysis/require-text';
import { compareVersions } from '../release/istio-version';
import { DataPlane } from '../vocabulary/data-plane';
import { Identity } from '../vocabulary/identity';
import type { IMesh, IMeshNamespace, IWaypoint } from '../vocabulary/interfaces';
import type { NamespaceInternals } from '../vocabulary/mesh-facts';
import { MeshLabel } from '../vocabulary/mesh-labels';
import type { Revision } from '../vocabulary/revision';
import { RevisionTrack } from '../vocabulary/revision-track';
import { enrol } from '../waypoint/enrolment';
import { Waypoint } from '../waypoint/waypoint';
import { findServiceAccount } from '../workload/account-registry';
import { MeshService } from '../workload/mesh-service';
import { MeshServiceAccount, type ServiceAccountOptions } from '../workload/service-account';
import type { ServiceConstructOptions, ServiceOptions, ServiceReferenceOptions } from '../workload/service-options';
import { MeshWorkload } from '../workload/workload';
import type { StandaloneWorkloadOptions } from '../workload/workload-options';

/** A namespace's label for ingress through waypoints is read since then (istio/istio pull request 54483). */
const NAMESPACE_INGRESS_SINCE = '1.26';

/**
 * A namespace of a mesh. The only thing that writes data-plane labels.
 *
 * *Writes* the Namespace with the labels that make it what it is to be in the mesh. Adopted, it writes the labels on a Namespace that
 * another construct of this program makes. Referred to, it writes nothing, ever; where the mesh belongs to another program, it
 * *asks* its owner for the labels that verbs need, otherwise the error names them.
 *
 * @see https://istio.io/latest/docs/reference/config/labels/
 */
export class MeshNamespace extends Construct implements IMeshNamespace {
  /**
   * A namespace that another program writes.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param reference what is known of it
   */
  public static fromName(scope: Construct, id: string, reference: NamespaceReference): MeshNamespace {
    const { mesh, name, labels } = reference;
    requireText(scope, 'name of the namespace', name);
    // what nobody may enrol can still be referred to, without a word
    const dataPlane = labels ? dataPlaneOf(labels) : isReserved(name, mesh._facts) ? DataPlane.NONE : undefined;
    return new MeshNamespace(scope, id, {
      ...reference,
      labels: undefined,
      dataPlane: reference.dataPlane ?? dataPlane,
      _source: () => referredNamespace(reference, mesh._facts.owner),
    } as InternalProps);
  }

  /**
   * A Namespace that another construct of this program writes, for instance one of cdk8s-plus. It gets the labels of its place in
   * the mesh.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param adoption the Namespace, and how it is to be in the mesh
   * @throws if the construct is no Namespace
   */
  public static adopt(scope: Construct, id: string, adoption: NamespaceAdoption): MeshNamespace {
    return new MeshNamespace(scope, id, { ...adoption, name: '', _source: (at) => adoptedNamespace(at, adoption) } as InternalProps);
  }

  /** The name of the namespace. */
  public readonly namespaceName: string;
  /** The mesh it belongs to. */
  public readonly mesh: IMesh;
  /** How its workloads are in the mesh. */
  public readonly dataPlane: DataPlane;
  /** The revision handle its workloads follow. */
  public readonly revision: Revision;
  /** @internal */
  public readonly _internals: NamespaceInternals;

  private readonly source: NamespaceSource;

  public constructor(scope: Construct, id: string, props: MeshNamespaceProps) {
    super(scope, id);
    const { mesh, track } = props;
    const { _source, _writable } = props as InternalProps;
    if (!_source) requireText(this, 'name of the namespace', props.name);
    const facts = mesh._facts;
    this.mesh = mesh;
    this.dataPlane = props.dataPlane ?? mesh.dataPlane;
    this.revision = track === RevisionTrack.CANARY ? facts.canary ?? facts.revision : facts.revision;
    this.source = _source ? _source(this) : createdNamespace(this, props);
    this.namespaceName = this.source.name;
    this._internals = {
      setLabel: (key, value, by, why) => this.source.label(by, key, value, why),
      hasLabel: (key, value) => this.source.labelOf(key) === value,
      labelOf: (key) => this.source.labelOf(key),
      written: this.source.written,
      writable: _writable ?? true,
    };
    this.check(props);
    this.enrolInMesh(props.labels ?? {});
    facts.registerNamespace({
      name: this.namespaceName,
      dataPlane: this.dataPlane,
      revision: this.revision,
      written: this.source.written,
      labels: () => ({ ...this.source.labels() }),
      construct: this,
    });
  }

  /**
   * The Namespace.
   *
   * @throws if this program has none, since the handle only refers to it
   */
  public get resource(): ApiObject {
    return this.source.object ?? fail(this, {
      code: 'namespace/not-here',
      what: `namespace '${this.namespaceName}' is referred to by its name`,
      expected: 'a namespace that this program writes',
      fix: 'use `addNamespace` or `adopt`, or change the Namespace where it is written',
    });
  }

  /**
   * Forbids that any of its pods is in the mesh. With `dataPlane: DataPlane.NONE` alone, pods can still choose by their own labels.
   *
   * *Writes* `istio-injection: disabled` and `istio.io/dataplane-mode: none` on the Namespace.
   */
  public optOut(): void {
    if (this.dataPlane !== DataPlane.NONE) {
      Findings.of(this).add(this, {
        code: 'namespace/enrolled-and-opted-out',
        what: `namespace '${this.namespaceName}' opts out, but its data plane is ${this.dataPlane}`,
        expected: 'one of the two',
        fix: 'say `dataPlane: DataPlane.NONE` where the namespace is added, or remove `optOut()`',
      });
      return;
    }
    for (const [key, value] of Object.entries(OPT_OUT)) this.source.label(this, key, value, '`optOut()`');
  }

  /**
   * Makes a waypoint in this namespace, and enrols the namespace with it.
   *
   * *Writes* the waypoint, and the label `istio.io/use-waypoint` on the Namespace.
   *
   * @param name the name of the waypoint; `waypoint` unless said otherwise
   * @param options how it is to be
   */
  public addWaypoint(name: string = 'waypoint', options: NamespaceWaypointOptions = {}): Waypoint {
    const id = `waypoint-${name}`;
    this.checkNew(id, `waypoint '${name}'`);
    const waypoint = new Waypoint(this, id, { ...options, name, namespace: this });
    if (options.enrol ?? this.dataPlane === DataPlane.AMBIENT) this.useWaypoint(waypoint);
    return waypoint;
  }

  /**
   * Sends the traffic to all services and workloads of this namespace through a waypoint, as far as it handles such traffic, and
   * they name no other.
   *
   * *Writes* the label `istio.io/use-waypoint` on the Namespace, and `istio.io/use-waypoint-namespace` where the waypoint is in
   * another namespace, which must have admitted this one.
   *
   * @param waypoint the waypoint
   */
  public useWaypoint(waypoint: IWaypoint): void {
    const labels = enrol(waypoint, {
      at: this, kind: 'namespace', subject: `namespace '${this.namespaceName}'`, namespace: this, dataPlane: this.dataPlane,
    });
    for (const [key, value] of Object.entries(labels)) this.source.label(this, key, value, `the use of waypoint '${waypoint.waypointName}'`);
  }

  /**
   * Has gateways send through the waypoint of this namespace's services too. They go around it otherwise. Needs Istio 1.26;
   * before, each service says it.
   *
   * *Writes* the label `istio.io/ingress-use-waypoint` on the Namespace.
   */
  public useWaypointForIngress(): void {
    const { istioMinor } = this.mesh._facts;
    if (compareVersions(istioMinor, NAMESPACE_INGRESS_SINCE) < 0) {
      Findings.of(this).add(this, {
        code: 'namespace/ingress-label-not-read',
        what: `gateways are to send through the waypoints of namespace '${this.namespaceName}', but Istio ${istioMinor} reads that label on Services only`,
        expected: `Istio ${NAMESPACE_INGRESS_SINCE} or later`,
        fix: 'call `useWaypointForIngress()` of each service, or update Istio',
      });
      return;
    }
    this.source.label(this, MeshLabel.INGRESS_USE_WAYPOINT, 'true', 'traffic of gateways through its waypoints');
  }

  /**
   * Makes a service.
   *
   * *Writes* a Service with selector `app: <name>`, unless told otherwise, and its ServiceAccount.
   *
   * @param name the name of the service: a DNS label that starts with a letter
   * @param options how it is to be
   */
  public addService(name: string, options: ServiceOptions): MeshService {
    return new MeshService(this, this.checkNew(`service-${name}`, `service '${name}'`), { ...options, name, namespace: this });
  }

  /**
   * A service of this namespace that is written elsewhere. Writes nothing.
   *
   * @param name the name of the Service
   * @param options what is known of it
   */
  public serviceFromName(name: string, options: ServiceReferenceOptions): MeshService {
    return MeshService.fromName(this, this.checkNew(`service-${name}`, `service '${name}'`), { ...options, name, namespace: this });
  }

  /**
   * A service of this namespace whose Service another construct of this program writes, for instance one of cdk8s-plus. Writes
   * nothing.
   *
   * @param service the Service, or a construct whose default child it is
   * @param options what is known of it beside the Service
   */
  public serviceFromConstruct(service: IConstruct, options: ServiceConstructOptions = {}): MeshService {
    const id = this.checkNew(`construct-${service?.node?.addr ?? ''}`, `a handle for ${service?.node?.path ?? ''}`);
    return MeshService.fromConstruct(this, id, { ...options, service, namespace: this });
  }

  /**
   * Makes a ServiceAccount, for pods that are behind no service. `addService` writes those of services by itself.
   *
   * @param name the name of the ServiceAccount
   * @param options how it is to be
   */
  public addServiceAccount(name: string, options: ServiceAccountOptions = {}): MeshServiceAccount {
    const account = new MeshServiceAccount(this, this.checkNew(`account-${name}`, `ServiceAccount '${name}'`), { ...options, name, namespace: this });
    if (this.dataPlane === DataPlane.SIDECAR) account._pullProxies();
    return account;
  }

  /**
   * Who the pods of a ServiceAccount of this namespace are to the mesh. Writes nothing.
   *
   * @param serviceAccount the name of the ServiceAccount
   */
  public identityOf(serviceAccount: string): Identity {
    return Identity.of(this.mesh._facts.trustDomain, this.namespaceName, serviceAccount);
  }

  /**
   * What pods of this namespace carry that are behind no service, for instance those of a Job.
   *
   * @param options what they are to the mesh
   */
  public workload(options: StandaloneWorkloadOptions = {}): MeshWorkload {
    const { serviceAccount } = options;
    return MeshWorkload._of({
      at: this,
      namespace: this,
      subject: serviceAccount === undefined ? `a workload of namespace '${this.namespaceName}'` : `the workload of ServiceAccount '${serviceAccount}'`,
      serviceAccount,
      account: serviceAccount === undefined ? undefined : findServiceAccount(this, serviceAccount),
      selector: () => ({}),
      renderedSelector: () => undefined,
    }, options);
  }

  private check(props: MeshNamespaceProps): void {
    const { _facts: facts } = this.mesh;
    const { source, namespaceName: name, dataPlane } = this;
    const problems = [
      // that of a Namespace written here is judged where it is written
      ...(source.creates ? [] : nameProblems(name)),
      ...labelProblems(name, props.labels ?? {}),
      ...enrolmentProblems(name, dataPlane, props.track, facts),
      ...reservedProblems(name, dataPlane, source.creates, facts),
    ];
    for (const problem of problems) Findings.of(this).add(this, problem);
  }

  /** Puts the labels of its place in the mesh. Of a Namespace whose labels nobody told us, they are taken to be there. */
  private enrolInMesh(given: { [key: string]: string }): void {
    const { source, mesh: { _facts: facts } } = this;
    if (source.labelsSoFar() === undefined) return;
    const { labels, problem } = enrolmentOf(source, this.dataPlane, this.revision, facts);
    if (problem) Findings.of(this).add(this, problem);
    for (const [key, value] of Object.entries(labels)) source.label(this, key, value, `its place in mesh '${facts.name}'`);
    // labels that were refused when they were given are not judged again
    if (source.creates && labelProblems(this.namespaceName, given).length > 0) return;
    Findings.of(this).checkAtSynth(this, () => lateProblems(source, this.dataPlane, this.revision, facts));
  }

  private checkNew(id: string, what: string): string {
    const there = this.node.tryFindChild(id);
    if (there) {
      fail(this, {
        code: 'namespace/made-twice',
        what: `${what} of namespace '${this.namespaceName}' is there already`,
        expected: 'each of them once',
        fix: 'keep what the first call returned, and use it',
      });
    }
    return id;
  }
}

/** How the other ways to a handle get into the one constructor. */
type InternalProps = MeshNamespaceProps & {
  readonly _source?: (at: Construct) => NamespaceSource;
  /** Whether objects may be written into it; default: yes. */
  readonly _writable?: boolean;
};
