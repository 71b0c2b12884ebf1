import { lampCrd, lampKind, object, readerOf } from './fixtures';
import { availabilityOf } from '../../tools/imports/availability';
import { CrdLibrary, filtered } from '../../tools/imports/crd';
import { importGroup } from '../../tools/imports/importer';
import { typesOnly, type TypesOnly } from '../../tools/imports/types';

/** Runs the importer over Lamps; the oldest release has an empty spec. */
async function imported(spec: object, widen?: string[]): Promise<TypesOnly> {
  const kind = lampKind({}, widen);
  const texts = { '1.0': lampCrd(object({})), '1.1': lampCrd(spec), '1.2': lampCrd(spec) };
  const history = await new CrdLibrary(readerOf(texts)).history(kind);
  const at = history[2];
  return typesOnly(importGroup('example.org', [filtered(at, kind.widen)]), [{ row: kind, at, availability: availabilityOf(kind, history, []) }]);
}

describe('types made from a CRD', () => {
  let types: TypesOnly;

  beforeAll(async () => {
    types = await imported(object({
      version: { type: 'string', enum: ['v1', 'v2'], default: 'v2' },
      colour: { type: 'string', enum: ['warm white', 'RED'], default: 'RED', description: 'Prose of others.' },
      lampID: 'string',
      dim_level: { type: 'integer', minimum: 0, maximum: 10 },
      dimLevel: { type: 'integer', minimum: 0, maximum: 10 },
      switch_box: object({ plateURL: 'string' }),
      rooms: { type: 'object', additionalProperties: object({ floorNO: 'integer' }) },
      bulbs: { type: 'array', maxItems: 3, items: object({ sizeMM: 'integer' }, { required: ['sizeMM'] }) },
      port: { 'x-kubernetes-int-or-string': true },
      wick: { type: 'string', description: 'Deprecated: use bulbs.' },
      lit: { type: 'string', format: 'date-time' },
      name: { type: 'string', default: 'lamp' },
    }, { required: ['name', 'colour', 'lampID'] }), ['spec.version']);
  });

  test('are interfaces, enums and integer-or-string classes, with no construct, writer or import left', () => {
    const declared = [...types.text.matchAll(/^export (\w+) (\w+)/gm)].map((m) => `${m[1]} ${m[2]}`);
    expect(declared).toEqual([
      'interface LampSpec', 'enum LampSpecColour', 'interface LampSpecSwitchBox', 'interface LampSpecRooms', 'interface LampSpecBulbs', 'class LampSpecPort',
    ]);
    expect(types.text).not.toMatch(/import |ApiObject|toJson/);
  });

  test('carry facts and none of the prose', () => {
    expect(types.text).toContain([
      '  /**',
      '   * `spec.colour`. Since Shop 1.1.',
      '   *',
      '   * One of `warm white`, `RED`.',
      '   *',
      '   * @default "RED"',
      '   */',
      '  readonly colour?: LampSpecColour;',
    ].join('\n'));
    expect(types.text).toContain('`spec.dimLevel`. Since Shop 1.1.\n   *\n   * Value 0 to 10.');
    expect(types.text).toContain('Spec of `Lamp` (`example.org/v1`).\n *\n * @see https://example.org/lamp');
    expect(types.text).toContain('Type of `spec.bulbs[]` of `Lamp`');
    expect(types.text).not.toContain('Prose');
  });

  test('mark what the CRD marks as deprecated', () => {
    expect(types.text).toContain('@deprecated Marked as deprecated in the CRD.\n   */\n  readonly wick?: string;');
    expect(types.text.match(/@deprecated/g)).toHaveLength(1);
  });

  test('ask for what is required, less what has a default', () => {
    expect(types.text).toContain('readonly lampId: string;');
    expect(types.text).toContain('readonly name?: string;');
    expect(types.text).toContain('readonly sizeMm: number;');
  });

  test('leave a widened field open', () => {
    expect(types.text).toContain('readonly version?: string;');
    expect(types.text).not.toContain('`v2`');
  });

  test('have text for a date, because a Date cannot be rendered', () => {
    expect(types.text).toContain('readonly lit?: string;');
  });

  test('have the camel-case one of two spellings of a field', () => {
    expect(types.text.match(/readonly dimLevel\?/g)).toHaveLength(1);
    expect(types.text).not.toContain('dim_level');
  });

  test('know the API name of every renamed property, also below maps and lists', () => {
    expect(Object.fromEntries(types.spelling.get('example.org/Lamp')!)).toEqual({
      'spec.lampId': 'lampID',
      'spec.switchBox': 'switch_box',
      'spec.switchBox.plateUrl': 'plateURL',
      'spec.rooms.*.floorNo': 'floorNO',
      'spec.bulbs.*.sizeMm': 'sizeMM',
    });
  });

  test('are refused where two fields get one name that neither of them has', async () => {
    await expect(imported(object({ 'lamp-id': 'string', 'lampID': 'string' }))).rejects.toThrow('another one has the same name in camel case');
  });

  test('are refused where two of them differ by case only, which other languages cannot tell apart', async () => {
    await expect(imported(object({ tVol: object({ x: 'string' }), tvol: object({ x: 'string' }) }))).rejects.toThrow('LampSpecTVol and LampSpecTvol differ by case only');
  });

  test('are refused where the importer strips a value', async () => {
    await expect(imported(object({ colour: { type: 'string', enum: ['red', 'a|b'] } }))).rejects.toThrow('cdk8s import refused the value');
  });

  test('are refused where two fields get one type', async () => {
    const part = (field: string) => object({ [field]: object({ x: 'string' }) });
    await expect(imported(object({ lampCap: part('ring'), lamp: part('capRing') }))).rejects.toThrow('LampSpecLampCapRing is the type of two fields');
  });
});

describe('what the importer is trusted with', () => {
  const lamp = [
    'export class Lamp extends ApiObject { public static readonly GVK = { apiVersion: \'example.org/v1\', kind: \'Lamp\' } }',
    'export interface LampProps { readonly spec?: LampSpec; }',
    'export interface LampSpec {\n/** @schema LampSpec#colour */\nreadonly colour?: string; }',
  ].join('\n');

  async function processed(source: string): Promise<string> {
    const kind = lampKind();
    const spec = lampCrd(object({ colour: 'string' }));
    const history = await new CrdLibrary(readerOf({ '1.0': spec, '1.1': spec, '1.2': spec })).history(kind);
    return typesOnly(source, [{ row: kind, at: history[2], availability: availabilityOf(kind, history, []) }]).text;
  }

  test('is its present shape', async () => {
    await expect(processed(lamp)).resolves.toContain('readonly colour?: string;');
  });

  test.each([
    ['a statement of an unknown sort', `${lamp}\nconst x = 1;`, 'a statement that the generator does not know: const x = 1;'],
    ['no class for the kind', lamp.replace('kind: \'Lamp\'', 'kind: \'Torch\''), 'wrote no class for example.org/Lamp'],
    ['no spec', lamp.replace('readonly spec?: LampSpec;', ''), 'wrote no spec for example.org/Lamp'],
    ['a type that no field has', `${lamp}\nexport interface LampSpecWick {}`, 'LampSpecWick, which no path of the CRDs leads to'],
    ['a type that is nowhere declared', lamp.replace('colour?: string', 'colour?: LampSpecColour'), 'no declaration of LampSpecColour'],
    ['a property without the API\'s name', lamp.replace('@schema LampSpec#colour', ''), 'without the API\'s name'],
  ])('is an error once it writes %s', async (_what, source, message) => {
    await expect(processed(source)).rejects.toThrow(message);
  });
});
