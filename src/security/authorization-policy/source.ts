import { type Principal, type SourceNamespace } from './principal';
import type { KindRow } from '../../analysis/kinds';
import { listOf, made, TEXT } from '../../analysis/kinds';
import type { Identity } from '../../vocabulary/identity';

/**
 * Who calls. All that is given must hold; of each list one entry is enough.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source
 */
export interface AuthorizationSource {
  /**
   * By the certificate of the caller's proxy. Needs mutual TLS.
   * @default - whoever it is
   */
  readonly principals?: Principal[];
  /**
   * None of these.
   * @default - nobody is left out
   */
  readonly notPrincipals?: Principal[];
  /**
   * By ServiceAccount, in whatever trust domain. Needs mutual TLS, and Istio 1.25 (OpenShift Service Mesh 3.1). Not beside `principals`
   * and `namespaces`.
   * @default - whoever it is
   */
  readonly serviceAccounts?: Identity[];
  /**
   * None of these.
   * @default - nobody is left out
   */
  readonly notServiceAccounts?: Identity[];
  /**
   * By the trust domain of the caller; may start or end with `*`. Needs mutual TLS, and OpenShift Service Mesh 3.4.
   * @default - of whatever trust domain
   */
  readonly trustDomains?: string[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notTrustDomains?: string[];
  /**
   * By the namespace of the caller. Needs mutual TLS.
   * @default - wherever it is
   */
  readonly namespaces?: SourceNamespace[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notNamespaces?: SourceNamespace[];
  /**
   * By the token of the request: `<issuer>/<subject>`, may start or end with `*`; `*` is any valid token. Needs a RequestAuthentication.
   * @default - with or without a token
   */
  readonly requestPrincipals?: string[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notRequestPrincipals?: string[];
  /**
   * By the address that the connection comes from: addresses or CIDR blocks.
   * @default - from wherever
   */
  readonly ipBlocks?: string[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notIpBlocks?: string[];
  /**
   * By the address of the client as `X-Forwarded-For` or the PROXY protocol tells it: addresses or CIDR blocks. Means something at a gateway that
   * knows how many proxies it can trust.
   * @default - from wherever
   */
  readonly remoteIpBlocks?: string[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notRemoteIpBlocks?: string[];
}

const PRINCIPAL = made('Principal', () => 'write Principal.service(...), Principal.of(...) or another of its factories', (v) => typeof v?.pattern === 'string');
const NAMESPACE = made('SourceNamespace', () => 'write SourceNamespace.of(mesh.namespace(...))', (v) => typeof v?.pattern === 'string');
const IDENTITY = made('Identity', () => 'write Identity.of(...), or the `identity` of a service or gateway', (v) => typeof v?.principal === 'string');

/** What the lists must hold. */
export function sourceKinds(source: AuthorizationSource, at: string): KindRow[] {
  const texts = listOf('texts', TEXT);
  const rows: [keyof AuthorizationSource, KindRow[2]][] = [
    ['principals', listOf('principals', PRINCIPAL)], ['notPrincipals', listOf('principals', PRINCIPAL)],
    ['serviceAccounts', listOf('identities', IDENTITY)], ['notServiceAccounts', listOf('identities', IDENTITY)],
    ['namespaces', listOf('namespaces', NAMESPACE)], ['notNamespaces', listOf('namespaces', NAMESPACE)],
    ['trustDomains', texts], ['notTrustDomains', texts], ['requestPrincipals', texts], ['notRequestPrincipals', texts],
    ['ipBlocks', texts], ['notIpBlocks', texts], ['remoteIpBlocks', texts], ['notRemoteIpBlocks', texts],
  ];
  return rows.map(([property, kind]) => [`${at}.${property}`, source[property], kind]);
}

/** As the API writes it. */
export function renderSource(source: AuthorizationSource): object {
  const patterns = (list?: readonly { readonly pattern: string }[]) => list?.map(({ pattern }) => pattern);
  const accounts = (list?: readonly Identity[]) => list?.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`);
  const { principals, notPrincipals, serviceAccounts, notServiceAccounts, namespaces, notNamespaces, ...texts } = source;
  return {
    source: {
      ...texts,
      principals: patterns(principals),
      notPrincipals: patterns(notPrincipals),
      serviceAccounts: accounts(serviceAccounts),
      notServiceAccounts: accounts(notServiceAccounts),
      namespaces: patterns(namespaces),
      notNamespaces: patterns(notNamespaces),
    },
  };
}
