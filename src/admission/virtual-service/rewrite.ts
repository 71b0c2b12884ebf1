import { checkRegex } from './string-match';
import type { Report } from '../report';
import { isAuthorityHeader } from '../syntax/http';
import { isPresent, mapAt, textAt, textEntriesAt, valueAt, type PlainObject } from '../syntax/values';
import { isBlank, isFilled } from '../syntax/written';

/** What the request becomes before it goes on. */
export function checkRewrite(rewrite: PlainObject, report: Report): void {
  const hasRegex = isPresent(rewrite, 'uriRegexRewrite');
  if (isFilled(rewrite, 'uri') && hasRegex) {
    report.error({
      code: 'virtual-service/rewrite-twice',
      what: 'the rewrite has uri and uriRegexRewrite',
      expected: 'one of the two',
      fix: 'remove one of the two',
    });
  } else if (isBlank(rewrite, 'uri') && isBlank(rewrite, 'authority') && !hasRegex) {
    report.error({
      code: 'virtual-service/empty-rewrite',
      what: 'the rewrite changes nothing',
      expected: 'uri, uriRegexRewrite or authority',
      fix: "say what changes, for instance uri: '/'",
    });
  }
  const regex = mapAt(rewrite, 'uriRegexRewrite');
  if (regex) checkRegexRewrite(regex, report.in('uriRegexRewrite'));
}

function checkRegexRewrite(regex: PlainObject, report: Report): void {
  const missing = ['match', 'rewrite'].filter((field) => isBlank(regex, field));
  if (missing.length > 0) {
    report.error({
      code: 'virtual-service/regex-rewrite',
      what: `uriRegexRewrite has no ${missing.join(' and no ')}`,
      expected: 'a regular expression, and what its matches become',
      fix: `add ${missing.join(' and ')}`,
    });
  } else if (typeof valueAt(regex, 'match') === 'string') {
    checkRegex(textAt(regex, 'match'), report.in('match'));
  }
}

/** The authority of requests is set in one place. The report stands at the route. */
export function checkAuthorityOnce(route: PlainObject, report: Report): void {
  const request = mapAt(mapAt(route, 'headers'), 'request');
  const headers = (['set', 'add'] as const).flatMap((operation) => (
    textEntriesAt(request, operation).filter(([name]) => isAuthorityHeader(name)).map(([name, value]) => ({ operation, name, value }))
  ));
  let current = textAt(mapAt(route, 'rewrite'), 'authority');
  for (const { operation, name, value } of headers) {
    if (current !== '') {
      report.in('headers', 'request', operation, name).error({
        code: 'virtual-service/authority-twice',
        what: `the authority is set to '${current}', and here to '${value}'`,
        expected: 'one place that sets the authority',
        fix: 'remove rewrite.authority, or the header',
      });
      return;
    }
    current = value;
  }
}
