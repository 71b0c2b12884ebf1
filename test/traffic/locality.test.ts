import { Duration } from 'cdk8s';
import { Distribution, Failover, FailoverKey, type FailoverOptions, OutlierDetection } from '../../src';
import { distributionProblems, failoverProblems, regionsOf } from '../../src/traffic/locality-checks';

const outlierDetection = OutlierDetection.after5xx(5);
const failover = (options: Partial<FailoverOptions>) => failoverProblems({ outlierDetection, ...options }).map((p) => p.code);

test.each<[string, Partial<FailoverOptions>]>([
  ['neither order nor regions', {}],
  ['an order of labels', { order: [FailoverKey.NETWORK, FailoverKey.SUBZONE, FailoverKey.label('version'), FailoverKey.labelWith('tier', 'gold')] }],
  ['one cluster before the others', { order: [FailoverKey.inCluster('west'), FailoverKey.CLUSTER] }],
  ['regions both ways', { regions: [Failover.between('us-east', 'us-west'), Failover.of('eu', 'us-east')] }],
])('a failover may have %s', (_, options) => {
  expect(failover(options)).toEqual([]);
});

test.each<[string, Partial<FailoverOptions>, RegExp]>([
  ['an empty order', { order: [] }, /`order` is empty/],
  ['no region', { regions: [] }, /`regions` is empty/],
  ['a label twice', { order: [FailoverKey.ZONE, FailoverKey.ZONE] }, /twice/],
  ['an unusable key', { order: [FailoverKey.label('a b')] }, /'a b'/],
  ['an unusable text', { order: [FailoverKey.labelWith('a', '=')] }, /'a=='/],
  ['an empty text', { order: [FailoverKey.inCluster('')] }, /it is empty/],
  ['a region to itself', { regions: [Failover.of('eu', 'eu')] }, /to itself/],
  ['a zone', { regions: [Failover.of('eu/1', 'us')] }, /it names a zone/],
  ['a star', { regions: [Failover.of('eu', '*')] }, /has a '\*'/],
  ['an empty region', { regions: [Failover.of('', 'us')] }, /it is empty/],
  ['two targets of a region', { regions: [Failover.of('eu', 'us'), Failover.of('eu', 'asia')] }, /says twice where 'eu'/],
])('a failover cannot have %s', (_, options, what) => {
  const codes = failoverProblems({ outlierDetection, ...options });
  expect(codes).toEqual([expect.objectContaining({ code: 'traffic/invalid-failover', what: expect.stringMatching(what) })]);
});

test('order and regions exclude each other', () => {
  expect(failover({ order: [FailoverKey.CLUSTER], regions: [Failover.of('eu', 'us')] })).toEqual(['traffic/failover-said-twice']);
});

test.each<[string, Distribution[]]>([
  ['regions', [Distribution.of('us-east/*', { 'us-east/*': 80, 'us-west/*': 20 })]],
  ['zones', [Distribution.of('us/1/*', { 'us/1/*': 50, 'us/2': 50 }), Distribution.of('us/2/a', { us: 100 })]],
  ['everywhere', [Distribution.of('*', { '*': 100 })]],
])('a distribution may be of %s', (_, distributions) => {
  expect(distributionProblems(distributions)).toEqual([]);
});

test.each<[string, Distribution[], RegExp]>([
  ['none', [], /no distribution/],
  ['percentages below 100', [Distribution.of('us', { us: 80 })], /add up to 80/],
  ['no target', [Distribution.of('us', {})], /add up to 0/],
  ['a percentage of 0', [Distribution.of('us', { us: 100, eu: 0 })], /'eu' for 'us' is 0/],
  ['a percentage above 100', [Distribution.of('us', { us: 101 })], /is 101/],
  ['half a percent', [Distribution.of('us', { us: 99.5, eu: 0.5 })], /99.5/],
  ['targets that overlap', [Distribution.of('us', { 'us/*': 50, 'us/1': 50 })], /targets of 'us' overlap: 'us\/\*' and 'us\/1'/],
  ['origins that overlap', [Distribution.of('us', { eu: 100 }), Distribution.of('us/1', { eu: 100 })], /origins of the distributions overlap/],
  ['all and one', [Distribution.of('us', { 'eu': 50, '*': 50 })], /overlap/],
  ['a star in the middle', [Distribution.of('us/*/a', { us: 100 })], /at its end only/],
  ['a star in a part', [Distribution.of('us/z*', { us: 100 })], /whole part/],
  ['an empty part', [Distribution.of('us//a', { us: 100 })], /empty/],
  ['too many parts', [Distribution.of('us/1/a/b', { us: 100 })], /more parts/],
])('a distribution cannot have %s', (_, distributions, what) => {
  const problems = distributionProblems(distributions);
  expect(problems.map((p) => p.code)).toEqual(problems.map(() => 'traffic/invalid-distribution'));
  expect(problems.map((p) => p.what).join()).toMatch(what);
});

test('the regions of localities', () => {
  expect(regionsOf(['us/1', 'us/*', '*', 'eu'])).toEqual(['us', 'eu']);
});

test('outlier detection says all that it is given', () => {
  const options = {
    connectionFailures: 3, interval: Duration.seconds(5), ejectionTime: Duration.minutes(1), maxEjectionPercent: 50, minHealthPercent: 20,
  };
  expect(OutlierDetection.after5xx(7, options)._json()).toEqual({
    consecutive5xxErrors: 7,
    splitExternalLocalOriginErrors: true,
    consecutiveLocalOriginFailures: 3,
    interval: '5s',
    baseEjectionTime: '60s',
    maxEjectionPercent: 50,
    minHealthPercent: 20,
  });
});

test('gateway errors are counted alone', () => {
  expect(JSON.parse(JSON.stringify(OutlierDetection.afterGatewayErrors(2)._json())))
    .toEqual({ consecutiveGatewayErrors: 2, consecutive5xxErrors: 0, maxEjectionPercent: 100 });
});

test.each<[string, OutlierDetection, RegExp]>([
  ['no errors', OutlierDetection.after5xx(0), /number of errors is 0/],
  ['no connection failures', OutlierDetection.after5xx(1, { connectionFailures: 0 }), /`connectionFailures` is 0/],
  ['no time', OutlierDetection.after5xx(1, { interval: Duration.millis(0) }), /`interval` is 0 ms/],
  ['no time out', OutlierDetection.after5xx(1, { ejectionTime: Duration.millis(0) }), /`ejectionTime` is 0 ms/],
  ['nothing that may be out', OutlierDetection.after5xx(1, { maxEjectionPercent: 0 }), /`maxEjectionPercent` is 0/],
  ['more than all', OutlierDetection.after5xx(1, { minHealthPercent: 101 }), /`minHealthPercent` is 101/],
])('outlier detection cannot have %s', (_, detection, what) => {
  expect(detection._problems()).toEqual([expect.objectContaining({ code: 'traffic/invalid-outlier-detection', what: expect.stringMatching(what) })]);
});

test('good outlier detection has no problem', () => {
  expect(OutlierDetection.after5xx(1, { maxEjectionPercent: 100, minHealthPercent: 0 })._problems()).toEqual([]);
});
