import { Lazy } from 'cdk8s';
import fc from 'fast-check';
import { isPlainMap, merge } from '../../src/kube/merge';

describe('merge', () => {
  test('maps merge, lists and scalars are replaced, the upper value wins', () => {
    expect(merge({ a: { b: 1, c: 2 }, l: [1, 2] }, { a: { b: 3, d: 4 }, l: [5] })).toEqual({ a: { b: 3, c: 2, d: 4 }, l: [5] });
    expect(merge({ a: { b: 1 } }, { a: 'text' })).toEqual({ a: 'text' });
    expect(merge({ a: 'text' }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
  });

  test('an absent upper value leaves the lower one', () => {
    expect(merge({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
    expect(merge({ a: 1 }, undefined)).toEqual({ a: 1 });
  });

  test('tokens pass through as they are', () => {
    const token = Lazy.any({ produce: () => 1 });
    expect((merge({ a: { b: 1 } }, { a: token }) as { a: unknown }).a).toBe(token);
    expect((merge({ a: token }, { b: 1 }) as { a: unknown }).a).toBe(token);
  });

  test('neither side is changed', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(fc.property(json, json, (lower, upper) => {
      const before = JSON.stringify([lower, upper]);
      merge(lower, upper);
      expect(JSON.stringify([lower, upper])).toBe(before);
    }));
  });

  test('a key that means something in JavaScript is a key like others', () => {
    const map = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    expect(JSON.stringify(merge({}, map))).toBe(JSON.stringify(map));
    expect(JSON.stringify(merge(map, { constructor: 3 }))).toBe('{"__proto__":{"a":1},"constructor":3}');
  });

  test('merging a map with nothing, or with itself, changes nothing', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (map) => {
      expect(merge(map, {})).toEqual(map);
      expect(merge({}, map)).toEqual(map);
      expect(merge(map, map)).toEqual(map);
    }));
  });
});

test('a plain map is an object of any realm, not an instance of a class', () => {
  expect(isPlainMap({})).toBe(true);
  expect(isPlainMap(Object.create(null))).toBe(true);
  expect(isPlainMap(structuredClone({ a: 1 }))).toBe(true);
  for (const other of [[], null, undefined, 'x', 1, new Date(), new Map(), Lazy.any({ produce: () => 1 })]) expect(isPlainMap(other)).toBe(false);
});
