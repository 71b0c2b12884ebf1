import type { Duration } from 'cdk8s';
import type { GatewayCertificate } from './certificate';

/**
 * Where the TLS of a Route ends.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/ingress_and_load_balancing/index
 */
export enum RouteTls {
  /** No TLS: plain HTTP all the way. */
  NONE = 'none',
  /** At the router; plain HTTP from there to the gateway, over the cluster's network. */
  EDGE = 'edge',
  /** At the gateway: the router sees the server name only. The host needs a certificate. */
  PASSTHROUGH = 'passthrough',
  /** At the router, and again at the gateway. The gateway shows a certificate of OpenShift's service CA unless it is given one. */
  REENCRYPT = 'reencrypt',
}

/** What happens to plain HTTP where a host has TLS. */
export enum InsecureTraffic {
  /** It is sent to HTTPS. */
  REDIRECT = 'Redirect',
  /** It is served too. */
  ALLOW = 'Allow',
  /** It is refused. */
  NONE = 'None',
}

/**
 * The header that tells browsers to come back by HTTPS only.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security
 */
export interface HstsOptions {
  /** How long browsers remember it, in whole seconds. */
  readonly maxAge: Duration;
  /**
   * Whether it is about all hosts below this one too.
   * @default false
   */
  readonly includeSubDomains?: boolean;
  /**
   * Whether browsers may ship it in their lists.
   * @default false
   */
  readonly preload?: boolean;
}

/** How the Route of a host is to be. At a host: what differs from the gateway's exposure; `annotations` are added to it. */
export interface RouteSettings {
  /**
   * Where TLS ends.
   * @default RouteTls.EDGE
   */
  readonly tls?: RouteTls;
  /**
   * What happens to plain HTTP. `ALLOW` cannot be had with passthrough.
   * @default InsecureTraffic.REDIRECT
   */
  readonly insecure?: InsecureTraffic;
  /**
   * Labels by which the router of a shard picks its Routes.
   * @default - none: the default router
   */
  readonly shardLabels?: { [key: string]: string };
  /**
   * The header that tells browsers to come back by HTTPS only. Edge and re-encrypt only.
   * @default - no such header
   */
  readonly hsts?: HstsOptions;
  /**
   * The certificate that the router shows. Edge and re-encrypt only, from OpenShift 4.19 on. The Secret must be there before the
   * Route is applied.
   *
   * *Writes* a Role and a RoleBinding with which the router reads the Secret.
   * @default - the router's own
   */
  readonly externalCertificate?: GatewayCertificate;
  /**
   * The CA that signed the gateway's certificate, as PEM. Re-encrypt only, and only beside a `certificate` of the host.
   * @default - OpenShift's service CA
   */
  readonly destinationCaCertificate?: string;
  /**
   * How long the router waits for the gateway's answer.
   * @default - the longest timeout of the host's routes where it is above 30 seconds, which is the router's own default
   */
  readonly timeout?: Duration;
  /**
   * Annotations of the Route.
   * @default - none
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/ingress_and_load_balancing/index
   */
  readonly annotations?: { [key: string]: string };
}
