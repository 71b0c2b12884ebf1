import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { GatewayHost } from './gateway-host';
import { isWildcard, routeHost } from './host-name';
import { tlsOf } from './route-merge';
import { type HstsOptions, InsecureTraffic, type RouteSettings, RouteTls } from './route-settings';
import { Manifest } from '../kube/manifest';
import { routerDuration } from '../traffic/durations';

/** Annotations that the OpenShift router reads (openshift/router images/router/haproxy/conf/haproxy-config.template). */
export const RouterAnnotation = {
  TIMEOUT: 'haproxy.router.openshift.io/timeout',
  HSTS: 'haproxy.router.openshift.io/hsts_header',
} as const;

/** The router waits so long for an answer where nothing else is said (`ROUTER_DEFAULT_SERVER_TIMEOUT`). */
const ROUTER_TIMEOUT_MS = 30_000;

/** A Route to write. */
export interface RouteInput {
  readonly host: GatewayHost;
  readonly namespace: string;
  readonly serviceName: string;
  readonly settings: RouteSettings;
  /** The Secret with the certificate that the router shows. */
  readonly externalSecret?: string;
  readonly raw?: unknown;
}

/** The name of the Service's port that a Route leads to. */
export function routePortName(tls: RouteTls): 'http2' | 'https' {
  return tls === RouteTls.EDGE || tls === RouteTls.NONE ? 'http2' : 'https';
}

/** Writes the Route of a host. */
export function writeRoute(scope: Construct, id: string, input: RouteInput): Manifest {
  const { host, settings } = input;
  const tls = tlsOf(settings);
  return new Manifest(scope, id, {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: host.objectName, namespace: input.namespace, labels: settings.shardLabels, annotations: annotations(input) },
    body: {
      spec: {
        host: routeHost(host.hostName),
        to: { kind: 'Service', name: input.serviceName, weight: 100 },
        port: { targetPort: routePortName(tls) },
        wildcardPolicy: isWildcard(host.hostName) ? 'Subdomain' : 'None',
        tls: tls === RouteTls.NONE ? undefined : {
          termination: tls,
          insecureEdgeTerminationPolicy: settings.insecure ?? InsecureTraffic.REDIRECT,
          externalCertificate: input.externalSecret === undefined ? undefined : { name: input.externalSecret },
          destinationCACertificate: settings.destinationCaCertificate,
        },
      },
    },
    raw: input.raw,
  });
}

function annotations({ host, settings }: RouteInput): { [key: string]: string } {
  return {
    // routes, and with them the longest timeout, are known when the program is complete
    [RouterAnnotation.TIMEOUT]: Lazy.any({ produce: () => timeout(host, settings) }),
    ...(settings.hsts && { [RouterAnnotation.HSTS]: hstsHeader(settings.hsts) }),
    ...settings.annotations,
  };
}

function timeout(host: GatewayHost, settings: RouteSettings): string | undefined {
  if (settings.timeout) return routerDuration(settings.timeout);
  // behind passthrough the annotation would shorten the lifetime of connections, which is an hour by default
  if (tlsOf(settings) === RouteTls.PASSTHROUGH) return undefined;
  const longest = host._longestTimeout;
  return longest && longest.toMilliseconds() > ROUTER_TIMEOUT_MS ? routerDuration(longest) : undefined;
}

function hstsHeader({ maxAge, includeSubDomains, preload }: HstsOptions): string {
  return [`max-age=${maxAge.toSeconds()}`, includeSubDomains && 'includeSubDomains', preload && 'preload'].filter(Boolean).join(';');
}
