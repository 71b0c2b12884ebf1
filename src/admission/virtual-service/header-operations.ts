import type { Report } from '../report';
import { headerValueProblem, mutableHeaderProblem, requestHeaderProblem } from '../syntax/http';
import { entriesAt, mapAt, textsAt, type PlainObject } from '../syntax/values';

/** What is done to the headers of requests and responses. The report stands at `headers`. */
export function checkHeaderOperations(headers: PlainObject, report: Report): void {
  checkOperations(mapAt(headers, 'request'), requestHeaderProblem, report.in('request'));
  checkOperations(mapAt(headers, 'response'), mutableHeaderProblem, report.in('response'));
}

function checkOperations(operations: PlainObject | undefined, nameProblem: (name: string) => string | undefined, report: Report): void {
  for (const operation of ['add', 'set'] as const) {
    for (const [name, value] of entriesAt(operations, operation)) {
      checkName(nameProblem(name), report.in(operation, name));
      const wrong = typeof value === 'string' ? headerValueProblem(value) : undefined;
      if (wrong === undefined) continue;
      report.in(operation, name).error({
        code: 'virtual-service/header-value',
        what: `the value of the header '${name}' is not usable: ${wrong}`,
        expected: "text, with '%NAME%' for what Envoy knows of the request, and '%%' for a percent sign",
        fix: "write '%%' for each percent sign that is meant as one",
      });
    }
  }
  for (const [index, name] of textsAt(operations, 'remove')) checkName(mutableHeaderProblem(name), report.in('remove', index));
}

function checkName(wrong: string | undefined, report: Report): void {
  if (wrong === undefined) return;
  report.error({
    code: 'virtual-service/header-name',
    what: `the name of a header that is changed is not usable: ${wrong}`,
    expected: 'the name of a header; of the pseudo headers only :authority may be set, on requests',
    fix: 'name another header; rewrite.authority sets the host, rewrite.uri the path',
  });
}
