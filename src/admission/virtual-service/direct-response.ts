import { checkHttpStatus } from './fault';
import type { Report } from '../report';
import { isPresent, mapAt, textAt, valueAt, type PlainObject } from '../syntax/values';

const KILOBYTE = 1024;
const MAX_BODY = 1024 * KILOBYTE;
const LARGE_BODY = 100 * KILOBYTE;

/** An answer that the proxy gives itself. */
export function checkDirectResponse(response: PlainObject, report: Report): void {
  const body = mapAt(response, 'body');
  if (body) checkSize(sizeOf(body), report.in('body'));
  if (!isPresent(response, 'status') || typeof valueAt(response, 'status') === 'number') checkHttpStatus(response, 'status', report);
}

function sizeOf(body: PlainObject): number {
  return isPresent(body, 'string') ? Buffer.byteLength(textAt(body, 'string')) : Buffer.from(textAt(body, 'bytes'), 'base64').length;
}

function checkSize(size: number, report: Report): void {
  if (size <= LARGE_BODY) return;
  const said = {
    what: `the body has ${Math.ceil(size / KILOBYTE)} KiB, and each proxy gets a copy of it`,
    expected: `at most ${MAX_BODY / KILOBYTE} KiB, better below ${LARGE_BODY / KILOBYTE} KiB`,
    fix: 'serve it from a workload',
  };
  if (size > MAX_BODY) report.error({ code: 'virtual-service/body-too-large', ...said });
  else report.warning({ code: 'virtual-service/body-large', ...said });
}
