import { type RouteSettings, RouteTls } from './route-settings';
import { stated } from '../analysis/kinds';

/** The gateway's settings with those of a host laid over them. */
export function withHostSettings(gateway: RouteSettings, differing: RouteSettings = {}): RouteSettings {
  const host = stated(differing);
  const own = Object.fromEntries(Object.entries(host).filter(([, v]) => v !== undefined));
  const inherited = host.tls === undefined || host.tls === tlsOf(gateway) ? gateway : applicable(gateway, host.tls);
  return { ...inherited, ...own, annotations: { ...gateway.annotations, ...host.annotations } };
}

/** Where the TLS of a Route ends that says nothing. */
export function tlsOf(settings: RouteSettings): RouteTls {
  return settings.tls ?? RouteTls.EDGE;
}

/** Whether the router ends TLS, and so shows a certificate and may set headers. */
export function routerEndsTls(tls: RouteTls): boolean {
  return tls === RouteTls.EDGE || tls === RouteTls.REENCRYPT;
}

/** What of a gateway's settings still has a meaning at a host whose TLS ends elsewhere. */
function applicable(gateway: RouteSettings, tls: RouteTls): RouteSettings {
  const { insecure, hsts, externalCertificate, destinationCaCertificate, ...rest } = gateway;
  return {
    ...rest,
    ...(routerEndsTls(tls) && { insecure, hsts, externalCertificate }),
    ...(tls === RouteTls.REENCRYPT && { destinationCaCertificate }),
  };
}
