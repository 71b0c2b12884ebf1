import { trustDomainPatternProblem, trustDomainProblem, wildcardValueProblem } from '../../../src/admission/syntax/trust-domains';

test.each(['cluster.local', 'a', '1.2', 'A-b.c', 'cluster.local.'])("'%s' is a trust domain", (domain) => expect(trustDomainProblem(domain)).toBeUndefined());
test.each(['', '.', 'a_b', 'a..b', '-a', 'spiffe://a', `${'a'.repeat(64)}.b`])("'%s' is no trust domain", (domain) => expect(trustDomainProblem(domain)).toBeDefined());

test.each(['a', '*', '*a', 'a*', 'a/b'])("'%s' is a value with a wildcard at an end at most", (value) => expect(wildcardValueProblem(value)).toBeUndefined());
test.each(['', '**', 'a*b', '*a*'])("'%s' is none", (value) => expect(wildcardValueProblem(value)).toBeDefined());
test('trust domains have no slash', () => {
  expect(trustDomainPatternProblem('*/a')).toContain('slash');
  expect(trustDomainPatternProblem('*.local')).toBeUndefined();
});
