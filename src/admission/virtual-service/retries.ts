import type { Report } from '../report';
import { checkDuration } from '../syntax/durations';
import { isPresent, numberAt, textAt, type PlainObject } from '../syntax/values';
import { isFilled } from '../syntax/written';

/** When Envoy tries again, for HTTP and for gRPC. Statuses may stand between them. */
const CONDITIONS = [
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes',
  'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted',
  'unavailable',
];
/** The statuses that Go has a text for, as ranges. */
const STATUSES = [
  [100, 103], [200, 208], [226, 226], [300, 305], [307, 308], [400, 418], [421, 426], [428, 429], [431, 431], [451, 451], [500, 508], [510, 511],
];

/** How often, and when, a request is tried again. */
export function checkRetries(retries: PlainObject, report: Report): void {
  const attempts = numberAt(retries, 'attempts');
  if (attempts < 0) {
    report.in('attempts').error({
      code: 'virtual-service/negative-attempts',
      what: `attempts is ${attempts}`,
      expected: '0 for no retries, or more',
      fix: 'write how often to try again',
    });
  }
  const details = ['perTryTimeout', 'retryOn', 'retryRemoteLocalities'].filter((f) => (f === 'retryOn' ? isFilled(retries, f) : isPresent(retries, f)));
  if (attempts === 0 && details.length > 0) {
    report.error({
      code: 'virtual-service/retries-off',
      what: `retries have ${details.join(' and ')}, and 0 attempts`,
      expected: 'attempts above 0, or nothing beside them',
      fix: `write attempts, or remove ${details.join(' and ')}`,
    });
  }
  checkDuration(retries, 'perTryTimeout', report);
  checkDuration(retries, 'backoff', report);
  if (isFilled(retries, 'retryOn')) checkConditions(textAt(retries, 'retryOn'), report.in('retryOn'));
}

function checkConditions(text: string, report: Report): void {
  const wrong = text.split(',').filter((condition) => !CONDITIONS.includes(condition) && !isStatus(condition));
  if (wrong.length === 0) return;
  report.error({
    code: 'virtual-service/retry-condition',
    what: `retryOn has ${wrong.map((condition) => `'${condition}'`).join(', ')}, which ${wrong.length > 1 ? 'are no conditions' : 'is no condition'}`,
    expected: `statuses, or ${CONDITIONS.join(', ')}, with commas and no spaces between them`,
    fix: 'write the conditions as Envoy names them',
  });
}

function isStatus(text: string): boolean {
  const status = /^[+-]?\d+$/.test(text) ? Number(text) : 0;
  return STATUSES.some(([from, to]) => status >= from && status <= to);
}
