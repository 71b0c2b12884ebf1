import type { Report } from '../report';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { isPresent, mapAt, mapsAt, numberAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { isFilled } from '../syntax/written';

const TARGETS = ['uri', 'prefixRewrite', 'authority', 'scheme'];

/** A redirect. Upstream stops at the first thing that is wrong, here all are told. */
export function checkRedirect(redirect: PlainObject, route: PlainObject, report: Report): void {
  if (isFilled(redirect, 'uri') && isFilled(redirect, 'prefixRewrite')) {
    report.error({
      code: 'virtual-service/redirect-twice',
      what: 'the redirect has uri and prefixRewrite',
      expected: 'one of the two: uri is the whole new path, prefixRewrite the new prefix',
      fix: 'remove one of the two',
    });
  }
  if (isFilled(redirect, 'prefixRewrite')) checkPrefixRewrite(route, report);
  if (!TARGETS.some((field) => isFilled(redirect, field) || typeof (valueAt(redirect, field) ?? '') !== 'string')
    && !isPresent(redirect, 'port') && !isPresent(redirect, 'derivePort')) {
    report.error({
      code: 'virtual-service/empty-redirect',
      what: 'the redirect leads to where the request came from',
      expected: 'another uri, authority, scheme or port',
      fix: 'say what changes, for instance scheme: https',
    });
  }
  const code = numberAt(redirect, 'redirectCode');
  if (code !== 0 && (code < 300 || code > 399)) {
    report.in('redirectCode').error({
      code: 'virtual-service/redirect-code',
      what: `redirectCode is ${code}`,
      expected: 'a status from 300 to 399',
      fix: 'write 301 for a lasting redirect, 302 for one that may change',
    });
  }
  const scheme = textAt(redirect, 'scheme');
  if (!['', 'http', 'https'].includes(scheme)) {
    report.in('scheme').error({
      code: 'virtual-service/redirect-scheme',
      what: `the scheme is '${scheme}'`,
      expected: "'http' or 'https'",
      fix: "write 'http' or 'https'",
    });
  }
  const port = unsignedAt(redirect, 'port');
  if (port !== 0) checkPortNumber(port, report.in('port'));
}

function checkPrefixRewrite(route: PlainObject, report: Report): void {
  const other = mapsAt(route, 'match').find(([, match]) => {
    const uri = mapAt(match, 'uri');
    return uri !== undefined && !isPresent(uri, 'prefix');
  });
  if (!other) return;
  report.in('prefixRewrite').error({
    code: 'virtual-service/redirect-prefix',
    what: `prefixRewrite replaces a matched prefix, and match[${other[0]}] matches the path otherwise`,
    expected: 'matches of the path by prefix',
    fix: 'match by uri.prefix, or write uri in place of prefixRewrite',
  });
}
