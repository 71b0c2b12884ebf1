import { envoyRegexProblem, regexProblem, regexSyntaxProblem } from '../../../src/admission/syntax/regex';

test.each([
  '', 'plain', '/api/v1/.*', '(?i)a', '(?P<n>a)', '(?<n>a)', '\\Qa.*\\E', '\\pL', '\\p{Greek}', '\\P{^Greek}', '[[:alpha:]]', 'a{1000}', '\\z', '(a|)',
  '\\x{10FFFF}', '{,5}', '[]a]', '(?U)a+', '(a{10}){100}',
])("RE2 takes '%s'", (pattern) => {
  expect(regexProblem(pattern)).toBeUndefined();
  expect(envoyRegexProblem(pattern)).toBeUndefined();
});

test.each([
  '*', '?', '(', ')', '[a', '[z-a]', 'a**', 'a++', '\\', '\\1', '\\Z', '(?=a)', '(?!a)', '(?<=a)', '(?>a)', '\\pX', '\\p{', '[[:foo:]]', 'a{1001}', '(a{100}){100}',
  'a{2,1}', '[a-\\d]', '\\x{110000}', '(?P<1-a>a)', '(?x)a', '\\u0041', '(?#a)',
])("RE2 refuses '%s'", (pattern) => expect(regexProblem(pattern)).toMatch('no regular expression of RE2'));

test.each(['(?P<n>a)(?P<n>b)', '\\p{greek}', '[\\p{Uppercase_Letter}]', '\\pl', '\\p{^ letter}'])("only Go takes '%s'", (pattern) => {
  expect(regexProblem(pattern)).toBeUndefined();
  expect(envoyRegexProblem(pattern)).toMatch('no regular expression of RE2');
});

test('what only looks like a class or group of Go stays wrong', () => {
  expect(regexProblem('\\p{nonsense}')).toBeDefined();
  expect(regexProblem('(?P<n>a)(?P<n>b')).toBeDefined();
});

test('1024 bytes are the limit, where Envoy matches', () => {
  expect(regexProblem('x'.repeat(1024))).toBeUndefined();
  expect(regexProblem('x'.repeat(1025))).toMatch('1025 bytes');
  expect(regexProblem('é'.repeat(513))).toMatch('1026 bytes');
  expect(regexSyntaxProblem('x'.repeat(1025))).toBeUndefined();
});
