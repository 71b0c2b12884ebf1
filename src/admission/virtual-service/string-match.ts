import type { Report } from '../report';
import { envoyRegexProblem, regexProblem } from '../syntax/regex';
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
  const said = {
    expected: "RE2's syntax (no look-around, no back references), at most 1024 bytes",
    fix: 'write it in the syntax of https://github.com/google/re2/wiki/Syntax, or match by exact or prefix',
  };
  const wrong = pattern === '' ? 'it is empty' : regexProblem(pattern);
  if (wrong !== undefined) {
    report.error({ code: 'string-match/regex', what: `the regular expression is not usable: ${wrong}`, ...said });
    return;
  }
  const unread = envoyRegexProblem(pattern);
  if (unread !== undefined) {
    report.warning({ code: 'string-match/regex-of-go', what: `istiod takes the regular expression, proxies refuse all routes with it: ${unread}`, ...said });
  }
}
