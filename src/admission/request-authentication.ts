import type { KindCheck } from './kind-check';
import type { Report } from './report';
import { checkDuration } from './syntax/durations';
import { strictHeaderNameProblem } from './syntax/http';
import { parseKeySet } from './syntax/jwks';
import { checkAttachment } from './syntax/target-refs';
import { parseUrl, type ParsedUrl } from './syntax/urls';
import { mapsAt, textAt, textsAt, type PlainObject } from './syntax/values';
import { isBlank } from './syntax/written';

/** The API spells it both ways. */
const URI_FIELDS = ['jwksUri', 'jwks_uri'];

/**
 * What Istio's webhook says of a RequestAuthentication.
 * @see istio/istio pkg/config/validation/validation.go (ValidateRequestAuthentication)
 */
export const checkRequestAuthentication: KindCheck = (spec, report, object, context) => {
  checkAttachment(spec, report, object, context);
  for (const [i, rule] of mapsAt(spec, 'jwtRules')) checkRule(rule, report.in('jwtRules', i));
};

function checkRule(rule: PlainObject, report: Report): void {
  if (['issuer', ...URI_FIELDS].every((field) => isBlank(rule, field))) {
    report.error({
      code: 'request-authentication/no-issuer',
      what: 'the rule has neither issuer nor jwksUri',
      expected: 'whose tokens are taken',
      fix: 'write the issuer as it stands in the tokens',
    });
  }
  for (const field of URI_FIELDS) checkUri(rule, field, report.in(field));
  checkKeys(textAt(rule, 'jwks'), report.in('jwks'));
  for (const field of ['audiences', 'fromParams', 'fromCookies']) {
    for (const [i] of textsAt(rule, field).filter(([, value]) => value === '')) empty(`a value of ${field}`, report.in(field, i));
  }
  for (const [i, header] of mapsAt(rule, 'fromHeaders')) {
    if (isBlank(header, 'name')) empty('the name of a header', report.in('fromHeaders', i, 'name'));
  }
  for (const [i, output] of mapsAt(rule, 'outputClaimToHeaders')) checkOutput(output, report.in('outputClaimToHeaders', i));
  checkDuration(rule, 'timeout', report);
}

function checkUri(rule: PlainObject, field: string, report: Report): void {
  const uri = textAt(rule, field);
  if (uri === '') return;
  const wrong = uriProblem(parseUrl(uri));
  if (wrong === undefined) return;
  report.error({
    code: 'request-authentication/jwks-uri',
    what: `'${uri}' is not usable as ${field}: ${wrong}`,
    expected: 'a URL with the scheme https or http',
    fix: 'write the whole URL of the key set',
  });
}

function uriProblem(parsed: ParsedUrl | string): string | undefined {
  if (typeof parsed === 'string') return parsed;
  if (!/^https?$/.test(parsed.scheme)) return `its scheme is '${parsed.scheme}'`;
  return BigInt(parsed.port) < 2n ** 63n ? undefined : `'${parsed.port}' is no port`;
}

function checkKeys(jwks: string, report: Report): void {
  if (jwks === '') return;
  const keys = parseKeySet(jwks);
  if (typeof keys === 'string') {
    report.error({
      code: 'request-authentication/jwks',
      what: `jwks is no key set: ${keys}`,
      expected: 'a JSON Web Key Set, or a single key',
      fix: 'write the key set as the issuer publishes it',
    });
    return;
  }
  if (keys.privateKeys.length === 0) return;
  report.warning({
    code: 'request-authentication/private-key',
    what: `jwks holds ${keys.privateKeys.length > 1 ? 'private keys' : 'a private key'}, at number ${keys.privateKeys.join(', ')} of its keys`,
    expected: 'public keys, which are all that verifies a token',
    fix: 'write public keys only, and replace the keys, since everybody who may read the object knows them now',
  });
}

function checkOutput(output: PlainObject, report: Report): void {
  const blank = ['header', 'claim'].filter((field) => isBlank(output, field));
  for (const field of blank) empty(`the ${field} of an output`, report.in(field));
  const header = textAt(output, 'header');
  const wrong = header === '' || blank.length > 0 ? undefined : strictHeaderNameProblem(header);
  if (wrong === undefined) return;
  report.in('header').error({
    code: 'request-authentication/header',
    what: wrong,
    expected: "letters, digits, '-' and '_'",
    fix: 'write the name of a header',
  });
}

function empty(what: string, report: Report): void {
  report.error({
    code: 'request-authentication/empty-value',
    what: `${what} is empty`,
    expected: 'a name',
    fix: 'write it, or remove the item',
  });
}
