import type { ExportedService } from './exported-service';
import { hostOwner } from './hosts';
import type { MadeParty } from './parts';
import type { GatewayPlace } from './party';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { GatewayAddress, RemoteNetworkGateway } from '../../gateway';
import { dnsLabelProblem } from '../../kube/names';
import { serviceEntry, serviceEntryPorts } from '../../traffic/workload-service-entry';

/** Where a mesh shares services, and how it is reached. */
export interface Exporter {
  readonly clusterName: string;
  readonly network: string;
  /** Undefined where it cannot be reached, which is an error of its own. */
  readonly gateway?: GatewayPlace;
}

/**
 * Tells a mesh of a service of another one: where the gateway of its network is, and a ServiceEntry that has its name, leads to that
 * network, and takes an answer from nobody but its workloads. Both are withheld while the address is not known: an endpoint without
 * address and without gateway is none.
 */
export function importEntry(importer: MadeParty, exporter: Exporter, shared: ExportedService, visibleTo: readonly string[] | undefined): void {
  const { part: { scope }, mesh, props: { cluster } } = importer;
  const { gateway } = exporter;
  if (gateway) remoteGateway(importer, exporter, gateway);
  const { host, identity } = shared;
  const entry = serviceEntry(scope, `import-${host}`, {
    mesh: mesh._facts,
    name: host,
    // whoever looks after the mesh looks after what it takes from others
    namespace: mesh.rootNamespace,
    hosts: [host],
    exportTo: visibleTo && [...new Set(visibleTo)].sort(),
    ports: () => serviceEntryPorts(shared.ports),
    subjectAltNames: identity && [identity.spiffeId],
    endpoints: [{
      network: exporter.network,
      // Else the proxy would speak plain text, and not be sent to the gateway at all (istio/istio pilot/pkg/xds/endpoints/ep_filters.go).
      labels: { 'security.istio.io/tlsMode': 'istio' },
    }],
    waitsFor: gateway && [gateway.address],
  });
  shared._keep(importer, entry);
  const findings = Findings.of(entry);
  for (const problem of visibilityProblems(visibleTo)) findings.add(entry, problem);
  findings.checkAtSynth(entry, () => clashProblems(importer, shared, hostOwner(cluster, host, [entry])));
}

function remoteGateway(importer: MadeParty, { clusterName, network }: Exporter, { address, port }: GatewayPlace): void {
  const { part: { scope }, mesh, remoteGateways } = importer;
  if (remoteGateways.has(clusterName)) return;
  remoteGateways.set(clusterName, new RemoteNetworkGateway(scope, `gateway-of-${clusterName}`, {
    mesh, network, address: GatewayAddress._of(address), port,
  }));
}

function visibilityProblems(visibleTo: readonly string[] | undefined): Problem[] {
  if (visibleTo?.length === 0) {
    return [{
      code: 'topology/visible-to-nobody',
      what: '`visibleTo` is empty, so that no namespace would see the service',
      expected: 'the namespaces that call it',
      fix: 'name them; or leave it out, for all',
    }];
  }
  return (visibleTo ?? []).flatMap((namespace) => {
    const problem = dnsLabelProblem(namespace);
    return problem === undefined ? [] : [{
      code: 'topology/invalid-namespace',
      what: `'${namespace}' in \`visibleTo\` is not usable: ${problem}`,
      expected: 'the name of a namespace of the mesh that gets the service',
      fix: 'correct it; leave `visibleTo` out for all namespaces',
    }];
  });
}

/** Istio would take both for one service, and mix their endpoints. */
function clashProblems({ clusterName }: MadeParty, { host, serviceName, clusterName: from }: ExportedService, owner: string | undefined): Problem[] {
  return owner === undefined ? [] : [{
    code: 'topology/shared-name-taken',
    what: `service '${serviceName}' of cluster '${from}' is called '${host}', which in cluster '${clusterName}' is the name of ${owner}`,
    expected: 'a name that the mesh which gets the service has for nothing else',
    fix: `share it under another name: \`host: '${serviceName}.${from}.example.com'\``,
  }];
}
