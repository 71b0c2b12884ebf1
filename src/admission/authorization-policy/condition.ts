import { ACCOUNTS, ADDRESSES, ANY_TEXT, checkValues, PORTS, WILDCARDS, type ValueRule } from './values';
import type { Problem } from '../../analysis/finding';
import { istioAtLeast, type AdmissionContext } from '../context';
import type { Report } from '../report';
import { textAt, type PlainObject } from '../syntax/values';
import { isBlank, isEmptyList } from '../syntax/written';

/** Attributes by name, with the Istio that brought them where it is a younger one. */
const ATTRIBUTES: Readonly<Record<string, { readonly rule: ValueRule; readonly since?: string }>> = {
  'source.ip': { rule: ADDRESSES },
  'remote.ip': { rule: ADDRESSES },
  'source.namespace': { rule: ANY_TEXT },
  'source.serviceAccount': { rule: ACCOUNTS, since: '1.26' },
  'source.principal': { rule: ANY_TEXT },
  'source.trustDomain': { rule: WILDCARDS, since: '1.30' },
  'request.auth.principal': { rule: ANY_TEXT },
  'request.auth.audiences': { rule: ANY_TEXT },
  'request.auth.presenter': { rule: ANY_TEXT },
  'destination.ip': { rule: ADDRESSES },
  'destination.port': { rule: PORTS },
  'connection.sni': { rule: ANY_TEXT },
};
/** Attributes that are maps: what is asked for stands in brackets. Istio compares no more than the beginning. */
const MAPS = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];
/** Attributes of a time before these policies. */
const GONE: readonly (readonly [name: RegExp, instead: string])[] = [
  [/^destination\.namespace$/, 'the namespace of the policy'],
  [/^destination\.labels/, 'the selector of the policy'],
  [/^destination\.(name|user)$/, 'the selector of the policy, or targetRefs'],
];
const CUSTOM_LACKS = /^(source\.(namespace|serviceAccount|trustDomain|principal)$|request\.auth\.)/;

/** A condition on an attribute. The report stands at the condition. */
export function checkCondition(condition: PlainObject, action: string | undefined, report: Report, context: AdmissionContext): void {
  const key = textAt(condition, 'key');
  if (isBlank(condition, 'key')) {
    report.in('key').error({
      code: 'authorization-policy/no-key',
      what: 'the condition has no key',
      expected: 'the name of an attribute',
      fix: "write, for instance, key: 'request.headers[x-token]'",
    });
    return;
  }
  if (key === '') return; // of a wrong type
  if (action === 'CUSTOM' && CUSTOM_LACKS.test(key)) {
    report.in('key').error({
      code: 'authorization-policy/custom-identity',
      what: `the action CUSTOM is limited by ${key}`,
      expected: 'conditions without identities',
      fix: 'remove the condition, and let the authorizer judge it',
    });
  }
  if (isEmptyList(condition, 'values') && isEmptyList(condition, 'notValues')) {
    report.error({
      code: 'authorization-policy/no-condition-values',
      what: `the condition on '${key}' has no values`,
      expected: 'values, notValues or both',
      fix: 'write the values, or remove the condition',
    });
    return;
  }
  const wrong = attributeProblem(key, context);
  if (wrong) {
    report.in('key').error({
      code: 'authorization-policy/attribute',
      ...wrong,
    });
  }
  const rule = wrong || !Object.hasOwn(ATTRIBUTES, key) ? ANY_TEXT : ATTRIBUTES[key].rule;
  for (const field of ['values', 'notValues']) checkValues(condition, field, rule, report);
}

function attributeProblem(key: string, context: AdmissionContext): Pick<Problem, 'what' | 'expected' | 'fix'> | undefined {
  if (MAPS.some((name) => key.startsWith(name))) {
    // A bracket at the beginning or with nothing in it names nothing.
    if (/^[^[]+\[.+\]$/s.test(key)) return undefined;
    return { what: `the key '${key}' names nothing in brackets`, expected: 'a name in brackets after the attribute', fix: "write, for instance, 'request.headers[x-token]'" };
  }
  const since = Object.hasOwn(ATTRIBUTES, key) ? ATTRIBUTES[key].since : undefined;
  if (Object.hasOwn(ATTRIBUTES, key) && (since === undefined || istioAtLeast(context, since))) return undefined;
  const instead = GONE.find(([name]) => name.test(key))?.[1];
  const named = Object.keys(ATTRIBUTES).filter((name) => istioAtLeast(context, ATTRIBUTES[name].since ?? '1.0'));
  const known = [...named, ...MAPS.slice(0, 2).map((name) => `${name}[...]`)];
  return {
    what: since
      ? `Istio ${context.istio} knows no attribute '${key}': it came with ${since}`
      : instead ? `the attribute '${key}' is for ${instead} to say` : `Istio knows no attribute '${key}'`,
    expected: `one of ${known.join(', ')}`,
    fix: instead ? `use ${instead}` : 'write one of these',
  };
}
