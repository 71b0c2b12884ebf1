import { checkConnectionPool } from './connection-pool';
import { checkLoadBalancer } from './load-balancer';
import { checkOutlierDetection } from './outlier-detection';
import type { Report } from '../report';
import { isIpAddress } from '../syntax/addresses';
import { checkClientTls } from '../syntax/client-tls';
import { fqdnProblem } from '../syntax/hosts';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { isPresent, mapAt, mapsAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { isFilled, isMissing } from '../syntax/written';

const PORT_FIELDS = ['connectionPool', 'loadBalancer', 'outlierDetection', 'tls'];
const FIELDS = [...PORT_FIELDS, 'tunnel', 'proxyProtocol', 'retryBudget'];

/** How clients reach a host. The report stands at the policy. */
export function checkTrafficPolicy(policy: PlainObject, namespace: string, report: Report): void {
  if (!FIELDS.some((field) => isPresent(policy, field)) && !isFilled(policy, 'portLevelSettings')) {
    emptyPolicy(`${FIELDS.join(', ')} or portLevelSettings`, report);
    return;
  }
  if (isPresent(policy, 'tunnel') && isPresent(policy, 'proxyProtocol')) {
    report.error({
      code: 'destination-rule/tunnel-and-proxy-protocol',
      what: 'the policy has tunnel and proxyProtocol',
      expected: 'one of the two',
      fix: 'remove one of the two',
    });
  }
  checkSettings(policy, namespace, report);
  for (const [i, settings] of mapsAt(policy, 'portLevelSettings')) {
    // Istio drops what it would warn of here.
    checkPortSettings(settings, namespace, report.in('portLevelSettings', i).withoutWarnings());
  }
  const tunnel = mapAt(policy, 'tunnel');
  if (tunnel) checkTunnel(tunnel, report.in('tunnel'));
}

function checkPortSettings(settings: PlainObject, namespace: string, report: Report): void {
  if (isMissing(settings, 'port')) {
    report.in('port').error({
      code: 'destination-rule/port-settings-without-port',
      what: 'the settings of a port do not say which port',
      expected: 'port.number',
      fix: 'add port: { number: <port of the service> }',
    });
  }
  if (PORT_FIELDS.some((field) => isPresent(settings, field))) checkSettings(settings, namespace, report);
  else emptyPolicy(PORT_FIELDS.join(', '), report);
}

/** What a policy and the settings of one of its ports have in common. */
function checkSettings(policy: PlainObject, namespace: string, report: Report): void {
  const outlier = mapAt(policy, 'outlierDetection');
  const pool = mapAt(policy, 'connectionPool');
  const balancer = mapAt(policy, 'loadBalancer');
  const tls = mapAt(policy, 'tls');
  if (outlier) checkOutlierDetection(outlier, report.in('outlierDetection'));
  if (pool) checkConnectionPool(pool, report.in('connectionPool'));
  if (balancer) checkLoadBalancer(balancer, isPresent(policy, 'outlierDetection'), report.in('loadBalancer'));
  if (tls) checkClientTls(tls, namespace, report.in('tls'));
}

function emptyPolicy(fields: string, report: Report): void {
  report.error({
    code: 'destination-rule/empty-policy',
    what: 'the policy says nothing',
    expected: `at least one of ${fields}`,
    fix: 'set one of them, or remove the policy',
  });
}

/** A tunnel through an HTTP proxy. */
function checkTunnel(tunnel: PlainObject, report: Report): void {
  const protocol = textAt(tunnel, 'protocol');
  if (!['', 'CONNECT', 'POST'].includes(protocol)) {
    report.in('protocol').error({
      code: 'destination-rule/tunnel-protocol',
      what: `the protocol of the tunnel is '${protocol}'`,
      expected: "'CONNECT' or 'POST'",
      fix: 'write the method that the proxy takes',
    });
  }
  const host = valueAt(tunnel, 'targetHost') ?? '';
  const wrong = typeof host !== 'string' || isIpAddress(host) ? undefined : fqdnProblem(host);
  if (wrong !== undefined) {
    report.in('targetHost').error({
      code: 'destination-rule/tunnel-host',
      what: host === '' ? 'the tunnel has no targetHost' : `the target '${String(host)}' of the tunnel is no host: ${wrong}`,
      expected: 'a DNS name or an IP address',
      fix: 'write the host that the proxy is to connect to',
    });
  }
  checkPortNumber(unsignedAt(tunnel, 'targetPort'), report.in('targetPort'));
}
