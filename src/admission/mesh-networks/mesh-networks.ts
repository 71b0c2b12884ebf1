import type { Report } from '../report';
import { ipOrCidrProblem, isIpAddress } from '../syntax/addresses';
import { fqdnProblem } from '../syntax/hosts';
import { isDnsLabel } from '../syntax/labels';
import { checkPortNumber } from '../syntax/ports';
import { entriesAt, isMap, mapsAt, presentOf, valueAt, type PlainObject } from '../syntax/values';

/**
 * The networks of a mesh, by name. The report stands at the message that has `meshNetworks`.
 *
 * @param resolvesHosts whether istiod resolves gateways that are named by a host
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateMeshNetworks)
 */
export function checkMeshNetworks(parent: PlainObject, resolvesHosts: boolean, report: Report): void {
  for (const [name, network] of entriesAt(parent, 'meshNetworks')) {
    if (!isMap(network)) continue;
    const at = report.in('meshNetworks', name);
    for (const [i, endpoint] of mapsAt(network, 'endpoints')) checkEndpoint(endpoint, at.in('endpoints', i));
    for (const [i, gateway] of mapsAt(network, 'gateways')) checkGateway(gateway, resolvesHosts, at.in('gateways', i));
  }
}

function checkEndpoint(endpoint: PlainObject, report: Report): void {
  const [which] = presentOf(endpoint, ['fromCidr', 'fromRegistry']);
  const value = which && valueAt(endpoint, which);
  if (typeof value !== 'string') return;
  if (which === 'fromCidr') {
    const wrong = ipOrCidrProblem(value);
    if (wrong === undefined) return;
    report.in('fromCidr').error({
      code: 'mesh-networks/cidr',
      what: `fromCidr: ${wrong}`,
      expected: 'an IP address or a CIDR block',
      fix: "write the addresses of the network, like '10.0.0.0/16'",
    });
  }
  if (which === 'fromRegistry' && !isDnsLabel(value)) {
    report.in('fromRegistry').error({
      code: 'mesh-networks/registry',
      what: `fromRegistry is '${value}', which is no name of a cluster`,
      expected: "letters, digits and '-', at most 63 characters, with a letter or digit at both ends",
      fix: 'write the clusterName under which the remote secret is registered',
    });
  }
}

function checkGateway(gateway: PlainObject, resolvesHosts: boolean, report: Report): void {
  const [which] = presentOf(gateway, ['registryServiceName', 'address']);
  const target = which && valueAt(gateway, which);
  if (typeof target === 'string') checkTarget(target, which, resolvesHosts, report);
  const port = valueAt(gateway, 'port') ?? 0;
  if (typeof port === 'number') checkPortNumber(port, report.in('port'));
}

function checkTarget(value: string, which: 'registryServiceName' | 'address', resolvesHosts: boolean, report: Report): void {
  const wrong = which === 'registryServiceName' ? fqdnProblem(value) : undefined;
  if (wrong !== undefined) {
    report.in('registryServiceName').error({
      code: 'mesh-networks/gateway-service',
      what: `registryServiceName: ${wrong}`,
      expected: 'the DNS name of the gateway service',
      fix: "write the whole name, like 'istio-eastwestgateway.istio-system.svc.cluster.local'",
    });
  }
  if (which === 'address' && !isIpAddress(value) && (!resolvesHosts || fqdnProblem(value) !== undefined)) {
    report.in('address').error({
      code: 'mesh-networks/gateway-address',
      what: `'${value}' is ${resolvesHosts ? 'neither an IP address nor a DNS name' : 'no IP address, and RESOLVE_HOSTNAME_GATEWAYS is off'}`,
      expected: resolvesHosts ? 'an IP address or a DNS name' : 'an IP address',
      fix: 'write the address under which other networks reach the gateway, without scheme and port',
    });
  }
}
