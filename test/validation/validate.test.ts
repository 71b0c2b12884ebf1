import type { Violation } from '../../src/analysis/violation';
import { JUDGES } from '../../src/validation/judges';
import type { TargetOptions } from '../../src/validation/target';
import { type Judges, validateDocuments } from '../../src/validation/validate';
import { documentsOf } from '../../src/validation/yaml/documents';

type Files = Readonly<Record<string, string>>;

/** Judges that know the kinds of a group, and say what the object asks them to. */
function fakes(asked: { ossm?: string; gatewayApi?: unknown; istio?: string; rootNamespace?: string }[] = []): Judges {
  const wanted = (object: any, who: string): Violation[] => (object.spec?.[who] ?? []).map((v: object) => ({ severity: 'error', what: 'w', expected: 'e', fix: 'f', at: [], ...v }));
  return {
    checkSchema: (object, target) => {
      asked.push({ ...target });
      return { judged: String(object.apiVersion).startsWith('fake.io/'), violations: wanted(object, 'schema') };
    },
    checkAdmission: (object, context) => {
      asked.push({ ...context });
      return { judged: false, violations: wanted(object, 'admission') };
    },
  };
}

const validate = (files: Files | string, options: TargetOptions = {}, judges: Judges = fakes()) =>
  validateDocuments(Object.entries(typeof files === 'string' ? { 'f.yaml': files } : files).flatMap(([file, text]) => [...documentsOf(text, file)]), options, judges);
const told = (...args: Parameters<typeof validate>) => validate(...args).findings.map(({ code, path, source: { file, line, column } }) => `${file}:${line}:${column} ${code} ${path}`);

describe('findings', () => {
  test('name the object, the place in it and the place in the file', () => {
    const { findings } = validate(`# a comment
apiVersion: fake.io/v1
kind: Lamp
metadata: {name: l, namespace: shop}
spec:
  schema:
  - {code: schema/pattern, at: [spec, rooms, 0], what: it is dark, expected: light, fix: switch it on}
  rooms:
  - kitchen
`);
    expect(findings).toEqual([{
      code: 'schema/pattern',
      severity: 'error',
      message: 'it is dark; expected: light',
      fix: 'switch it on',
      object: { apiVersion: 'fake.io/v1', kind: 'Lamp', namespace: 'shop', name: 'l' },
      path: 'spec.rooms[0]',
      source: { file: 'f.yaml', line: 9, column: 5 },
    }]);
  });

  test('of what is missing stand at the nearest place around it', () => {
    expect(told('apiVersion: fake.io/v1\nkind: Lamp\nspec:\n  schema: [{code: a/b, at: [spec, x, z]}]\n')).toEqual(['f.yaml:3:1 a/b spec.x.z']);
  });

  test('are in order, whatever found them first', () => {
    const object = (name: string) => `apiVersion: fake.io/v1\nkind: Lamp\nmetadata: {name: ${name}}\nspec:\n  admission: [{code: z/z, at: [spec]}, {code: a/a, at: [spec]}, {code: m/m, at: [kind]}]\n`;
    const files = { 'b.yaml': `${object('x')}---\n${object('y')}`, 'a.yaml': object('z'), 'B.yaml': object('w') };
    const expected = ['B.yaml:2:1 m/m kind', 'B.yaml:4:1 a/a spec', 'B.yaml:4:1 z/z spec', 'a.yaml:2:1 m/m kind', 'a.yaml:4:1 a/a spec', 'a.yaml:4:1 z/z spec',
      'b.yaml:2:1 m/m kind', 'b.yaml:4:1 a/a spec', 'b.yaml:4:1 z/z spec', 'b.yaml:8:1 m/m kind', 'b.yaml:10:1 a/a spec', 'b.yaml:10:1 z/z spec'];
    expect(told(files)).toEqual(expected);
    expect(told(Object.fromEntries(Object.entries(files).reverse()))).toEqual(expected);
  });

  test('are counted by severity, and objects by whether their kind is known', () => {
    const { summary } = validate('apiVersion: fake.io/v1\nkind: Lamp\nspec:\n  schema: [{code: a/b}, {code: a/c, severity: warning}]\n---\napiVersion: v1\nkind: ConfigMap\n---\nreplicas: 1\n');
    expect(summary).toEqual({ documents: 3, judged: 1, skipped: 2, errors: 1, warnings: 1 });
  });
});

describe('documents that are no objects', () => {
  test.each([['a text', 'hello\n'], ['the number 12', '12\n'], ['a list', '- a\n'], ['the boolean true', 'yes\n']])('%s is an error', (what, text) => {
    const { findings, summary } = validate(`---\n${text}`);
    expect(findings).toMatchObject([{ code: 'yaml/not-an-object', source: { line: 2, column: 1 }, object: {} }]);
    expect(findings[0].message).toContain(what);
    expect(summary).toMatchObject({ documents: 1, judged: 0, skipped: 0, errors: 1 });
  });

  test('an object without its type is an error, with what may have been meant', () => {
    expect(told('kind: Lamp\nmetadata: {name: x}\n')).toEqual(['f.yaml:1:1 object/no-api-version ']);
    expect(told('apiVersion: fake.io/v1\nmetadata: {name: x}\n')).toEqual(['f.yaml:1:1 object/no-kind ']);
    expect(told('apiVersion: fake.io/v1\nkind: 7\nmetadata: {name: x}\n')).toEqual(['f.yaml:2:1 object/no-kind ']);
    const [{ fix, message }] = validate('apiversion: fake.io/v1\nkind: Lamp\n\nspec: {}').findings;
    expect(message).toContain('`apiversion`');
    expect(fix).toBe('rename `apiversion` to `apiVersion`');
  });

  test('documents of other tools are left alone', () => {
    expect(told('replicas: 2\nimage: {tag: x}\n')).toEqual([]);
    expect(told('apiVersion: v2\nname: chart\nversion: 1.0.0\n')).toEqual([]);
    expect(told('{}')).toEqual([]);
  });

  test('null where a spec is expected is left to the judges', () => {
    expect(validate('apiVersion: fake.io/v1\nkind: Lamp\nspec:\nmetadata:\n').summary).toMatchObject({ judged: 1, errors: 0 });
  });
});

describe('lists', () => {
  const item = (line: string) => `- apiVersion: fake.io/v1\n  kind: Lamp\n  spec:\n    schema: [{code: ${line}, at: [spec]}]\n`;

  test('are taken apart, each item with its own line and paths', () => {
    expect(told(`apiVersion: v1\nkind: List\nitems:\n${item('a/a')}${item('b/b')}`)).toEqual(['f.yaml:6:3 a/a spec', 'f.yaml:10:3 b/b spec']);
  });

  test('inside lists are, too', () => {
    const inner = `apiVersion: v1\nkind: List\nitems:\n${item('a/a')}`.replace(/^/gm, '  ').replace('  ', '- ');
    expect(told(`apiVersion: v1\nkind: List\nitems:\n${inner}`)).toEqual(['f.yaml:9:5 a/a spec']);
  });

  test('of one kind say the type of their items', () => {
    const { summary, findings } = validate('apiVersion: fake.io/v1\nkind: LampList\nitems:\n- spec: {schema: [{code: a/a}]}\n  metadata: {name: x}\n');
    expect(summary).toMatchObject({ documents: 1, judged: 1 });
    expect(findings).toMatchObject([{ object: { apiVersion: 'fake.io/v1', kind: 'Lamp', name: 'x' } }]);
  });

  test('have items that are objects', () => {
    const { findings } = validate('apiVersion: v1\nkind: List\nitems:\n- 7\n- apiVersion: v1\n  kind: Pod\n-\n');
    expect(findings.map(({ code, source, message }) => [code, source.line, message.split(';')[0]])).toEqual([
      ['yaml/not-an-object', 4, 'item 0 of the list is the number 7'], ['yaml/not-an-object', 7, 'item 2 of the list is null'],
    ]);
    expect(validate('apiVersion: v1\nkind: List\nitems: []\n').summary).toEqual({ documents: 1, judged: 0, skipped: 0, errors: 0, warnings: 0 });
  });
});

describe('kinds that nobody knows', () => {
  const codes = (apiVersion: string, kind: string) => told(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}\n`, {}, JUDGES);

  test('of a group that is known are refused', () => {
    expect(codes('networking.istio.io/v1', 'VirtualServce')).toEqual(['f.yaml:2:1 object/unknown-kind kind']);
    expect(codes('networking.istio.io', 'VirtualService')).toEqual(['f.yaml:1:1 object/unknown-api-version apiVersion']);
    expect(codes('neworking.istio.io/v1', 'VirtualService')).toEqual(['f.yaml:1:1 object/unknown-api-version apiVersion']);
  });

  test('of other groups are counted as skipped', () => {
    expect(codes('example.com/v1', 'VirtualService')).toEqual([]);
    expect(codes('networking.k8s.io/v1', 'Ingress')).toEqual([]);
    expect(codes('v1', 'Service')).toEqual([]);
  });
});

describe('what a set is judged by', () => {
  const by = (files: string, options: TargetOptions = {}) => {
    const asked: object[] = [];
    validate(`apiVersion: fake.io/v1\nkind: Lamp\n---\n${files}`, options, fakes(asked));
    return Object.assign({}, ...asked.slice(0, 2));
  };
  const istio = (spec: string) => `apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\nspec: ${spec}\n---\n`;

  test('is the newest release where nothing tells', () => {
    expect(by('')).toEqual({ ossm: '3.4', istio: '1.30', gatewayApi: { version: 'v1.4.1', channel: 'standard' }, rootNamespace: undefined });
  });

  test('is the release that is stated, by its minor or z-stream', () => {
    expect(by('', { release: '3.2' })).toMatchObject({ ossm: '3.2', istio: '1.27' });
    expect(by('', { release: '3.3.2' })).toMatchObject({ ossm: '3.3', istio: '1.28' });
    expect(() => by('', { release: '2.6' })).toThrow('2.6');
  });

  test('is the release that brought the version of the Istio resource', () => {
    expect(by(istio('{version: v1.27.3}'))).toMatchObject({ ossm: '3.2', istio: '1.27' });
    expect(by(istio('{version: v1.28-latest}'))).toMatchObject({ ossm: '3.3', istio: '1.28' });
    expect(by(istio('{version: v1.24.6}') + istio('{version: v1.26.8}'))).toMatchObject({ ossm: '3.1', istio: '1.26' });
  });

  test('a release that is stated goes before that, while Istio is what it is', () => {
    expect(by(istio('{version: v1.28.10}'), { release: '3.4' })).toMatchObject({ ossm: '3.4', istio: '1.28' });
  });

  test.each(['{version: v1.29.0}', '{version: latest}', '{version: 7}', '{}', '', '[]'])('an Istio resource with the spec %s tells nothing', (spec) => {
    expect(by(istio(spec))).toMatchObject({ ossm: '3.4', istio: '1.30' });
  });

  test('the root namespace is known where all meshes have one', () => {
    expect(by(istio('{namespace: mesh}'))).toMatchObject({ rootNamespace: 'mesh' });
    expect(by(istio('{namespace: mesh, values: {meshConfig: {rootNamespace: root}}}'))).toMatchObject({ rootNamespace: 'root' });
    expect(by(istio('{namespace: a}') + istio('{namespace: b}')).rootNamespace).toBeUndefined();
  });

  test('Gateway API is that of the cluster; of an unknown cluster, the newest that it may have', () => {
    expect(by('', { openshift: '4.20' }).gatewayApi).toEqual({ version: 'v1.2.1', channel: 'standard' });
    expect(by('', { openshift: '4.22.1' }).gatewayApi).toEqual({ version: 'v1.4.1', channel: 'standard' });
    expect(by('', { openshift: '4.18' }).gatewayApi).toEqual({ version: 'v1.5.1', channel: 'experimental' });
    expect(by('', { release: '3.3' }).gatewayApi).toEqual({ version: 'v1.5.1', channel: 'experimental' });
    expect(() => by('', { openshift: '5.0' })).toThrow('5.0');
  });
});
