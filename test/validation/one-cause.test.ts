import type { ObjectPath, Violation } from '../../src/analysis/violation';
import { oneCauseEach } from '../../src/validation/one-cause';

const said = (code: string, at: ObjectPath, more: Partial<Violation> = {}): Violation =>
  ({ code, at, severity: 'error', what: code, expected: 'e', fix: 'f', ...more });
const kept = (schema: Violation[], admission: Violation[], object = {}) => oneCauseEach(object, schema, admission).map(({ code }) => code);

test('of two errors at one place, that of admission is kept', () => {
  expect(kept([said('schema/duration', ['spec', 'timeout'])], [said('duration/unusable', ['spec', 'timeout'])])).toEqual(['duration/unusable']);
  expect(kept([said('schema/required', ['spec', 'host'])], [said('x/no-host', ['spec', 'host'])])).toEqual(['x/no-host']);
});

test('errors at different places are both kept', () => {
  expect(kept([said('schema/pattern', ['spec', 'a'])], [said('x/y', ['spec', 'b'])])).toEqual(['schema/pattern', 'x/y']);
  expect(kept([said('schema/pattern', ['spec', 'a'])], [said('x/y', ['spec'])])).toEqual(['schema/pattern', 'x/y']);
  expect(kept([said('schema/pattern', ['spec', 'a', 0])], [said('x/y', ['spec', 'a', 10])])).toEqual(['schema/pattern', 'x/y']);
});

test.each(['schema/wrong-type', 'schema/unknown-field', 'schema/not-in-release'])('after %s admission says nothing about the value', (code) => {
  expect(kept([said(code, ['spec', 'a'])], [said('x/y', ['spec', 'a']), said('x/z', ['spec', 'a', 'b']), said('x/w', ['spec', 'b'])])).toEqual([code, 'x/w']);
  expect(kept([said(code, ['spec', 'a'])], [said('x/deprecated', ['spec', 'a'], { severity: 'warning' })])).toEqual([code]);
});

test('a warning stays beside an error, and an error beside a warning', () => {
  const warning = said('x/large', ['spec', 'a'], { severity: 'warning' });
  expect(kept([said('schema/bounds', ['spec', 'a'])], [warning])).toEqual(['schema/bounds', 'x/large']);
  expect(kept([said('schema/old', ['spec', 'a'], { severity: 'warning' })], [said('x/y', ['spec', 'a'])])).toEqual(['schema/old', 'x/y']);
});

test('what would be inside a missing field is not missed as well', () => {
  expect(kept([said('schema/required', ['spec', 'to'])], [said('x/no-host', ['spec', 'to', 'host'])])).toEqual(['schema/required']);
});

test('a field that is missing only because it is misspelt is not missed as well', () => {
  const misspelt = said('schema/unknown-field', ['spec', 'host'], { fix: 'write `hosts`' });
  const missing = [said('schema/required', ['spec', 'hosts'])];
  expect(kept([misspelt, ...missing], [said('x/no-host', ['spec', 'hosts'])], { spec: { host: ['a'] } })).toEqual(['schema/unknown-field']);
  expect(kept([misspelt], [said('x/bad-host', ['spec', 'hosts', 0])], { spec: { host: ['a'], hosts: ['_'] } })).toEqual(['schema/unknown-field', 'x/bad-host']);
});

test('fields that exclude each other are told once, by the one that says why', () => {
  const choice = said('schema/one-of', ['spec'], { what: '`selector` and `endpoints` are set together' });
  expect(kept([choice], [said('x/both', ['spec', 'endpoints'], { what: 'it has endpoints and a selector' })])).toEqual(['x/both']);
  expect(kept([choice], [said('x/other', ['spec', 'endpoints'], { what: 'endpoints have no address' })])).toEqual(['schema/one-of', 'x/other']);
});

test('what is said twice in the same words is said once', () => {
  expect(kept([], [said('x/y', ['spec']), said('x/y', ['spec']), said('x/y', ['spec'], { what: 'other' })])).toEqual(['x/y', 'x/y']);
});

test('a place that is there, and lacks something, hides nothing in it', () => {
  const lacking = said('schema/required', ['spec']);
  const unknown = said('schema/unknown-field', ['spec', 'mtl']);
  expect(kept([lacking, unknown], [], { spec: { mtl: {} } })).toEqual(['schema/required', 'schema/unknown-field']);
});
