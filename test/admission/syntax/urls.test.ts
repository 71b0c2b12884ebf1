import { parseRequestUri, parseUrl } from '../../../src/admission/syntax/urls';

test.each([
  ['https://example.com:8443/a?b#c', { scheme: 'https', port: '8443' }],
  ['HTTP://example.com', { scheme: 'http', port: '' }],
  ['http://user:pass@[fe80::1%25en0]:80/', { scheme: 'http', port: '80' }],
  ['http://bücher.example/%C3%A9', { scheme: 'http', port: '' }],
  ['oci://registry.example.com/module:v1', { scheme: 'oci', port: '' }],
  ['mailto:a@b', { scheme: 'mailto', port: '' }],
  ['postgres://a:1,b:2/db', { scheme: 'postgres', port: '2' }],
  ['*', { scheme: '', port: '' }],
])("'%s' is a URL", (text, parsed) => {
  expect(parseUrl(text)).toEqual(parsed);
});

test.each(['/a/b', '///a', 'file:///a', '*'])("'%s' is one of a request", (text) => expect(typeof parseRequestUri(text)).toBe('object'));
test.each(['', 'a/b', 'registry.example.com/a:v1', '?a'])("'%s' is a reference alone", (text) => {
  expect(typeof parseUrl(text)).toBe('object');
  expect(typeof parseRequestUri(text)).toBe('string');
});

test.each([
  [':a', 'before the colon'], ['a:b/c d', undefined], ['1a:b', 'colon'], ['http://a b/', 'no host'], ['http://a%20b/', 'no host'], ['http://a:b/', 'no port'], ['http://a:1:2/', 'no port'],
  ['http://[::1', "no ']'"], ['http://[1.2.3.4]/', 'IPv6'], ['http://[::%C31]/', 'IPv6'], ['http://a[::1]/', "'['"], ['http://[::1]x/', 'no port'], ['http://u^@h/', 'user'],
  ['http://u%zz@h/', 'user'], ['/%zz', 'path'], ['/a#%z', 'fragment'], ['a\nb', 'control'], ['http://[::1%25%41%00]/', 'zone'],
])("'%s' is no URL, or is one where no reason is given", (text, reason) => {
  if (reason === undefined) expect(typeof parseUrl(text)).toBe('object');
  else expect(parseUrl(text)).toContain(reason);
});
