import { type ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { CertificateStore, SERVING_CERTIFICATE } from './certificate-store';
import { GatewayClaims } from './claims';
import { Exposure } from './exposure';
import { gatewayProblems, labelProblems, namespaceProblems, trustedProxiesOf } from './gateway-checks';
import type { GatewayHost } from './gateway-host';
import { GatewayHosts } from './gateway-hosts';
import { checkGatewayKinds, checkHostKinds } from './gateway-kinds';
import { addedPorts, networkPolicySpec, podPort, serviceAnnotations, serviceSpec } from './gateway-network';
import type { GatewayHostOptions, InjectedGatewayProps, InjectedGatewayReference } from './gateway-options';
import { DEFAULT_RESOURCES, deploymentSpec } from './gateway-pods';
import { ANY_HOST } from './host-name';
import { ReferencedGateway } from './referenced-gateway';
import { type GatewayReplicas, writeReplicas } from './replicas';
import { gatewayAccess, routerAccess, type SecretAccess } from './secret-access';
import { listenerPorts, type ServedHost, serversOf } from './servers';
import { Findings } from '../analysis/findings';
import { stated } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import { deployment } from '../kube/core/deployment';
import { networkPolicy } from '../kube/core/network-policy';
import { service } from '../kube/core/service';
import { serviceAccount } from '../kube/core/service-account';
import { dns1035LabelProblem } from '../kube/names';
import { type ListenedPort, listenedPorts } from '../traffic/gateway/listening';
import { istioGateway } from '../traffic/istio-objects';
import { Identity } from '../vocabulary/identity';
import type { IMeshGateway } from '../vocabulary/interfaces';
import type { Revision } from '../vocabulary/revision';
import { RevisionTrack } from '../vocabulary/revision-track';
import { Availability } from '../vocabulary/sizing';
import { Stage } from '../vocabulary/stage';
import { remarkPullSecrets } from '../waypoint/preconditions';
import { takeServiceName } from '../waypoint/service-names';

/**
 * An ingress gateway: proxies in a Deployment of one's own, injected by the control plane, which the operator never makes.
 *
 * *Writes*, into its namespace and all of its name: Deployment, Service, ServiceAccount; HorizontalPodAutoscaler and
 * PodDisruptionBudget as `availability` needs them; a NetworkPolicy; with the first host the `Gateway`; with the first certificate a Role
 * and a RoleBinding. For each host a VirtualService, and what the exposure needs: a Route, a Certificate. Service and NetworkPolicy have the
 * ports of this program's other `Gateway`s that select its pods, too.
 *
 * Restart its pods after an update of the control plane: they keep their proxy until then.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/gateway/
 */
export class InjectedGateway extends Construct implements IMeshGateway {
  /**
   * A gateway that another program makes, for policies that name it. Writes nothing.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param reference what is known of it
   */
  public static fromName(scope: Construct, id: string, reference: InjectedGatewayReference): IMeshGateway {
    return new ReferencedGateway(scope, id, reference);
  }

  /** The name of the gateway and of all that belongs to it. */
  public readonly gatewayName: string;
  /** The namespace that it runs in. */
  public readonly namespaceName: string;
  /** The identity of its pods: the ServiceAccount of its own name. */
  public readonly identity: Identity;
  /** The labels by which its pods are found. */
  public readonly selectorLabels: { [key: string]: string };
  /** The revision handle that its pods follow. */
  public readonly revision: Revision;
  /** The ServiceAccount. */
  public readonly serviceAccount: ApiObject;
  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The Service. */
  public readonly service: ApiObject;
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
   * The NetworkPolicy.
   * @default - undefined where it is switched off
   */
  public readonly networkPolicy?: ApiObject;

  private readonly props: InjectedGatewayProps;
  private readonly podLabels: { readonly [key: string]: string };
  private readonly hosts: GatewayHosts;
  private readonly routerSecrets = new Set<string>();
  private resource?: ApiObject;
  private access?: SecretAccess;
  private forRouter?: SecretAccess;

  public constructor(scope: Construct, id: string, props: InjectedGatewayProps) {
    super(scope, id);
    checkGatewayKinds(this, props);
    const { mesh, name, namespace } = props;
    this.props = stated(props);
    this.gatewayName = name;
    this.namespaceName = namespace.namespaceName;
    this.checkName();
    this.identity = Identity.of(mesh._facts.trustDomain, this.namespaceName, name);
    this.selectorLabels = props.selectorLabels ?? { app: name, istio: name };
    this.revision = this.revisionToFollow();

    const claims = GatewayClaims.of(mesh);
    const podLabels = { ...props.podLabels, ...this.selectorLabels, ...this.revision.podLabels };
    this.podLabels = podLabels;
    this.check(podLabels);
    takeServiceName(this, mesh, this.namespaceName, name, `gateway '${name}'`);
    claims.claimPods({ at: this, mesh, subject: `gateway '${name}'`, selector: this.selectorLabels, podLabels });
    remarkPullSecrets(namespace);

    this.serviceAccount = this.writeServiceAccount();
    this.deployment = this.writeDeployment(podLabels);
    this.service = this.writeService();
    const { autoscaler, disruptionBudget } = this.writeReplicas();
    this.autoscaler = autoscaler;
    this.disruptionBudget = disruptionBudget;
    this.hosts = this.makeHosts(claims);
    if (props.networkPolicy ?? true) this.networkPolicy = this.writeNetworkPolicy();
    if (props.readsSecrets) this.readSecrets();
  }

  /**
   * The `Gateway` of networking.istio.io.
   * @default - undefined until the first host
   */
  public get gateway(): ApiObject | undefined {
    return this.resource;
  }

  /**
   * The Role with which the gateway gets certificates.
   * @default - undefined until the first certificate
   */
  public get role(): ApiObject | undefined {
    return this.access?.role;
  }

  /**
   * The RoleBinding with which the gateway gets certificates.
   * @default - undefined until the first certificate
   */
  public get roleBinding(): ApiObject | undefined {
    return this.access?.roleBinding;
  }

  /**
   * The Role with which the router reads the certificates of Routes.
   * @default - undefined until the first `externalCertificate`
   */
  public get routerRole(): ApiObject | undefined {
    return this.forRouter?.role;
  }

  /**
   * The RoleBinding with which the router reads the certificates of Routes.
   * @default - undefined until the first `externalCertificate`
   */
  public get routerRoleBinding(): ApiObject | undefined {
    return this.forRouter?.roleBinding;
  }

  /**
   * A host of this gateway: the one that was added before, or a new one.
   *
   * *Writes* a server of the `Gateway`, and as the exposure needs them a Route and a Certificate.
   *
   * @param hostName a full host name, stays as it is; a bare name, completed with the apps domain; `*.` in front of either; or `*`
   * @param options certificate, Route, who else may route; on the first call only
   * @throws if the name is no text, or an option is of a wrong type; a host that cannot be is an error at synth
   */
  public host(hostName: string, options: GatewayHostOptions = {}): GatewayHost {
    checkHostKinds(this, hostName, options);
    return this.hosts.host(hostName, stated(options));
  }

  /**
   * Every host that no other one matches better. With a Route, the router makes up its host, which is known after the Route is applied.
   *
   * The label that the router makes up is `<name>-<namespace>`, with the host's `objectName`: 63 characters at most.
   *
   * *Writes* a server of the `Gateway`, and as the exposure needs it a Route.
   *
   * @param options certificate, Route, who else may route; on the first call only
   */
  public anyHost(options: GatewayHostOptions = {}): GatewayHost {
    return this.host(ANY_HOST, options);
  }

  /** Lets VirtualServices of namespaces bind to a host, which is added where it is not there yet. @internal */
  public _admit(hostName: string, namespaces: string[]): GatewayHost {
    return this.hosts.admit(hostName, namespaces);
  }

  /** The hosts as they are served. @internal */
  public get _served(): readonly ServedHost[] {
    return this.hosts.served;
  }

  private checkName(): void {
    const wrong = dns1035LabelProblem(this.gatewayName);
    if (!wrong) return;
    fail(this, {
      code: 'gateway/invalid-name',
      what: `the name '${this.gatewayName}' of the gateway is not usable: ${wrong}`,
      expected: 'a DNS label that starts with a letter: its Service is called so',
      fix: 'change the name',
    });
  }

  private revisionToFollow(): Revision {
    const { mesh, namespace, track } = this.props;
    if (track === undefined) return namespace.revision;
    return track === RevisionTrack.CANARY ? mesh.canaryRevision ?? mesh.revision : mesh.revision;
  }

  private check(podLabels: { [key: string]: string }): void {
    const { props, revision } = this;
    const findings = Findings.of(this);
    for (const problem of [...gatewayProblems(props), ...labelProblems(props, podLabels)]) findings.add(this, problem);
    // labels of the namespace and routes of the hosts may come later
    findings.checkAtSynth(this, () => [
      ...namespaceProblems(props.name, props.namespace, revision), ...this.rawProblems(), ...this.hosts.problems(),
    ]);
  }

  private rawProblems() {
    const { raw = {} } = this.props;
    const entries = ['autoscaler', 'disruptionBudget', 'networkPolicy', 'gateway', 'role', 'roleBinding', 'routerRole', 'routerRoleBinding'] as const;
    return entries.filter((entry) => raw[entry] !== undefined && this[entry] === undefined).map((entry) => ({
      code: 'gateway/raw-without-object',
      what: `\`raw.${entry}\` is given, but gateway '${this.gatewayName}' has no such object`,
      expected: 'raw fields for objects that are written',
      fix: `remove \`raw.${entry}\`, or say what makes the object`,
    }));
  }

  /** What all objects of the gateway have in common. */
  private common(raw: unknown) {
    return { name: this.gatewayName, namespace: this.namespaceName, labels: this.selectorLabels, raw };
  }

  private writeServiceAccount(): ApiObject {
    const { mesh, raw } = this.props;
    return serviceAccount(this, 'service-account', { ...this.common(raw?.serviceAccount), imagePullSecrets: mesh._facts.imagePullSecrets });
  }

  private writeDeployment(labels: { [key: string]: string }): ApiObject {
    const { props } = this;
    return deployment(this, 'Resource', {
      ...this.common(props.raw?.deployment),
      stage: Stage.GATEWAYS,
      spec: deploymentSpec({
        name: this.gatewayName,
        selector: this.selectorLabels,
        labels,
        annotations: props.podAnnotations,
        proxyConfig: props.proxyConfig,
        env: props.env,
        trustedProxies: trustedProxiesOf(this.exposure),
        drain: props.drain ?? Duration.seconds(30),
        availability: this.availability,
        resources: props.resources ?? DEFAULT_RESOURCES,
        placement: props.placement,
      }),
    });
  }

  private writeService(): ApiObject {
    const { ipFamilyPolicy, ipFamilies, raw } = this.props;
    return service(this, 'service', {
      ...this.common(raw?.service),
      annotations: serviceAnnotations(this.exposure),
      stage: Stage.GATEWAYS,
      spec: serviceSpec(this.exposure, this.selectorLabels, { policy: ipFamilyPolicy, families: ipFamilies }),
      laterPorts: () => addedPorts(this.listened()),
    });
  }

  private writeReplicas(): GatewayReplicas {
    const { raw } = this.props;
    return writeReplicas(this, this.common(undefined), this.availability, { autoscaler: raw?.autoscaler, disruptionBudget: raw?.disruptionBudget });
  }

  private writeNetworkPolicy(): ApiObject {
    return networkPolicy(this, 'network-policy', {
      ...this.common(this.props.raw?.networkPolicy),
      stage: Stage.GATEWAYS,
      spec: networkPolicySpec(this.selectorLabels, () => this.openPorts()),
    });
  }

  /** What `Gateway`s of this program have the pods listen on, beside the one of the hosts. */
  private listened(): ListenedPort[] {
    return listenedPorts(this, this.props.mesh, this.podLabels);
  }

  private openPorts(): number[] {
    return [...new Set([...listenerPorts(this.hosts.served), ...this.listened().map(({ port }) => podPort(port))])];
  }

  private makeHosts(claims: GatewayClaims): GatewayHosts {
    const { gatewayName: name, namespaceName: namespace } = this;
    const servingSecret = () => {
      this.service.metadata.addAnnotation(SERVING_CERTIFICATE, `${name}-serving-cert`);
      return `${name}-serving-cert`;
    };
    return new GatewayHosts({
      construct: this,
      name,
      namespace,
      facts: this.props.mesh._facts,
      exposure: this.exposure,
      claims,
      certificates: new CertificateStore(this, namespace, claims, servingSecret),
      onHost: () => this.writeGateway(),
      onCertificate: () => this.readSecrets(),
      onRouterSecret: (secret) => this.letRouterRead(secret),
    });
  }

  private writeGateway(): void {
    this.resource ??= istioGateway(this, 'gateway', {
      mesh: this.props.mesh._facts,
      ...this.common(this.props.raw?.gateway),
      selector: this.selectorLabels,
      servers: () => serversOf(this.hosts.served),
    });
  }

  private readSecrets(): void {
    const { raw } = this.props;
    this.access ??= gatewayAccess(this, this.gatewayName, {
      ...this.common(undefined), raw: { role: raw?.role, roleBinding: raw?.roleBinding }, name: `${this.gatewayName}-sds`,
    });
  }

  private letRouterRead(secret: string): void {
    const { raw } = this.props;
    this.routerSecrets.add(secret);
    this.forRouter ??= routerAccess(this, () => [...this.routerSecrets].sort(), {
      ...this.common(undefined), raw: { role: raw?.routerRole, roleBinding: raw?.routerRoleBinding }, name: `${this.gatewayName}-router-certificates`,
    });
  }

  private get exposure(): Exposure {
    return this.props.exposure ?? Exposure.route();
  }

  private get availability(): Availability {
    return this.props.availability ?? Availability.autoscaled(2, 5);
  }
}
