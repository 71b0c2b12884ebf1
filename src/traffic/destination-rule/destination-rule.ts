import { type ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { Subset, type SubsetOptions, type SubsetProps } from './subset';
import { checkTrafficPolicy, renderTrafficPolicy, type TrafficPolicy } from './traffic-policy';
import { checkKinds, listOf, MAP, required, TEXT, TEXTS_BY_KEY } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { checkShape, withoutNulls } from '../../analysis/shape';
import { dnsLabelProblem } from '../../kube/names';
import { checkReference } from '../../objects/check-reference';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { checkSelector, WORKLOAD_SELECTOR } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';
import type { ExportTo } from '../../vocabulary/export-to';
import type { MeshHost } from '../../vocabulary/mesh-host';
import type { WorkloadSelector } from '../../vocabulary/workload-selector';
import { EXPORT_TOS, MESH_HOST } from '../kinds';

/** A DestinationRule, whoever makes it. */
export interface IDestinationRule extends IConstruct {
  /** The name of the DestinationRule. */
  readonly destinationRuleName: string;
  /**
   * Its namespace.
   * @default - undefined where it is not known
   */
  readonly namespaceName?: string;
  /** The host that it is for. */
  readonly host: MeshHost;
  /**
   * A subset that it defines.
   *
   * @param name the name of the subset
   * @throws if the rule is one of this program, and defines no such subset
   */
  subset(name: string): Subset;
}

/** A DestinationRule that another program makes. */
export interface DestinationRuleReference extends ObjectReference {
  /** The host that it is for. */
  readonly host: MeshHost;
}

/** A DestinationRule to make. */
export interface DestinationRuleProps extends ObjectProps {
  /** The host that it is for: a service, a host of a ServiceEntry, or many with `*` at the start. */
  readonly host: MeshHost;
  /**
   * How traffic to the host is treated.
   * @default - as Istio does
   */
  readonly trafficPolicy?: TrafficPolicy;
  /**
   * Subsets of its endpoints, in this order; `addSubset` adds more.
   * @default - none
   */
  readonly subsets?: SubsetProps[];
  /**
   * The namespaces that see it.
   * @default - what the mesh config says; where it says nothing, all
   */
  readonly exportTo?: ExportTo[];
  /**
   * The workloads of its namespace whose outgoing traffic it is for. Then it is not exported beyond its namespace.
   * @default - all
   */
  readonly workloadSelector?: WorkloadSelector;
}

const KIND = { group: 'networking.istio.io', version: 'v1', kind: 'DestinationRule' };
const CODE = 'traffic/wrong-type';

/**
 * How traffic to a host is treated once it is known where it goes: load balancing, limits, broken endpoints, TLS. And the subsets of its
 * endpoints that routes tell apart.
 *
 * *Writes* a `DestinationRule`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export class DestinationRule extends Construct implements IDestinationRule {
  /**
   * A DestinationRule that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name, namespace and host
   */
  public static fromName(scope: Construct, id: string, reference: DestinationRuleReference): IDestinationRule {
    class Import extends Construct implements IDestinationRule {
      public readonly destinationRuleName = reference.name;
      public readonly namespaceName = reference.namespace?.namespaceName;
      public readonly host = reference.host;

      public subset(name: string): Subset {
        checkSubsetName(this, name);
        return Subset._of(name, this.host);
      }
    }
    checkReference(scope, KIND.kind, reference);
    checkKinds(scope, CODE, 'the reference to the DestinationRule', [['host', reference.host, required(MESH_HOST)]]);
    return new Import(scope, id);
  }

  /** The name of the DestinationRule. */
  public readonly destinationRuleName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The host that it is for. */
  public readonly host: MeshHost;
  /** The `DestinationRule`. */
  public readonly apiObject: ApiObject;
  private readonly subsets: SubsetProps[] = [];

  public constructor(scope: Construct, id: string, props: DestinationRuleProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { host, trafficPolicy, subsets, exportTo, workloadSelector } = withoutNulls(props);
      checkKinds(this, CODE, 'the DestinationRule', [
        ['host', host, required(MESH_HOST)], ['trafficPolicy', trafficPolicy, MAP], ['subsets', subsets, listOf('subsets', MAP)],
        ['exportTo', exportTo, EXPORT_TOS], ['workloadSelector', workloadSelector, WORKLOAD_SELECTOR],
      ]);
      checkSelector(this, 'DestinationRule', props, workloadSelector);
      if (trafficPolicy) checkTrafficPolicy(this, 'the `trafficPolicy` of the DestinationRule', trafficPolicy);
      subsets?.forEach(({ name, ...options }) => this.keepSubset(name, options));
      return {
        host: host.host,
        trafficPolicy: trafficPolicy && renderTrafficPolicy(trafficPolicy),
        subsets: Lazy.any({ produce: () => (this.subsets.length > 0 ? this.subsets.map(renderSubset) : undefined) }),
        exportTo: exportTo?.map((to) => to.text),
        workloadSelector: workloadSelector && { matchLabels: { ...workloadSelector.matchLabels } },
      };
    });
    this.host = props.host;
    this.destinationRuleName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }

  /**
   * Defines a subset of the endpoints.
   *
   * @param name its name: a DNS label, unique in the rule
   * @param options which endpoints, and what is different for them
   * @returns the subset, for routes
   * @throws if an option is of a wrong type
   */
  public addSubset(name: string, options: SubsetOptions = {}): Subset {
    this.keepSubset(name, withoutNulls(options));
    return Subset._of(name, this.host);
  }

  /**
   * A subset that the rule defines.
   *
   * @param name the name of the subset
   * @throws if it defines none of that name
   */
  public subset(name: string): Subset {
    if (this.subsets.some((subset) => subset.name === name)) return Subset._of(name, this.host);
    const names = this.subsets.map((subset) => `'${subset.name}'`);
    return fail(this, {
      code: 'traffic/unknown-subset',
      what: `the DestinationRule '${this.destinationRuleName}' defines no subset '${name}'`,
      expected: names.length > 0 ? `one of ${names.join(', ')}` : 'a subset that was added to it before',
      fix: `add it with addSubset('${name}', { labels: { ... } }), or change the name`,
    });
  }

  private keepSubset(name: string, options: SubsetOptions): void {
    checkKinds(this, CODE, 'a subset of the DestinationRule', [['name', name, required(TEXT)], ['options', options, MAP]]);
    const subject = `subset '${name}' of the DestinationRule`;
    checkSubsetName(this, name);
    checkShape<SubsetOptions>(this, CODE, subject, options, { labels: TEXTS_BY_KEY, trafficPolicy: MAP });
    if (options.trafficPolicy) checkTrafficPolicy(this, subject, options.trafficPolicy);
    this.subsets.push({ name, ...options });
  }
}

function renderSubset({ name, labels, trafficPolicy }: SubsetProps): object {
  return { name, labels, trafficPolicy: trafficPolicy && renderTrafficPolicy(trafficPolicy) };
}

function checkSubsetName(at: IConstruct, name: string): void {
  checkKinds(at, CODE, 'a subset of the DestinationRule', [['name', name, required(TEXT)]]);
  const problem = dnsLabelProblem(name);
  if (!problem) return;
  fail(at, {
    code: 'traffic/invalid-subset-name',
    what: `the name '${name}' of a subset is not usable: ${problem}`,
    expected: 'a DNS label: lower-case letters, digits and hyphens',
    fix: 'change the name',
  });
}
