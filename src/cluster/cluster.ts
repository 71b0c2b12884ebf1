import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { apiServerProblems, clustersOf, factsInProgramProblems } from './cluster-checks';
import type { ClusterProps } from './cluster-props';
import { type AddressRequest, LateValues } from './late-values';
import { Findings } from '../analysis/findings';
import { checkKinds, type Kind, listOf, made, MAP, stated, TEXT } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import { requireText } from '../analysis/require-text';
import type { LateValue } from '../kube/late-value';
import { cidrProblem, dnsLabelProblem, hostProblem, labelValueProblem } from '../kube/names';
import type { OpenShift } from '../release';

const CLUSTER = Symbol.for('cdk8s-ossm.Cluster');
const CIDRS = listOf('address ranges', {
  is: (v) => typeof v === 'string' && cidrProblem(v) === undefined,
  expected: 'a CIDR like 10.128.0.0/14',
  fix: (v) => `correct '${String(v)}'`,
});
/** What is wrong with the text is said with all else that is. */
const STRING: Kind = { ...TEXT, is: (v) => typeof v === 'string', expected: 'a string' };
const FACTS = made(
  'ClusterFacts',
  (v) => (typeof v === 'string' ? `write ClusterFacts.fromFile('${v}')` : "write ClusterFacts.fromFile('facts/<cluster>.json')"),
  (v) => typeof v?.clusterName === 'string' && typeof v._data === 'object',
);

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
  /**
   * The region of its nodes.
   * @default - undefined where nobody said
   */
  public readonly region?: string;

  /**
   * The address ranges of its pods.
   * @default - undefined where nobody said
   */
  public readonly podCidrs?: string[];

  /** The name that the certificate of its API server is checked against, where it is not the host of the URL. @internal */
  public readonly _tlsServerName?: string;

  private readonly late: LateValues;

  public constructor(scope: Construct, id: string, props: ClusterProps) {
    super(freeFor(scope, id), id, { labels: props?.labels });
    requireText(this, 'name of the Cluster', props?.name);
    if (props.openshift !== undefined && props.openshift !== null && typeof props.openshift.kubernetesVersion !== 'string') {
      fail(this, {
        code: 'cluster/wrong-type',
        what: `\`openshift\` is '${String(props.openshift)}'`,
        expected: 'an OpenShift',
        fix: `write OpenShift.of('${String(props.openshift)}')`,
      });
    }
    const { apiServer, facts, region } = props;
    checkKinds(this, 'cluster/wrong-type', 'the Cluster', [['apiServer', apiServer, MAP], ['facts', facts, FACTS], ['region', region, TEXT], ['podCidrs', props.podCidrs, CIDRS],
      ['network', props.network, STRING], ['clusterDomain', props.clusterDomain, STRING], ['appsDomain', props.appsDomain, STRING]]);
    const server = stated(apiServer ?? {});
    checkKinds(this, 'cluster/wrong-type', '`apiServer`', [['url', server.url, TEXT], ['ca', server.ca, TEXT], ['tlsServerName', server.tlsServerName, TEXT]]);
    Object.defineProperty(this, CLUSTER, { value: true });
    this.clusterName = props.name;
    this.openshift = props.openshift;
    this.appsDomain = props.appsDomain ?? undefined;
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.network = props.network ?? undefined;
    this.region = region ?? undefined;
    this.podCidrs = props.podCidrs ?? undefined;
    this._tlsServerName = server.tlsServerName;
    this.late = new LateValues(this, server, facts?._data);
    this.check('name', props.name, dnsLabelProblem(props.name), 'a DNS label: lower-case letters, digits and hyphens');
    if (this.network !== undefined) this.check('network', this.network, dnsLabelProblem(this.network), 'a DNS label');
    if (this.appsDomain !== undefined) this.check('apps domain', this.appsDomain, hostProblem(this.appsDomain), 'a DNS name like apps.example.com');
    this.check('cluster domain', this.clusterDomain, hostProblem(this.clusterDomain), 'a DNS name like cluster.local');
    if (this.region !== undefined) this.check('region', this.region, labelValueProblem(this.region), 'the value of a label, like eu-west-1');
    for (const problem of apiServerProblems(server, facts, props.name)) Findings.of(this).add(this, problem);
    if (facts) {
      Findings.of(this).checkAtSynth(this, () =>
        factsInProgramProblems(this, facts, this.late.askedFor, clustersOf(this.node.root, (c) => CLUSTER in c)));
    }
  }

  /** The URL of its API server. @internal */
  public _lateApiServerUrl(): LateValue {
    return this.late.apiServerUrl();
  }

  /** The CA of its API server, as PEM. @internal */
  public _lateApiServerCa(): LateValue {
    return this.late.apiServerCa();
  }

  /**
   * The address of a Service of this cluster. To be asked for while the program makes its constructs: at synth, facts that nobody has
   * asked for are an error.
   *
   * @internal
   */
  public _lateAddress(request: AddressRequest): LateValue {
    return this.late.address(request);
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

/** The scope, where its child's id is still to be had: cdk8s would only say that there is one. */
function freeFor(scope: Construct, id: string): Construct {
  const taken = scope?.node?.tryFindChild(id);
  if (taken) {
    const first = findCluster(taken);
    fail(scope, {
      code: 'cluster/id-twice',
      what: `two constructs here have the id '${id}'${first === taken ? `, and the first is the Cluster '${first.clusterName}'` : ''}`,
      expected: 'an id of its own for each Cluster, which is commonly its name',
      fix: `use the first, or write another id: new Cluster(app, '${id}-2', ...)`,
    });
  }
  return scope;
}
