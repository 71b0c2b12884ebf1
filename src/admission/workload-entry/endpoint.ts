import type { Report } from '../report';
import { isIpAddress, isUnixAddress, unixAddressProblem } from '../syntax/addresses';
import { fqdnProblem } from '../syntax/hosts';
import { checkLabels } from '../syntax/labels';
import { checkPortName, checkPortNumber, unsignedAt } from '../syntax/ports';
import { entriesAt, mapAt, textAt, type PlainObject } from '../syntax/values';
import { quoted } from '../syntax/words';
import { isBlank } from '../syntax/written';

/** What an endpoint is judged by beside itself. */
export interface EndpointRules {
  /** Whether its address may be a domain name. */
  readonly takesNames: boolean;
  /** The names of the ports of its ServiceEntry; absent where it stands alone. */
  readonly servicePorts?: ReadonlySet<string>;
}

/**
 * An endpoint that stands for a workload: a WorkloadEntry, or one of a ServiceEntry with static resolution. The report stands at it.
 * @see istio/istio pkg/config/validation/validation.go (validateWorkloadEntry)
 */
export function checkEndpoint(endpoint: PlainObject, report: Report, rules: EndpointRules): void {
  const address = textAt(endpoint, 'address');
  const network = textAt(endpoint, 'network');
  if (isBlank(endpoint, 'address')) {
    if (network === '') {
      report.in('address').error({
        code: 'endpoint/no-address',
        what: 'the endpoint has neither address nor network',
        expected: 'an address, or the network whose gateway leads to it',
        fix: 'set address',
      });
      return; // istiod looks no further
    }
    report.in('address').warning({
      code: 'endpoint/network-without-address',
      what: `the endpoint has no address, and is reached through the gateway of the network '${network}'`,
      expected: 'an address, unless only the gateway of its network is known',
      fix: 'set address, or leave it so if that is meant',
    });
  }
  if (isUnixAddress(address)) checkSocket(endpoint, address, report, rules);
  else checkAddress(address, report.in('address'), rules.takesNames);
  checkEndpointPorts(endpoint, report, rules.servicePorts);
  checkLabels(endpoint, 'labels', report);
}

/** The ports of an endpoint by name. The report stands at the endpoint. */
export function checkEndpointPorts(endpoint: PlainObject, report: Report, servicePorts?: ReadonlySet<string>): void {
  for (const [name] of entriesAt(endpoint, 'ports')) {
    const at = report.in('ports', name);
    if (servicePorts && !servicePorts.has(name)) {
      at.error({
        code: 'endpoint/unknown-port',
        what: `the endpoint has a port '${name}', and the ServiceEntry has none of that name`,
        expected: servicePorts.size > 0 ? `one of ${quoted([...servicePorts])}` : 'ports that the ServiceEntry has',
        fix: 'write the name as spec.ports has it, or add the port there',
      });
    } else {
      checkPortName(name, at);
    }
    checkPortNumber(unsignedAt(mapAt(endpoint, 'ports'), name), at);
  }
}

/** An address that is an IP address or, where that is allowed, a domain name; an empty one is right. The report stands at the address. */
export function checkAddress(address: string, report: Report, takesNames: boolean): void {
  if (address === '' || isIpAddress(address)) return;
  const wrong = takesNames ? fqdnProblem(address) : 'it is no IP address';
  if (!wrong) return;
  report.error({
    code: 'endpoint/invalid-address',
    what: `the address of the endpoint is '${address}': ${wrong}`,
    expected: takesNames ? 'an IP address or a full domain name' : "an IP address, or 'unix://' and the full path of a socket",
    fix: takesNames ? 'change it' : 'change it; for domain names, use resolution DNS',
  });
}

function checkSocket(endpoint: PlainObject, address: string, report: Report, { servicePorts }: EndpointRules): void {
  const wrong = unixAddressProblem(address);
  if (wrong) {
    report.in('address').error({
      code: 'endpoint/invalid-socket',
      what: `the address of the endpoint is '${address}': ${wrong}`,
      expected: "'unix://' and the full path of a socket",
      fix: 'change it',
    });
  }
  if (entriesAt(endpoint, 'ports').length > 0) {
    report.in('ports').error({
      code: 'endpoint/socket-with-ports',
      what: `the endpoint is the socket '${address}', and has ports`,
      expected: 'no ports where the address is a socket',
      fix: 'remove ports',
    });
  }
  if (servicePorts && servicePorts.size !== 1) {
    report.in('address').error({
      code: 'endpoint/socket-for-several-ports',
      what: `the endpoint is the socket '${address}', and the ServiceEntry has ${servicePorts.size} ports`,
      expected: 'one port in a ServiceEntry whose endpoint is a socket',
      fix: 'make a ServiceEntry for each port',
    });
  }
}
