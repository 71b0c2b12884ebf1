import type { Report } from '../report';
import { durationSyntaxProblem, parseDuration } from '../syntax/durations';
import { mapAt, presentOf, valueAt, type PlainObject } from '../syntax/values';

/** Hardware that proxies leave the work with private keys to. The report stands at the setting. */
export function checkPrivateKeyProvider(setting: PlainObject, report: Report): void {
  const [provider] = presentOf(setting, ['qat', 'cryptomb']);
  if (provider === undefined) {
    report.error({
      code: 'mesh-config/no-private-key-provider',
      what: 'privateKeyProvider names no provider',
      expected: 'cryptomb or qat',
      fix: 'add one of them with a pollDelay, or remove privateKeyProvider',
    });
    return;
  }
  const settings = mapAt(setting, provider);
  const delay = valueAt(settings, 'pollDelay') ?? '';
  if (settings === undefined || typeof delay !== 'string') return;
  const wrong = delay === '' ? 'it is missing' : durationSyntaxProblem(delay) ?? (parseDuration(delay) === 0n ? `'${delay}' is no time at all` : undefined);
  if (wrong === undefined) return;
  report.in(provider, 'pollDelay').error({
    code: 'mesh-config/poll-delay',
    what: `the pollDelay of ${provider}: ${wrong}`,
    expected: 'the time between two looks at the queue',
    fix: "write a duration like '0.2ms'",
  });
}
