import type { IConstruct } from 'constructs';
import { NetworkDiscovery } from './mesh-networks';
import type { ClusterSettings, MultiClusterProps } from './multi-cluster-props';
import { checkKinds, type Kind, listOf, made, MAP, member, required, TEXT } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import type { Cluster } from '../cluster';
import { findCluster } from '../cluster/cluster';
import { DataPlane } from '../vocabulary/data-plane';

const CODE = 'topology/wrong-type';

export const CLUSTER = made('Cluster', (v) => (typeof v === 'string' ? `pass the Cluster, not its name '${v}'` : 'pass a Cluster'),
  (v) => typeof v?.clusterName === 'string' && typeof v._lateApiServerUrl === 'function');
const RELEASE = made('OssmRelease', (v) => (typeof v === 'string' ? `write OssmRelease.of('${v}')` : 'write OssmRelease.V3_4'), (v) => typeof v?.operatorVersion === 'string');
const TRUST = made('MeshTrust', () => 'write MeshTrust.certManager({ ... }), MeshTrust.externalSecrets({ ... }) or MeshTrust.existingSecrets()', (v) => typeof v?._apply === 'function');
const SECRETS = made('RemoteSecrets', () => 'write RemoteSecrets.script() or RemoteSecrets.externalSecrets({ ... })', (v) => typeof v?._writeReader === 'function');
const CONTRACT = made('MeshContract', (v) => `write MeshContract.fromFile('${typeof v === 'string' ? v : 'west/mesh-contract.json'}')`, (v) => MAP.is(v?._data));
const STRATEGY = made('UpdateStrategy', () => 'write UpdateStrategy.inPlace() or UpdateStrategy.revisionBased({ version, production })', (v) => typeof v?.isRevisionBased === 'boolean');
const ACKNOWLEDGEMENT = made('Acknowledgement', () => "write Acknowledgement.of(Risk.<risk>, '<why that is fine here>')",
  (v) => typeof v?.risk === 'string' && typeof v.reason === 'string');
const BY_CLUSTER: Kind = { is: (v) => MAP.is(v) && Object.values(v as object).every((s) => MAP.is(s)), expected: 'a map like { west: { ... } }', fix: () => 'write it so' };

/** Fails at the first property that is not of its type: a compiler refuses that, JavaScript does not. */
export function checkMultiClusterTypes(at: IConstruct, props: MultiClusterProps): void {
  const subject = 'the mesh over several clusters';
  checkKinds(at, CODE, subject, [['props', props, required(MAP)]]);
  const { clusters, primaries, remotes } = props as { [key: string]: any };
  checkKinds(at, CODE, subject, [
    ['meshId', props.meshId, required(TEXT)], ['release', props.release, required(RELEASE)], ['trust', props.trust, required(TRUST)],
    ['clusters', clusters, listOf('Clusters', CLUSTER)], ['primaries', primaries, listOf('Clusters', CLUSTER)], ['remotes', remotes, listOf('Clusters', CLUSTER)],
    ['remoteSecrets', props.remoteSecrets, SECRETS], ['name', props.name, TEXT], ['rootNamespace', props.rootNamespace, TEXT],
    ['dataPlane', props.dataPlane, member('DataPlane', DataPlane)], ['networkDiscovery', props.networkDiscovery, member('NetworkDiscovery', NetworkDiscovery)],
    ['trustDomain', props.trustDomain, TEXT], ['trustDomainAliases', props.trustDomainAliases, listOf('trust domains', TEXT)],
    ['exposedHosts', props.exposedHosts, listOf('hosts', TEXT)], ['perCluster', props.perCluster, BY_CLUSTER], ['contracts', props.contracts, listOf('contracts', CONTRACT)],
  ]);
  checkSettingsTypes(at, subject, props);
  for (const [name, settings] of Object.entries(props.perCluster ?? {})) checkSettingsTypes(at, `\`perCluster.${name}\``, settings);
}

/** What of the settings of a cluster is looked at before its Mesh is made, which checks the others. */
function checkSettingsTypes(at: IConstruct, subject: string, { release, updateStrategy, acknowledge, primary }: ClusterSettings): void {
  checkKinds(at, CODE, subject, [
    ['release', release, RELEASE], ['updateStrategy', updateStrategy, STRATEGY], ['acknowledge', acknowledge, listOf('acknowledgements', ACKNOWLEDGEMENT)],
    ['primary', primary, TEXT],
  ]);
}

/** Fails where there is no cluster to work with, or one is of no use. */
export function checkClusters(at: IConstruct, clusters: readonly Cluster[]): void {
  const around = findCluster(at);
  if (around) {
    fail(at, {
      code: 'topology/inside-a-cluster',
      what: `the topology is in Cluster ${around.node.path}, but spans several`,
      expected: 'a scope above the clusters',
      fix: "create it in the scope of the app: `new MultiPrimary(app, 'mesh', ...)`",
    });
  }
  if (clusters.length === 0) {
    fail(at, {
      code: 'topology/no-cluster',
      what: 'no cluster of the mesh is made by this program',
      expected: 'at least one Cluster',
      fix: "make one with `new Cluster(app, 'east', { name: 'east', network: 'net-east' })`, and pass it",
    });
  }
  clusters.forEach((cluster, i) => {
    if (clusters.indexOf(cluster) !== i) {
      fail(at, {
        code: 'topology/cluster-twice',
        what: `Cluster ${cluster.node.path} is given twice`,
        expected: 'each Cluster once: a cluster has one part in a mesh',
        fix: 'remove one of the two',
      });
    }
    if (cluster.node.root !== at.node.root) {
      fail(at, {
        code: 'topology/cluster-of-another-app',
        what: `Cluster '${cluster.clusterName}' belongs to another app than the mesh`,
        expected: 'all Clusters in the app of the mesh; those of other programs come by their contracts',
        fix: 'create the Cluster in this app, or pass its contract in `contracts`',
      });
    }
    if (cluster.network === undefined) {
      fail(cluster, {
        code: 'topology/no-network',
        what: `Cluster '${cluster.clusterName}' states no network`,
        expected: 'the name of the network that its pods are on: one name for clusters whose pods reach each other, others for all else',
        fix: `add network: 'net-${cluster.clusterName}' to the Cluster, or the name that it shares with others`,
      });
    }
  });
}
