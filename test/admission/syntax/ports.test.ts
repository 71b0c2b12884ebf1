import { Report } from '../../../src/admission/report';
import { checkPortName, checkPortNumber, checkPortProtocol, isPort, unsignedAt } from '../../../src/admission/syntax/ports';
import { isHttp, isKnownProtocol, isTcp, isTls } from '../../../src/admission/syntax/protocols';
import { enumAt, isBlank, isEmptyList, isFilled } from '../../../src/admission/syntax/written';

function said(check: (report: Report) => void): string[] {
  const report = new Report();
  check(report);
  return report.violations.map(({ what }) => what);
}

test('a port is a whole number from 1 to 65535', () => {
  expect([1, 443, 65535].map(isPort)).toEqual([true, true, true]);
  expect([0, -1, 65536, 1.5, NaN].map(isPort)).toEqual([false, false, false, false, false]);
});

test('numbers in quotes are numbers, what is none is left to the schema', () => {
  expect(['80', 80, undefined, null].map((number) => unsignedAt({ number }, 'number'))).toEqual([80, 80, 0, 0]);
  expect(['http', -1, 1.5, {}, []].map((number) => unsignedAt({ number }, 'number'))).toEqual(Array(5).fill(undefined));
});

test('a port number is told of with its value', () => {
  expect(said((report) => checkPortNumber(70000, report))).toEqual(['the port number is 70000']);
  expect(said((report) => checkPortNumber(0, report))).toEqual(['the port has no number, or 0']);
  expect(said((report) => checkPortNumber(80, report))).toEqual([]);
  expect(said((report) => checkPortNumber(undefined, report))).toEqual([]);
});

test('a port name is a label, in any case of letters', () => {
  expect(['http', 'HTTP-2', '9', 'a'.repeat(63)].flatMap((name) => said((report) => checkPortName(name, report)))).toEqual([]);
  expect(said((report) => checkPortName('', report))).toEqual(['the port has no name']);
  expect(['a_b', '-a', 'a.b', 'a'.repeat(64)].map((name) => said((report) => checkPortName(name, report)).length)).toEqual([1, 1, 1, 1]);
});

test('a protocol is known in any case, and may be left out', () => {
  expect([{}, { protocol: 'grpc-web' }, { protocol: 'UDP' }].flatMap((port) => said((report) => checkPortProtocol(port, report)))).toEqual([]);
  expect(said((report) => checkPortProtocol({ protocol: 'HTTP3' }, report))).toEqual(["istiod knows no protocol 'HTTP3'"]);
});

test('protocols are HTTP, TLS or a stream; HTTPS is TLS, and no HTTP', () => {
  const traits = (name: string) => [isKnownProtocol(name), isHttp(name), isTls(name), isTcp(name)];
  expect(traits('GRPC')).toEqual([true, true, false, false]);
  expect(traits('https')).toEqual([true, false, true, true]);
  expect(traits('Mongo')).toEqual([true, false, false, true]);
  expect(traits('udp')).toEqual([true, false, false, false]);
  expect(traits('HBONE')).toEqual([false, false, false, false]);
});

test('an enum is read by name and number, and is its first value where it is absent', () => {
  const names = ['NONE', 'SOME'] as const;
  expect(['SOME', 1, 'NONE', 0, undefined, null].map((mode) => enumAt({ mode }, 'mode', names))).toEqual(['SOME', 'SOME', 'NONE', 'NONE', 'NONE', 'NONE']);
  expect(['some', 2, -1, {}, true].map((mode) => enumAt({ mode }, 'mode', names))).toEqual(Array(5).fill(undefined));
});

test('a value of a wrong type is neither blank, nor empty, nor filled', () => {
  const wrong = { field: 5 };
  expect([isBlank, isEmptyList, isFilled].map((is) => is(wrong, 'field'))).toEqual([false, false, false]);
  expect([isBlank, isEmptyList, isFilled].map((is) => is({}, 'field'))).toEqual([true, true, false]);
  expect([isBlank({ field: '' }, 'field'), isEmptyList({ field: [] }, 'field'), isFilled({ field: ['a'] }, 'field'), isFilled({ field: 'a' }, 'field')]).toEqual([true, true, true, true]);
});
