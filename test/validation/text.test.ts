import { readDocuments } from '../../src/validation/yaml/read';

const read = (bytes: Uint8Array) => [...readDocuments(bytes, 'f.yaml')];
const contents = (bytes: Uint8Array) => read(bytes).map(({ content }) => content);
const problem = (bytes: Uint8Array) => {
  const [document, ...others] = read(bytes);
  expect(others).toEqual([]);
  const [{ code, position }] = document.problems;
  expect(document.locate(['spec'])).toEqual(position);
  return [code, position.line, position.column];
};

test('a byte order mark is no part of the text', () => {
  const [document] = read(Buffer.from('\ufeffa: é\n'));
  expect(document.content).toEqual({ a: 'é' });
  expect(document.locate(['a'])).toEqual({ line: 1, column: 1 });
});

test('UTF-16 is read where a byte order mark says so', () => {
  const little = Buffer.from('\ufeffa: é\n', 'utf16le');
  expect(contents(little)).toEqual([{ a: 'é' }]);
  expect(contents(Buffer.from(little).swap16())).toEqual([{ a: 'é' }]);
});

test('bytes that are not UTF-8 are a problem where they stand', () => {
  expect(problem(Buffer.concat([Buffer.from('a: \ufffd é\nb: x'), Buffer.from([0xe9]), Buffer.from('y\n')]))).toEqual(['yaml/not-utf-8', 2, 5]);
  expect(problem(Buffer.from([0xc3]))).toEqual(['yaml/not-utf-8', 1, 1]);
  expect(contents(Buffer.from('a: \ufffd\n'))).toEqual([{ a: '\ufffd' }]);
});

test('a binary file is one problem', () => {
  expect(problem(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]))[0]).toBe('yaml/binary');
  expect(problem(Buffer.from('a: 1\nb: \0\n'))).toEqual(['yaml/binary', 2, 4]);
});

test('control characters are a problem, as kubectl refuses them', () => {
  expect(problem(Buffer.from('a: 1\nb: x\u0007\n'))).toEqual(['yaml/control-character', 2, 5]);
  expect(contents(Buffer.from('a: "x\\u0007\ty"\n'))).toEqual([{ a: 'x\u0007\ty' }]);
});
