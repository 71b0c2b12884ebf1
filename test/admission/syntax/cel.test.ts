import { celProblem } from '../../../src/admission/syntax/cel';

test.each([
  'response.code >= 400', 'response.code >= 400 || connection.mtls', "metadata.filter_metadata['x']['y'] == 'z'", 'has(request.headers)', 'has((a.b))', 'has(!!a.b)',
  'request.headers["x"].startsWith("a") ? true : !false', '[1, 2,].all(x, x > 0)', '[,]', '{,}', '{"a": 1u, 2: null,}', 'google.rpc.Status{code: 1}.code', '.a.b', 'x.map(i, i > 1, i)',
  'x.filter(.y, true)', "r'\\d' + b'\\x41'", '"""a "quoted" word"""', "'\\u00e9\\101'", '0xFFu', '.5e-1', '-9223372036854775808', '18446744073709551615u', 'a // why', 'a.if', 'a.`b-c/d`',
  '!!a && --1 < 2', '- 1', 'a?b:c?d:e', '"é" == x', 'existsOne(a)',
])("'%s' can be read", (expression) => expect(celProblem(expression)).toBeUndefined());

test.each([
  ['', 'the end'], ['a ||', 'the end'], ['a b', "'b'"], ['(a', "')'"], ['a.', 'the end'], ['a.in', "'in'"], ['f(a,)', "')'"], ['a = b', 'no word'], ['"open', 'no word'], ['"\\q"', 'no word'],
  ['!-a', "'-'"], ['if', 'reserved'], ['namespace', 'reserved'], ['a.?b', "'?'"], ['[?a]', "'?'"], ['{?a: b}', "'?'"], ['has(a)', 'has()'], ['has(a["b"])', 'has()'],
  ['x.all(a.b, true)', 'all()'], ['x.map(1, i)', 'map()'], ['x.exists(__result__, true)', '__result__'], ['9223372036854775808', '64 bits'], ['18446744073709551616u', '64 bits'],
  ['1e999', 'double'], ["'\\ud800'", 'no character'], ["b'\\u0041'", 'bytes'], ['a.1', "'.1'"], ['{1}', "':'"], ['Msg{1: 2}', "'1'"], ['rb"a"', '\'"a"\''], ['--9223372036854775808', '64 bits'],
])("'%s' cannot be read", (expression, reason) => expect(celProblem(expression)).toContain(reason));

test.each([
  ['parentheses', '('.repeat(249) + 'a' + ')'.repeat(249), '('.repeat(250) + 'a' + ')'.repeat(250)],
  ['fields', 'a' + '.b'.repeat(250), 'a' + '.b'.repeat(251)],
  ['sums', 'a' + '+a'.repeat(250), 'a' + '+a'.repeat(251)],
])('%s are nested 250 deep at most', (_, good, bad) => {
  expect(celProblem(good)).toBeUndefined();
  expect(celProblem(bad)).toContain('250 levels');
});

test('logic may be long, and an expression has 100,000 characters at most', () => {
  expect(celProblem('a' + ' && a'.repeat(1000))).toBeUndefined();
  expect(celProblem(`'${'é'.repeat(99_998)}'`)).toBeUndefined();
  expect(celProblem(`'${'é'.repeat(99_999)}'`)).toContain('100000');
});
