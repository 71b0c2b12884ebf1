import { createHash } from 'crypto';
import type { Problem } from '../analysis/finding';
import { MAX_LABEL, wildcardHostProblem } from '../kube/names';

/** Every host that reaches the gateway. */
export const ANY_HOST = '*';

/**
 * A host name in full: a bare name is completed with the apps domain, everything else stays as it is.
 *
 * @param name `shop`, `*.shop`, `shop.example.com`, `*.example.com` or `*`
 * @param appsDomain the wildcard domain of the default router
 */
export function completeHost(name: string, appsDomain: string | undefined): { host: string; problem?: Problem } {
  if (name === ANY_HOST) return { host: name };
  const isBare = !name.replace(/^\*\./, '').includes('.');
  const host = isBare && appsDomain ? `${name}.${appsDomain}` : name;
  const wrong = wildcardHostProblem(host);
  if (wrong) {
    return {
      host,
      problem: {
        code: 'gateway/invalid-host',
        what: `the host '${name}' is not usable: ${wrong}`,
        expected: 'a DNS name like shop.example.com, a bare name like shop, *.example.com, or * for every host',
        fix: 'change the host',
      },
    };
  }
  if (isBare && !appsDomain) {
    return {
      host,
      problem: {
        code: 'gateway/no-apps-domain',
        what: `the host '${name}' is a bare name, and the apps domain that would complete it is not known`,
        expected: 'a full host name, or an apps domain',
        fix: 'write the host in full, or set `appsDomain` on the Cluster (oc get ingresses.config/cluster -o jsonpath=\'{.spec.domain}\')',
        cause: 'no apps domain',
      },
    };
  }
  return { host };
}

/** Whether a host stands for all hosts below a domain. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*.');
}

/**
 * The name that the objects of a host get: the host without the apps domain, as a DNS label. It depends on nothing else, so it
 * never changes because another host comes or goes; hosts that mean the same label are told to choose a name.
 *
 * @param anyHostName the name for the objects of `*`
 */
export function objectNameOf(host: string, appsDomain: string | undefined, anyHostName: string): string {
  if (host === ANY_HOST) return anyHostName;
  const suffix = `.${appsDomain}`;
  const short = appsDomain && host.endsWith(suffix) ? host.slice(0, -suffix.length) : host;
  const label = toLabel(short);
  if (label.length <= MAX_LABEL) return label;
  const hash = createHash('sha256').update(host).digest('hex').slice(0, 8);
  return `${label.slice(0, MAX_LABEL - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}

/** What a host may not hold becomes a hyphen too: such a host is reported, and the report shall not end there. */
function toLabel(host: string): string {
  return host.toLowerCase().replace(/^\*/, 'wildcard').replace(/[^a-z0-9]/g, '-').replace(/^-+|-+$/g, '') || 'host';
}

/** The host of a Route: it has no wildcards of its own, a policy beside it makes it stand for its siblings. */
export function routeHost(host: string): string | undefined {
  return host === ANY_HOST ? undefined : host.replace(/^\*\./, 'wildcard.');
}
