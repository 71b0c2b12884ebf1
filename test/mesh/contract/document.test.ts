import { type DocumentKind, readDocument } from '../../../src/mesh/contract/document';
import { record, text, whole } from '../../../src/mesh/contract/shape';

/** A document with a history: format 4 today, `title` was `name` before 3, and a list before 4. */
const BOOK: DocumentKind = {
  name: 'book',
  code: 'test/book',
  source: 'a printer prints it',
  format: 4,
  migrations: {
    2: ({ name, ...rest }) => ({ ...rest, title: name }),
    3: ({ title, ...rest }) => ({ ...rest, titles: `the ${title}` }),
  },
  shape: record({ format: whole(1), oldestReader: whole(1), titles: text('the title of a book') }),
  coherence: ({ titles }) => (titles === 'the end' ? [{ path: 'titles', value: '"the end"', expected: 'another one' }] : []),
};

const read = (document: object) => readDocument(BOOK, JSON.stringify(document), 'book.json');

describe('a document of an older format', () => {
  it('is brought to the present one, step by step', () => {
    expect(read({ format: 2, oldestReader: 1, name: 'road' })).toEqual({ format: 4, oldestReader: 1, titles: 'the road' });
    expect(read({ format: 3, oldestReader: 2, title: 'sea' })).toEqual({ format: 4, oldestReader: 2, titles: 'the sea' });
  });

  it('keeps fields that no migration knows', () => {
    expect(read({ format: 2, oldestReader: 1, name: 'road', shelf: [1, null] })).toMatchObject({ shelf: [1, null] });
  });

  it('is checked as what it became', () => {
    expect(() => read({ format: 2, oldestReader: 1, name: 'end' })).toThrow(/titles is "the end"[^]*another one/);
    expect(() => read({ format: 4, oldestReader: 1, titles: '' })).toThrow(/titles is ""[^]*the title of a book; it is empty/);
  });

  it('is refused from three formats back on', () => {
    expect(() => read({ format: 1, oldestReader: 1, name: 'road' }))
      .toThrow(/\[test\/book-too-old\] book\.json.*: this book has format 1[^]*expected: format 2 or later[^]*fix: have it written anew .*a printer prints it/);
  });
});

it('a document of a later format is read where it allows that, and refused where it does not', () => {
  expect(read({ format: 9, oldestReader: 4, titles: 'the sky', more: true })).toMatchObject({ format: 9, more: true });
  expect(() => read({ format: 9, oldestReader: 5, titles: 'the sky' })).toThrow(/test\/book-too-new/);
});
