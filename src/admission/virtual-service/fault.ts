import type { Report } from '../report';
import { checkDuration } from '../syntax/durations';
import { isHttpStatus } from '../syntax/http';
import { isPresent, mapAt, numberAt, textAt, valueAt, type PlainObject } from '../syntax/values';

/** Statuses of gRPC by their names. */
const GRPC_STATUSES = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS',
  'UNAUTHENTICATED',
];
/** The smallest share that Envoy can count. */
const MIN_PERCENTAGE = 0.0001;

/** Faults on purpose. */
export function checkFault(fault: PlainObject, report: Report): void {
  const abort = mapAt(fault, 'abort');
  const delay = mapAt(fault, 'delay');
  if (!isPresent(fault, 'abort') && !isPresent(fault, 'delay')) {
    report.error({
      code: 'virtual-service/empty-fault',
      what: 'the fault has neither abort nor delay',
      expected: 'abort, delay or both',
      fix: 'say what goes wrong, or remove the fault',
    });
  }
  if (abort) checkAbort(abort, report.in('abort'));
  if (delay) checkDelay(delay, report.in('delay'));
}

function checkAbort(abort: PlainObject, report: Report): void {
  checkPercentage(abort, report);
  if (isPresent(abort, 'http2Error')) {
    report.in('http2Error').error({
      code: 'virtual-service/http2-abort',
      what: 'the abort is an http2Error, which Istio does not do',
      expected: 'httpStatus or grpcStatus',
      fix: 'write httpStatus or grpcStatus',
    });
  }
  const grpc = valueAt(abort, 'grpcStatus');
  if (typeof grpc === 'string' && !GRPC_STATUSES.includes(grpc)) {
    report.in('grpcStatus').error({
      code: 'virtual-service/grpc-status',
      what: `'${grpc}' is no status of gRPC`,
      expected: `one of ${GRPC_STATUSES.join(', ')}`,
      fix: 'write the name of the status in upper case',
    });
  }
  if (typeof valueAt(abort, 'httpStatus') === 'number') checkHttpStatus(abort, 'httpStatus', report);
}

/** A status that the proxy answers with. The report stands at the message that has it. */
export function checkHttpStatus(parent: PlainObject, field: string, report: Report): void {
  const status = numberAt(parent, field);
  if (isHttpStatus(status)) return;
  report.in(field).error({
    code: 'virtual-service/http-status',
    what: `the status is ${status}`,
    expected: 'a status from 200 to 599',
    fix: 'write the status that clients are to see',
  });
}

function checkDelay(delay: PlainObject, report: Report): void {
  checkPercentage(delay, report);
  checkDuration(delay, 'fixedDelay', report);
  if (!isPresent(delay, 'exponentialDelay')) return;
  report.in('exponentialDelay').error({
    code: 'virtual-service/exponential-delay',
    what: `the delay is exponentialDelay '${textAt(delay, 'exponentialDelay')}', which Istio does not do`,
    expected: 'fixedDelay',
    fix: 'write fixedDelay',
  });
}

function checkPercentage(fault: PlainObject, report: Report): void {
  const percentage = numberAt(mapAt(fault, 'percentage'), 'value');
  if (percentage === 0 || (percentage >= MIN_PERCENTAGE && percentage <= 100)) return;
  report.in('percentage', 'value').error({
    code: 'virtual-service/fault-percentage',
    what: `the percentage is ${percentage}`,
    expected: `0, or ${MIN_PERCENTAGE} to 100`,
    fix: 'write how many of a hundred requests fail',
  });
}
