import {
  entriesAt, flagAt, isPresent, listAt, mapAt, mapsAt, numberAt, presentOf, textAt, textEntriesAt, textsAt,
} from '../../../src/admission/syntax/values';

const object = { map: {}, list: [], text: '', number: 0, none: null, flag: true, quoted: '12', mixed: [1, 'a', null, {}, []], entries: { a: 'b', c: 1 } };

test('null and what is inherited are absent, zero values are written', () => {
  expect(['map', 'list', 'text', 'number', 'none', 'other', 'toString'].filter((key) => isPresent(object, key))).toEqual(['map', 'list', 'text', 'number']);
  expect(presentOf(object, ['none', 'text', 'map'])).toEqual(['text', 'map']);
  expect(isPresent(undefined, 'a')).toBe(false);
});

test('a value of another type counts as absent', () => {
  expect([mapAt(object, 'list'), mapAt(object, 'none'), mapAt(object, 'map')]).toEqual([undefined, undefined, {}]);
  expect([listAt(object, 'map'), textAt(object, 'number'), numberAt(object, 'text'), flagAt(object, 'quoted')]).toEqual([[], '', 0, false]);
  expect([flagAt(object, 'flag'), textAt(object, 'quoted')]).toEqual([true, '12']);
});

test('a number in quotes is one, as for protobuf', () => {
  expect(numberAt(object, 'quoted')).toBe(12);
  expect(numberAt({ a: '-1.5' }, 'a')).toBe(-1.5);
  expect(numberAt({ a: '0x1' }, 'a')).toBe(0);
});

test('items keep their number in the list when others are left out', () => {
  expect(textsAt(object, 'mixed')).toEqual([[1, 'a']]);
  expect(mapsAt(object, 'mixed')).toEqual([[3, {}]]);
  expect(entriesAt(object, 'entries')).toEqual([['a', 'b'], ['c', 1]]);
  expect(textEntriesAt(object, 'entries')).toEqual([['a', 'b']]);
});
