import type { Report } from '../report';
import { checkDuration, durationProblem, MILLISECOND, parseDuration } from '../syntax/durations';
import { flagAt, isPresent, mapAt, numberAt, valueAt, type PlainObject } from '../syntax/values';

const HTTP_COUNTS = ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries', 'maxConcurrentStreams'];

/** Limits of connections. */
export function checkConnectionPool(pool: PlainObject, report: Report): void {
  if (!isPresent(pool, 'http') && !isPresent(pool, 'tcp')) {
    report.error({
      code: 'destination-rule/empty-connection-pool',
      what: 'the connection pool says nothing',
      expected: 'http, tcp or both',
      fix: 'set a limit, or remove connectionPool',
    });
  }
  const http = mapAt(pool, 'http');
  const tcp = mapAt(pool, 'tcp');
  if (http) checkHttp(http, report.in('http'));
  if (tcp) checkTcp(tcp, report.in('tcp'));
}

function checkHttp(http: PlainObject, report: Report): void {
  for (const field of HTTP_COUNTS) checkCount(http, field, report);
  checkDuration(http, 'idleTimeout', report);
  if (valueAt(http, 'h2UpgradePolicy') === 'UPGRADE' && flagAt(http, 'useClientProtocol')) {
    report.in('useClientProtocol').error({
      code: 'destination-rule/client-protocol-and-upgrade',
      what: 'useClientProtocol keeps the protocol of the client, and h2UpgradePolicy UPGRADE changes it',
      expected: 'one of the two',
      fix: 'remove one of the two',
    });
  }
  const keepAlive = mapAt(http, 'http2KeepAlive');
  for (const field of keepAlive ? ['interval', 'timeout'] : []) {
    if (isPresent(keepAlive, field)) checkDuration(keepAlive, field, report.in('http2KeepAlive'));
    else missing(`http2KeepAlive.${field}`, report.in('http2KeepAlive', field));
  }
}

function checkTcp(tcp: PlainObject, report: Report): void {
  checkCount(tcp, 'maxConnections', report);
  checkDuration(tcp, 'connectTimeout', report);
  checkDuration(tcp, 'maxConnectionDuration', report);
  checkDuration(tcp, 'idleTimeout', report, idleTimeoutProblem);
  const keepAlive = mapAt(tcp, 'tcpKeepalive');
  checkDuration(keepAlive, 'time', report.in('tcpKeepalive'));
  checkDuration(keepAlive, 'interval', report.in('tcpKeepalive'));
}

/** No time at all turns the timeout off. Istio takes what rounds to no milliseconds for that. */
function idleTimeoutProblem(text: string): string | undefined {
  const duration = parseDuration(text);
  return duration !== undefined && duration / MILLISECOND === 0n ? undefined : durationProblem(text);
}

function checkCount(parent: PlainObject, field: string, report: Report): void {
  const count = numberAt(parent, field);
  if (count >= 0) return;
  report.in(field).error({
    code: 'destination-rule/negative-limit',
    what: `${field} is ${count}`,
    expected: '0 for the default, or more',
    fix: 'write the limit, or leave it out',
  });
}

function missing(field: string, report: Report): void {
  report.error({
    code: 'destination-rule/keep-alive-incomplete',
    what: `${field} is missing`,
    expected: 'interval and timeout of the keep-alive',
    fix: `add ${field}`,
  });
}
