import type { ApiObject } from 'cdk8s';
import { hostOwner, serviceObject } from './hosts';
import type { MadeParty } from './parts';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { EastWestGateway, EastWestKind } from '../../gateway';
import { draftOf } from '../../kube/late-value';
import type { Manifest } from '../../kube/manifest';
import { istioGateway } from '../../traffic/istio-objects';
import { serviceEntry, serviceEntryPorts, type WorkloadServiceEntryPort } from '../../traffic/workload-service-entry';
import { MeshLabel } from '../../vocabulary/mesh-labels';

/** The name of the `Gateway` that says which services leave a mesh. */
const SHARED = 'shared-services';

/**
 * The gateway by which the other meshes reach what is shared from here: made with the first such service, and open for nothing but
 * them.
 *
 * @param hosts the names that are shared; asked when the program is complete
 */
export function gatewayInto(party: MadeParty, hosts: () => string[]): EastWestGateway {
  if (party.gateway) return party.gateway;
  const { mesh, network, part, props: { eastWest } } = party;
  const gateway = new EastWestGateway(part.scope, 'east-west-gateway', {
    mesh, network, clusterName: party.clusterName, settings: eastWest, exposeServices: [],
  });
  party.gateway = gateway;
  for (const problem of reachProblems(party, gateway)) Findings.of(gateway).add(gateway, problem);
  if (gateway.kind === EastWestKind.NONE) return gateway;
  istioGateway(part.scope, SHARED, {
    mesh: mesh._facts,
    name: SHARED,
    namespace: gateway.namespaceName,
    // Istio puts the name of the Gateway on the pods that it makes, and none of ours
    selector: gateway.kind === EastWestKind.INJECTED ? gateway.selectorLabels : { [MeshLabel.GATEWAY_NAME]: gateway.gatewayName },
    servers: () => [{
      port: { number: gateway._mtlsPort, name: 'tls', protocol: 'TLS' },
      hosts: [...new Set(hosts())].sort(),
      tls: { mode: 'AUTO_PASSTHROUGH' },
    }],
  });
  return gateway;
}

function reachProblems({ clusterName }: MadeParty, gateway: EastWestGateway): Problem[] {
  if (gateway._isReachable) return [];
  return [{
    code: 'topology/shared-behind-no-gateway',
    what: `services of cluster '${clusterName}' are shared, but ${gateway.kind === EastWestKind.NONE ? 'there is no gateway into it (EastWest.none())' : `the gateway into it, '${gateway.gatewayName}', has no load balancer`}`,
    expected: 'a gateway that the other clusters reach by a load balancer',
    fix: 'write EastWest.injected(), with Exposure.loadBalancer() if an exposure is stated; or share nothing from here',
  }];
}

/**
 * Gives a service a second name in its own mesh, by which the gateway knows it: that of proxies elsewhere who ask for it. The entry
 * selects the same pods as the Service.
 *
 * @see https://github.com/openshift-service-mesh/sail-operator/blob/main/docs/ossm/ossm2-migration/federation/README.md
 */
export function secondName(party: MadeParty, namespace: string, name: string, host: string): Manifest {
  const { part, props: { cluster } } = party;
  const object = (): ApiObject | undefined => serviceObject(cluster, namespace, name);
  const entry = serviceEntry(part.scope, `export-${host}`, {
    mesh: party.mesh._facts, name: host, namespace, hosts: [host], ports: () => portsOf(object()), selector: () => selectorOf(object()),
  });
  Findings.of(entry).checkAtSynth(entry, () => [
    ...selectedProblems(namespace, name, host, object()), ...takenProblems(party, host, hostOwner(cluster, host, [entry])),
  ]);
  return entry;
}

/** Asks for a name that others have, in the mesh that the service is in. */
function takenProblems({ clusterName }: MadeParty, host: string, owner: string | undefined): Problem[] {
  return owner === undefined ? [] : [{
    code: 'topology/shared-name-taken',
    what: `a service is shared as '${host}', which in its own cluster '${clusterName}' is the name of ${owner}`,
    expected: 'a name that nothing else has, in any of the meshes',
    fix: 'choose another `host`, or leave it out',
  }];
}

function selectedProblems(namespace: string, name: string, host: string, object: ApiObject | undefined): Problem[] {
  const because = object === undefined ? 'its Service is not written by this program'
    : Object.keys(selectorOf(object)).length === 0 ? 'its Service selects no pods' : namedTarget(object);
  return because === undefined ? [] : [{
    code: 'topology/second-name-without-service',
    what: `service '${name}' of namespace '${namespace}' is shared as '${host}', but ${because}: the second name could not be given to its pods`,
    expected: 'a Service of this program that selects pods, with target ports by number',
    fix: 'leave `host` out, so that it is called by its own name; or write the Service here',
  }];
}

/** ServiceEntries know no ports of pods by name. */
function namedTarget(object: ApiObject): string | undefined {
  const named = portsIn(object).find((p) => typeof p.targetPort === 'string');
  return named && `its port ${named.port} has a target port by name, '${named.targetPort}'`;
}

function portsOf(object: ApiObject | undefined): WorkloadServiceEntryPort[] {
  if (!object) return [];
  const ports = portsIn(object);
  const carried = serviceEntryPorts(ports.map(({ port, name, appProtocol, protocol }) => ({
    port, name, protocol: appProtocol ?? (protocol === undefined || protocol === 'TCP' ? undefined : protocol),
  })));
  return carried.map((p) => {
    const { targetPort } = ports.find(({ port }) => port === p.number)!;
    return { ...p, targetPort: typeof targetPort === 'number' && targetPort !== p.number ? targetPort : undefined };
  });
}

function portsIn(object: ApiObject): Array<{ port: number; name?: string; appProtocol?: string; protocol?: string; targetPort?: number | string }> {
  const { ports } = draftOf(object).spec ?? {};
  return Array.isArray(ports) ? ports : [];
}

function selectorOf(object: ApiObject | undefined): { [key: string]: string } {
  return (object && draftOf(object).spec?.selector) ?? {};
}
