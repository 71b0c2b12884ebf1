import { isDnsLabel, isWildcardDnsLabel, labelKeyProblem, labelValueProblem } from '../../../src/admission/syntax/labels';

test.each([['a', true], ['A-1', true], ['x'.repeat(63), true], ['x'.repeat(64), false], ['', false], ['-a', false], ['a-', false], ['a.b', false], ['a_b', false], ['a\n', false]])(
  "'%s' as a DNS label", (text, isRight) => expect(isDnsLabel(text)).toBe(isRight));

test.each([['*', true], ['*a', true], ['*-a', true], ['a', true], ['**', false], ['a*', false], ['*-', false]])(
  "'%s' as a DNS label with a wildcard", (text, isRight) => expect(isWildcardDnsLabel(text)).toBe(isRight));

test.each(['app', 'app.kubernetes.io/name', 'a_b.c', `${'a.'.repeat(126)}a/b`])("'%s' is the key of a label", (key) => expect(labelKeyProblem(key)).toBeUndefined());

test.each(['', '/a', 'a/', 'a/b/c', '-a', 'é', 'x'.repeat(64), `${'a.'.repeat(127)}a/b`])("'%s' is no key of a label", (key) => expect(labelKeyProblem(key)).toBeDefined());

test('the value of a label may be empty, and of any length as far as Istio goes', () => {
  expect(['', 'a', 'A_b.c', 'x'.repeat(64)].map(labelValueProblem)).toEqual([undefined, undefined, undefined, undefined]);
  expect(['-', 'a b', '*', 'a-'].map((value) => labelValueProblem(value) === undefined)).toEqual([false, false, false, false]);
});
