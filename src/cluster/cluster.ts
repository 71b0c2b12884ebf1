import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { requireText } from '../analysis/require-text';
import { dnsLabelProblem, hostProblem } from '../kube/names';
import type { OpenShift } from '../release';

/** What a cluster is, said once. */
export interface ClusterProps {
  /** The name of the cluster: a DNS label. In a mesh over several clusters it is the cluster's identity. */
  readonly name: string;
  /**
   * The OpenShift version of the cluster: decides the Gateway API version, what a Route can refer to, and more.
   * @default - the oldest version that the mesh's release supports
   */
  readonly openshift?: OpenShift;
  /**
   * The wildcard domain of the default router, for instance `apps.east.example.com`. Bare host names are completed with it.
   * @default - unknown; host names must then be given in full
   */
  readonly appsDomain?: string;
  /**
   * The cluster's DNS domain.
   * @default cluster.local
   */
  readonly clusterDomain?: string;
  /**
   * The name of the network its pods are on, as Istio's multi-network meshes need it.
   * @default - not stated
   */
  readonly network?: string;
  /**
   * Labels on every object of this chart.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

const CLUSTER = Symbol.for('cdk8s-ossm.Cluster');

/**
 * One cluster: the chart that holds its objects, and the facts that everything in it shares.
 *
 * Put the constructs of a cluster straight into it. Under a plain cdk8s `App` do not nest other charts in it: cdk8s writes a
 * nested chart before the chart around it. `MeshApp` has the right order for nested charts too.
 *
 * *Writes* nothing itself.
 */
export class Cluster extends Chart {
  /**
   * The cluster that a construct is in.
   *
   * @param construct any construct inside a `Cluster`
   * @throws if there is no `Cluster` around it
   */
  public static nearest(construct: IConstruct): Cluster {
    const cluster = findCluster(construct);
    if (!cluster) {
      fail(construct, {
        code: 'cluster/not-in-a-cluster',
        what: 'this construct is in no Cluster',
        expected: 'a Cluster somewhere above it',
        fix: "create it in the scope of a `new Cluster(app, 'east', { name: 'east' })`",
      });
    }
    return cluster;
  }

  /** The name of the cluster. */
  public readonly clusterName: string;
  /**
   * The OpenShift version of the cluster.
   * @default - undefined where nobody said
   */
  public readonly openshift?: OpenShift;
  /**
   * The wildcard domain of the default router.
   * @default - undefined where nobody said
   */
  public readonly appsDomain?: string;
  /** The cluster's DNS domain. */
  public readonly clusterDomain: string;
  /**
   * The network its pods are on.
   * @default - undefined where nobody said
   */
  public readonly network?: string;

  public constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id, { labels: props?.labels });
    requireText(this, 'name of the Cluster', props?.name);
    if (props.openshift !== undefined && props.openshift !== null && typeof props.openshift.kubernetesVersion !== 'string') {
      fail(this, {
        code: 'cluster/wrong-type',
        what: `\`openshift\` is '${String(props.openshift)}'`,
        expected: 'an OpenShift',
        fix: `write OpenShift.of('${String(props.openshift)}')`,
      });
    }
    Object.defineProperty(this, CLUSTER, { value: true });
    this.clusterName = props.name;
    this.openshift = props.openshift;
    this.appsDomain = props.appsDomain;
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.network = props.network;
    this.check('name', props.name, dnsLabelProblem(props.name), 'a DNS label: lower-case letters, digits and hyphens');
    if (props.network !== undefined) this.check('network', props.network, dnsLabelProblem(props.network), 'a DNS label');
    if (props.appsDomain !== undefined) this.check('apps domain', props.appsDomain, hostProblem(props.appsDomain), 'a DNS name like apps.example.com');
    this.check('cluster domain', this.clusterDomain, hostProblem(this.clusterDomain), 'a DNS name like cluster.local');
  }

  private check(what: string, value: string, problem: string | undefined, expected: string): void {
    if (!problem) return;
    Findings.of(this).add(this, {
      code: 'cluster/invalid-name',
      what: `the ${what} '${value}' is not usable: ${problem}`,
      expected,
      fix: `change the ${what} of this Cluster`,
    });
  }
}

/** The cluster around a construct, if there is one. Works across copies of this package, so no `instanceof`. */
export function findCluster(construct: IConstruct): Cluster | undefined {
  const found = construct.node.scopes.slice().reverse().find((c) => CLUSTER in c);
  return found as Cluster | undefined;
}
