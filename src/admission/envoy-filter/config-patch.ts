import { APPLY_TO, MATCH_OF, MATCHES, type ApplyTo } from './apply-to';
import { checkListenerMatch } from './listener-match';
import { checkTypedConfigs } from './typed-configs';
import type { Report } from '../report';
import { regexSyntaxProblem } from '../syntax/regex';
import { mapAt, presentOf, textAt, type PlainObject } from '../syntax/values';
import { enumAt, isMissing } from '../syntax/written';

const CONTEXTS = ['ANY', 'SIDECAR_INBOUND', 'SIDECAR_OUTBOUND', 'GATEWAY', 'WAYPOINT'] as const;
const OPERATIONS = [
  'INVALID', 'MERGE', 'ADD', 'REMOVE', 'INSERT_BEFORE', 'INSERT_AFTER', 'INSERT_FIRST', 'REPLACE', 'MERGE_AND_REPLACE_LIST',
] as const;
/** The longest expression for versions that istiod heeds, in bytes. */
const MAX_VERSION = 1024;

/** One patch. The report stands at it. */
export function checkConfigPatch(patch: PlainObject, report: Report): void {
  const match = mapAt(patch, 'match');
  const isForWaypoints = enumAt(match, 'context', CONTEXTS) === 'WAYPOINT';
  // istiod judges nothing else of what is for waypoints.
  if (isForWaypoints) return;

  const applyTo = enumAt(patch, 'applyTo', APPLY_TO);
  const change = mapAt(patch, 'patch');
  if (applyTo === 'INVALID') {
    missing('applyTo', 'what of Envoy the patch is applied to, like HTTP_FILTER', report);
    return;
  }
  if (isMissing(patch, 'patch')) missing('patch', 'an operation and its value', report);
  if (!change || !checkChange(change, report.in('patch'))) return;
  if (!checkProxyVersion(textAt(mapAt(match, 'proxy'), 'proxyVersion'), report.in('match', 'proxy', 'proxyVersion'))) return;
  if (applyTo === undefined) return;
  if (match && !checkMatch(match, applyTo, report.in('match'))) return;
  const value = mapAt(change, 'value');
  if (value) checkTypedConfigs(value, applyTo, report.in('patch', 'value'));
}

/** Whether the change is one that can be made. The report stands at it. */
function checkChange(change: PlainObject, report: Report): boolean {
  const operation = enumAt(change, 'operation', OPERATIONS);
  if (operation === 'INVALID') {
    missing('operation', `one of ${OPERATIONS.slice(1, -1).join(', ')}`, report);
    return false;
  }
  if (operation !== 'REMOVE' && isMissing(change, 'value')) {
    report.in('value').error({
      code: 'envoy-filter/no-value',
      what: `the operation ${operation ?? 'of the patch'} has no value`,
      expected: 'the configuration of Envoy that is merged, added or inserted',
      fix: 'add value, or use operation REMOVE',
    });
    return false;
  }
  return true;
}

function checkProxyVersion(version: string, report: Report): boolean {
  if (version === '') return true;
  if (Buffer.byteLength(version) > MAX_VERSION) {
    report.warning({
      code: 'envoy-filter/long-proxy-version',
      what: `proxyVersion has ${Buffer.byteLength(version)} bytes, and is ignored`,
      expected: `at most ${MAX_VERSION}`,
      fix: "write a shorter expression, like '^1\\.30.*'",
    });
    return true;
  }
  const wrong = regexSyntaxProblem(version);
  if (!wrong) return true;
  report.error({
    code: 'envoy-filter/proxy-version',
    what: `proxyVersion is not usable: ${wrong}`,
    expected: "a regular expression in RE2's syntax",
    fix: "write it like '^1\\.30.*'",
  });
  return false;
}

/** Whether the match is one of the object that is patched. The report stands at it. */
function checkMatch(match: PlainObject, applyTo: ApplyTo, report: Report): boolean {
  const needed = MATCH_OF[applyTo];
  if (!needed) return true;
  const written = presentOf(match, MATCHES).at(-1);
  if (written === undefined) return true;
  if (written !== needed) {
    report.in(written).error({
      code: 'envoy-filter/match-of-another-kind',
      what: `the patch is applied to ${applyTo}, and matches by ${written}`,
      expected: `a match by ${needed}`,
      fix: `write ${needed} in place of ${written}, or change applyTo`,
    });
    // For listeners istiod looks no further; its other matches do not hide what is wrong with the value.
    return needed !== 'listener';
  }
  const listener = needed === 'listener' ? mapAt(match, 'listener') : undefined;
  return listener ? checkListenerMatch(listener, applyTo, report.in('listener')) : true;
}

function missing(field: string, expected: string, report: Report): void {
  report.in(field).error({
    code: `envoy-filter/no-${field === 'applyTo' ? 'apply-to' : field}`,
    what: `the patch has no ${field}`,
    expected,
    fix: `add ${field}`,
  });
}
