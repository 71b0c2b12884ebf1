import { documentsOf } from '../../src/validation/yaml/documents';
import { MAX_DEPTH } from '../../src/validation/yaml/problems';

const read = (text: string) => [...documentsOf(text, 'f.yaml')];
const contents = (text: string) => read(text).map(({ content }) => content);
const only = (text: string) => {
  const [document, ...others] = read(text);
  expect(others).toEqual([]);
  return document;
};
const value = (text: string) => {
  const { content, problems } = only(`v: ${text}`);
  expect(problems).toEqual([]);
  return (content as { v: unknown }).v;
};
const problems = (text: string) =>
  read(text).flatMap((d) => d.problems.map(({ code, position, at }) => [code, position.line, position.column, at ?? []]));

describe('scalars are read as kubectl reads them', () => {
  test.each([
    ['yes', true], ['No', false], ['on', true], ['OFF', false], ['y', true], ['n', false], ['true', true], ['FALSE', false], ['yEs', 'yEs'], ['tRUE', 'tRUE'],
    ['~', null], ['null', null], ['Null', null], ['', null], ['nULL', 'nULL'],
    ['0777', 511], ['0o17', 15], ['0x1F', 31], ['0b101', 5], ['-0x10', -16], ['1_000', 1000], ['+12', 12], ['-12', -12], ['0', 0], ['089', 89], ['1.50', 1.5],
    ['1e3', 1000], ['1e+3', 1000], ['.5', 0.5], ['5.', 5], ['-.5', -0.5], ['1.2.3', '1.2.3'], ['.', '.'], ['+', '+'], ['0x', '0x'], ['1e', '1e'],
    ['12:30:45', '12:30:45'], ['190:20', '190:20'], ['2026-11-27', '2026-11-27'], ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['"yes"', 'yes'], ["'0777'", '0777'], ['"\\u00e9\\x41"', 'éA'], ['|\n  a\n  b\n', 'a\nb\n'], ['>-\n  a\n  b\n', 'a b'],
    ['!!str 12', '12'], ['!!int "12"', 12], ['!!float 1', 1], ['!!bool "yes"', true], ['!!null ""', null], ['!!binary aGk=', 'hi'], ['!custom 12', '12'], ['! 12', '12'],
    ['18446744073709551615', 18446744073709552000], ['99999999999999999999', 1e20],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test('what JSON does not have is a problem at its place', () => {
    expect(problems('a: 1\nb:\n  c: .nan\n')).toEqual([['yaml/bad-value', 3, 6, ['b', 'c']]]);
    expect(problems('a: -.INF')).toEqual([['yaml/bad-value', 1, 4, ['a']]]);
    expect(problems('a: !!int abc')).toEqual([['yaml/bad-value', 1, 10, ['a']]]);
    expect(problems('a: !!binary "*"')).toEqual([['yaml/bad-value', 1, 13, ['a']]]);
  });

  test('keys are text, as in JSON', () => {
    expect(contents('{1: a, yes: b, 1.5: c, 0x10: d, "": e}')).toEqual([{ '1': 'a', 'true': 'b', '1.5': 'c', '16': 'd', '': 'e' }]);
    expect(problems('a:\n  ? [x]\n  : 1\n')).toEqual([['yaml/bad-key', 2, 5, ['a']]]);
    expect(problems('null: 1')).toEqual([['yaml/bad-key', 1, 1, []]]);
  });

  test('a key may be called like a property of every object', () => {
    const { content, locate } = only('a: 1\n__proto__:\n  b: 2\nconstructor: 3\n');
    expect(Object.keys(content as object)).toEqual(['a', '__proto__', 'constructor']);
    expect(Object.getPrototypeOf(content)).toBe(Object.prototype);
    expect(locate(['__proto__', 'b'])).toEqual({ line: 3, column: 3 });
    expect(locate(['hasOwnProperty'])).toEqual({ line: 1, column: 1 });
  });
});

describe('documents', () => {
  test('are separated by --- and ended by ...', () => {
    expect(contents('a: 1\n---\nb: 2\n...\n---\nc: 3\n')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  test('that are empty, or nothing but comments, do not count', () => {
    expect(contents('')).toEqual([]);
    expect(contents('# nothing\n')).toEqual([]);
    expect(contents('---\n# nothing\n---\na: 1\n---\n---\n\n')).toEqual([{ a: 1 }]);
    expect(problems('---\n# nothing\n---\n')).toEqual([]);
  });

  test('may say the version of YAML and tags', () => {
    expect(contents('%YAML 1.1\n---\na: yes\n...\n%YAML 1.2\n---\na: 0777\n')).toEqual([{ a: true }, { a: 511 }]);
    expect(contents('%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\n')).toEqual([{ a: '1' }]);
  });

  test('may have lines that end in CRLF', () => {
    const { content, locate } = only('a: 1\r\nb:\r\n  c: |\r\n    x\r\n    y\r\n');
    expect(content).toEqual({ a: 1, b: { c: 'x\ny\n' } });
    expect(locate(['b', 'c'])).toEqual({ line: 3, column: 3 });
  });

  test('may be JSON', () => {
    const { content, locate } = only('{\n\t"a": {"b": [1, "x\\/y", null]}}\n');
    expect(content).toEqual({ a: { b: [1, 'x/y', null] } });
    expect(locate(['a', 'b', 1])).toEqual({ line: 2, column: 17 });
  });

  test('that cannot be read say where, and do not hide their neighbours', () => {
    const documents = read('a: 1\n---\nb: [1, 2\n---\nc: 3\n');
    expect(documents.map((d) => d.content)).toEqual([{ a: 1 }, undefined, { c: 3 }]);
    expect(documents[1].problems).toHaveLength(1);
    expect(documents[1].problems[0]).toMatchObject({ code: 'yaml/syntax', position: { line: 4, column: 1 } });
    expect(problems('a: b: c\n')).toEqual([['yaml/syntax', 1, 4, []]]);
    expect(problems('a:\n\tb: 1\n')).toEqual([['yaml/tab', 2, 1, []]]);
    expect(problems('a: "x\n')).toEqual([['yaml/syntax', 2, 1, []]]);
    expect(problems('a: *b\n')).toEqual([['yaml/unknown-alias', 1, 4, ['a']]]);
    expect(problems('a: {{ .Values.x }}\n')).toEqual([['yaml/bad-key', 1, 5, ['a']]]);
  });

  test('keep the place of every field and item, and of the nearest one around what is missing', () => {
    const { locate } = only('spec:\n  http:\n  - route:\n    - host: a\n  -   match: []\n');
    expect(locate([])).toEqual({ line: 1, column: 1 });
    expect(locate(['spec', 'http', 0, 'route', 0, 'host'])).toEqual({ line: 4, column: 7 });
    expect(locate(['spec', 'http', 1])).toEqual({ line: 5, column: 7 });
    expect(locate(['spec', 'http', 1, 'route', 0])).toEqual({ line: 5, column: 7 });
    expect(locate(['spec', 'hosts'])).toEqual({ line: 1, column: 1 });
  });
});

describe('keys that are written twice', () => {
  test('are told at the second place with the line of the first, and the last one wins', () => {
    const { content, problems: [problem, ...others] } = only('a:\n  b: 1\n  c: 2\n  b: 3\n');
    expect(content).toEqual({ a: { b: 3, c: 2 } });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'yaml/duplicate-key', position: { line: 4, column: 3 }, at: ['a', 'b'] });
    expect(problem.what).toContain('first on line 2');
  });

  test('are found in JSON, and where YAML spells one key in two ways', () => {
    expect(problems('{"a": 1, "a": 1}')).toEqual([['yaml/duplicate-key', 1, 10, ['a']]]);
    expect(problems('yes: 1\ntrue: 2\n')).toEqual([['yaml/duplicate-key', 2, 1, ['true']]]);
  });

  test('of different maps are no problem', () => {
    expect(problems('- {a: 1}\n- {a: 2}\n')).toEqual([]);
  });
});

describe('anchors, aliases and merges', () => {
  test('are followed', () => {
    const { content, locate, problems: wrong } = only('x: &x {a: 1, b: [2]}\nu: *x\nz:\n  <<: *x\n  a: 3\nw:\n  <<: [{c: 4, a: 5}, *x]\n');
    expect(wrong).toEqual([]);
    expect(content).toEqual({ x: { a: 1, b: [2] }, u: { a: 1, b: [2] }, z: { a: 3, b: [2] }, w: { a: 5, b: [2], c: 4 } });
    expect(locate(['u'])).toEqual({ line: 2, column: 1 });
    expect(locate(['u', 'b'])).toEqual({ line: 1, column: 14 });
    expect(locate(['z', 'a'])).toEqual({ line: 5, column: 3 });
    expect(locate(['z', 'b', 0])).toEqual({ line: 1, column: 18 });
  });

  test("a quoted '<<' is a key like any other", () => {
    expect(contents('"<<": {a: 1}')).toEqual([{ '<<': { a: 1 } }]);
  });

  test('that merge what is no map, or contain themselves, are told', () => {
    expect(problems('a:\n  <<: 1\n')).toEqual([['yaml/bad-merge', 2, 7, ['a']]]);
    expect(problems('a:\n  <<: [{b: 1}, c]\n')).toEqual([['yaml/bad-merge', 2, 16, ['a']]]);
    expect(problems('a: &a\n  b: *a\n')).toEqual([['yaml/endless-alias', 2, 6, ['a', 'b']]]);
  });

  test('are not followed without end', () => {
    const levels = 30;
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]',
      ...Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`)].join('\n');
    expect(problems(bomb).map(([code]) => code)).toEqual(['yaml/too-many-aliases']);
    const wide = `a: &a {k: v}\nb: [${Array.from({ length: 5000 }, () => '*a').join(', ')}]\n`;
    expect(problems(wide)).toEqual([]);
  });
});

describe('deep nesting', () => {
  test.each([
    ['lists in a line', (n: number) => '['.repeat(n) + ']'.repeat(n)],
    ['lists that are not closed', (n: number) => '['.repeat(n)],
    ['maps of JSON', (n: number) => '{"a":'.repeat(n) + '1' + '}'.repeat(n)],
    ['lists of a dash each', (n: number) => `${'- '.repeat(n)}a`],
    ['maps of a line each', (n: number) => Array.from({ length: n }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('of 10,000 %s is one problem', (_, text) => {
    expect(problems(text(10_000)).map(([code]) => code)).toEqual(['yaml/too-deep']);
  });

  test('is read as deep as kinds go, and what came before it is kept', () => {
    const deep = MAX_DEPTH - 10;
    expect(problems(`a: ${'['.repeat(deep)}${']'.repeat(deep)}`)).toEqual([]);
    expect(contents(`a: 1\n---\n${'['.repeat(10_000)}`)).toEqual([{ a: 1 }, undefined]);
  });
});
