/**
 * Names and values of HTTP as Istio judges them. A rule is `undefined` for what keeps it, otherwise a clause that says what is wrong.
 * @see istio/istio pkg/config/validation/validation.go, header_value_validator.go
 */

const TOKEN = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/; // RFC 7230
const PSEUDO_HEADERS = [':method', ':scheme', ':authority', ':path', ':status'];
// Control characters without tab.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F]/;
const CLAIM = '@request.auth.claims';

/** The methods that a CORS policy may name. */
const CORS_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'];

/** A header name of letters, digits, `-` and `_`, narrower than HTTP. */
export function strictHeaderNameProblem(name: string): string | undefined {
  return nameProblem(name, /^[-_A-Za-z0-9]+$/);
}

/** The header of an HTTP probe, as Kubernetes wants it. */
export function probeHeaderNameProblem(name: string): string | undefined {
  return nameProblem(name, /^[-A-Za-z0-9]+$/);
}

/** A header of a CORS policy: `*` stands for all. */
export function corsHeaderNameProblem(name: string): string | undefined {
  return name === '*' ? undefined : nameProblem(name, TOKEN);
}

/** A header that is matched: a name, a pseudo header, or a claim of a token. */
export function matchedHeaderNameProblem(name: string): string | undefined {
  return isRoutingClaim(name) || PSEUDO_HEADERS.includes(name) ? undefined : nameProblem(name, TOKEN);
}

/** A header that is set on, or added to, a request. The authority may be. */
export function requestHeaderProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  return name.startsWith(':') && !isAuthorityHeader(name) ? `'${name}' is a pseudo header, which Envoy keeps to itself` : undefined;
}

/** A header that is removed from a request, or changed in a response. */
export function mutableHeaderProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/^host$/i.test(name)) return `'${name}' is the Host header, which cannot be changed here`;
  return name.startsWith(':') ? `'${name}' is a pseudo header, which Envoy keeps to itself` : undefined;
}

/** Whether a header is the authority of a request, under either name. */
export function isAuthorityHeader(name: string): boolean {
  return /^(:authority|host)$/i.test(name);
}

/** Whether a header name stands for a claim of a validated token: `@request.auth.claims.group` or `@request.auth.claims[group]`. */
export function isRoutingClaim(name: string): boolean {
  if (!name.toLowerCase().startsWith(CLAIM)) return false;
  const rest = name.slice(CLAIM.length);
  return /^\../s.test(rest) || (rest.length > 2 && rest.startsWith('[') && rest.endsWith(']'));
}

/** The value that a header is given: text with `%NAME%` and `%NAME(arguments)%` for what Envoy knows, and `%%` for a percent sign. */
export function headerValueProblem(value: string): string | undefined {
  if (CONTROL.test(value)) return 'it holds a control character';
  return formatProblem(value);
}

/** The methods of a CORS policy. */
export function corsMethodProblem(method: string): string | undefined {
  return CORS_METHODS.includes(method) ? undefined : `'${method}' is none of ${CORS_METHODS.join(', ')}`;
}

/** The status of an answer that the proxy gives itself. 600 passes upstream. */
export function isHttpStatus(status: number): boolean {
  return status >= 200 && status <= 600;
}

function nameProblem(name: string, allowed: RegExp): string | undefined {
  if (name === '') return 'it is empty';
  return allowed.test(name) ? undefined : `'${name}' is no name of a header`;
}

type State = 'text' | 'name' | 'arguments' | 'string' | 'item' | 'after item' | 'after list' | 'end';

/**
 * Envoy's reader of header formats (source/common/router/header_parser.cc) as Istio repeats it. Each state says where the next character
 * leads; a clause in its place says what is wrong.
 */
const NEXT: Readonly<Record<State, (char: string) => State | { readonly wrong: string }>> = {
  'text': (c) => (c === '%' ? 'name' : 'text'),
  'name': (c) => (c === '%' ? 'text' : c === '(' ? 'arguments' : 'name'),
  'arguments': (c) => (c === '[' ? 'item' : c === ' ' ? 'arguments' : 'string'),
  'item': (c) => (c === '"' ? 'string' : c === ' ' ? 'item' : { wrong: `'${c}' where a string in quotes is expected` }),
  'string': (c) => (c === ')' ? 'end' : c === '"' ? 'after item' : 'string'),
  'after item': (c) => (c === ',' ? 'item' : c === ']' ? 'after list' : c === ' ' ? 'after item' : { wrong: `'${c}' where ',' or ']' is expected` }),
  'after list': (c) => (c === ')' ? 'end' : c === ' ' ? 'after list' : { wrong: `'${c}' where ')' is expected` }),
  'end': (c) => (c === '%' ? 'text' : c === ' ' ? 'end' : { wrong: `'${c}' where '%' is expected` }),
};

function formatProblem(value: string): string | undefined {
  let state: State = 'text';
  for (let at = 0; at < value.length; at++) {
    const char = value[at];
    const isLast = at === value.length - 1;
    if (state === 'text' && char === '%' && value[at + 1] === '%') {
      at++;
    } else if (state === 'string' && char === '\\') {
      if (isLast) return `'${value}' ends with a backslash`;
      at++;
    } else if (state === 'text' && char === '%' && isLast) {
      return `'${value}' ends with a single '%'`;
    } else {
      const next: State | { readonly wrong: string } = NEXT[state](char);
      if (typeof next === 'object') return `in '${value}' stands ${next.wrong}`;
      state = next;
    }
  }
  return state === 'text' ? undefined : `'${value}' has a variable that does not end with '%'`;
}
