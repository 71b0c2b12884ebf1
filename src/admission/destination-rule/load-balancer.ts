import { checkLocalityLb, checkZoneAwareLb } from './locality-lb';
import type { Report } from '../report';
import { checkDuration, durationSyntaxProblem, shortDurationProblem } from '../syntax/durations';
import { isPresent, mapAt, mapsAt, numberAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { isBlank } from '../syntax/written';

/** The first table size that Maglev does not take. */
const MAGLEV_END = 5000011;

/** Which endpoint gets a request. */
export function checkLoadBalancer(balancer: PlainObject, hasOutlierDetection: boolean, report: Report): void {
  const hash = mapAt(balancer, 'consistentHash');
  if (hash) checkConsistentHash(hash, report.in('consistentHash'));
  if (isPresent(balancer, 'localityLbSetting') && isPresent(balancer, 'zoneAwareLbSetting')) {
    report.in('zoneAwareLbSetting').error({
      code: 'destination-rule/locality-and-zone-aware',
      what: 'the load balancer has localityLbSetting and zoneAwareLbSetting',
      expected: 'one of the two',
      fix: 'remove one of the two',
    });
  }
  const locality = mapAt(balancer, 'localityLbSetting');
  const zoneAware = mapAt(balancer, 'zoneAwareLbSetting');
  if (locality) checkLocalityLb(locality, hasOutlierDetection, report.in('localityLbSetting'));
  if (zoneAware) checkZoneAwareLb(zoneAware, hasOutlierDetection, report.in('zoneAwareLbSetting'));
  checkDuration(balancer, 'warmupDurationSecs', report, shortDurationProblem);
  const warmup = mapAt(balancer, 'warmup');
  if (warmup) checkWarmup(warmup, report.in('warmup'));
}

function checkConsistentHash(hash: PlainObject, report: Report): void {
  const cookie = mapAt(hash, 'httpCookie');
  if (cookie) checkCookie(cookie, report.in('httpCookie'));
  const ringSize = numberAt(hash, 'minimumRingSize');
  if (ringSize !== 0) {
    report.in('minimumRingSize').warning({
      code: 'destination-rule/deprecated-ring-size',
      what: 'consistentHash.minimumRingSize is deprecated',
      expected: 'consistentHash.ringHash.minimumRingSize',
      fix: `write ringHash: { minimumRingSize: ${ringSize} }`,
    });
    const algorithm = ['ringHash', 'maglev'].find((field) => isPresent(hash, field));
    if (algorithm) {
      report.in('minimumRingSize').error({
        code: 'destination-rule/ring-size-and-algorithm',
        what: `consistentHash has minimumRingSize and ${algorithm}`,
        expected: 'one of the two',
        fix: 'remove minimumRingSize',
      });
    }
  }
  const maglev = mapAt(hash, 'maglev');
  if (maglev) checkMaglev(maglev, report.in('maglev', 'tableSize'));
}

function checkCookie(cookie: PlainObject, report: Report): void {
  checkDuration(cookie, 'ttl', report, durationSyntaxProblem);
  if (isBlank(cookie, 'name')) {
    report.in('name').error({
      code: 'destination-rule/cookie-name',
      what: 'the cookie has no name',
      expected: 'the name of a cookie',
      fix: 'name the cookie that decides about the endpoint',
    });
  }
  const names = new Set<string>();
  for (const [i, attribute] of mapsAt(cookie, 'attributes')) {
    const name = textAt(attribute, 'name');
    if (isBlank(attribute, 'name') || (name !== '' && names.has(name))) {
      report.in('attributes', i, 'name').error({
        code: 'destination-rule/cookie-attribute',
        what: name === '' ? 'an attribute of the cookie has no name' : `two attributes of the cookie are called '${name}'`,
        expected: 'attributes with a name of their own',
        fix: 'name it, or remove it',
      });
    }
    names.add(name);
  }
}

function checkMaglev(maglev: PlainObject, report: Report): void {
  const size = numberAt(maglev, 'tableSize');
  if (size < MAGLEV_END && isPrime(size)) return;
  report.error({
    code: 'destination-rule/maglev-table-size',
    what: size === 0 ? 'maglev has no tableSize' : `tableSize is ${size}`,
    expected: `a prime number below ${MAGLEV_END}`,
    fix: 'write 65537, which is the default of Envoy, or another prime number',
  });
}

/** Envoy's reading of prime numbers (source/common/common/utility.cc): 1 counts as one. */
function isPrime(number: number): boolean {
  if (number > 0 && number < 4) return true;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) {
    if (number % factor === 0) return false;
  }
  return true;
}

function checkWarmup(warmup: PlainObject, report: Report): void {
  if (!isPresent(warmup, 'duration')) {
    report.in('duration').error({
      code: 'destination-rule/warmup-duration',
      what: 'the warm-up has no duration',
      expected: 'how long an endpoint warms up',
      fix: "add a duration, like '60s'",
    });
  }
  checkDuration(warmup, 'duration', report);
  const percent = numberAt(warmup, 'minimumPercent');
  if (percent > 100) {
    report.in('minimumPercent').error({
      code: 'destination-rule/warmup-percentage',
      what: `minimumPercent is ${percent}`,
      expected: '0 to 100',
      fix: 'write the share that a new endpoint starts with',
    });
  }
  if (typeof valueAt(warmup, 'aggression') === 'number' && numberAt(warmup, 'aggression') <= 0) {
    report.in('aggression').error({
      code: 'destination-rule/warmup-aggression',
      what: `aggression is ${numberAt(warmup, 'aggression')}`,
      expected: 'more than 0: 1 warms up evenly, more is faster at the start',
      fix: 'write 1, or leave it out',
    });
  }
}
