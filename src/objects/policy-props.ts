import type { Construct } from 'constructs';
import type { ObjectProps } from './object-props';
import { Findings } from '../analysis/findings';
import { checkKinds, type Kind, listOf, made } from '../analysis/kinds';
import type { PolicyTarget } from '../vocabulary/policy-target';
import type { WorkloadSelector } from '../vocabulary/workload-selector';

/** What every object takes that is either for workloads or attached to a target. */
export interface PolicyProps extends ObjectProps {
  /**
   * The workloads that it is for. Never reaches a waypoint.
   * @default - all of its namespace, unless `targets` is given; of the whole mesh in the root namespace
   */
  readonly selector?: WorkloadSelector;
  /**
   * What it is attached to, in its own namespace: services, ServiceEntries, waypoints and gateways of Gateway API. Instead of `selector`.
   * @default - nothing: it is for workloads
   */
  readonly targets?: PolicyTarget[];
}

/** How the two look in the object. */
export interface PolicyAttachment {
  readonly selector?: { readonly matchLabels: { readonly [key: string]: string } };
  readonly targetRefs?: readonly object[];
}

/** A `WorkloadSelector`, by what is used of it. */
export const WORKLOAD_SELECTOR: Kind = made(
  'WorkloadSelector', () => 'write WorkloadSelector.labels({ ... })', (v) => typeof v?.matchLabels === 'object' && v.matchLabels !== null,
);
const TARGET = made('PolicyTarget', () => 'write PolicyTarget.service(...) or another of its factories', (v) => typeof v?._ref?.kind === 'string');

/** What an object is for, in the API's form. A target in another namespace would be ignored without a word: it is an error. */
export function policyAttachment(at: Construct, kind: string, props: PolicyProps): PolicyAttachment {
  const { selector, targets, namespace } = props;
  checkKinds(at, 'objects/wrong-type', `the ${kind}`, [
    ['selector', selector, WORKLOAD_SELECTOR], ['targets', targets, listOf('targets', TARGET)],
  ]);
  if (selector && targets) {
    Findings.of(at).add(at, {
      code: 'objects/selector-and-targets',
      what: `the ${kind} '${props.name}' has both \`selector\` and \`targets\``,
      expected: 'one of them',
      fix: 'remove `selector` where it is for a waypoint or a gateway of Gateway API, otherwise `targets`; write two objects where you mean both',
    });
  }
  checkSelector(at, kind, props, selector);
  for (const target of targets ?? []) {
    if (!namespace || target._namespace === undefined || target._namespace === namespace.namespaceName) continue;
    Findings.of(at).add(at, {
      code: 'objects/target-in-other-namespace',
      what: `the ${kind} '${props.name}' of namespace '${namespace.namespaceName}' has the target ${target}, which is in namespace '${target._namespace}'`,
      expected: 'targets of its own namespace: `targetRefs` cannot cross namespaces',
      fix: target._ref.kind === 'Gateway'
        ? `write it in namespace '${target._namespace}', or target the services that use the waypoint, each in its own namespace`
        : `write it in namespace '${target._namespace}'`,
    });
  }
  return {
    selector: selector && { matchLabels: { ...selector.matchLabels } },
    targetRefs: targets?.map(({ _ref: { group, kind: targetKind, name } }) => ({ group, kind: targetKind, name })),
  };
}

/** Labels select in the object's own namespace, or in all from the root namespace: the pods of a handle that are elsewhere are not meant by them. */
export function checkSelector(at: Construct, kind: string, { name, namespace }: ObjectProps, selector: WorkloadSelector | null | undefined): void {
  const pods = selector?._namespace;
  if (!namespace || pods === undefined || [pods, namespace.mesh._facts.rootNamespace].includes(namespace.namespaceName)) return;
  Findings.of(at).add(at, {
    code: 'objects/selector-in-other-namespace',
    what: `the ${kind} '${name}' of namespace '${namespace.namespaceName}' selects pods that are in namespace '${pods}'`,
    expected: 'pods of its own namespace: a selector does not cross namespaces, except that of the root namespace',
    fix: `write it in namespace '${pods}'`,
  });
}
