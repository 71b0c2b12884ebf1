import { checkServer } from './server';
import type { KindCheck } from '../kind-check';
import type { Report } from '../report';
import { isDnsLabel } from '../syntax/labels';
import { mapAt, mapsAt, textAt } from '../syntax/values';
import type { PlainObject } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

/** istiod marks with it what it makes of Gateways of the Gateway API. */
const SEMANTICS = 'internal.istio.io/gateway-semantics';

/**
 * What Istio's webhook says of its own Gateway kind.
 * @see istio/istio pkg/config/validation/validation.go (ValidateGateway)
 */
export const checkGateway: KindCheck = (spec, report, object, context) => {
  const isOfGatewayApi = object.annotations[SEMANTICS] === 'gateway';
  if (object.name !== '' && !isDnsLabel(object.name) && !isOfGatewayApi) {
    report.ofObject().in('metadata', 'name').error({
      code: 'gateway/name-not-a-label',
      what: `the Gateway is called '${object.name}'`,
      expected: "a DNS label: letters, digits and '-', at most 63 characters, no dots",
      fix: 'choose a name without dots; VirtualServices refer to it as namespace/name',
    });
  }
  if (isEmptyList(spec, 'servers')) {
    report.in('servers').error({
      code: 'gateway/no-server',
      what: 'the Gateway has no servers',
      expected: 'at least one',
      fix: 'add a server with its port and hosts',
    });
  }
  const servers = mapsAt(spec, 'servers');
  for (const [i, server] of servers) checkServer(server, report.in('servers', i), { isOfGatewayApi, context });
  checkPortNames(servers, report);
};

function checkPortNames(servers: readonly (readonly [number, PlainObject])[], report: Report): void {
  const firstOf = new Map<string, number>();
  for (const [i, server] of servers) {
    const name = textAt(mapAt(server, 'port'), 'name');
    if (name === '') continue;
    const first = firstOf.get(name);
    if (first === undefined) {
      firstOf.set(name, i);
      continue;
    }
    report.in('servers', i, 'port', 'name').error({
      code: 'gateway/duplicate-port-name',
      what: `the name '${name}' is that of the port of servers[${first}] as well`,
      expected: 'a name of its own for each port of a Gateway',
      fix: 'change one of the two names',
    });
  }
}
