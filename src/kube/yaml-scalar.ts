/**
 * How text is written so that every parser reads text.
 *
 * cdk8s writes YAML 1.1, clusters read it as 1.1 with a few words of 1.2, other tools as 1.2: plain is what is text to all of them.
 */

/** Most text of manifests, found plain in one look: a word too long to be one of those below, no number with an exponent. */
const SURELY_PLAIN = /^(?!e[-+]?[0-9])[a-z/_][\w./-]{5,}$/i;
/** The words that YAML 1.1, YAML 1.2, PyYAML or Go's parsers read as null, boolean, merge or default key. */
const WORD = /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=)$/i;
/** Whole numbers with and without base and separators; Go takes upper-case prefixes too. */
const INTEGER = /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)$/i;
/** Fractions and exponents, each part optional: parsers differ in which they want. */
const FLOAT = /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?$|^[-+]?\.(?:inf|nan)$/i;
/** `12:30:45` is a number to the base of 60 in YAML 1.1. */
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt ])/;

/** What cannot stand unquoted: indicators at the start, `: ` and ` #` inside, blanks and colons at the end, document markers. */
const STRUCTURE = /^[ ,[\]{}#&*!|>'"%@`]|^[?:-](?:$| )|^(?:---|\.\.\.)|: | #|[ :]$/;
/** What can only be written escaped: control characters, line breaks of YAML 1.1, lone surrogates, marks. */
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** The same without what a block of text may hold. */
const UNPRINTABLE_IN_BLOCK = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const UNESCAPED_BY_JSON = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Text on one line: plain where it is safe, otherwise in quotes. */
export function inlineText(text: string): string {
  if (SURELY_PLAIN.test(text)) return text;
  if (UNPRINTABLE.test(text)) return doubleQuoted(text);
  if (isPlain(text)) return text;
  // as cdk8s does: JSON inside an annotation stays readable
  return text.includes('"') && !text.includes("'") ? `'${text}'` : doubleQuoted(text);
}

/** Whether text of several lines can be written as it is, in a literal block. */
export function fitsBlock(text: string): boolean {
  return text.includes('\n')
    // the first line tells how far the block is indented
    && !/^\s/.test(text)
    // parsers do not agree on lines of blanks only
    && !/\n[ \t]+(?:\n|$)/.test(text)
    && !UNPRINTABLE_IN_BLOCK.test(text);
}

/** Text as a literal block, each line below the given indent. */
export function blockText(text: string, indent: string): string {
  const chomp = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  const body = chomp === '-' ? text : text.slice(0, -1);
  return `|${chomp}\n${indent}${body.replace(/\n(?=[^\n])/g, `\n${indent}`)}`;
}

/** A finite number. */
export function numberText(value: number): string {
  const text = JSON.stringify(value);
  // YAML 1.1 has no exponent without a fraction
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function isPlain(text: string): boolean {
  return text !== '' && !STRUCTURE.test(text) && !WORD.test(text) && !INTEGER.test(text) && !FLOAT.test(text)
    && !SEXAGESIMAL.test(text) && !TIMESTAMP.test(text);
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(UNESCAPED_BY_JSON, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
