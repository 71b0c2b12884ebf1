import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { eastWestProblems, type EastWestPlan } from './checks';
import { DEFAULT_NAME, objectName, writeControlPlane } from './control-plane';
import type { ControlPlaneExposure, ExposedControlPlane } from './control-plane-exposure';
import { EastWest, EastWestKind } from './east-west';
import { EVERY_SERVICE, needsIstioGateway, servicesServer } from './exposed-hosts';
import { writeGatewayApi } from './gateway-api';
import { podLabelsOf, writeInjected } from './injected';
import { checkEastWestKinds } from './kinds';
import { MTLS_PORT } from './ports';
import { remarkGatewayApiFor, remarkPullSecretsIn } from './preconditions';
import { Findings } from '../../analysis/findings';
import { stated } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { findCluster } from '../../cluster/cluster';
import { draftOf, type LateValue } from '../../kube/late-value';
import type { Manifest } from '../../kube/manifest';
import { istioGateway } from '../../traffic/istio-objects';
import { DataPlane } from '../../vocabulary/data-plane';
import { Identity } from '../../vocabulary/identity';
import type { IMesh, IMeshGateway } from '../../vocabulary/interfaces';
import type { MeshFacts } from '../../vocabulary/mesh-facts';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import type { Revision } from '../../vocabulary/revision';
import { takeServiceName } from '../../waypoint/service-names';
import { GatewayClaims } from '../claims';
import { ExposureKind } from '../exposure';

/** A gateway between clusters to make. */
export interface EastWestGatewayProps {
  /** The mesh of the cluster that the gateway leads into. */
  readonly mesh: IMesh;
  /**
   * The network that the gateway leads into. Only where clusters are on several: it makes control planes send what is for the pods of
   * this network to the gateway.
   * @default - the clusters share one network; the gateway is for the control plane only
   */
  readonly network?: string;
  /**
   * The name of the cluster that the gateway leads into.
   * @default - that of the `Cluster` around it
   */
  readonly clusterName?: string;
  /**
   * How the gateway is made.
   * @default - EastWest.ambient() in an ambient mesh, otherwise EastWest.injected()
   */
  readonly settings?: EastWest;
  /**
   * Its name: that of its Service, and of all else that belongs to it. A DNS label that starts with a letter.
   * @default istio-eastwestgateway
   */
  readonly name?: string;
  /**
   * The namespace that it runs in, which somebody else makes. Control planes have to see it, and nothing in it may forbid injection.
   * @default - the root namespace of the mesh
   */
  readonly namespaceName?: string;
  /**
   * The hosts that other networks reach through it: full names of services, the first label may be `*`. Not in an ambient mesh. Empty
   * where this is not the place that says so: a remote cluster, whose gateway takes it from the cluster of its control plane.
   * @default ['*.local'], every Service, where there is a `network`
   */
  readonly exposeServices?: string[];
  /**
   * How the control plane is exposed to clusters that have none.
   * @default - it is not
   */
  readonly exposeControlPlane?: ControlPlaneExposure;
  /**
   * The control planes that are exposed: one for each revision that looks after other clusters. To be given where the mesh is
   * updated by revisions: tags have no such Service.
   * @default - that of the mesh updated in place: `istiod`, with the name of the mesh unless it is `default`
   */
  readonly controlPlanes?: ExposedControlPlane[];
}

/**
 * The gateway through which a cluster is reached from the others of its mesh: traffic between networks, and control planes.
 *
 * *Writes*, into its namespace, where it is injected: Deployment, Service, ServiceAccount; HorizontalPodAutoscaler and
 * PodDisruptionBudget as `availability` needs them; a NetworkPolicy; a `Gateway` for services, and a `Gateway` and a VirtualService for
 * control planes. Otherwise a `Gateway` of the Gateway API, of which Istio makes the rest, autoscaler and budget for it, and a
 * ConfigMap with settings. By `EastWest.none()` nothing.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/
 */
export class EastWestGateway extends Construct implements IMeshGateway {
  /** The name of the gateway, and of its Service. */
  public readonly gatewayName: string;
  /** The namespace that it runs in. */
  public readonly namespaceName: string;
  /**
   * The network that it leads into.
   * @default - undefined on one network
   */
  public readonly network?: string;
  /**
   * The cluster that it leads into.
   * @default - undefined where nobody said
   */
  public readonly clusterName?: string;
  /** The identity of its pods: the ServiceAccount of its own name. */
  public readonly identity: Identity;
  /** The labels by which its pods are found. */
  public readonly selectorLabels: { [key: string]: string };
  /** The revision handle that it follows. */
  public readonly revision: Revision;
  /** How it is made. */
  public readonly kind: EastWestKind;
  /**
   * The ServiceAccount.
   * @default - undefined unless injected
   */
  public readonly serviceAccount?: ApiObject;
  /**
   * The Deployment.
   * @default - undefined unless injected
   */
  public readonly deployment?: ApiObject;
  /**
   * The Service.
   * @default - undefined unless injected
   */
  public readonly service?: ApiObject;
  /**
   * The NetworkPolicy.
   * @default - undefined unless injected, and where it is switched off
   */
  public readonly networkPolicy?: ApiObject;
  /**
   * The HorizontalPodAutoscaler.
   * @default - undefined where the number of replicas is fixed
   */
  public readonly autoscaler?: ApiObject;
  /**
   * The PodDisruptionBudget.
   * @default - undefined where there may be a single replica
   */
  public readonly disruptionBudget?: ApiObject;
  /**
   * The `Gateway` of the Gateway API.
   * @default - undefined where it is injected
   */
  public readonly gateway?: ApiObject;
  /**
   * The ConfigMap with the settings of what Istio makes of the `Gateway`.
   * @default - undefined where nothing is set
   */
  public readonly parameters?: ApiObject;
  /**
   * The `Gateway` of networking.istio.io for services.
   * @default - undefined where it exposes none, or the `Gateway` of the Gateway API says it
   */
  public readonly servicesGateway?: ApiObject;
  /**
   * The `Gateway` of networking.istio.io for control planes.
   * @default - undefined where it exposes none
   */
  public readonly controlPlaneGateway?: ApiObject;
  /**
   * The VirtualService for control planes.
   * @default - undefined where it exposes none
   */
  public readonly controlPlaneRoutes?: ApiObject;
  /**
   * The DestinationRule for the control plane.
   * @default - undefined where TLS passes through
   */
  public readonly controlPlaneTraffic?: ApiObject;
  /**
   * The `Certificate` that is shown for the control plane.
   * @default - undefined where none is requested
   */
  public readonly certificate?: ApiObject;
  /**
   * The Role with which the gateway gets its certificate.
   * @default - undefined where it shows none
   */
  public readonly role?: ApiObject;
  /**
   * The RoleBinding of that Role.
   * @default - undefined where it shows none
   */
  public readonly roleBinding?: ApiObject;

  private readonly plan: EastWestPlan;
  private readonly late?: LateValue;

  public constructor(scope: Construct, id: string, props: EastWestGatewayProps) {
    super(scope, id);
    checkEastWestKinds(this, props);
    const asked = stated(props);
    const { mesh } = asked;
    const facts = mesh._facts;
    this.plan = planOf(asked);
    const { name, namespace, network, settings, selectorLabels } = this.plan;
    this.gatewayName = name;
    this.namespaceName = namespace;
    this.network = network;
    this.clusterName = asked.clusterName ?? findCluster(this)?.clusterName;
    this.identity = Identity.of(facts.trustDomain, namespace, name);
    this.selectorLabels = { ...selectorLabels };
    this.revision = mesh.revision;
    this.kind = settings.kind;

    for (const problem of eastWestProblems(this.plan, facts)) Findings.of(this).add(this, problem);
    if (this.kind === EastWestKind.NONE) return;
    takeServiceName(this, mesh, namespace, name, `gateway '${name}'`);
    remarkPullSecretsIn(mesh, namespace);
    this.late = this.askForAddress();
    if (this.kind === EastWestKind.INJECTED) {
      GatewayClaims.of(mesh).claimPods({
        at: this, mesh, subject: `gateway '${name}'`, selector: selectorLabels, podLabels: podLabelsOf(this.plan, mesh),
      });
      const made = writeInjected(this, this.plan, mesh);
      this.serviceAccount = made.serviceAccount;
      this.deployment = made.deployment;
      this.service = made.service;
      this.networkPolicy = made.networkPolicy;
      this.autoscaler = made.autoscaler;
      this.disruptionBudget = made.disruptionBudget;
    } else {
      remarkGatewayApiFor(mesh, 'any gateway between networks');
      const made = writeGatewayApi(this, this.plan, mesh);
      this.gateway = made.gateway;
      this.parameters = made.parameters;
      this.autoscaler = made.autoscaler;
      this.disruptionBudget = made.disruptionBudget;
    }
    this.servicesGateway = this.writeServices(facts);
    if (this._servesControlPlane) {
      const made = writeControlPlane(this, this.plan, this.plan.controlPlane!, facts);
      this.controlPlaneGateway = made.gateway;
      this.controlPlaneRoutes = made.routes;
      this.controlPlaneTraffic = made.traffic;
      this.certificate = made.certificate;
      this.role = made.access?.role;
      this.roleBinding = made.access?.roleBinding;
    }
    this.checkRaw();
  }

  /** Where other clusters reach it: a name, an address, or nothing yet. @internal */
  public get _address(): LateValue {
    return this.late ?? fail(this, this.kind === EastWestKind.NONE ? {
      code: 'gateway/east-west-none',
      what: 'the address of the gateway of a cluster is asked for that has none (EastWest.none())',
      expected: 'a cluster with a gateway',
      fix: 'write EastWest.injected(...)',
    } : {
      code: 'gateway/east-west-no-cluster',
      what: `the address of gateway '${this.gatewayName}' is asked for, which is in no Cluster`,
      expected: 'a gateway in a Cluster, whose facts say the address',
      fix: "make it in the scope of a `new Cluster(app, 'east', { name: 'east' })`",
    });
  }

  /** Whether other control planes find a way into the network: a load balancer whose address they read. @internal */
  public get _isReachable(): boolean {
    if (this.kind === EastWestKind.NONE || this.network === undefined) return false;
    if ((this.plan.settings._settings.exposure?.kind ?? ExposureKind.LOAD_BALANCER) !== ExposureKind.LOAD_BALANCER) return false;
    if (!this.service) return true;
    // raw fields and patches may have made another Service of it
    const { type, ports } = draftOf(this.service).spec ?? {};
    return type === 'LoadBalancer' && Array.isArray(ports) && ports.some((p) => p.port === this._mtlsPort);
  }

  /** Whether a control plane is reached by it, on 443 of its Service too. @internal */
  public get _servesControlPlane(): boolean {
    return this.kind === EastWestKind.INJECTED && this.plan.controlPlane !== undefined && this.plan.controlPlanes.length > 0;
  }

  /** The port between networks. @internal */
  public get _mtlsPort(): number {
    return this.plan.settings._injected.mtlsPort ?? this.plan.settings._gatewayApi.mtlsPort ?? MTLS_PORT;
  }

  private askForAddress(): LateValue | undefined {
    const { exposure, dnsName } = this.plan.settings._settings;
    return findCluster(this)?._lateAddress({
      namespace: this.namespaceName,
      service: this.gatewayName,
      clusterIp: exposure?.kind === ExposureKind.CLUSTER_IP,
      given: dnsName,
      by: this,
    });
  }

  private writeServices(mesh: MeshFacts): Manifest | undefined {
    const { name, namespace, network, settings, hosts = EVERY_SERVICE } = this.plan;
    const injected = this.kind === EastWestKind.INJECTED;
    const writes = injected ? network !== undefined && hosts.length > 0 : this.kind === EastWestKind.GATEWAY_API && needsIstioGateway(hosts);
    if (!writes) return undefined;
    return istioGateway(this, 'services-gateway', {
      mesh,
      name: objectName(name, 'cross-network-gateway'),
      namespace,
      labels: this.selectorLabels,
      // Istio puts the name of the Gateway on the pods that it makes, and none of ours
      selector: injected ? this.selectorLabels : { [MeshLabel.GATEWAY_NAME]: name },
      servers: () => [servicesServer(hosts, this._mtlsPort)],
      raw: (injected ? settings._injected.raw : settings._gatewayApi.raw)?.servicesGateway,
    });
  }

  /** Raw fields of an object that is not there would be lost. */
  private checkRaw(): void {
    const { _injected, _gatewayApi, _ambient } = this.plan.settings;
    const raw = stated({ ...(_injected.raw ?? _gatewayApi.raw ?? _ambient.raw) }) as { [entry: string]: unknown };
    for (const entry of Object.keys(raw)) {
      if (raw[entry] === undefined || (this as unknown as { [entry: string]: unknown })[entry]) continue;
      Findings.of(this).add(this, {
        code: 'gateway/raw-without-object',
        what: `\`raw.${entry}\` is given, but gateway '${this.gatewayName}' has no such object`,
        expected: 'raw fields for objects that are written',
        fix: `remove \`raw.${entry}\`, or say what makes the object`,
      });
    }
  }
}

/** What is asked for, with everything that has a default. */
function planOf(props: InternalEastWestGatewayProps): EastWestPlan {
  const { mesh, network, name = DEFAULT_NAME, exposeServices, exposeControlPlane, controlPlanes } = props;
  const { revision, rootNamespace, dataPlane } = mesh._facts;
  const own = { service: revision.isDefault ? 'istiod' : `istiod-${revision.name}`, namespaceName: rootNamespace };
  return {
    name,
    namespace: props.namespaceName ?? rootNamespace,
    network,
    settings: props.settings ?? (dataPlane === DataPlane.AMBIENT ? EastWest.ambient() : EastWest.injected()),
    hosts: exposeServices,
    controlPlane: exposeControlPlane,
    controlPlanes: (controlPlanes ?? (exposeControlPlane ? [own] : [])).map((c) => ({ ...c, namespaceName: c.namespaceName ?? rootNamespace })),
    // the names that Istio's documents use
    selectorLabels: { app: name, istio: name.replace(/^istio-(?=.)/, '') },
    unlabelled: props._unlabelled ?? false,
    waitsFor: props._waitsFor,
  };
}

/** What a topology knows beside. */
export type InternalEastWestGatewayProps = EastWestGatewayProps & {
  readonly _unlabelled?: boolean;
  readonly _waitsFor?: readonly LateValue[];
};
