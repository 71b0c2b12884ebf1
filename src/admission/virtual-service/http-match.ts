import type { Attachment } from './attachment';
import { checkGatewayNames } from './gateway-names';
import { checkRegexMatch, checkStringMatch } from './string-match';
import type { Report } from '../report';
import { isRoutingClaim, matchedHeaderNameProblem } from '../syntax/http';
import { checkLabels, isDnsLabel } from '../syntax/labels';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { entriesAt, isMap, mapAt, textAt, valueAt, type PlainObject } from '../syntax/values';

/** One match of an http route. */
export function checkHttpMatch(match: PlainObject, { isGatewayOnly }: Attachment, report: Report): void {
  for (const field of ['headers', 'withoutHeaders'] as const) {
    for (const [name, value] of entriesAt(match, field)) {
      checkHeader(name, value, field, report.in(field, name));
      if (!isGatewayOnly && isRoutingClaim(name)) claimInMesh(name, report.in(field, name));
    }
  }
  // Envoy takes an empty prefix for paths, not for the others.
  const uri = mapAt(match, 'uri');
  if (uri) checkRegexMatch(uri, report.in('uri'));
  for (const field of ['scheme', 'method', 'authority']) {
    const value = mapAt(match, field);
    if (value) checkStringMatch(value, report.in(field));
  }
  for (const [name, value] of entriesAt(match, 'queryParams')) {
    if (isMap(value)) checkStringMatch(value, report.in('queryParams', name));
  }
  const port = unsignedAt(match, 'port');
  if (port !== 0) checkPortNumber(port, report.in('port'));
  checkLabels(match, 'sourceLabels', report);
  checkGatewayNames(match, report, false, 'passes');
  const namespace = textAt(match, 'sourceNamespace');
  if (namespace !== '' && !isDnsLabel(namespace)) {
    report.in('sourceNamespace').error({
      code: 'virtual-service/source-namespace',
      what: `'${namespace}' is no name of a namespace`,
      expected: 'the name of one namespace',
      fix: 'write the name as the namespace has it; patterns are not possible',
    });
  }
}

function checkHeader(name: string, value: unknown, field: 'headers' | 'withoutHeaders', report: Report): void {
  const wrong = matchedHeaderNameProblem(name);
  if (wrong !== undefined) {
    report.error({
      code: 'virtual-service/matched-header-name',
      what: `a header that is matched has no usable name: ${wrong}`,
      expected: 'the name of a header, a pseudo header like :path, or @request.auth.claims.<claim>',
      fix: 'write the name of the header alone',
    });
  }
  if (value === null || value === undefined) {
    if (field === 'withoutHeaders') return; // taken for any value
    report.error({
      code: 'virtual-service/matched-header-null',
      what: `the header '${name}' is matched with null`,
      expected: 'exact, prefix or regex',
      fix: `write '${name}: {}' to match its presence`,
    });
  } else if (isMap(value)) {
    // '*' is no regular expression; there it stands for any value.
    if (field === 'withoutHeaders' && valueAt(value, 'regex') === '*') return;
    checkStringMatch(value, report);
  }
}

function claimInMesh(name: string, report: Report): void {
  report.error({
    code: 'virtual-service/claim-without-gateway',
    what: `the header '${name}' stands for a claim of a token, and the VirtualService is for sidecars`,
    expected: "claims only where spec.gateways names gateways, and not 'mesh'",
    fix: 'bind the VirtualService to the gateway that validates the token, or match another header',
  });
}
