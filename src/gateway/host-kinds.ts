import type { GatewayCertificate } from './certificate';
import type { GatewayHostOptions } from './gateway-options';
import { InsecureTraffic, type RouteSettings, RouteTls } from './route-settings';
import { DURATION, FLAG, type Kind, type KindRow, listOf, made, MAP, member, NAMESPACE, required, TEXT, TEXTS_BY_KEY, TIME_SPAN } from '../analysis/kinds';

export const CERTIFICATE = made(
  'GatewayCertificate',
  (v) => `write GatewayCertificate.fromSecret('${typeof v === 'string' ? v : '<name of the Secret>'}') or GatewayCertificate.certManager({ ... })`,
  (v) => ['secret', 'cert-manager', 'serving'].includes(v?._source?.kind),
);
const ISSUER = made(
  'IssuerRef',
  (v) => `write IssuerRef.clusterIssuer('${typeof v === 'string' ? v : '<name>'}') or IssuerRef.issuer(...)`,
  (v) => [v?.name, v?.kind, v?.group].every(TEXT.is),
);
/** The header has whole seconds; zero ends what browsers remember. */
const SECONDS: Kind = {
  is: (v) => DURATION.is(v) && v.toMilliseconds() % 1000 === 0,
  expected: 'a Duration of cdk8s, of whole seconds',
  fix: DURATION.fix,
};

/** What the options of a host must be. */
export function hostKinds({ certificate, insecure, route, routesFrom, routesFromEverywhere, raw }: GatewayHostOptions): KindRow[] {
  return [
    ['certificate', certificate, CERTIFICATE],
    ...certificateKinds('certificate', certificate),
    ['insecure', insecure, member('InsecureTraffic', InsecureTraffic)],
    ['route', route, MAP],
    ...(MAP.is(route) ? routeKinds(route!, 'route.') : []),
    ['routesFrom', routesFrom, listOf('namespaces', NAMESPACE)],
    ['routesFromEverywhere', routesFromEverywhere, FLAG],
    ['raw', raw, MAP],
  ];
}

/** What the settings of a Route must be. */
export function routeKinds(settings: RouteSettings, below = ''): KindRow[] {
  const { tls, insecure, shardLabels, hsts, externalCertificate, destinationCaCertificate, timeout, annotations } = settings;
  const rows: KindRow[] = [
    ['tls', tls, member('RouteTls', RouteTls)],
    ['insecure', insecure, member('InsecureTraffic', InsecureTraffic)],
    ['shardLabels', shardLabels, TEXTS_BY_KEY],
    ['hsts', hsts, MAP],
    ...(MAP.is(hsts) ? [
      ['hsts.maxAge', hsts!.maxAge, required(SECONDS)],
      ['hsts.includeSubDomains', hsts!.includeSubDomains, FLAG],
      ['hsts.preload', hsts!.preload, FLAG],
    ] as const : []),
    ['externalCertificate', externalCertificate, CERTIFICATE],
    ...certificateKinds('externalCertificate', externalCertificate),
    ['destinationCaCertificate', destinationCaCertificate, TEXT],
    ['timeout', timeout, TIME_SPAN],
    ['annotations', annotations, TEXTS_BY_KEY],
  ];
  return rows.map(([property, value, kind]) => [`${below}${property}`, value, kind]);
}

/** Factories know no construct, so that what they were given is looked at where the certificate is used. */
function certificateKinds(property: string, certificate: GatewayCertificate | undefined): KindRow[] {
  const source = certificate?._source;
  if (source?.kind === 'secret') return [[`${property}.secretName`, source.secretName, required(TEXT)]];
  if (source?.kind !== 'cert-manager') return [];
  const { options } = source;
  if (!MAP.is(options)) return [[`${property}.options`, options, required(MAP)]];
  return [
    [`${property}.issuer`, options.issuer, required(ISSUER)],
    [`${property}.secretName`, options.secretName, TEXT],
    [`${property}.dnsNames`, options.dnsNames, listOf('DNS names', TEXT)],
    [`${property}.duration`, options.duration, TIME_SPAN],
    [`${property}.renewBefore`, options.renewBefore, TIME_SPAN],
    [`${property}.raw`, options.raw, MAP],
  ];
}
