import {
  fqdnProblem, gatewayBoundHostProblem, hostCovers, hostsOverlap, partialWildcardProblem, wildcardDomainProblem,
} from '../../../src/admission/syntax/hosts';

const LONG = `${'abcdefgh.'.repeat(29)}com`;

test.each(['a', 'a.com', 'A.com', 'a.com.', '1.a', `${'x'.repeat(63)}.com`, 'a.99999999999999999999', '0x1'])(
  "'%s' is a domain name", (name) => {
    expect(fqdnProblem(name)).toBeUndefined();
    expect(wildcardDomainProblem(name)).toBeUndefined();
  });

test.each(['', '.', 'a..com', '-a.com', 'a-.com', 'a_b.com', 'a.1', '1.2.3.4', 'a.com:80', 'é.com', `${'x'.repeat(64)}.com`, LONG])(
  "'%s' is no domain name", (name) => {
    expect(fqdnProblem(name)).toBeDefined();
    expect(wildcardDomainProblem(name)).toBeDefined();
  });

test.each(['*', '*.com', '*a.com', '*-a.com', '*.a.b'])("'%s' is one with a wildcard", (name) => {
  expect(fqdnProblem(name)).toBeDefined();
  expect(wildcardDomainProblem(name)).toBeUndefined();
});

test.each(['**', 'a*.com', 'a.*.com', '*.*.com', '*.'])("'%s' has a wildcard where none may be, or nothing behind it", (name) => {
  expect([wildcardDomainProblem(name), partialWildcardProblem(name)].some(Boolean)).toBe(name !== '*.');
});

test('a wildcard may stand for whole labels only, where that is asked for', () => {
  expect(partialWildcardProblem('*.a.com')).toBeUndefined();
  expect(partialWildcardProblem('*')).toBeUndefined();
  expect(partialWildcardProblem('*a.com')).toMatch('part of a label');
});

test.each([
  ['outbound_.80_._.e2e.foobar.mesh', true], ['outbound_.80_.v1_.a', true], ['outbound_.x_._.a', false], ['outbound_.80_._.1', false], ['outbound_80', false],
  ['outboundx', true],
])("a name between networks: '%s'", (name, isRight) => {
  expect(gatewayBoundHostProblem(true, name) === undefined).toBe(isRight);
  if (name.includes('_')) expect(gatewayBoundHostProblem(false, name)).toBeDefined();
});

test.each([
  ['*', 'a.com', true, true], ['*', '*.com', true, true], ['*.com', '*.a.com', true, true], ['*.a.com', '*.com', false, true],
  ['*.a.com', 'a.com', false, false], ['a.com', 'a.com', true, true], ['a.com', 'b.com', false, false], ['*.a.com', '*.b.com', false, false],
])("'%s' and '%s'", (wide, narrow, covers, overlaps) => {
  expect(hostCovers(wide, narrow)).toBe(covers);
  expect(hostsOverlap(wide, narrow)).toBe(overlaps);
  expect(hostsOverlap(narrow, wide)).toBe(overlaps);
});

test('a part that is no label is named with the whole, a whole once', () => {
  expect(fqdnProblem('a_b.com')).toBe("'a_b' in 'a_b.com' is no label of a DNS name");
  expect(fqdnProblem('http://a')).toBe("'http://a' is no label of a DNS name");
  expect(wildcardDomainProblem('a*')).toBe("'a*' is no label of a DNS name");
});
