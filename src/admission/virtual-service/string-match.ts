import type { Report } from '../report';
import { regexProblem } from '../syntax/regex';
import { valueAt, type PlainObject } from '../syntax/values';

/** A match of a text: neither its prefix nor its regular expression may be empty. */
export function checkStringMatch(match: PlainObject, report: Report): void {
  if (valueAt(match, 'prefix') === '') {
    report.in('prefix').error({
      code: 'string-match/empty-prefix',
      what: 'the prefix is empty, which matches everything',
      expected: 'at least one character',
      fix: 'write the prefix, or remove the match',
    });
  }
  checkRegexMatch(match, report);
}

/** A match that may have an empty prefix: paths, where Envoy takes it. */
export function checkRegexMatch(match: PlainObject, report: Report): void {
  const pattern = valueAt(match, 'regex');
  if (typeof pattern === 'string') checkRegex(pattern, report.in('regex'));
}

/** A regular expression. */
export function checkRegex(pattern: string, report: Report): void {
  const wrong = pattern === '' ? 'it is empty' : regexProblem(pattern);
  if (wrong === undefined) return;
  report.error({
    code: 'string-match/regex',
    what: `the regular expression is not usable: ${wrong}`,
    expected: "RE2's syntax (no look-around, no back references), at most 1024 bytes",
    fix: 'write it in the syntax of https://github.com/google/re2/wiki/Syntax, or match by exact or prefix',
  });
}
