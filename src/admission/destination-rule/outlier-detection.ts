import type { Report } from '../report';
import { checkDuration } from '../syntax/durations';
import { flagAt, numberAt, type PlainObject } from '../syntax/values';

/** When an endpoint gets no more requests for a while. */
export function checkOutlierDetection(outlier: PlainObject, report: Report): void {
  checkDuration(outlier, 'baseEjectionTime', report);
  checkDuration(outlier, 'interval', report);
  if (numberAt(outlier, 'consecutiveErrors') !== 0) {
    report.in('consecutiveErrors').warning({
      code: 'destination-rule/deprecated-consecutive-errors',
      what: 'consecutiveErrors is deprecated',
      expected: 'consecutive5xxErrors or consecutiveGatewayErrors',
      fix: `write consecutive5xxErrors: ${numberAt(outlier, 'consecutiveErrors')}`,
    });
  }
  if (!flagAt(outlier, 'splitExternalLocalOriginErrors') && numberAt(outlier, 'consecutiveLocalOriginFailures') > 0) {
    report.in('consecutiveLocalOriginFailures').error({
      code: 'destination-rule/local-origin-failures',
      what: 'consecutiveLocalOriginFailures is set, and splitExternalLocalOriginErrors is off, so that none are counted',
      expected: 'both, or none',
      fix: 'write splitExternalLocalOriginErrors: true',
    });
  }
  for (const field of ['maxEjectionPercent', 'minHealthPercent']) {
    const percent = numberAt(outlier, field);
    if (percent >= 0 && percent <= 100) continue;
    report.in(field).error({
      code: 'destination-rule/outlier-percentage',
      what: `${field} is ${percent}`,
      expected: '0 to 100',
      fix: 'write a percentage',
    });
  }
}
