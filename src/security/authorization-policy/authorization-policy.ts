import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { AuthorizationAction } from './action';
import type { AuthorizationCondition } from './condition';
import { type AuthorizationOperation, operationKinds, renderOperation } from './operation';
import { type AuthorizationSource, renderSource, sourceKinds } from './source';
import { checkKinds, type KindRow, listOf, made, MAP } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectReference } from '../../objects/object-props';
import { policyAttachment, type PolicyProps } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';

/**
 * One rule: it matches where one of `from`, one of `to` and all of `when` do. What is left out matches everything, so that an empty rule matches
 * every request.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export interface AuthorizationRule {
  /**
   * Who calls: any of these.
   * @default - whoever it is, also without mutual TLS
   */
  readonly from?: AuthorizationSource[];
  /**
   * What is asked for: any of these.
   * @default - whatever it is
   */
  readonly to?: AuthorizationOperation[];
  /**
   * Further conditions: all of these.
   * @default - none
   */
  readonly when?: AuthorizationCondition[];
}

/** An AuthorizationPolicy to make. */
export interface AuthorizationPolicyProps extends PolicyProps {
  /**
   * What becomes of a request that one of the rules matches.
   * @default - not written, which is AuthorizationAction.ALLOW
   */
  readonly action?: AuthorizationAction;
  /**
   * The rules, any of which is enough. `[{}]` matches every request.
   * @default - none: with ALLOW nothing is let through
   */
  readonly rules?: AuthorizationRule[];
  /**
   * Whether the proxies only note what they would do, with ALLOW and DENY. Not by ztunnel before OpenShift Service Mesh 3.4, which applies the policy for real.
   * @default false
   */
  readonly dryRun?: boolean;
}

const KIND = { group: 'security.istio.io', version: 'v1', kind: 'AuthorizationPolicy' };
/** Read by istiod (istio/api, annotation/annotations.yaml). */
const DRY_RUN_ANNOTATION = 'istio.io/dry-run';
const ACTION = made('AuthorizationAction', (v) => `write AuthorizationAction.${typeof v === 'string' && /^[A-Za-z]+$/.test(v) ? v.toUpperCase() : 'ALLOW'}`,
  (v) => typeof v?.action === 'string');
const CONDITION = made('AuthorizationCondition', () => 'write AuthorizationCondition.header(...) or another of its factories',
  (v) => typeof v?.key === 'string' && typeof v.condition === 'object');

/**
 * Who may do what.
 *
 * With a selector, or neither selector nor targets, it is for sidecars, gateways and ztunnel, which knows no HTTP: a rule that looks at
 * HTTP lets less through there than it says, or refuses more. A waypoint applies policies with `targets` only.
 *
 * *Writes* an `AuthorizationPolicy`.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export class AuthorizationPolicy extends Construct implements IMeshObject {
  /**
   * An `AuthorizationPolicy` that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IMeshObject {
    return referTo(scope, id, KIND, reference);
  }

  /** The API group of the object. */
  public readonly objectGroup: string = KIND.group;
  /** The kind of the object. */
  public readonly objectKind: string = KIND.kind;
  /** The name of the object. */
  public readonly objectName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The name of the object. */
  public readonly authorizationPolicyName: string;
  /** The `AuthorizationPolicy`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: AuthorizationPolicyProps) {
    super(scope, id);
    const annotations = props?.dryRun ? { ...props.annotations, [DRY_RUN_ANNOTATION]: 'true' } : props?.annotations;
    this.apiObject = writeObject(this, KIND, props && { ...props, annotations }, () => {
      const { action, rules } = props;
      checkKinds(this, 'security/wrong-type', 'the AuthorizationPolicy', kindsOf(props));
      return {
        ...policyAttachment(this, KIND.kind, props),
        action: action?.action,
        provider: action?.provider && { name: action.provider.name },
        rules: rules?.map(renderRule),
      };
    });
    this.authorizationPolicyName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}

function renderRule({ from, to, when }: AuthorizationRule): object {
  return {
    from: from?.map(renderSource),
    to: to?.map(renderOperation),
    when: when?.map(({ key, condition: { values, notValues } }) => ({ key, values, notValues })),
  };
}

function kindsOf({ action, rules }: AuthorizationPolicyProps): KindRow[] {
  const shape: KindRow[] = [['action', action, ACTION], ['rules', rules, listOf('rules', MAP)]];
  if (!Array.isArray(rules)) return shape;
  return [
    ...shape,
    ...rules.filter(MAP.is).flatMap(({ from, to, when }, i): KindRow[] => [
      [`rules[${i}].from`, from, listOf('sources', MAP)],
      [`rules[${i}].to`, to, listOf('operations', MAP)],
      [`rules[${i}].when`, when, listOf('conditions', CONDITION)],
      ...list(from).flatMap((source, j) => sourceKinds(source, `rules[${i}].from[${j}]`)),
      ...list(to).flatMap((operation, j) => operationKinds(operation, `rules[${i}].to[${j}]`)),
    ]),
  ];
}

/** What is no list of maps is told by the row before. */
function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) && value.every(MAP.is) ? value : [];
}
