import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { type ClusterRegistry, registryOf } from './cluster-registry';
import { type AcceptOptions, acceptRequests } from './contract/accept';
import type { MultiClusterData } from './contract/contract-data';
import { takeContract } from './contract/contract-writer';
import { ContractedMesh, type ContractedMeshProps } from './contract/contracted-mesh';
import type { MeshContract } from './contract/mesh-contract';
import type { MeshRequests } from './contract/mesh-requests';
import { addTenant, type MeshTenant } from './contract/mesh-tenant';
import type { TenantOptions } from './contract/tenant-options';
import { ownDiscoveryLabels, remarkRootNamespace, renderIstio, renderRootNamespace, renderTags } from './control-plane';
import { checkChart, checkMeshTypes, checkVersions } from './input-types';
import * as checks from './mesh-checks';
import { clusterFact, foundationOf } from './mesh-context';
import type { MeshFoundation } from './mesh-foundation';
import type { MeshProps } from './mesh-props';
import { riskProblems } from './mesh-risks';
import { type MeshRole, RoleKind } from './mesh-role';
import { planRevisions, type RevisionPlan, withoutTags } from './revision-names';
import { UpdateStrategy } from './update-strategy';
import { Acknowledgements } from '../analysis/acknowledgements';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { InjectedGateway, type InjectedGatewayOptions } from '../gateway';
import { MeshNamespace, type NamespaceEnrolmentOptions, type NamespaceOptions } from '../namespace';
import type { OpenShift, OssmRelease } from '../release';
import { ReleaseFeature } from '../release/feature-names';
import { compareVersions, minorOf } from '../release/istio-version';
import { DataPlane } from '../vocabulary/data-plane';
import type { IMesh } from '../vocabulary/interfaces';
import type { MeshFacts, NamespaceFacts } from '../vocabulary/mesh-facts';
import { Revision } from '../vocabulary/revision';

/** The first Istio minor whose gateway classes take an autoscaler and a disruption budget. */
const CLASS_AUTOSCALER_SINCE = '1.26';

/**
 * A mesh: one control plane, its tags and root namespace, and the handles of everything in it.
 *
 * *Writes* the `Istio`, its tags and the Namespace of the control plane; without a `foundation` also the node components.
 *
 * @see https://github.com/istio-ecosystem/sail-operator/blob/main/docs/README.adoc
 */
export class Mesh extends Construct implements IMesh {
  /**
   * A mesh that another program makes, from the contract that it has written.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param props the contract, and who this program is
   * @throws if the contract is not one of the named mesh, or has no such tenant
   */
  public static fromContract(scope: Construct, id: string, props: ContractedMeshProps): ContractedMesh {
    return new ContractedMesh(scope, id, props);
  }

  public readonly meshName: string;
  public readonly rootNamespace: string;
  public readonly release: OssmRelease;
  public readonly trustDomain: string;
  public readonly dataPlane: DataPlane;
  public readonly revision: Revision;
  public readonly canaryRevision?: Revision;
  /** What this mesh and the others of the cluster stand on. */
  public readonly foundation: MeshFoundation;
  /** The `Istio`. */
  public readonly istio: ApiObject;
  /**
   * The Namespace of the control plane.
   * @default - undefined where `manageNamespaces` is false
   */
  public readonly rootNamespaceResource?: ApiObject;
  /**
   * The tag that production follows.
   * @default - undefined with an in-place strategy
   */
  public readonly productionTag?: ApiObject;
  /**
   * The tag that the canary follows.
   * @default - undefined where there is none
   */
  public readonly canaryTag?: ApiObject;

  /** @internal */
  public readonly _facts: MeshFacts;
  /** @internal */
  public readonly _plan: RevisionPlan;
  /** The part that it has in a mesh over several clusters; undefined where it is alone. @internal */
  public readonly _role?: MeshRole;
  /** What the programs of other clusters need to know; said by the topology. @internal */
  public _clusterData?: () => MultiClusterData;
  /** Whether programs of other clusters are to read its contract. @internal */
  public _hasOtherPrograms = false;
  /** Hosts of which each cluster is to use its own endpoints only. @internal */
  public readonly _clusterLocalHosts = new Set<string>();
  /** @internal */
  public readonly _network?: string;
  /** The version of the control plane that runs production. @internal */
  public readonly _productionVersion: string;
  /** The version of the newest control plane. @internal */
  public readonly _newestVersion: string;
  /** Every namespace handle, by name. @internal */
  public readonly _namespaces = new Map<string, MeshNamespace>();
  /** Every gateway, by name. @internal */
  public readonly _gateways = new Map<string, InjectedGateway>();
  private readonly namespaceFacts: NamespaceFacts[] = [];
  private readonly props: MeshProps;
  private readonly registry: ClusterRegistry;

  public constructor(scope: Construct, id: string, props: MeshProps = {}) {
    super(scope, id);
    checkChart(this);
    checkMeshTypes(this, props);
    this.props = props;
    this.foundation = foundationOf(this, props);
    this.release = this.foundation.release;
    checkVersions(this, this.release, props);
    this.meshName = props.name ?? 'default';
    this.rootNamespace = props.rootNamespace ?? 'istio-system';
    this.trustDomain = props.trustDomain ?? 'cluster.local';
    this.dataPlane = props.dataPlane ?? DataPlane.SIDECAR;
    const strategy = props.updateStrategy ?? UpdateStrategy.inPlace();
    this._role = (props as InternalMeshProps)._role;
    const plan = planRevisions(this.meshName, strategy);
    this._plan = this._role?.kind === RoleKind.REMOTE ? withoutTags(plan) : plan;
    this._newestVersion = strategy.version ?? this.release.floatingVersion;
    this._productionVersion = strategy._revisions?.production ?? this._newestVersion;
    this.revision = Revision.of(this._plan.handle);
    this.canaryRevision = this._plan.canaryHandle === undefined ? undefined : Revision.of(this._plan.canaryHandle);
    this._facts = this.collectFacts();
    this._network = this._role?.network ?? clusterFact(this, this.props, 'network');

    this.registry = registryOf(this);
    this.registry.meshes.push(this);
    this.foundation._join(this);
    if (this.dataPlane === DataPlane.AMBIENT) {
      this.foundation._labelNamespaces(ownDiscoveryLabels(this, this.foundation.ztunnelNamespace), this);
    }
    if (props.manageNamespaces ?? true) this.rootNamespaceResource = renderRootNamespace(this, props);
    else remarkRootNamespace(this);
    this.checkInputs();
    this.istio = renderIstio(this, props, strategy);
    const tags = renderTags(this, props);
    this.productionTag = tags[0];
    this.canaryTag = tags[1];
    this.remarks(strategy);
  }

  /**
   * Adds a namespace to the mesh.
   *
   * *Writes* the Namespace, with the labels that enrol it.
   *
   * @param name the name of the namespace
   * @param options data plane, revision, labels
   * @throws if this program has the namespace already
   */
  public addNamespace(name: string, options: NamespaceOptions = {}): MeshNamespace {
    this.checkFree(name, `mesh.namespace('${name}')`);
    return this.keep(new MeshNamespace(this, `ns-${name}`, { ...options, mesh: this, name }));
  }

  /**
   * Takes a Namespace into the mesh that another construct of this program writes.
   *
   * *Writes* the labels that enrol it, on that Namespace.
   *
   * @param construct the construct that writes the Namespace, from cdk8s-plus or anything else
   * @param options data plane, revision
   * @throws if it writes no Namespace, or this program has the namespace already
   */
  public adopt(construct: IConstruct, options: NamespaceEnrolmentOptions = {}): MeshNamespace {
    const id = `adopted-${construct?.node?.addr ?? ''}`;
    if (this.node.tryFindChild(id)) this.failTwice(`the Namespace of ${construct.node.path} is adopted`, 'what the first `adopt` returned');
    const adopted = MeshNamespace.adopt(this, id, { ...options, mesh: this, construct });
    this.checkFree(adopted.namespaceName, 'the handle that exists');
    return this.keep(adopted);
  }

  /**
   * A namespace of the mesh: the handle that this program has already, or one that refers to a namespace made elsewhere, which
   * is taken to be enrolled as the mesh's own data plane says. The summary names each such namespace.
   *
   * Writes nothing.
   *
   * @param name the name of the namespace
   */
  public namespace(name: string): MeshNamespace {
    const known = this._namespaces.get(name);
    if (known) return known;
    const referred = this.keep(MeshNamespace.fromName(this, `ns-${name}`, { mesh: this, name }));
    // that of the control plane takes part in one way only
    if (name === this.rootNamespace) return referred;
    Findings.of(this).remark(this, 'decided',
      `the namespace '${name}' is written elsewhere, and taken to be in mesh '${this.meshName}' with data plane ${referred.dataPlane}`);
    return referred;
  }

  /**
   * Adds an ingress gateway: a proxy of one's own Deployment, injected by the control plane.
   *
   * *Writes* a namespace named like the gateway, unless one is given, and in it the Deployment and all that belongs to it.
   *
   * @param name the name of the gateway: of its Deployment, its Service and its `Gateway`
   * @param options namespace, exposure, size
   * @throws if this mesh has a gateway of that name already
   */
  public addInjectedGateway(name: string, options: InjectedGatewayOptions = {}): InjectedGateway {
    if (this._gateways.has(name)) {
      fail(this, {
        code: 'mesh/gateway-twice',
        what: `the gateway '${name}' is added a second time`,
        expected: 'one gateway of a name in a mesh',
        fix: `use mesh.gateway('${name}')`,
      });
    }
    const namespace = options.namespace ?? this.addNamespace(name, { dataPlane: DataPlane.NONE });
    const gateway = new InjectedGateway(this, `gateway-${name}`, { ...options, namespace, mesh: this, name });
    this._gateways.set(name, gateway);
    return gateway;
  }

  /**
   * A gateway that this program has added.
   *
   * @param name the name of the gateway
   * @throws if there is none of that name; the error lists those there are
   */
  public gateway(name: string): InjectedGateway {
    const gateway = this._gateways.get(name);
    if (!gateway) {
      const known = [...this._gateways.keys()];
      fail(this, {
        code: 'mesh/unknown-gateway',
        what: `there is no gateway '${name}'`,
        expected: known.length ? `one of ${known.join(', ')}` : 'a gateway that was added before',
        fix: `call mesh.addInjectedGateway('${name}') first`,
      });
    }
    return gateway;
  }

  /**
   * Adds a team that brings its services from a program of its own. Its gateways must have been added before.
   *
   * *Writes* the team's Namespaces, and what its hosts and delegated prefixes need on the gateway.
   *
   * @param name the name of the team: a DNS label
   * @param options its namespaces and hosts, and what it may do without asking
   * @throws if it has no namespace, or was added before
   */
  public addTenant(name: string, options: TenantOptions): MeshTenant {
    return addTenant(this, name, options);
  }

  /**
   * Does what a team's program asks for, request by request. A request that was changed has another id.
   *
   * *Writes* the labels that are asked for on Namespaces of this program, and what the hosts need on the gateway.
   *
   * @param requests the file that the team's program has written
   * @param options which of the requests
   * @throws if the requests are to another mesh; requests that cannot be accepted are errors at synth
   */
  public accept(requests: MeshRequests, options: AcceptOptions): void {
    acceptRequests(this, requests, options);
  }

  /**
   * What other programs need to know of this mesh. To be called after the last construct; `MeshApp` writes it by itself.
   */
  public contract(): MeshContract {
    return takeContract(this);
  }

  /** What a person must see to in the cluster of this mesh before the manifests can work, a sentence each. */
  public preconditions(): string[] {
    const cluster = this.registry.scope.node.path;
    const here = (path: string): boolean => cluster === '' || path === cluster || path.startsWith(`${cluster}/`);
    return [...new Set(Findings.of(this).allRemarks().filter((r) => r.kind === 'precondition' && here(r.path)).map((r) => r.text))];
  }

  private keep(namespace: MeshNamespace): MeshNamespace {
    this._namespaces.set(namespace.namespaceName, namespace);
    return namespace;
  }

  private checkFree(name: string, instead: string): void {
    if (this._namespaces.has(name)) this.failTwice(`the namespace '${name}' is added`, instead);
  }

  private failTwice(what: string, instead: string): never {
    fail(this, { code: 'mesh/namespace-twice', what: `${what} a second time`, expected: 'one handle for a namespace', fix: `use ${instead}` });
  }

  private collectFacts(): MeshFacts {
    const { props, release } = this;
    const openshift: OpenShift = release._openShift(clusterFact(this, this.props, 'openshift'));
    const minor = minorOf(this._productionVersion);
    const pullSecret = this.foundation._options.images?.options.pullSecret;
    const classesUsable = release._has(ReleaseFeature.GATEWAY_CLASSES)
      && [this._productionVersion, this._newestVersion].every((v) => compareVersions(minorOf(v), CLASS_AUTOSCALER_SINCE) >= 0);
    return {
      name: this.meshName,
      release,
      istioMinor: minor,
      rootNamespace: this.rootNamespace,
      trustDomain: this.trustDomain,
      clusterDomain: clusterFact(this, this.props, 'clusterDomain') ?? 'cluster.local',
      dataPlane: this.dataPlane,
      revision: this.revision,
      canary: this.canaryRevision,
      discoverySelectors: props.discoverySelectors ?? [],
      openshift,
      appsDomain: clusterFact(this, this.props, 'appsDomain'),
      imagePullSecrets: pullSecret === undefined ? [] : [pullSecret],
      nativeSidecars: props.nativeSidecars ?? release._nativeSidecarsByDefault(openshift, this._productionVersion),
      waypointAvailability: props.waypointAvailability,
      waypointAvailabilityInValues: classesUsable && props.waypointAvailability !== undefined,
      registerNamespace: (namespace) => { this.namespaceFacts.push(namespace); },
    };
  }

  /** Every namespace handle of the mesh, wherever it was made. @internal */
  public get _knownNamespaces(): readonly NamespaceFacts[] {
    return this.namespaceFacts;
  }

  private checkInputs(): void {
    const { props, release } = this;
    const findings = Findings.of(this);
    const acknowledgements = new Acknowledgements(this, props.acknowledge);
    const all: Problem[] = [
      ...checks.nameProblems(this),
      ...checks.strategyProblems(release, props),
      ...checks.profileProblems(this, props.profile),
      ...checks.featureProblems(this, props),
      ...checks.rawProblems(this, props),
    ];
    for (const problem of all) findings.add(this, problem);
    if (this.dataPlane === DataPlane.NONE) {
      findings.add(this, {
        code: 'mesh/no-data-plane',
        what: 'the data plane of the mesh is DataPlane.NONE',
        expected: 'DataPlane.SIDECAR or DataPlane.AMBIENT; single namespaces may have none',
        fix: 'choose one',
      });
    }
    for (const problem of riskProblems(this, this.registry)) acknowledgements.raise(problem);
    findings.checkAtSynth(this, () => [
      ...checks.neighbourProblems(this, this.registry),
      ...checks.skewProblems(this),
      ...checks.namespaceProblems(this.namespaceFacts),
    ]);
  }

  private remarks(strategy: UpdateStrategy): void {
    const findings = Findings.of(this);
    if (this.dataPlane === DataPlane.AMBIENT) {
      findings.remark(this, 'precondition',
        'OVN-Kubernetes is in local gateway mode (routingViaHost: true in the gatewayConfig of the cluster Network), for ambient pods to answer probes');
    }
    if (this._newestVersion.endsWith('-latest')) {
      const why = strategy.version === undefined ? ', as nobody stated a version' : '';
      findings.remark(this, 'floats', `the control plane '${this.meshName}' follows ${this._newestVersion}${why}: it changes when the operator is updated`);
    }
    if (clusterFact(this, this.props, 'openshift') === undefined) {
      findings.remark(this, 'decided', `the cluster counts as ${this._facts.openshift}, the oldest that ${this.release} supports, as nobody stated its version`);
    }
  }
}

/** How a topology says what the mesh of a cluster is in it. */
export type InternalMeshProps = MeshProps & { readonly _role?: MeshRole };
