import { expectNoCrash, testRows, type Row } from './support/judge';

const SECURITY = { apiVersion: 'security.istio.io/v1' };
const rule = (values: object) => ({ jwtRules: [{ issuer: 'https://sso.example.com', ...values }] });
const at = 'spec.jwtRules[0]';
const PUBLIC = { kty: 'RSA', e: 'AQAB', n: 'abcd' };
const jwks = (...keys: unknown[]) => rule({ jwks: JSON.stringify({ keys }) });

describe('RequestAuthentication', () => {
  describe('whose tokens it takes', () => testRows('RequestAuthentication', [
    ['an empty one is right', {}, []],
    ['an issuer is right', rule({}), []],
    ['no issuer with a URI of keys is right', { jwtRules: [{ jwksUri: 'https://sso.example.com/keys' }] }, []],
    ['the other spelling of the URI is right', { jwtRules: [{ jwks_uri: 'https://sso.example.com/keys' }] }, []],
    ['neither issuer nor URI is refused', { jwtRules: [{ audiences: ['a'] }] }, [`error request-authentication/no-issuer ${at}`]],
    ['an empty issuer is none', { jwtRules: [{ issuer: '' }] }, [`error request-authentication/no-issuer ${at}`]],
    ['an issuer of a wrong type is left to the schema', { jwtRules: [{ issuer: 5 }] }, []],
    ['a selector beside a reference is refused', { selector: {}, targetRefs: [{ kind: 'Service', name: 'a' }] }, ['error target-ref/beside-selector spec', 'warning selector/no-labels spec.selector']],
  ], SECURITY));

  describe('where keys come from', () => testRows('RequestAuthentication', [
    ...['http://a', 'https://a:8443/keys', 'HTTPS://a', 'https:a'].map((uri): Row => [`'${uri}' is a URI of keys`, rule({ jwksUri: uri }), []]),
    ...['ftp://a', 'a/keys', '//a', 'https://a b', 'https://a:x', 'https://a/%zz', 'https://a:99999999999999999999'].map((uri): Row => [
      `'${uri}' is no URI of keys`, rule({ jwksUri: uri }), [`error request-authentication/jwks-uri ${at}.jwksUri`],
    ]),
    ['a public key is right', jwks(PUBLIC), []],
    ['no keys are right', jwks(), []],
    ['what is no key set is refused', rule({ jwks: 'keys' }), [`error request-authentication/jwks ${at}.jwks`]],
    ['a key without its parts is refused', jwks({ kty: 'RSA', n: 'abcd' }), [`error request-authentication/jwks ${at}.jwks`]],
    ['a private key is warned of', jwks(PUBLIC, { ...PUBLIC, d: 'abcd' }), [`warning request-authentication/private-key ${at}.jwks`]],
    ['a shared secret is warned of', jwks({ kty: 'oct', k: 'abcd' }), [`warning request-authentication/private-key ${at}.jwks`]],
  ], SECURITY));

  describe('where tokens are, and where claims go', () => testRows('RequestAuthentication', [
    ['names are right', rule({ audiences: ['a'], fromHeaders: [{ name: 'x-jwt', prefix: 'Bearer ' }], fromParams: ['t'], fromCookies: ['t'], timeout: '5s' }), []],
    ['an empty audience is refused', rule({ audiences: ['a', ''] }), [`error request-authentication/empty-value ${at}.audiences[1]`]],
    ['an empty parameter is refused', rule({ fromParams: [''] }), [`error request-authentication/empty-value ${at}.fromParams[0]`]],
    ['an empty cookie is refused', rule({ fromCookies: [''] }), [`error request-authentication/empty-value ${at}.fromCookies[0]`]],
    ['a header without name is refused', rule({ fromHeaders: [{ prefix: 'a' }] }), [`error request-authentication/empty-value ${at}.fromHeaders[0].name`]],
    ['a claim in a header is right', rule({ outputClaimToHeaders: [{ header: 'x-user', claim: 'sub' }] }), []],
    ['a header without claim is refused', rule({ outputClaimToHeaders: [{ header: 'x-user' }] }), [`error request-authentication/empty-value ${at}.outputClaimToHeaders[0].claim`]],
    ['a claim without header is refused', rule({ outputClaimToHeaders: [{ claim: 'sub' }] }), [`error request-authentication/empty-value ${at}.outputClaimToHeaders[0].header`]],
    ['a header that is none is refused', rule({ outputClaimToHeaders: [{ header: 'x.user', claim: 'sub' }] }), [`error request-authentication/header ${at}.outputClaimToHeaders[0].header`]],
    ['a timeout below a millisecond is refused', rule({ timeout: '1us' }), [`error duration/unusable ${at}.timeout`]],
    ['a part of a millisecond is refused', rule({ timeout: '1.5ms' }), [`error duration/unusable ${at}.timeout`]],
  ], SECURITY));

  test('values of wrong types bring no check down', () => expectNoCrash('RequestAuthentication', {
    targetRefs: [{ kind: 'Service', name: 'a' }],
    jwtRules: [{
      issuer: 'a',
      jwksUri: 'https://a',
      jwks: '{"keys":[]}',
      audiences: ['a'],
      fromHeaders: [{ name: 'a' }],
      fromParams: ['a'],
      outputClaimToHeaders: [{ header: 'a', claim: 'b' }],
      timeout: '1s',
    }],
  }, SECURITY));
});
