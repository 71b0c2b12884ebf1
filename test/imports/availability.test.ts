import { lampCrd, lampKind, object, readerOf } from './fixtures';
import { availabilityOf } from '../../tools/imports/availability';
import { CrdLibrary } from '../../tools/imports/crd';
import type { KindSource } from '../../tools/imports/sources';
import type { ZAvailability } from '../../tools/imports/z-availability';

/** Availability of Lamp over the schemas of its three releases. */
async function over(specs: readonly (object | string)[], zTable: ZAvailability[] = [], source: Partial<KindSource> = {}, widen?: string[]) {
  const kind = lampKind(source, widen);
  const texts = Object.fromEntries(specs.map((s, i) => [`1.${i}`, typeof s === 'string' ? s : lampCrd(s)]));
  return Object.fromEntries(availabilityOf(kind, await new CrdLibrary(readerOf(texts)).history(kind), zTable));
}

const Z = { kind: 'example.org/Lamp', source: 'the shop' };

describe('availability computed from the CRDs of all releases', () => {
  test('a field that the oldest release lacks names the first that has it, and its children are not repeated', async () => {
    const plain = object({ colour: 'string' });
    const dimmed = object({ colour: 'string', dimmer: object({ steps: 'integer' }) });
    expect(await over([plain, dimmed, dimmed])).toEqual({ 'spec.dimmer': { since: '1.1' } });
  });

  test('a field that went away names the last release that has it', async () => {
    expect(await over([object({ wick: 'string' }), object({ wick: 'string' }), object({})])).toEqual({ 'spec.wick': { until: '1.1' } });
  });

  test('list items and map values are told by a star', async () => {
    const spec = (item: object) => object({ bulbs: { type: 'array', items: item }, rooms: { type: 'object', additionalProperties: item } });
    const before = spec(object({ watt: 'integer' }));
    const after = spec(object({ watt: 'integer', led: 'boolean' }));
    expect(await over([before, before, after])).toEqual({ 'spec.bulbs.*.led': { since: '1.2' }, 'spec.rooms.*.led': { since: '1.2' } });
  });

  test('a value that only later releases accept is told with its field', async () => {
    const colours = (...values: string[]) => object({ colour: { type: 'string', enum: values } });
    expect(await over([colours('red'), colours('red', 'blue'), colours('red', 'blue')])).toEqual({ 'spec.colour=blue': { since: '1.1' } });
  });

  test('a field that was open, or becomes open, has a bound for all other values', async () => {
    const open = object({ colour: 'string' });
    const closed = object({ colour: { type: 'string', enum: ['red'] } });
    expect(await over([open, open, closed])).toEqual({ 'spec.colour=red': {}, 'spec.colour=<other>': { until: '1.1' } });
    expect(await over([closed, closed, open])).toEqual({ 'spec.colour=red': {}, 'spec.colour=<other>': { since: '1.2' } });
  });

  test('the values of a widened field are not told, because every release has its own', async () => {
    const version = (...values: string[]) => object({ version: { type: 'string', enum: values } });
    expect(await over([version('1'), version('1', '2'), version('2')], [], {}, ['spec.version'])).toEqual({});
  });

  test('a kind that older releases lack is told by the empty path alone', async () => {
    expect(await over(['', '', object({ colour: 'string' })], [], { since: '1.2' })).toEqual({ '': { since: '1.2' } });
  });

  test('a z difference of the table wins over the minors', async () => {
    const after = object({ dimmer: object({ steps: 'integer' }) });
    expect(await over([object({}), after, after], [{ ...Z, path: 'spec.dimmer', since: '1.1.3', unreleased: true }]))
      .toEqual({ 'spec.dimmer': { since: '1.1.3', unreleased: true } });
  });

  test('fields that come with a new version of the kind count from the z that brought it', async () => {
    const old = lampCrd(object({ wick: 'string' }), 'v1alpha1');
    const now = object({ led: 'boolean' });
    const zTable = [{ ...Z, path: 'apiVersion=example.org/v1', since: '1.1.1' }];
    expect(await over([old, now, now], zTable, { formerly: { '1.0': 'v1alpha1' } })).toEqual({
      'apiVersion=example.org/v1': { since: '1.1.1' },
      'spec.led': { since: '1.1.1' },
      'spec.wick': { until: '1.0' },
    });
  });

  test('a row of the table about a field that no release has is an error', async () => {
    const same = object({ colour: 'string' });
    await expect(over([same, same, same], [{ ...Z, path: 'spec.color', since: '1.1.1' }])).rejects.toThrow('example.org/Lamp has no spec.color in any release');
  });

  test('a field that changes its type is an error until the table says from when on it is usable', async () => {
    const specs = [object({ dimmer: 'string' }), object({ dimmer: 'object' }), object({ dimmer: 'object' })];
    await expect(over(specs)).rejects.toThrow('spec.dimmer: its type changes over the releases (string, object)');
    expect(await over(specs, [{ ...Z, path: 'spec.dimmer', since: '1.1' }])).toEqual({ 'spec.dimmer': { since: '1.1' } });
  });

  test('a field that goes away and comes back is an error', async () => {
    await expect(over([object({ wick: 'string' }), object({}), object({ wick: 'string' })])).rejects.toThrow('gone and back again');
  });
});

describe('the CRD of a kind', () => {
  test('is an error where the release does not serve the version of the table', async () => {
    await expect(over([lampCrd(object({}), 'v2'), object({}), object({})])).rejects.toThrow('shop/1.0/lamps.yaml: Lamp does not serve v1, only v2');
  });

  test('is an error where the file lacks the kind', async () => {
    await expect(over([lampCrd(object({})).replace('"Lamp"', '"Torch"'), object({}), object({})])).rejects.toThrow('no CRD of example.org/Lamp');
  });

  test('is an error where it has fields beside spec', async () => {
    await expect(over([lampCrd(object({}), 'v1', { data: { type: 'object' } }), object({}), object({})])).rejects.toThrow('fields beside spec (data)');
  });

  test('is an error where the table names a first release that does not exist', async () => {
    await expect(over([object({}), object({}), object({})], [], { since: '9.9' })).rejects.toThrow('Lamp is said to exist since 9.9');
  });
});
