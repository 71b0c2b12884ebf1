import { isDnsLabel } from './labels';

/*
 * Trust domains and the values that match identities. A rule is `undefined` for what keeps it, otherwise a clause that says what is wrong.
 */

/**
 * The trust domain of a mesh: DNS labels, which may be digits only, and a dot may close it.
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateTrustDomain)
 */
export function trustDomainProblem(domain: string): string | undefined {
  if (domain === '') return 'it is empty';
  const labels = domain.split('.');
  if (labels.length > 1 && labels[labels.length - 1] === '') labels.pop();
  const wrong = labels.find((label) => !isDnsLabel(label));
  return wrong === undefined ? undefined : `'${wrong}' in '${domain}' is no label of a DNS name`;
}

/** A value with one `*` at most, at one of its ends (istio/istio pkg/config/security/security.go, CheckWildcardValues). */
export function wildcardValueProblem(value: string): string | undefined {
  if (value === '') return 'it is empty';
  const stars = value.split('*').length - 1;
  if (stars > 1) return `'${value}' has '*' more than once`;
  return stars === 0 || value.startsWith('*') || value.endsWith('*') ? undefined : `'${value}' has '*' in its middle`;
}

/** A value that matches trust domains, which have no slash. */
export function trustDomainPatternProblem(value: string): string | undefined {
  return wildcardValueProblem(value) ?? (value.includes('/') ? `'${value}' has a slash, and trust domains have none` : undefined);
}
