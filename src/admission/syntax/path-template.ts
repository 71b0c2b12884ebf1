const ONE = '{*}';
const ANY = '{**}';
/** Characters of a part of a path (RFC 3986, pchar). */
const LITERAL = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;

/**
 * What is wrong with a path of an AuthorizationPolicy, in which `{*}` stands for one part and `{**}` for the rest.
 * @see istio/istio pkg/config/security/security.go (CheckValidPathTemplate)
 */
export function pathTemplateProblem(path: string): string | undefined {
  const isTemplate = path.includes(ONE) || path.includes(ANY);
  const parts = path.replace(/^\/+|\/+$/g, '').split('/');
  const rest = parts.indexOf(ANY);
  const isOperator = (part: string) => part === ONE || part === ANY;

  const wrong = parts.find((part, i) => (isOperator(part) ? rest >= 0 && i > rest : /[{}]/.test(part) || (isTemplate && !LITERAL.test(part))));
  if (wrong === undefined) return undefined;
  if (isOperator(wrong)) return `'${wrong}' follows '${ANY}' in '${path}'`;
  return /[{}]/.test(wrong) ? `'${wrong}' in '${path}' has braces beside '${ONE}' and '${ANY}'` : `the part '${wrong}' in '${path}' has characters that no path has, or none`;
}
