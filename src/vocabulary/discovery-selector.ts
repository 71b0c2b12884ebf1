import { ValueError } from './value-error';

/** One condition on a label; conditions of a selector are joined by AND. */
export interface LabelCondition {
  /** The label's key. */
  readonly key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  readonly operator: LabelOperator;
  /**
   * What the label's value is compared with.
   * @default - none; required for `In` and `NotIn`, refused for the others
   */
  readonly values?: string[];
}

/** How a label condition compares. */
export enum LabelOperator {
  /** The value is one of those listed. */
  IN = 'In',
  /** The label is absent, or its value is none of those listed. */
  NOT_IN = 'NotIn',
  /** The label is there. */
  EXISTS = 'Exists',
  /** The label is absent. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/**
 * Which namespaces a control plane looks at.
 *
 * A mesh takes a list; a namespace that matches any of them belongs to it. Not a security boundary: istiod still watches
 * every namespace.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 */
export class DiscoverySelector {
  /**
   * Namespaces that carry all of these labels. Namespaces that are added to the mesh get them.
   *
   * @param labels at least one label and its value
   */
  public static labels(labels: { [key: string]: string }): DiscoverySelector {
    if (Object.keys(labels ?? {}).length === 0) throw matchesEverything('labels', 'a label', DiscoverySelector.labels);
    for (const [key, text] of Object.entries(labels)) {
      if (typeof text === 'string') continue;
      throw new ValueError({
        code: 'vocabulary/invalid-selector',
        what: `the label '${key}' of a discovery selector is ${String(text)}, a ${typeof text}`,
        expected: 'a string: labels have no other type',
        fix: `write '${String(text)}'`,
      }, DiscoverySelector.labels);
    }
    return new DiscoverySelector({ ...labels }, []);
  }

  /**
   * Namespaces for which all of these conditions hold.
   *
   * @param conditions at least one
   */
  public static conditions(conditions: LabelCondition[]): DiscoverySelector {
    if ((conditions ?? []).length === 0) throw matchesEverything('conditions', 'a condition', DiscoverySelector.conditions);
    for (const c of conditions) {
      if (!Object.values(LabelOperator).includes(c.operator)) {
        throw new ValueError({
          code: 'vocabulary/invalid-selector',
          what: `the condition on label '${c.key}' has operator '${String(c.operator)}'`,
          expected: `one of ${Object.values(LabelOperator).join(', ')}`,
          fix: 'use a member of LabelOperator',
        }, DiscoverySelector.conditions);
      }
      const needsValues = c.operator === LabelOperator.IN || c.operator === LabelOperator.NOT_IN;
      if (needsValues !== ((c.values ?? []).length > 0)) {
        throw new ValueError({
          code: 'vocabulary/invalid-selector',
          what: `the condition on label '${c.key}' with operator ${c.operator} ${needsValues ? 'has no values' : `has values (${(c.values ?? []).join(', ')})`}`,
          expected: needsValues ? 'at least one value' : 'no values',
          fix: needsValues ? "add `values: ['<value>']`" : 'remove `values`, or use LabelOperator.IN or LabelOperator.NOT_IN',
        }, DiscoverySelector.conditions);
      }
    }
    return new DiscoverySelector({}, [...conditions]);
  }

  private constructor(
    /** Labels that must be there with these values. */
    public readonly matchLabels: { [key: string]: string },
    /** Conditions that must hold as well. */
    public readonly matchConditions: LabelCondition[],
  ) {}
}

function matchesEverything(what: string, one: string, below: Function): ValueError {
  return new ValueError({
    code: 'vocabulary/empty-selector',
    what: `a discovery selector without ${what} matches every namespace`,
    expected: `at least ${one}`,
    fix: `name ${one}, or leave \`discoverySelectors\` out for a cluster-wide mesh`,
  }, below);
}
