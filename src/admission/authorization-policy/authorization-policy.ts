import { checkCondition } from './condition';
import { checkOperation } from './operation';
import { checkSource, CONNECTION_SOURCES } from './source';
import type { AdmissionContext } from '../context';
import type { KindCheck } from '../kind-check';
import type { Report } from '../report';
import { checkAttachment } from '../syntax/target-refs';
import { isPresent, mapAt, mapsAt, type PlainObject } from '../syntax/values';
import { enumAt, isBlank, isEmptyList, isFilled, isMissing } from '../syntax/written';

const ACTIONS = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const;
type Action = (typeof ACTIONS)[number];

/**
 * What Istio's webhook says of an AuthorizationPolicy.
 * @see istio/istio pkg/config/validation/validation.go (ValidateAuthorizationPolicy)
 */
export const checkAuthorizationPolicy: KindCheck = (spec, report, object, context) => {
  const action = enumAt(spec, 'action', ACTIONS);
  checkAttachment(spec, report, object, context);
  checkAction(spec, action, report);
  for (const [i, rule] of mapsAt(spec, 'rules')) checkRule(rule, action, report.in('rules', i), context);
};

function checkAction(spec: PlainObject, action: Action | undefined, report: Report): void {
  const hasNoRules = isEmptyList(spec, 'rules');
  if (hasNoRules && (action === 'DENY' || action === 'CUSTOM')) {
    report.in('rules').error({
      code: 'authorization-policy/no-rules',
      what: `a policy with the action ${action} has no rules, so that it is never asked`,
      expected: 'rules',
      fix: 'write an empty rule, {}, for every request',
    });
  } else if (action === 'CUSTOM') {
    checkProvider(spec, report);
  }
  if (action !== undefined && action !== 'CUSTOM' && mapAt(spec, 'provider')) {
    report.in('provider').error({
      code: 'authorization-policy/provider-without-custom',
      what: `a policy with the action ${action} has a provider`,
      expected: 'a provider with the action CUSTOM only',
      fix: 'remove provider, or write action: CUSTOM',
    });
  }
}

function checkProvider(spec: PlainObject, report: Report): void {
  const provider = mapAt(spec, 'provider');
  if (provider ? !isBlank(provider, 'name') : isPresent(spec, 'provider')) return;
  report.in('provider', 'name').error({
    code: 'authorization-policy/no-provider',
    what: 'a policy with the action CUSTOM names no provider',
    expected: 'the name of an extension provider of the mesh config',
    fix: 'write provider: { name: ... }',
  });
}

function checkRule(rule: PlainObject, action: Action | undefined, report: Report, context: AdmissionContext): void {
  const sources = messagesOf(rule, 'from', 'source', report);
  const operations = messagesOf(rule, 'to', 'operation', report);
  for (const [source, at] of sources) checkSource(source, action, at);
  for (const [operation, at] of operations) checkOperation(operation, at);
  for (const [i, condition] of mapsAt(rule, 'when')) checkCondition(condition, action, report.in('when', i), context);
  if (action !== 'DENY') return;

  // A port or what is known of a connection keeps the rule to what it names. Without it, Istio denies all of TCP rather than nothing.
  const isNamed = operations.length > 0
    ? operations.some(([operation]) => isFilled(operation, 'ports') || isFilled(operation, 'notPorts'))
    : sources.some(([source]) => CONNECTION_SOURCES.some((field) => isFilled(source, field)));
  if (isNamed || (operations.length === 0 && sources.length === 0)) return;
  report.warning({
    code: 'authorization-policy/denies-all-tcp',
    what: 'a rule with the action DENY asks for HTTP only, and denies all traffic to ports that are not HTTP',
    expected: 'the ports that the rule is about',
    fix: 'add ports to each operation of the rule',
  });
}

/** The sources or operations of a rule, each with its place. */
function messagesOf(rule: PlainObject, field: 'from' | 'to', inner: 'source' | 'operation', report: Report): (readonly [PlainObject, Report])[] {
  if (isPresent(rule, field) && isEmptyList(rule, field)) {
    // Decoded, an empty list is an absent one.
    report.in(field).warning({
      code: `authorization-policy/empty-${field}`,
      what: `${field} is an empty list, which Istio takes for every ${inner}`,
      expected: `at least one ${inner}`,
      fix: `write who or what is meant, or remove ${field} to mean all`,
    });
  }
  return mapsAt(rule, field).flatMap(([i, item]) => {
    const at = report.in(field, i, inner);
    const message = mapAt(item, inner);
    if (message) return [[message, at] as const];
    if (isMissing(item, inner)) {
      at.error({
        code: `authorization-policy/no-${inner}`,
        what: `an item of ${field} has no ${inner}`,
        expected: `a ${inner}`,
        fix: `write ${inner}: { ... }, or remove the item`,
      });
    }
    return [];
  });
}
