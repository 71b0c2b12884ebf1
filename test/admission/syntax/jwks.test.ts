import { parseKeySet } from '../../../src/admission/syntax/jwks';

const RSA = { kty: 'RSA', e: 'AQAB', n: 'abcd' };
const EC = { kty: 'EC', crv: 'P-256', x: 'abcd', y: 'abcd' };
const OKP = { kty: 'OKP', crv: 'Ed25519', x: 'abcd' };
const SECRET = { kty: 'oct', k: 'abcd' };
const set = (...keys: unknown[]) => JSON.stringify({ keys });

test.each([
  ['keys of all types', set(RSA, EC, OKP, SECRET), [3]],
  ['private keys', set({ ...RSA, d: 'abcd', p: 'abcd' }, { ...EC, d: '' }, OKP), [0, 1]],
  ['a single key', JSON.stringify(RSA), []],
  ['no keys', '{"keys":[]}', []],
  ['null for keys', '{"keys":null}', []],
  ['text behind the set', '{"keys":[]} and more', []],
  ['blanks before the set', ' \n\t{"keys":[]}', []],
  ['braces in strings', set({ ...RSA, kid: '}{"' }), []],
  ['either alphabet of base64', set({ ...RSA, n: 'ab-_' }, { ...RSA, n: 'ab+/' }, { ...RSA, n: 'ab==' }), []],
  ['fields that nobody knows', set({ ...RSA, x5u: 5, foo: [] }), []],
  ['parts of a private key in a public one', set({ ...RSA, p: 5 }), []],
])('%s can be read', (_, text, privateKeys) => expect(parseKeySet(text)).toEqual({ privateKeys }));

test.each([
  ['nothing', '', 'no JSON object'],
  ['a list', '[]', 'no JSON object'],
  ['a set that does not end', '{"keys":[]', 'no JSON object'],
  ['bad JSON', '{"keys":[,]}', 'no JSON object'],
  ['keys that are no list', '{"keys":{}}', 'no list'],
  ['an object without keys', '{}', 'kty'],
  ['a key that is no object', set(RSA, 5), 'key 1'],
  ['a type that nobody knows', set({ ...RSA, kty: 'DSA' }), 'kty'],
  ['RSA without exponent', set({ kty: 'RSA', n: 'abcd' }), "no 'e'"],
  ['EC without y', set({ ...EC, y: undefined }), "no 'y'"],
  ['OKP without curve', set({ kty: 'OKP', x: 'abcd' }), "no 'crv'"],
  ['a secret without value', set({ kty: 'oct' }), "no 'k'"],
  ['a number for a name', set({ ...RSA, kid: 5 }), "'kid' is no string"],
  ['no base64', set({ ...RSA, n: 'a b' }), "'n' is no base64"],
  ['two alphabets in one', set({ ...RSA, n: 'a-+b' }), "'n' is no base64"],
  ['a single digit of base64', set({ ...RSA, n: 'abcda' }), "'n' is no base64"],
  ['a part of a private key that is no base64', set({ ...RSA, d: 'abcd', q: '!' }), "'q' is no base64"],
  ['operations that are no list', set({ ...RSA, key_ops: 'verify' }), 'key_ops'],
  ['certificates that are none', set({ ...RSA, x5c: ['abcd'] }), 'x5c'],
])('%s cannot be read', (_, text, reason) => expect(parseKeySet(text)).toContain(reason));
