import type { IConstruct } from 'constructs';
import { Findings } from '../../analysis/findings';
import { fail } from '../../analysis/mesh-error';
import type { Cluster } from '../../cluster';
import { Mesh } from '../../mesh';
import { registryOf } from '../../mesh/cluster-registry';
import { RoleKind } from '../../mesh/mesh-role';
import { discoveryLabels } from '../../namespace/discovery';
import type { OssmRelease } from '../../release';
import { Risk } from '../../vocabulary/risk';
import type { ClusterSettings } from '../multi-cluster-props';

/** The id of the mesh that is made for the gateways of a hub. */
const ID = 'gateway-mesh';

/** Risks that the mesh of the gateways raises as well as that of the control plane. */
const SHARED_RISKS: ReadonlySet<Risk> = new Set([Risk.UNSUPPORTED_OPENSHIFT, Risk.IMAGE_TAG_DIFFERS_FROM_VERSION]);

/** Settings of the node components, which a hub has once. */
type NodeSetting = 'nodeVersion' | 'cni' | 'ztunnel' | 'cniPlugin' | 'images' | 'nftables';
const NODE_SETTINGS: readonly NodeSetting[] = ['nodeVersion', 'cni', 'ztunnel', 'cniPlugin', 'images', 'nftables'];

/** What the ordinary mesh of a hub follows from. */
export interface GatewayMeshInput {
  readonly hub: Cluster;
  readonly given?: Mesh;
  readonly release: OssmRelease;
  readonly settings: ClusterSettings;
  /** What is said of the hub alone. */
  readonly ofHub: ClusterSettings;
}

/** The ordinary mesh of a hub: the one that is given, or one for all external control planes there. */
export function gatewayMeshOf(at: IConstruct, input: GatewayMeshInput): Mesh {
  const { hub, given, release, settings } = input;
  const existing = hub.node.tryFindChild(ID) as Mesh | undefined;
  if (given) {
    checkGiven(at, hub, given);
    return checked(at, given, input);
  }
  if (existing) return checked(at, existing, input);
  const other = registryOf(hub).meshes.find((m) => m._role?.kind !== RoleKind.EXTERNAL);
  if (other) {
    fail(at, {
      code: 'topology/hub-has-a-mesh',
      what: `the hub '${hub.clusterName}' has a mesh already, ${other.node.path}, and nobody says that it injects the gateway`,
      expected: 'one ordinary mesh in the hub',
      fix: 'pass it as `gatewayMesh`',
    });
  }
  const acknowledge = settings.acknowledge?.filter((a) => SHARED_RISKS.has(a.risk));
  return new Mesh(hub, ID, {
    ...nodeSettings(settings), manageNamespaces: settings.manageNamespaces, updateStrategy: settings.updateStrategy, release, acknowledge,
  });
}

/** Settings of the mesh of the control plane: without those that the mesh beside it has. */
export function withoutNodeSettings(settings: ClusterSettings): ClusterSettings {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => ![...NODE_SETTINGS, 'release'].includes(key)));
}

/** Lets the mesh that injects the gateway see the namespace of the control plane, to which the gateway leads. */
export function showNamespace(gatewayMesh: Mesh, controlPlane: Mesh): void {
  const { discoverySelectors: selectors } = gatewayMesh._facts;
  const { rootNamespace, rootNamespaceResource: resource } = controlPlane;
  const has: { [key: string]: string } = { ...resource?.toJson().metadata.labels, 'kubernetes.io/metadata.name': rootNamespace };
  const labels = discoveryLabels(selectors, has);
  if (labels && resource) {
    for (const [key, value] of Object.entries(labels)) resource.metadata.addLabel(key, value);
  } else if (labels && Object.keys(labels).length > 0) {
    Findings.of(controlPlane).remark(controlPlane, 'precondition',
      `the namespace '${rootNamespace}' carries ${Object.entries(labels).map(([k, v]) => `${k}=${v}`).join(', ')}, for the gateway to find the control plane`);
  } else if (!labels) {
    Findings.of(controlPlane).add(controlPlane, {
      code: 'topology/control-plane-not-discovered',
      what: `no label can make the namespace '${rootNamespace}' match a discovery selector of ${gatewayMesh.node.path}, whose gateway leads to the control plane there`,
      expected: 'selectors that the namespace of the control plane can match',
      fix: 'add a selector by a label that it does not have: DiscoverySelector.labels({ ... })',
    });
  }
}

function checkGiven(at: IConstruct, hub: Cluster, mesh: Mesh): void {
  if (registryOf(mesh) !== registryOf(hub)) {
    fail(at, {
      code: 'topology/gateway-mesh-elsewhere',
      what: `the mesh ${mesh.node.path} is to inject the gateway in the hub '${hub.clusterName}', but is in another cluster`,
      expected: 'the ordinary mesh of the hub',
      fix: "write new Mesh(hub, 'mesh', { release }), or leave `gatewayMesh` out",
    });
  }
  if (mesh._role?.kind !== RoleKind.EXTERNAL && mesh._role?.kind !== RoleKind.REMOTE) return;
  fail(at, {
    code: 'topology/gateway-mesh-looks-elsewhere',
    what: `the mesh ${mesh.node.path} is to inject the gateway in the hub '${hub.clusterName}', but nothing in the hub injects pods for it`,
    expected: 'a mesh with a control plane that looks after the hub itself',
    fix: 'leave `gatewayMesh` out, or pass another Mesh',
  });
}

/** Facts of a cluster that hold for all its meshes, and have their place at the first. */
function checked(at: IConstruct, mesh: Mesh, { hub, release, ofHub }: GatewayMeshInput): Mesh {
  const twice = NODE_SETTINGS.filter((key) => ofHub[key] !== undefined).map((key) => `\`${key}\``);
  if (twice.length > 0) {
    Findings.of(at).add(at, {
      code: 'topology/hub-settings-elsewhere',
      what: `${twice.join(', ')} ${twice.length === 1 ? 'is' : 'are'} stated for the hub '${hub.clusterName}', whose node components are those of ${mesh.node.path}`,
      expected: 'each fact in one place',
      fix: `move to ${mesh.node.path}, or to the first external control plane of the hub`,
    });
  }
  if (mesh.release.operatorVersion !== release.operatorVersion) {
    Findings.of(at).add(at, {
      code: 'topology/hub-release-differs',
      what: `the release is ${release.operatorVersion} here, but ${mesh.release.operatorVersion} for ${mesh.node.path} in the same cluster, '${hub.clusterName}'`,
      expected: 'one operator in a cluster',
      fix: `state perCluster: { ${hub.clusterName}: { release: ... } } with that of the cluster`,
    });
  }
  return mesh;
}

function nodeSettings(settings: ClusterSettings): Pick<ClusterSettings, NodeSetting> {
  return Object.fromEntries(NODE_SETTINGS.map((key) => [key, settings[key]]));
}
