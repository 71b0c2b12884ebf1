import type { IConstruct } from 'constructs';
import type { ExternalControlPlaneProps } from './external-props';
import { checkKinds, listOf, made, MAP, required, stated } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { registryOf } from '../../mesh/cluster-registry';
import { RoleKind } from '../../mesh/mesh-role';
import { CLUSTER } from '../input-types';
import type { ClusterSettings, MultiClusterProps } from '../multi-cluster-props';

const EXPOSURE = made(
  'ControlPlaneExposure',
  () => 'write ControlPlaneExposure.passthrough() or ControlPlaneExposure.https({ ... })',
  (v) => typeof v === 'object' && v !== null && '_https' in v,
);
const GATEWAY = made('EastWest', () => 'write EastWest.injected({ ... })', (v) => typeof v?.kind === 'string' && MAP.is(v._injected));
const MESH = made(
  'Mesh',
  (v) => (typeof v === 'string' ? `pass the Mesh, not its name '${v}'` : "write new Mesh(hub, 'mesh', { release })"),
  (v) => typeof v?.meshName === 'string' && typeof v.foundation?._join === 'function',
);

/** What a topology of an external control plane is made with: what all topologies have, and the three parts of this one. */
export type ExternalTopologyProps = MultiClusterProps
  & Pick<ExternalControlPlaneProps, 'hub' | 'configCluster' | 'dataClusters' | 'exposure' | 'hubGateway' | 'gatewayMesh'>
  & {
    readonly name: string;
    /** What is said of the hub alone. */
    readonly ofHub?: ClusterSettings;
  };

/** The properties as all topologies have them. What the hub has of its own is not that of a cluster of the mesh. */
export function topologyProps(props: ExternalControlPlaneProps): ExternalTopologyProps {
  // what is wrong with them is said by the topology itself
  if (!MAP.is(props)) return props as ExternalTopologyProps;
  const { name = 'external-istiod', perCluster, ...rest } = stated(props);
  const common = { ...rest, name, rootNamespace: name, contracts: undefined };
  if (!MAP.is(perCluster)) return { ...common, perCluster };
  const { [String(rest.hub?.clusterName)]: ofHub, ...others } = perCluster!;
  return { ...common, perCluster: others, ofHub };
}

/** Fails at the first property that is not of its type, and where the three parts are not three. */
export function checkExternal(at: IConstruct, props: ExternalTopologyProps): void {
  const { hub, configCluster, dataClusters, exposure, hubGateway, gatewayMesh, ofHub } = props;
  checkKinds(at, 'topology/wrong-type', 'the external control plane', [
    ['hub', hub, required(CLUSTER)], ['configCluster', configCluster, required(CLUSTER)], ['dataClusters', dataClusters, listOf('Clusters', CLUSTER)],
    ['exposure', exposure, EXPOSURE], ['hubGateway', hubGateway, GATEWAY], ['gatewayMesh', gatewayMesh, MESH],
    [`perCluster.${hub?.clusterName}`, ofHub, MAP],
  ]);
  if (hub.node.root !== at.node.root) {
    fail(at, {
      code: 'topology/cluster-of-another-app',
      what: `Cluster '${hub.clusterName}' belongs to another app than the mesh`,
      expected: 'all Clusters in the app of the mesh',
      fix: 'create the Cluster in this app',
    });
  }
  checkPlaces(at, props);
  checkName(at, props);
  checkInPlace(at, props);
}

function checkPlaces(at: IConstruct, { hub, configCluster, dataClusters = [] }: ExternalTopologyProps): void {
  if (hub !== configCluster && !dataClusters.includes(hub)) return;
  fail(at, {
    code: 'topology/hub-in-the-mesh',
    what: `cluster '${hub.clusterName}' is the hub, and one of the clusters whose workloads are in the mesh`,
    expected: 'a hub that runs the control plane of other clusters only: it tells those apart by their API servers, and its own is none of them',
    fix: 'take another Cluster for one of the two; for a control plane beside its workloads use PrimaryRemote',
  });
}

function checkName(at: IConstruct, { hub, name }: ExternalTopologyProps): void {
  const other = registryOf(hub).meshes.find((m) => m._role?.kind === RoleKind.EXTERNAL && m.meshName === name);
  if (!other) return;
  fail(at, {
    code: 'topology/external-name-twice',
    what: `the hub '${hub.clusterName}' has an external control plane '${name}' already, ${other.node.path}`,
    expected: 'a name of its own for each control plane of a hub: its namespace, its revision and its gateway are called so',
    fix: "state another `name`, such as the name of the mesh with '-istiod'",
  });
}

/** The ConfigMaps that are mounted, the webhooks and the way through the gateway are those of one revision. */
function checkInPlace(at: IConstruct, { updateStrategy, perCluster = {}, ofHub }: ExternalTopologyProps): void {
  const strategies = [updateStrategy, ...[ofHub, ...Object.values(perCluster)].map((s) => s?.updateStrategy)];
  if (!strategies.some((s) => s?.isRevisionBased)) return;
  fail(at, {
    code: 'topology/external-with-revisions',
    what: 'the external control plane is to be updated by revisions',
    expected: 'UpdateStrategy.inPlace(): the ConfigMaps that istiod mounts and the webhooks that it patches are named in its values, which all revisions share, and the address of the gateway leads to one control plane',
    fix: 'write UpdateStrategy.inPlace({ version: ... }); to try a version, make a second external control plane for another config cluster',
  });
}
