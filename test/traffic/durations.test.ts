import { Duration } from 'cdk8s';
import { goDuration, istioDuration, longer, routerDuration } from '../../src/traffic/durations';

test('Istio takes seconds, with decimals', () => {
  expect([Duration.seconds(15), Duration.minutes(2), Duration.millis(250)].map(istioDuration)).toEqual(['15s', '120s', '0.25s']);
});

test('the router takes whole seconds, rounded up so that it never answers first', () => {
  expect([Duration.minutes(1), Duration.millis(31_200)].map(routerDuration)).toEqual(['60s', '32s']);
});

test('Go takes the largest unit that stays whole', () => {
  expect([Duration.days(90), Duration.minutes(90), Duration.seconds(90)].map(goDuration)).toEqual(['2160h', '90m', '90s']);
});

test('of two durations the longer one counts, and one is longer than none', () => {
  const [short, long] = [Duration.seconds(50), Duration.minutes(1)];
  expect(longer(short, long)).toBe(long);
  expect(longer(long, short)).toBe(long);
  expect(longer(undefined, short)).toBe(short);
  expect(longer(undefined, undefined)).toBeUndefined();
});
