import fc from 'fast-check';
import * as names from '../../src/kube/names';

const long = (n: number) => 'a'.repeat(n);

type Rule = (value: string) => string | undefined;
const RULES: [string, Rule, { good: string[]; bad: [string, string][] }][] = [
  ['a DNS label', names.dnsLabelProblem, {
    good: ['a', '1', 'istio-system', 'a--b', long(63)],
    bad: [
      ['', 'it is empty'], ['My_App', "it holds 'M', '_', 'A', only lower-case letters, digits and '-' are allowed ('my-app' would do)"],
      ['-a', "start and end with a letter or digit ('a' would do)"], ['a.b', "'a-b' would do"],
      [long(64), `it has 64 characters, a DNS label has at most 63 ('${long(63)}' would do)`], ['é', "it holds 'é'"], ['a\n', 'it holds'],
    ],
  }],
  ['the name of a Service', names.dns1035LabelProblem, {
    good: ['a', 'reviews-v1'],
    bad: [['1a', "it starts with '1', but the name of a Service starts with a letter ('a' would do)"], ['A', "'a' would do"], ['1', 'starts with a letter']],
  }],
  ['a DNS subdomain', names.dnsSubdomainProblem, {
    good: ['a', 'a.b-c.1', `${long(100)}.${long(100)}`],
    bad: [
      ['', 'it is empty'], ['a..b', "'a.b' would do"], ['.a', "'a' would do"], ['a-.b', "'a.b' would do"], ['A.b', "'a.b' would do"],
      [long(254), 'it has 254 characters'],
    ],
  }],
  ['a key of a label', names.labelKeyProblem, {
    good: ['app', 'istio.io/rev', 'A_b.c', `${long(253)}/${long(63)}`],
    bad: [['', 'it is empty'], ['/a', "the prefix ''"], ['a/', 'it is empty'], ['a/b/c', "'b-c' would do"], ['Istio.io/rev', "the prefix 'Istio.io'"], ['a b', "'a-b' would do"]],
  }],
  ['a value of a label', names.labelValueProblem, {
    good: ['', 'v1', 'A_b.c', long(63)],
    bad: [['-a', "'a' would do"], [long(64), '64 characters'], ['a b', "it holds ' '"], ['_', 'start and end']],
  }],
  ['the name of a port', names.portNameProblem, {
    good: ['http', 'http-web', 'a1', '8a', long(15)],
    bad: [['', 'it is empty'], ['http--web', "'http-web' would do"], ['80', 'it has no letter'], [long(16), 'at most 15'], ['HTTP', "'http' would do"], ['-a', 'start and end']],
  }],
  ['the name of an RBAC object', names.pathSegmentProblem, {
    good: ['a', 'system:auth-delegator', 'A b'],
    bad: [['', 'it is empty'], ['.', "it is '.'"], ['..', "it is '..'"], ['a/b', "'a-b' would do"], ['a%', "it holds '%'"]],
  }],
  ['a host', names.hostProblem, {
    good: ['localhost', 'a.example.com', `${long(63)}.example.com`],
    bad: [
      ['*.example.com', 'a wildcard has no meaning'], ['https://a.example.com:8443/x', "it is a URL, expected the host alone ('a.example.com' would do)"],
      [`${long(64)}.com`, '64 characters, DNS allows 63'], ['a_b.com', "'a-b.com' would do"], ['', 'it is empty'],
    ],
  }],
  ['a host that may be a wildcard', names.wildcardHostProblem, {
    good: ['a.example.com', '*.example.com'],
    bad: [['*', 'a wildcard needs a domain'], ['a.*.com', 'a wildcard has no meaning'], ['*example.com', 'a wildcard has no meaning'], ['*.', 'it is empty']],
  }],
];

describe.each(RULES)('%s', (_, rule, { good, bad }) => {
  test.each(good)('may be %s', (value) => expect(rule(value)).toBeUndefined());
  test.each(bad)('may not be %j, and the message says why', (value, words) => expect(rule(value)).toContain(words));

  test('a suggested value keeps the rule', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (value) => {
      const suggestion = / \('([^']*)' would do\)$/.exec(rule(value) ?? '')?.[1];
      if (suggestion !== undefined && rule !== names.labelKeyProblem) expect(rule(suggestion)).toBeUndefined();
    }));
  });
});

test('what is made of a name must fit, and the message tells how long the name may be', () => {
  expect(names.checkDerived(long(57), '-istio', 63)).toBeUndefined();
  expect(names.checkDerived(long(58), '-istio', 63)).toContain('has 64 characters where 63 are allowed: at most 57 are left for the name');
});

test.each([
  names.dnsLabelProblem, names.dns1035LabelProblem, names.dnsSubdomainProblem, names.labelKeyProblem, names.labelValueProblem,
  names.portNameProblem, names.hostProblem, names.wildcardHostProblem,
])('%p says of what is no text that it is none', (problem) => {
  expect(problem(5 as unknown as string)).toBe('it is 5, a number, and no text');
  expect(problem(undefined as unknown as string)).toBe('it is missing');
});
