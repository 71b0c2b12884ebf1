import type { Problem } from '../../analysis/finding';

/** A text, or why the bytes are none. */
export type Decoded = { readonly text: string } | { readonly problem: Problem; readonly line: number; readonly column: number };

/** What YAML allows beside tab, line feed and carriage return (`readerc.go` of go-yaml). */
const CONTROL = /[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/**
 * The text of a file. UTF-8, or UTF-16 that says so by its byte order mark: kubectl takes both, and shells of Windows write the latter.
 */
export function decode(bytes: Uint8Array): Decoded {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return checked(new TextDecoder('utf-16le').decode(bytes));
  if (a === 0xfe && b === 0xff) return checked(new TextDecoder('utf-16be').decode(bytes));
  try {
    return checked(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return checkedLoosely(bytes);
  }
}

function checked(text: string): Decoded {
  if (text.includes('\0')) return binary(text);
  const found = CONTROL.exec(text);
  if (!found) return { text };
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
  return {
    ...placeOf(text, found.index),
    problem: { code: 'yaml/control-character', what: `the text holds the control character U+${code}`, expected: 'a text without control characters, kubectl refuses them', fix: 'remove the character, or escape it inside double quotes' },
  };
}

/** What is not UTF-8: found by decoding it all the same, wrong bytes being replaced. */
function checkedLoosely(bytes: Uint8Array): Decoded {
  const text = new TextDecoder('utf-8').decode(bytes);
  if (text.includes('\0')) return binary(text);
  let at = text.indexOf('\ufffd');
  // a replacement character may be in the file itself
  while (at >= 0 && isWritten(text, at, bytes)) at = text.indexOf('\ufffd', at + 1);
  return {
    ...placeOf(text, Math.max(at, 0)),
    problem: { code: 'yaml/not-utf-8', what: 'the file is not encoded in UTF-8', expected: 'a file in UTF-8', fix: 'save it as UTF-8' },
  };
}

function isWritten(text: string, at: number, bytes: Uint8Array): boolean {
  const before = Buffer.byteLength(text.slice(0, at));
  return bytes[before] === 0xef && bytes[before + 1] === 0xbf && bytes[before + 2] === 0xbd;
}

function binary(text: string): Decoded {
  return {
    ...placeOf(text, text.indexOf('\0')),
    problem: { code: 'yaml/binary', what: 'the file is binary', expected: 'YAML or JSON', fix: 'leave the file out, or rename it if it is no manifest' },
  };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
