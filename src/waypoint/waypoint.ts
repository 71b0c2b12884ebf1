import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { type Admission, admits, allowedRoutes } from './admission';
import { deploymentParameters } from './parameters';
import { remarkGatewayApi, remarkPullSecrets } from './preconditions';
import { ReferredWaypoint } from './referred-waypoint';
import { keepWaypoint } from './registry';
import { writeReplicas } from './replicas';
import { takeServiceName } from './service-names';
import { otherMeshProblems, waypointProblems } from './waypoint-checks';
import type { WaypointOptions, WaypointProps, WaypointRaw, WaypointReference } from './waypoint-options';
import { Findings } from '../analysis/findings';
import { requireText } from '../analysis/require-text';
import { configMap } from '../kube/core/config';
import { Manifest } from '../kube/manifest';
import { judgeAtSynth } from '../objects/judge';
import { targetIn } from '../objects/target';
import { DataPlane } from '../vocabulary/data-plane';
import { Identity } from '../vocabulary/identity';
import type { IMeshNamespace, IWaypoint } from '../vocabulary/interfaces';
import type { MeshFacts, WaypointInternals } from '../vocabulary/mesh-facts';
import { MeshLabel } from '../vocabulary/mesh-labels';
import { Stage } from '../vocabulary/stage';
import { WaypointTraffic } from '../vocabulary/waypoint-traffic';

/**
 * A waypoint proxy: the place of an ambient mesh where routes by path, policies by method and all else of layer 7 happen.
 *
 * Alone it does nothing: what uses it is enrolled by `addWaypoint` or `useWaypoint` of a namespace or a service. One that nothing
 * is enrolled with is reported.
 *
 * *Writes* a Gateway API `Gateway` of class `istio-waypoint` into its namespace; for `availability` a HorizontalPodAutoscaler and
 * a PodDisruptionBudget, for `placement` and `resources` a ConfigMap. Istio makes a Deployment, a Service and a ServiceAccount of
 * the same name of it.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export class Waypoint extends Construct implements IWaypoint {
  /**
   * A waypoint that another program makes. Writes nothing.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param reference what is known of it
   */
  public static fromName(scope: Construct, id: string, reference: WaypointReference): IWaypoint {
    return new ReferredWaypoint(scope, id, reference);
  }

  /** The name of its Gateway. */
  public readonly waypointName: string;
  /** The namespace of its Gateway. */
  public readonly namespaceName: string;
  /** The identity of its pods: the ServiceAccount of its own name. */
  public readonly identity: Identity;
  /** The traffic that it handles. */
  public readonly traffic: WaypointTraffic;
  /** The `Gateway`. */
  public readonly gateway: ApiObject;
  /**
   * The HorizontalPodAutoscaler.
   * @default - undefined where one replica is enough, or the control plane's values say how many
   */
  public readonly autoscaler?: ApiObject;
  /**
   * The PodDisruptionBudget.
   * @default - undefined where there are less than two replicas, or the control plane's values say how many
   */
  public readonly disruptionBudget?: ApiObject;
  /**
   * The ConfigMap with the settings of its Deployment.
   * @default - undefined without `placement` and `resources`
   */
  public readonly parameters?: ApiObject;

  /** @internal */
  public readonly _internals: WaypointInternals;
  /** @internal */
  public readonly _admission: Admission & { readonly others: Set<string> };
  private readonly facts: MeshFacts;
  private readonly users = new Set<string>();
  /** Whether somebody whom this program does not know may use it. */
  private offered: boolean;

  public constructor(scope: Construct, id: string, props: WaypointProps) {
    super(scope, id);
    const { namespace } = props;
    requireText(this, 'name of the waypoint', props.name ?? 'waypoint');
    this.facts = namespace.mesh._facts;
    this.waypointName = props.name ?? 'waypoint';
    this.namespaceName = namespace.namespaceName;
    this.traffic = props.traffic ?? WaypointTraffic.SERVICE;
    this.identity = Identity.of(this.facts.trustDomain, this.namespaceName, this.waypointName);
    this._admission = { own: this.namespaceName, others: new Set(), everywhere: props.usableFromEverywhere ?? false };
    this.offered = this._admission.everywhere;
    this._internals = {
      noteUse: (user) => void this.users.add(user),
      howToAdmit: `name the namespace in \`usableFrom\` of the waypoint, or call \`admit\` of it with the namespace, at ${this.node.path}`,
    };

    for (const problem of waypointProblems(this.waypointName, props, this.facts)) Findings.of(this).add(this, problem);
    (props.usableFrom ?? []).forEach((other) => this.let(other));
    keepWaypoint(namespace.mesh, this);
    takeServiceName(this, namespace.mesh, this.namespaceName, this.waypointName, `waypoint '${this.waypointName}'`);
    remarkGatewayApi(namespace);
    remarkPullSecrets(namespace);
    Findings.of(this).checkAtSynth(this, () => this.unusedProblems());

    this.parameters = this.writeParameters(props);
    this.gateway = this.writeGateway(namespace, props);
    const availability = this.facts.waypointAvailabilityInValues ? props.availability : props.availability ?? this.facts.waypointAvailability;
    if (availability) {
      const target = { namespace: this.namespaceName, name: this.waypointName };
      const { autoscaler, disruptionBudget } = writeReplicas(this, target, availability, props.raw);
      this.autoscaler = autoscaler;
      this.disruptionBudget = disruptionBudget;
    }
    this.checkRaw(props.raw);
  }

  /**
   * Lets services and workloads of another namespace use it. They are enrolled by their own `useWaypoint`.
   *
   * @param namespace a namespace of the same mesh
   */
  public admit(namespace: IMeshNamespace): void {
    for (const problem of otherMeshProblems(this.waypointName, namespace.namespaceName, namespace.mesh._facts, this.facts)) {
      Findings.of(this).add(this, problem);
    }
    this.let(namespace);
  }

  /**
   * Whether services and workloads of a namespace may use it.
   *
   * @param namespace the name of the namespace
   */
  public admits(namespace: string): boolean {
    return admits(this._admission, namespace);
  }

  private let(namespace: IMeshNamespace): void {
    if (namespace.namespaceName === this.namespaceName) return;
    this._admission.others.add(namespace.namespaceName);
    if (!namespace._internals.written) this.offered = true;
  }

  /** Whether its own namespace uses it, or another program may have it do so: one that is ambient. */
  private isUsedAtHome({ dataPlane }: IMeshNamespace): boolean {
    return dataPlane === DataPlane.AMBIENT || this.users.has(this.namespaceName);
  }

  private unusedProblems() {
    if (this.users.size > 0 || this.offered) return [];
    return [{
      code: 'waypoint/nobody-enrolled',
      what: `nothing is enrolled with waypoint '${this.waypointName}' of namespace '${this.namespaceName}': it runs, and no traffic goes through it`,
      expected: 'a namespace, service or workload that uses it',
      fix: 'call `useWaypoint` of what is to use it, or remove the waypoint',
      severity: 'warning' as const,
    }];
  }

  /** Raw fields of an object that is not there would be lost. */
  private checkRaw(raw: WaypointRaw = {}): void {
    for (const entry of ['autoscaler', 'disruptionBudget', 'parameters'] as const) {
      if (raw[entry] === undefined || this[entry]) continue;
      Findings.of(this).add(this, {
        code: 'waypoint/raw-without-object',
        what: `\`raw.${entry}\` is given, but this waypoint has no such object`,
        expected: `it beside ${entry === 'parameters' ? '`placement` or `resources`' : 'an `availability` that needs the object'}`,
        fix: `remove \`raw.${entry}\`, or say what it is to change`,
      });
    }
  }

  private writeParameters({ placement, resources, raw }: WaypointOptions): Manifest | undefined {
    const data = deploymentParameters(placement, resources);
    if (!data) return undefined;
    const name = `${this.waypointName}-parameters`;
    return configMap(this, 'parameters', { name, namespace: this.namespaceName, data, raw: raw?.parameters, stage: Stage.GATEWAYS });
  }

  private writeGateway(namespace: IMeshNamespace, { labels, annotations, raw }: WaypointOptions): Manifest {
    const gateway = new Manifest(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: this.waypointName,
        namespace: this.namespaceName,
        labels: { ...labels, ...namespace.revision.gatewayLabels, [MeshLabel.WAYPOINT_FOR]: this.traffic },
        annotations,
      },
      body: {
        spec: {
          gatewayClassName: 'istio-waypoint',
          infrastructure: this.parameters && { parametersRef: { group: '', kind: 'ConfigMap', name: this.parameters.name } },
          listeners: [{
            name: 'mesh',
            port: 15008,
            protocol: 'HBONE',
            // who is enrolled is known when the program is complete
            allowedRoutes: Lazy.any({ produce: () => allowedRoutes(this._admission, this.isUsedAtHome(namespace)) }),
          }],
        },
      },
      raw: raw?.gateway,
    });
    judgeAtSynth(gateway, targetIn(this.facts));
    return gateway;
  }
}
