import { Duration } from 'cdk8s';
import { Jwks } from '../../src/security/jwks';
import { type JwtRule, RequestAuthentication } from '../../src/security/request-authentication';
import { fakeProgram, only } from '../support/fake-mesh';

function rulesOf(...rules: JwtRule[]) {
  const { chart, mesh } = fakeProgram();
  new RequestAuthentication(chart, 'jwt', { name: 'jwt', namespace: mesh.namespace('shop'), rules });
  return only(chart, 'RequestAuthentication').spec;
}

describe('RequestAuthentication', () => {
  test('an issuer whose keys are discovered', () => {
    expect(rulesOf({ issuer: 'https://issuer.example.com' })).toEqual({ jwtRules: [{ issuer: 'https://issuer.example.com' }] });
    expect(rulesOf({ issuer: 'https://issuer.example.com', keys: Jwks.DISCOVERY })).toEqual({ jwtRules: [{ issuer: 'https://issuer.example.com' }] });
  });

  test('every property', () => {
    expect(rulesOf({
      issuer: 'a',
      keys: Jwks.uri('https://issuer.example.com/keys'),
      audiences: ['b'],
      fromHeaders: [{ name: 'x-jwt', prefix: 'Bearer ' }],
      fromParams: ['token'],
      fromCookies: ['session'],
      forwardOriginalToken: true,
      outputPayloadToHeader: 'x-payload',
      outputClaimToHeaders: [{ claim: 'sub', header: 'x-sub' }],
      timeout: Duration.seconds(10),
      spaceDelimitedClaims: ['roles'],
    })).toEqual({
      jwtRules: [{
        issuer: 'a',
        jwksUri: 'https://issuer.example.com/keys',
        audiences: ['b'],
        fromHeaders: [{ name: 'x-jwt', prefix: 'Bearer ' }],
        fromParams: ['token'],
        fromCookies: ['session'],
        forwardOriginalToken: true,
        outputPayloadToHeader: 'x-payload',
        outputClaimToHeaders: [{ claim: 'sub', header: 'x-sub' }],
        timeout: '10s',
        spaceDelimitedClaims: ['roles'],
      }],
    });
  });

  test('public keys may stand in the object, private ones may not', () => {
    const keys = '{"keys":[{"kty":"RSA","e":"AQAB","n":"abc"}]}';
    expect(rulesOf({ issuer: 'a', keys: Jwks.inline(keys) }).jwtRules[0].jwks).toBe(keys);
    expect(() => Jwks.inline('{"keys":[{"kty":"RSA","e":"AQAB","n":"abc","d":"secret"}]}')).toThrow(/private key or a shared secret/);
    expect(() => Jwks.inline('{"keys":[{"kty":"oct","k":"secret"}]}')).toThrow(/private key or a shared secret/);
    expect(() => Jwks.inline('https://issuer.example.com/keys')).toThrow(/no JSON Web Key Set/);
    expect(() => Jwks.inline('{"keys":[]}')).toThrow(/no JSON Web Key Set/);
  });

  test.each([
    ['keys as text', { keys: 'https://x' as never }, /Jwks\.uri\('https:\/\/x'\)/],
    ['a timeout as number', { timeout: 5 as never }, /Duration\.seconds\(5\)/],
    ['a header without name', { fromHeaders: [{} as never] }, /fromHeaders\[0\]\.name/],
  ])('%s is refused', (_what, rule, message) => {
    expect(() => rulesOf(rule as JwtRule)).toThrow(message);
  });
});
