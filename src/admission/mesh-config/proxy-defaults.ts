import { checkPrivateKeyProvider } from './private-key-provider';
import { checkProxyAddress, proxyAddressProblem, unusableAddress } from './proxy-address';
import { istioAtLeast, type AdmissionContext } from '../context';
import type { Report } from '../report';
import { checkDuration, durationProblem, parseDuration, SECOND } from '../syntax/durations';
import { checkPortNumber } from '../syntax/ports';
import { mapAt, textAt, valueAt, type PlainObject } from '../syntax/values';

/** What the chart and istiod bring values for. One may be left out, and not be empty. */
const FILLED = ['configPath', 'binaryPath', 'serviceCluster'];
const PORTS = ['proxyAdminPort', 'statusPort'];
const AUTO_ALLOCATE = 'ISTIO_META_DNS_AUTO_ALLOCATE';

/**
 * `meshConfig.defaultConfig`, what all proxies begin with, short of their tracing. The report stands at it.
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateMeshConfigProxyConfig)
 */
export function checkProxyDefaults(config: PlainObject, report: Report, context: AdmissionContext): void {
  for (const field of FILLED.filter((name) => valueAt(config, name) === '')) empty(field, report);
  for (const field of PORTS) {
    const port = valueAt(config, field);
    if (typeof port === 'number') checkPortNumber(port, report.in(field));
  }
  checkDuration(config, 'drainDuration', report, drainProblem);
  checkAddresses(config, report);
  checkAuthentication(config, report);
  const provider = mapAt(config, 'privateKeyProvider');
  if (provider) checkPrivateKeyProvider(provider, report.in('privateKeyProvider'));
  if (istioAtLeast(context, '1.25') && valueAt(mapAt(config, 'proxyMetadata'), AUTO_ALLOCATE) !== undefined) {
    report.in('proxyMetadata', AUTO_ALLOCATE).warning({
      code: 'mesh-config/deprecated-auto-allocation',
      what: `${AUTO_ALLOCATE} is deprecated`,
      expected: 'addresses from the controller in istiod, which is on by default',
      fix: `remove ${AUTO_ALLOCATE}; ISTIO_META_DNS_CAPTURE alone lets proxies answer with these addresses`,
    });
  }
}

function checkAddresses(config: PlainObject, report: Report): void {
  const discovery = valueAt(config, 'discoveryAddress');
  const wrong = typeof discovery === 'string' ? proxyAddressProblem(discovery) : undefined;
  if (wrong !== undefined) report.in('discoveryAddress').error(unusableAddress('discoveryAddress', discovery === '' ? 'it is empty' : wrong));

  checkProxyAddress(config, 'statsdUdpAddress', report);
  checkProxyAddress(config, 'envoyMetricsServiceAddress', report);
  for (const service of ['envoyMetricsService', 'envoyAccessLogService']) checkProxyAddress(mapAt(config, service), 'address', report.in(service));
  if (textAt(config, 'envoyMetricsServiceAddress') !== '') {
    report.in('envoyMetricsServiceAddress').warning({
      code: 'mesh-config/deprecated-metrics-address',
      what: 'envoyMetricsServiceAddress is deprecated',
      expected: 'envoyMetricsService.address',
      fix: 'write envoyMetricsService: { address: <the address> }',
    });
  }
}

function checkAuthentication(config: PlainObject, report: Report): void {
  if (valueAt(config, 'controlPlaneAuthPolicy') !== 'INHERIT') return;
  report.in('controlPlaneAuthPolicy').error({
    code: 'mesh-config/control-plane-authentication',
    what: 'controlPlaneAuthPolicy is INHERIT, and there is nothing to inherit from',
    expected: 'MUTUAL_TLS or NONE',
    fix: 'write MUTUAL_TLS, or leave it out',
  });
}

function drainProblem(text: string): string | undefined {
  return durationProblem(text) ?? (parseDuration(text)! % SECOND === 0n ? undefined : `'${text}' has a part of a second`);
}

function empty(field: string, report: Report): void {
  report.in(field).error({
    code: 'mesh-config/empty',
    what: `${field} is empty`,
    expected: 'a value, or no such field for the default',
    fix: `remove ${field}`,
  });
}
