import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import * as YAML from 'yaml';
import { toYaml } from '../../src/kube/yaml-writer';

/** Text that some parser takes for something else, or that cannot be written as it is. */
const NASTY = [
  '', ' ', '~', 'null', 'Null', 'true', 'False', 'y', 'n', 'No', 'on', 'OFF', 'yes', '<<', '=', 'e1', '1e3', '1.e3', '1e-3', '.5', '.', '-', '+', '-.5', '+1',
  '0', '-0', '017', '0o17', '0x1f', '0X1F', '0b11', '1_000', '1__', '12:30:45', '190:20:30.15', '1:2', '.inf', '-.INF', '.NaN', 'Infinity', 'NaN',
  '2024-01-01', '2024-1-1', '2024-01-01T00:00:00Z', '2024-01-01 00:00:00', '1.2.3', '10.0.0.1', '5s', '1.28', 'v1.28', '1Gi', '100m',
  '---', '--- a', '...', '... a', '-a', '- a', '--flag', '?', '? a', '?a', ':', ':80', ': a', 'a: b', 'a:', 'a:b', 'a :b', 'http://x:80/y', 'a #b', 'a#b', '#a', '%a',
  '@a', '`a`', '!a', '&a', '*', '*.example.com', '|', '>', '|a', '>-', '[a]', '{a}', 'a,b', ',a', 'a]', 'a}', '{"a": 1}', "{'a': 1}", '{"a": \'b\'}',
  '"', "'", "it's", '"quoted"', 'back\\slash', '\\n', 'a\tb', '\ta', 'a\t', ' a', 'a ', 'a  b', 'a\u00a0b', '\u00a0',
  'a\r', 'a\rb', 'a\r\nb', '\r\n', '\u0000', '\u0007', '\u001b[0m', '\u007f', '\u0085', 'a\u0085b', '\u2028', 'a\u2029b', '\ufeff', 'a\ufeffb', '\ufffe', '\uffff',
  '\ud800', '\udc00', 'a\ud83db', 'é', '日本語', '🚀', 'a🚀b', '\u{10ffff}', 'e\u0301',
  '\n', '\n\n', 'a\n', 'a\n\n', 'a\n\n\n', 'a\nb', 'a\nb\n', 'a\n\nb', '\na', ' a\nb', '\ta\nb', 'a \nb', 'a\n b', 'a\n\tb', 'a\n \nb', 'a\n ', 'a\n \n',
  'a\n---\nb', '---\na', '%a\nb', '# a\nb', 'key: |\n  a\n', '- a\n- b\n', '#!/bin/sh\nset -e\n', 'a\n🚀\n', 'a\u2028\nb', 'x'.repeat(3000), `${'x '.repeat(1500)}y`,
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('a', '1', '0', ' ', '\n', '\t', '\r', ':', '#', '-', '.', '_', 'e', 'x', '"', "'", '\\', '{', '[', '|', '~', '%', '?'), maxLength: 12 }),
);
// -0 is 0 to JSON, and __proto__ is no key that a manifest can have
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0).filter((n) => !Object.is(n, -0));
const { document } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, number, fc.boolean(), fc.constant(null), tie('list'), tie('document')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  document: fc.dictionary(text.filter((key) => key !== '__proto__'), tie('value'), { maxKeys: 4 }),
}));

function readBack(yaml: string, version: '1.1' | '1.2'): unknown[] {
  return YAML.parseAllDocuments(yaml, { version }).map((d) => {
    expect(d.errors).toEqual([]);
    return d.toJSON();
  });
}

describe.each(['1.1', '1.2'] as const)('read as YAML %s', (version) => {
  test.each(NASTY)('%j comes back, as a value, in a list, as a key, and alone', (nasty) => {
    const written = [{ a: nasty, b: [nasty, { c: nasty }, [nasty]], [nasty]: 1 }, { [nasty]: { d: [{}] } }, nasty];
    expect(readBack(toYaml(written), version)).toEqual(written);
  });

  test('any documents come back', () => {
    fc.assert(fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => {
      expect(readBack(toYaml(documents), version)).toEqual(documents);
    }), { numRuns: 500 });
  });
});

describe('the text equals what cdk8s writes', () => {
  const same = (value: unknown) => expect(toYaml([value])).toBe(`---\n${Yaml.stringify(value)}`);

  test('for a manifest of every shape', () => {
    same({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'bookinfo', annotations: { 'a/json': '{"a": 1}', 'a/bool': 'true', 'a/empty': '' } },
      spec: {
        hosts: ['*', '*.example.com', 'a.b'],
        empty: {},
        none: [],
        ports: [8080, 1.5, -1],
        nested: [[1, [2, 'x']], [{ a: [] }], [{}]],
        flags: [true, false, null],
        script: '#!/bin/sh\n\nset -e\n  echo "hi"\n',
        stripped: 'a\nb',
        kept: 'a\n\n',
        list: ['a\nb\n', { text: 'x\ny' }],
        http: [{ match: [{ uri: { prefix: '/x' } }], timeout: '5s', retries: { attempts: 3 } }],
        8080: 'port',
        y: 'n',
      },
      data: { 'a.txt': 'x', 'number': '1', 'version': '1.28', 'date': '2024-01-01', 'memory': '128Mi', 'url': 'https://a:1/b#c' },
    });
  });

  test.each(NASTY.filter((t) => /^[\x20-\x7e]*$/.test(t) && !['<<', '+', '0o17', '0X1F', '=', '---', '--- a', '...', '... a', '1__'].includes(t)))(
    '%j', (value) => same({ a: value, b: [value], [value]: 1 }));

  test('for words, sentences, quantities, addresses and lines of them', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abyenosfz019./-_:#*,=@é日'), minLength: 1, maxLength: 12 });
    const sentence = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    const lines = fc.array(sentence, { minLength: 2, maxLength: 4 }).map((all) => `${all.join('\n')}\n`);
    // over-quoted on purpose: no parser may take these for a document marker, a number or a default key
    const special = /^(---|\.\.\.|=$)|^[0-9]{4}-|^[-+]?[0-9]/;
    const ordinary = fc.oneof(word, sentence, lines).filter((t) => !special.test(t));
    fc.assert(fc.property(ordinary, (value) => same({ a: value, b: [value] })), { numRuns: 1000 });
  });
});

test('what is no plain JSON is refused', () => {
  expect(() => toYaml([{ a: () => 1 }])).toThrow('expected plain JSON');
});

test('numbers that YAML 1.1 would take for text without a fraction have one', () => {
  expect(toYaml([{ big: 1e21, small: 1e-7, exact: 1.5e300 }])).toBe('---\nbig: 1.0e+21\nsmall: 1.0e-7\nexact: 1.5e+300\n');
});

test('nothing is written for no documents, and each document follows its own line of dashes', () => {
  expect(toYaml([])).toBe('');
  expect(toYaml([{ a: 1 }, {}])).toBe('---\na: 1\n---\n{}\n');
});
