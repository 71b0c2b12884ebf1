import { type TrustDomainMember, trustDomainProblems } from '../../src/security/trust-domains';

const member = (cluster: string, trustDomain: string, ...aliases: string[]): TrustDomainMember => ({ cluster, trustDomain, aliases });
const of = (...members: TrustDomainMember[]) => trustDomainProblems(members).map(({ code, severity = 'error', what }) => ({ code, severity, what }));

describe('trust domains of joined clusters', () => {
  test('are one, and then nothing is said', () => {
    expect(of(member('east', 'corp'), member('west', 'corp'), member('north', 'corp', 'old'))).toEqual([]);
  });

  test('that differ without aliases are an error that names both and says what each lacks', () => {
    const [problem] = trustDomainProblems([member('east', 'a'), member('west', 'b')]);
    expect(problem.code).toBe('security/different-trust-domains');
    expect(problem.what).toContain("trust domain 'a' of cluster 'east' and 'b' of cluster 'west' differ");
    expect(problem.fix).toContain("'b' in cluster 'east', 'a' in cluster 'west'");
  });

  test('with an alias on one side only are an error about the other', () => {
    const [problem] = of(member('east', 'a', 'b'), member('west', 'b'));
    expect(problem).toMatchObject({ code: 'security/different-trust-domains', severity: 'error' });
    expect(problem.what).toContain("cluster 'west' does not take 'a' as an alias");
    expect(problem.what).not.toContain("cluster 'east' does not");
  });

  test('with aliases on both sides are a warning', () => {
    expect(of(member('east', 'a', 'b'), member('west', 'b', 'a'))).toMatchObject([{ code: 'security/aliases-merge-identities', severity: 'warning' }]);
  });

  test('are compared in pairs of domains, not of clusters', () => {
    const problems = of(member('east', 'a', 'b', 'c'), member('east2', 'a', 'b', 'c'), member('west', 'b', 'a'), member('north', 'c', 'a', 'b'));
    expect(problems.map((p) => p.code)).toEqual(['security/aliases-merge-identities', 'security/aliases-merge-identities', 'security/different-trust-domains']);
    expect(problems[0].what).toContain("clusters 'east', 'east2'");
    expect(problems[2].what).toContain("cluster 'west' does not take 'c'");
  });
});
