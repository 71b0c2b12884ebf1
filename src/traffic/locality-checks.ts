import type { Distribution } from './locality';
import type { FailoverOptions } from './locality-options';
import type { Problem } from '../analysis/finding';

/** What Istio would refuse of a failover, or pass over (pkg/config/validation/agent/validation.go, ValidateLocalityLbSetting). */
export function failoverProblems({ order, regions }: Pick<FailoverOptions, 'order' | 'regions'>): Problem[] {
  const problems: Problem[] = [];
  const invalid = (what: string, expected: string, fix: string) => problems.push({ code: 'traffic/invalid-failover', what, expected, fix });
  if (order !== undefined && regions !== undefined) {
    problems.push({
      code: 'traffic/failover-said-twice',
      what: 'the failover has `order` and `regions`',
      expected: 'one of them: Istio reads one',
      fix: 'remove one; for an order that begins with the region, write FailoverKey.REGION first',
    });
  }
  if (order?.length === 0) invalid('`order` is empty', 'at least one FailoverKey', 'name one, or leave it out for region, zone and subzone');
  if (regions?.length === 0) invalid('`regions` is empty', 'at least one Failover', 'add Failover.between(...), or leave it out');
  for (const key of order ?? []) {
    if (key._problem) invalid(`the FailoverKey '${key._entry}' is not usable: ${key._problem}`, 'the key of a label, and its text where one is meant', 'change it');
  }
  for (const twice of repeated((order ?? []).map((k) => k._entry))) invalid(`\`order\` has '${twice}' twice`, 'each once', 'remove one');

  const entries = (regions ?? []).flatMap((r) => r._entries);
  for (const { from, to } of entries) {
    if (from === to) invalid(`region '${from}' fails over to itself`, 'another region', 'change one of the two');
  }
  for (const region of new Set(entries.flatMap(({ from, to }) => [from, to]))) {
    const wrong = regionProblem(region);
    if (wrong) invalid(`the region '${region}' of a failover is not usable: ${wrong}`, "the name of a region, like 'us-east'", 'write the region alone; for zones use `order`');
  }
  for (const twice of repeated(entries.map((e) => e.from))) {
    invalid(`\`regions\` says twice where '${twice}' fails over to`, 'one target for each region: Istio heeds the first', 'remove one');
  }
  return problems;
}

/** What Istio would refuse of a distribution. */
export function distributionProblems(distributions: readonly Distribution[]): Problem[] {
  if (distributions.length === 0) return [invalidDistribution('no distribution is given', 'at least one', 'add Distribution.of(...)')];
  return [
    ...localityProblems('origins of the distributions', distributions.map((d) => d.origin)),
    ...distributions.flatMap(({ origin, targets }) => [
      ...localityProblems(`targets of '${origin}'`, Object.keys(targets)),
      ...weightProblems(origin, targets),
    ]),
  ];
}

/** The regions that localities name; none where the first part is a `*`. */
export function regionsOf(localities: readonly string[]): string[] {
  return [...new Set(localities.map((l) => l.split('/')[0]).filter((r) => !r.includes('*')))];
}

function weightProblems(origin: string, targets: { [locality: string]: number }): Problem[] {
  const weights = Object.entries(targets);
  const wrong = weights.filter(([, weight]) => !Number.isInteger(weight) || weight < 1 || weight > 100);
  if (wrong.length > 0) {
    return wrong.map(([locality, weight]) =>
      invalidDistribution(`the percentage of '${locality}' for '${origin}' is ${weight}`, 'a whole number from 1 to 100', 'change it, or leave the locality out'));
  }
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return sum === 100 ? [] : [invalidDistribution(`the percentages for '${origin}' add up to ${sum}`, '100', 'change them')];
}

function localityProblems(what: string, localities: readonly string[]): Problem[] {
  const wrong = localities.flatMap((locality): Problem[] => {
    const problem = localityProblem(locality);
    return problem ? [invalidDistribution(`the locality '${locality}' is not usable: ${problem}`, "one like 'us-east', 'us-east/zone-1' or 'us-east/*'", 'change it')] : [];
  });
  if (wrong.length > 0) return wrong;
  return localities.flatMap((a, i) => localities.slice(i + 1).filter((b) => overlap(a, b)).map((b) =>
    invalidDistribution(`the ${what} overlap: '${a}' and '${b}'`, 'localities of which none holds another', 'make them narrower, or remove one')));
}

function localityProblem(locality: string): string | undefined {
  if (typeof locality !== 'string') return 'it is no string';
  const parts = locality.split('/');
  if (parts.some((p) => p === '')) return 'a part of it is empty';
  if (parts.length > 3) return 'it has more parts than region, zone and subzone';
  const star = locality.indexOf('*');
  if (star >= 0 && star !== locality.length - 1) return "a '*' is possible at its end only";
  if (star >= 0 && parts[parts.length - 1] !== '*') return "a '*' stands for a whole part";
  return undefined;
}

/** Whether one locality holds the other: what is not told, and `*`, stand for all. */
function overlap(a: string, b: string): boolean {
  const [x, y] = [a, b].map((l) => l.split('/').filter((p) => p !== '*'));
  return x.slice(0, y.length).every((part, i) => part === y[i]);
}

function regionProblem(region: string): string | undefined {
  if (typeof region !== 'string' || region === '') return 'it is empty';
  if (region.includes('/')) return 'it names a zone';
  return region.includes('*') ? "it has a '*'" : undefined;
}

function repeated(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, i) => items.indexOf(item) !== i))];
}

function invalidDistribution(what: string, expected: string, fix: string): Problem {
  return { code: 'traffic/invalid-distribution', what, expected, fix };
}
