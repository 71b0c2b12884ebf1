import type { ExternalTopologyProps } from './external-input';
import type { Problem } from '../../analysis/finding';
import type { Cluster } from '../../cluster';
import { ControlPlaneExposure, EastWest } from '../../gateway';
import type { Mesh } from '../../mesh';
import { Risk } from '../../vocabulary/risk';
import type { MadePart } from '../parts';
import type { RiskyProblem } from '../support';

/** The hub and the control plane in it. */
interface Hub {
  readonly cluster: Cluster;
  readonly mesh: Mesh;
}

/** What is wrong with the way to an external control plane. */
export function exposureProblems({ exposure, hubGateway, gatewayMesh, hub }: ExternalTopologyProps): Problem[] {
  const https = exposure?._https;
  if (!https) return [];
  const problems: Problem[] = [];
  const dnsName = hubGateway?._settings.dnsName;
  if (dnsName !== undefined && dnsName !== https.host) {
    problems.push({
      code: 'topology/two-names-of-a-gateway',
      what: `the gateway of the control plane has the DNS name '${dnsName}', but shows a certificate for '${https.host}'`,
      expected: 'one name, which leads to the gateway and for which the certificate is',
      fix: 'leave out `dnsName`',
    });
  }
  if (https.terminatesWebhook) {
    problems.push({
      code: 'topology/webhook-behind-certificate',
      what: 'the gateway is to end the TLS of the injection webhook of the control plane (`terminatesWebhook`)',
      expected: 'a webhook that passes through: API servers ask for the name of its Service, and trust the authority of the control plane',
      fix: 'leave out `terminatesWebhook`',
    });
  }
  if (!gatewayMesh && https.rootSecretName === undefined) {
    problems.push({
      code: 'topology/root-of-control-plane-unknown',
      what: `the gateway in hub '${hub.clusterName}' is to connect to the control plane by TLS, but the mesh that injects it has another root certificate`,
      expected: 'the root certificate of the control plane in a Secret beside the gateway',
      fix: 'state `rootSecretName` in ControlPlaneExposure.https(), or pass a `gatewayMesh` whose authority has the same root',
    });
  }
  return problems;
}

/** What of the settings means nothing, or has to be the same in all clusters: the control plane in the hub decides it for all. */
export function clusterProblems(props: ExternalTopologyProps, hub: Hub, parts: readonly MadePart[]): Problem[] {
  return [...primaryProblems(props), ...cniProblems(hub, parts)];
}

function primaryProblems({ perCluster = {}, ofHub = {}, hub }: ExternalTopologyProps): Problem[] {
  return Object.entries({ ...perCluster, [hub.clusterName]: ofHub }).filter(([, settings]) => settings.primary !== undefined).map(([name]) => ({
    code: 'topology/primary-beside-external',
    what: `\`primary\` is stated for cluster '${name}', but all clusters start from the one control plane in the hub`,
    expected: 'no `primary`',
    fix: 'remove it',
  }));
}

/** The injector decides by its own values how a pod gets its network; the plugin on the node must be the one it thinks of. */
function cniProblems({ cluster, mesh }: Hub, parts: readonly MadePart[]): Problem[] {
  const chained = (m: Mesh): boolean => m.foundation._options.cniPlugin?._chained !== undefined;
  return parts.filter((p) => chained(p.mesh) !== chained(mesh)).map((p) => ({
    code: 'topology/cni-plugin-differs',
    what: `the CNI plugin is ${chained(p.mesh) ? 'chained' : 'attached by Multus'} in cluster '${p.cluster.clusterName}', but the control plane in the hub '${cluster.clusterName}' injects for one that is ${chained(mesh) ? 'chained' : 'attached by Multus'}`,
    expected: 'one `cniPlugin` in the hub and in all clusters',
    fix: 'state `cniPlugin` once, for all of them',
  }));
}

/** Namespaces that are added to the control plane itself. */
export function hubNamespaceProblems(controlPlane: Mesh, hub: Cluster): Problem[] {
  const names = [...new Set(controlPlane._knownNamespaces.map((n) => n.name))].sort();
  if (names.length === 0) return [];
  return [{
    code: 'topology/namespace-in-hub',
    what: `${names.map((n) => `'${n}'`).join(', ')} in the hub '${hub.clusterName}' ${names.length === 1 ? 'is' : 'are'} to be in the mesh of the external control plane, which injects nothing there`,
    expected: 'namespaces in the config cluster and the data clusters',
    fix: 'use addNamespace of the ExternalControlPlane, or of `gatewayMesh` for a namespace of the hub itself',
  }];
}

/** What the documents say of the topology. */
export function unprovenExternal(): RiskyProblem[] {
  return [{
    severity: 'warning',
    code: 'topology/unproven',
    what: 'the control plane runs outside the clusters of its mesh: the documents describe that for a development environment',
    expected: 'a topology that is documented for production, such as MultiPrimary',
    fix: `accept it: acknowledge: [Acknowledgement.of(Risk.${Risk.UNPROVEN_TOPOLOGY}, '<why that is fine here>')]`,
    risk: Risk.UNPROVEN_TOPOLOGY,
  }];
}

/** The exposure and the settings of a hub's gateway, with what the one says for the other. */
export function gatewaySettings({ exposure = ControlPlaneExposure.passthrough(), hubGateway = EastWest.injected() }: ExternalTopologyProps): {
  readonly exposure: ControlPlaneExposure;
  readonly settings: EastWest;
} {
  const host = exposure._https?.host;
  return { exposure, settings: host === undefined ? hubGateway : withName(hubGateway, host) };
}

/** A gateway that is not injected, and so exposes no control plane, is refused where it is made. */
function withName(gateway: EastWest, dnsName: string): EastWest {
  return gateway.kind === EastWest.injected().kind ? EastWest.injected({ ...gateway._injected, dnsName }) : gateway;
}
