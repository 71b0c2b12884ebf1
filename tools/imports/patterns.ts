/**
 * Patterns that JavaScript would try in exponentially many ways, with one that accepts the same texts in linear time. Go's engine, which
 * the API server uses, never goes back.
 */
const WITHOUT_BACKTRACKING: Readonly<Record<string, string>> = {
  // The separator may be left out, so each letter may begin a group of its own.
  '^[!-~]+([\\t ]?[!-~]+)*$': '^[!-~]+([\\t ][!-~]+)*$',
};

/**
 * A pattern of a CRD, which is in Go's syntax, in that of JavaScript with its `u` flag.
 *
 * `.` and `\s` mean more characters in JavaScript, and of escapes it takes fewer. What is not known to mean the same is an error.
 */
export function patternInJavaScript(pattern: string): string {
  const known = WITHOUT_BACKTRACKING[pattern] ?? pattern;
  let out = '';
  let inClass = false;
  for (let i = 0; i < known.length; i++) {
    const c = known[i];
    if (c === '\\') {
      out += escapeInJavaScript(known[++i], inClass, pattern);
      if (known[i] === 'x') {
        out += known.slice(i + 1, i + 3);
        i += 2;
      }
    } else if (inClass) {
      if (c === '[' && known[i + 1] === ':') throw new Error(`the pattern ${pattern} has a named class, which tools/imports/patterns.ts does not know`);
      inClass = c !== ']';
      out += c === '[' ? '\\[' : c;
    } else if (c === '[') {
      inClass = true;
      const start = known.slice(i).match(/^\[\^?\]?/)![0];
      out += start.replace(']', '\\]');
      i += start.length - 1;
    } else if (c === '(' && known[i + 1] === '?' && known[i + 2] !== ':') {
      throw new Error(`the pattern ${pattern} has a group with flags or a name, which tools/imports/patterns.ts does not know`);
    } else {
      out += c === '.' ? '[^\\n]' : c;
    }
  }
  new RegExp(out, 'u');
  return out;
}

const SPACE = '\\t\\n\\f\\r ';

function escapeInJavaScript(c: string, inClass: boolean, pattern: string): string {
  if (c === 's') return inClass ? SPACE : `[${SPACE}]`;
  if (/[tnfrdwx]/.test(c)) return `\\${c}`;
  if (/[a-z0-9]/i.test(c)) throw new Error(`the pattern ${pattern} has the escape \\${c}, which tools/imports/patterns.ts does not know`);
  if (c === '-') return inClass ? '\\-' : '-';
  return /[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}
