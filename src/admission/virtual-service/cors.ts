import { checkRegexMatch } from './string-match';
import type { Report } from '../report';
import { checkDuration, durationProblem, parseDuration, SECOND } from '../syntax/durations';
import { corsHeaderNameProblem, corsMethodProblem } from '../syntax/http';
import { mapsAt, textAt, textsAt, type PlainObject } from '../syntax/values';

/** Who of other origins may call. */
export function checkCorsPolicy(policy: PlainObject, report: Report): void {
  for (const [i, origin] of mapsAt(policy, 'allowOrigins')) {
    const at = report.in('allowOrigins', i);
    if (['exact', 'prefix', 'regex'].every((kind) => origin[kind] === undefined || origin[kind] === null || origin[kind] === '')) {
      at.error({
        code: 'virtual-service/cors-origin',
        what: 'an allowed origin is empty',
        expected: 'exact, prefix or regex, with at least one character',
        fix: "name the origin, for instance exact: 'https://shop.example.com'",
      });
    } else {
      checkRegexMatch(origin, at);
    }
  }
  for (const [i, method] of textsAt(policy, 'allowMethods')) {
    const wrong = corsMethodProblem(method);
    if (wrong === undefined) continue;
    report.in('allowMethods', i).error({
      code: 'virtual-service/cors-method',
      what: `the allowed method ${wrong}`,
      expected: "a method of HTTP in upper case, or '*'",
      fix: 'write the method as HTTP has it',
    });
  }
  for (const field of ['allowHeaders', 'exposeHeaders']) {
    for (const [i, name] of textsAt(policy, field)) {
      const wrong = corsHeaderNameProblem(name);
      if (wrong === undefined) continue;
      report.in(field, i).error({
        code: 'virtual-service/cors-header',
        what: `in ${field} is no usable name of a header: ${wrong}`,
        expected: "the name of a header, or '*'",
        fix: 'write one name an entry',
      });
    }
  }
  checkMaxAge(policy, report);
}

function checkMaxAge(policy: PlainObject, report: Report): void {
  checkDuration(policy, 'maxAge', report);
  const maxAge = textAt(policy, 'maxAge');
  if (durationProblem(maxAge) !== undefined || parseDuration(maxAge)! % SECOND === 0n) return;
  report.in('maxAge').error({
    code: 'virtual-service/cors-max-age',
    what: `maxAge is '${maxAge}', and browsers count whole seconds`,
    expected: 'whole seconds',
    fix: "write whole seconds, like '10m'",
  });
}
