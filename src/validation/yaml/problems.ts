import type { ErrorCode } from 'yaml';
import type { Problem } from '../../analysis/finding';

/** What readers of the cluster take. Deeper than any kind is, and safe for whoever walks the value. */
export const MAX_DEPTH = 500;
/** go-yaml refuses more than this, too: `allowed_alias_ratio_range_low` of its `decode.go`. */
export const MAX_ALIASED = 400_000;

/** A line that begins, or whose value begins, with an action of Go's templates: charts are full of them. */
const TEMPLATE = /^[ \t]*(?:-[ \t]+)*(?:[\w./-]+:[ \t]+)?['"]?\{\{/m;

/**
 * What the parser stumbled over.
 *
 * @param before the text up to the end of the line on which it did
 */
export function syntaxProblem(code: ErrorCode, message: string, before: string): Problem {
  if (TEMPLATE.test(before)) {
    return { code: 'yaml/template', what: 'the text is a template, and no YAML yet', expected: 'what is made of the template', fix: 'pipe it in: helm template <chart> | cdk8s-ossm validate -' };
  }
  if (code === 'TAB_AS_INDENT') {
    return { code: 'yaml/tab', what: 'a tab stands where the line is indented', expected: 'spaces, YAML has no tabs there', fix: 'replace the tab with spaces' };
  }
  return {
    code: 'yaml/syntax',
    what: `the text is no YAML: ${clause(message)}`,
    expected: 'YAML as kubectl reads it',
    fix: SYNTAX_FIXES[code] ?? 'correct the line, or the one above it',
  };
}

const SYNTAX_FIXES: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'indent the line like its neighbours',
  BAD_SCALAR_START: 'put the value in quotes',
  BAD_DQ_ESCAPE: 'write the backslash twice, or use single quotes',
  BLOCK_AS_IMPLICIT_KEY: "put the value in quotes if it holds ': ', or start a new line after the key",
  MISSING_CHAR: 'close the bracket or the quotes, or put a blank after the colon',
  MULTILINE_IMPLICIT_KEY: 'write `key: value` on one line; a colon may be missing',
};

/** A field that is written twice in one map. */
export function duplicateKey(name: string, firstLine: number): Problem {
  return {
    code: 'yaml/duplicate-key',
    what: `'${shortened(name)}' is written twice in one map, first on line ${firstLine}; the last one wins without a word`,
    expected: 'each key once',
    fix: 'remove one of them, or merge their values',
  };
}

/** A key that JSON cannot have. */
export function badKey(what: string): Problem {
  return { code: 'yaml/bad-key', what: `${what} is the key of a map`, expected: 'a text as key, as in JSON', fix: 'write the key as text, in quotes if need be' };
}

/** A scalar that stands for nothing that JSON has. */
export function badScalar(what: string): Problem {
  return { code: 'yaml/bad-value', what: shortened(what), expected: 'a value that JSON has', fix: 'put the value in quotes if it is meant as text' };
}

/** A merge of what is no map. */
export function badMerge(): Problem {
  return { code: 'yaml/bad-merge', what: "what '<<' merges is no map", expected: 'an alias of a map, or a list of such', fix: "point '<<' at a map, or put the key in quotes if it is meant as text" };
}

/** An alias that leads nowhere. */
export function unknownAlias(name: string): Problem {
  return { code: 'yaml/unknown-alias', what: `the alias '*${shortened(name)}' names no anchor above it`, expected: 'an anchor of that name earlier in the document', fix: `write '&${shortened(name)}' where the value is first given` };
}

/** An alias of what it is part of. */
export function endlessAlias(name: string): Problem {
  return { code: 'yaml/endless-alias', what: `the value at the anchor '&${shortened(name)}' contains itself`, expected: 'a value that ends', fix: 'write the value out' };
}

/** Aliases of aliases, which are small as a text and huge as a value. */
export function tooManyAliases(): Problem {
  return {
    code: 'yaml/too-many-aliases',
    what: `aliases make more than ${MAX_ALIASED} values of this document`,
    expected: 'a document that is about as large as it looks; kubectl refuses such too',
    fix: 'write values out instead of nesting aliases',
  };
}

/** Nested deeper than anything that a cluster takes. */
export function tooDeep(): Problem {
  return { code: 'yaml/too-deep', what: `values are nested more than ${MAX_DEPTH} levels deep, nothing behind is read`, expected: 'a document as kinds of a cluster are', fix: 'close brackets, or correct the indentation' };
}

/** A document that is no object. */
export function notAnObject(what: string): Problem {
  return { code: 'yaml/not-an-object', what: `the document is ${what}`, expected: 'a map with `apiVersion` and `kind`', fix: 'remove the document, or make it an object of a cluster' };
}

function clause(message: string): string {
  const [first] = message.split('\n');
  return shortened(first.charAt(0).toLowerCase() + first.slice(1));
}

/** Values of users may be of any length. */
export function shortened(text: string): string {
  const shown = text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/g, ' ');
  return shown.length > 120 ? `${shown.slice(0, 119)}…` : shown;
}
