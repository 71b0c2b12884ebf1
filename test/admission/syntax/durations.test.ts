import { durationProblem, durationSyntaxProblem, parseDuration, shortDurationProblem } from '../../../src/admission/syntax/durations';

test.each([
  ['1s', 1_000_000_000n], ['0', 0n], ['-0', 0n], ['1h30m', 5_400_000_000_000n], ['.5s', 500_000_000n], ['1.s', 1_000_000_000n], ['+5ms', 5_000_000n],
  ['-1.5s', -1_500_000_000n], ['1µs', 1_000n], ['1μs', 1_000n], ['0.0000000019s', 1n], ['2562047h47m16.854775807s', 2n ** 63n - 1n],
])("Go reads '%s'", (text, nanoseconds) => expect(parseDuration(text)).toBe(nanoseconds));

test.each(['', '1', 's', '.s', '1d', '1S', ' 1s', '1s ', '1e3s', '1h-1m', '--1s', '2562047h47m16.854775808s', '99999999999999999999s'])(
  "Go does not read '%s'", (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(durationSyntaxProblem(text)).toBeDefined();
  });

test.each(['1ms', '1000us', '1.5s', '24h'])("Envoy may be given '%s'", (text) => expect(durationProblem(text)).toBeUndefined());

test.each(['0s', '-1s', '999us', '1.5ms', '1.0001s', '5'])("Envoy may not be given '%s'", (text) => expect(durationProblem(text)).toMatch(text));

test('what the CRD alone bounds may have part of a millisecond', () => {
  expect(shortDurationProblem('1.5ms')).toBeUndefined();
  expect(shortDurationProblem('0.5ms')).toBeDefined();
});
