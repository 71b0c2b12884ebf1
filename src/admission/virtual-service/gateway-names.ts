import type { Report } from '../report';
import { fqdnProblem } from '../syntax/hosts';
import { isDnsLabel } from '../syntax/labels';
import { textsAt, type PlainObject } from '../syntax/values';

/**
 * The gateways of a VirtualService, or of one of its matches. The report stands at the message that has them.
 *
 * Istio looks at nothing behind the first name without a namespace, and drops its own warnings for matches of http and tcp.
 */
export function checkGatewayNames(parent: PlainObject, report: Report, isFromGatewayApi: boolean, legacy: 'warns' | 'passes'): void {
  for (const [index, gateway] of textsAt(parent, 'gateways')) {
    const at = report.in('gateways', index);
    const slash = gateway.indexOf('/');
    if (slash < 0) {
      checkShortName(gateway, at, legacy);
      return;
    }
    const namespace = gateway.slice(0, slash);
    const name = gateway.slice(slash + 1);
    if (!isDnsLabel(namespace) || (name === '' || (!isDnsLabel(name) && !isFromGatewayApi))) {
      at.error({
        code: 'virtual-service/gateway-name',
        what: `the gateway '${gateway}' is not of the form <namespace>/<name>`,
        expected: 'the name of a namespace, a slash and the name of a Gateway',
        fix: 'write <namespace>/<name>, or the name alone for a Gateway of the own namespace',
      });
    }
  }
}

function checkShortName(gateway: string, report: Report, legacy: 'warns' | 'passes'): void {
  const wrong = fqdnProblem(gateway);
  if (wrong !== undefined) {
    report.error({
      code: 'virtual-service/gateway-name',
      what: `the gateway '${gateway}' has no usable name: ${wrong}`,
      expected: "<namespace>/<name> of a Gateway, its name alone, or 'mesh' for all sidecars",
      fix: 'write the name of the Gateway as its manifest has it',
    });
  }
  if (gateway.includes('.') && legacy === 'warns') {
    const [name, namespace] = gateway.split('.');
    report.warning({
      code: 'virtual-service/legacy-gateway-name',
      what: `the gateway '${gateway}' is named in the old form with dots`,
      expected: 'the form <namespace>/<name>',
      fix: `write '${namespace}/${name}'`,
    });
  }
}
