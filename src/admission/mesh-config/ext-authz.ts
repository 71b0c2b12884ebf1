import type { Report } from '../report';
import { parseUrl } from '../syntax/urls';
import { textAt, textsAt, type PlainObject } from '../syntax/values';

/** The codes of HTTP that Envoy has names for (envoy/type/v3/http_status.proto); 0 is one. */
const STATUS_CODES: ReadonlySet<number> = new Set([
  0, 100, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308,
  400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 426, 428, 429, 431,
  500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
]);
const HEADER_LISTS = [
  'includeRequestHeadersInCheck', 'includeHeadersInCheck', 'headersToDownstreamOnDeny', 'headersToDownstreamOnAllow', 'headersToUpstreamOnAllow',
];

/**
 * An external authorizer, over HTTP or gRPC; fields of the other one are absent. The report stands at its settings.
 * @see istio/istio pkg/config/validation/agent/extensionprovider.go, pilot/pkg/security/authz/builder/extauthz.go
 */
export function checkExtAuthz(settings: PlainObject, report: Report): void {
  const status = textAt(settings, 'statusOnError');
  if (status !== '' && !(/^[+-]?\d+$/.test(status) && STATUS_CODES.has(Number(status)))) {
    report.in('statusOnError').warning({
      code: 'extension-provider/status-on-error',
      what: `statusOnError is '${status}'`,
      expected: 'the number of an HTTP status that Envoy knows, as text',
      fix: "write '403' or '503', or leave it out for '403'",
    });
  }
  const prefix = textAt(settings, 'pathPrefix');
  const wrong = prefix === '' ? undefined : prefixProblem(prefix);
  if (wrong !== undefined) {
    report.in('pathPrefix').warning({
      code: 'extension-provider/path-prefix',
      what: `pathPrefix: ${wrong}`,
      expected: 'a path that begins with a slash',
      fix: "write a path like '/check'",
    });
  }
  for (const list of HEADER_LISTS) {
    for (const [i] of textsAt(settings, list).filter(([, header]) => header === '*')) {
      report.in(list, i).warning({
        code: 'extension-provider/all-headers',
        what: `${list} has '*', which istiod does not take`,
        expected: "names of headers, or beginnings and ends of names with '*'",
        fix: "name the headers, or write a pattern like 'x-*'",
      });
    }
  }
}

function prefixProblem(prefix: string): string | undefined {
  if (!prefix.startsWith('/')) return `'${prefix}' does not begin with a slash`;
  const parsed = parseUrl(prefix);
  return typeof parsed === 'string' ? parsed : undefined;
}
