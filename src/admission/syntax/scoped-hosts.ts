import { isIpAddress } from './addresses';
import { partialWildcardProblem, wildcardDomainProblem } from './hosts';
import { isDnsLabel } from './labels';

/**
 * Hosts with the namespace that they are taken from, `namespace/host`: of the servers of a Gateway, and of the egress of a Sidecar.
 * A rule is `undefined` for a host that keeps it, otherwise a clause that says what is wrong.
 *
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateNamespaceSlashWildcardHostname)
 */

/** What differs between the kinds that have such hosts. */
interface ScopeRules {
  /** Whether a part before the slash names namespaces. */
  readonly isScope: (namespace: string) => boolean;
  /** Whether an IP address may be a host. */
  readonly takesAddresses: boolean;
}

/**
 * A host of a Gateway's server. The namespace may be left out.
 *
 * @param isOfGatewayApi whether istiod made the object of one of the Gateway API: it may then be bound to no namespace
 */
export function gatewayHostProblem(host: string, isOfGatewayApi: boolean): string | undefined {
  const rules: ScopeRules = { isScope: (ns) => isAnyOrOwn(ns) || isDnsLabel(ns) || (ns === '~' && isOfGatewayApi), takesAddresses: true };
  return host.includes('/') ? scopedProblem(host, rules) : hostProblem(host, rules);
}

/**
 * A host of a Sidecar's egress. The namespace is required.
 *
 * @param canExclude whether `~` before a namespace takes it out
 */
export function egressHostProblem(host: string, canExclude: boolean): string | undefined {
  if (!host.includes('/')) return 'it names no namespace';
  const isScope = (ns: string) => {
    if (ns === '~') return true;
    const name = canExclude ? ns.replace(/^~/, '') : ns;
    return isAnyOrOwn(name) || isDnsLabel(name);
  };
  return scopedProblem(host, { isScope, takesAddresses: false });
}

function scopedProblem(text: string, rules: ScopeRules): string | undefined {
  const slash = text.indexOf('/');
  const namespace = text.slice(0, slash);
  const host = text.slice(slash + 1);
  if (namespace === '' || host === '') return 'the part before or after the slash is empty';
  if (!rules.isScope(namespace)) return `'${namespace}' is no namespace`;
  return hostProblem(host, rules);
}

function hostProblem(host: string, { takesAddresses }: ScopeRules): string | undefined {
  if (host !== '' && host !== '*' && !host.includes('.')) return `'${host}' is a short name`;
  const wrong = takesAddresses && isIpAddress(host) ? undefined : wildcardDomainProblem(host);
  return wrong ?? partialWildcardProblem(host);
}

function isAnyOrOwn(namespace: string): boolean {
  return namespace === '*' || namespace === '.';
}
