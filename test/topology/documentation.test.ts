import { find, objectsOf, Program } from './support';
import { type Cluster, ClusterFacts, DataPlane, EastWest, Exposure, type MultiClusterProps, OssmRelease } from '../../src';
import { describeWithCases, manifestsOf } from '../support/cases-dir';

type Loose = any;

/** A document of the operator's page on several clusters, and the object of ours that says the same. */
interface Page {
  readonly file: string;
  readonly object: readonly [kind: string, name: string];
  readonly cluster: string;
  readonly topology: 'multi-primary' | 'primary-remote';
  readonly networks: { readonly [cluster: string]: string };
  readonly props?: Partial<MultiClusterProps>;
  readonly mistakes?: ReadonlyArray<readonly [reason: string, mend: (o: Loose) => void]>;
}

const ON_ONE_NETWORK = EastWest.injected({ exposure: Exposure.clusterIp() });
const ADDRESS = '203.0.113.7';
const page = (number: string) => `${number}-deployment-models_multicluster.yaml`;
const oneNetwork = { cluster1: 'network1', cluster2: 'network1' };
const twoNetworks = { cluster1: 'network1', cluster2: 'network2' };
const ambient = (number: number, cluster: string, object: readonly [string, string]): Page => ({
  file: page(`${number}`.padStart(2, '0')), object, cluster, topology: 'multi-primary', networks: twoNetworks, props: { dataPlane: DataPlane.AMBIENT },
});

const PAGES: Page[] = [
  { file: page('01'), object: ['Istio', 'default'], cluster: 'cluster1', topology: 'multi-primary', networks: oneNetwork },
  { file: page('02'), object: ['Istio', 'default'], cluster: 'cluster2', topology: 'multi-primary', networks: oneNetwork },
  { file: page('03'), object: ['Istio', 'default'], cluster: 'cluster1', topology: 'multi-primary', networks: twoNetworks },
  { file: page('04'), object: ['Istio', 'default'], cluster: 'cluster2', topology: 'multi-primary', networks: twoNetworks },
  ambient(5, 'cluster1', ['IstioCNI', 'default']),
  ambient(6, 'cluster1', ['ZTunnel', 'default']),
  ambient(7, 'cluster1', ['Istio', 'default']),
  ambient(8, 'cluster1', ['Gateway', 'istio-eastwestgateway']),
  ambient(9, 'cluster2', ['IstioCNI', 'default']),
  ambient(10, 'cluster2', ['ZTunnel', 'default']),
  ambient(11, 'cluster2', ['Istio', 'default']),
  ambient(12, 'cluster2', ['Gateway', 'istio-eastwestgateway']),
  {
    file: page('13'),
    object: ['Istio', 'default'],
    cluster: 'cluster1',
    topology: 'primary-remote',
    networks: oneNetwork,
    mistakes: [['the operator keeps a revision that serves other clusters by the variable, not by `externalIstiod`', (o) => {
      delete o.spec.values.global.externalIstiod;
      o.spec.values.pilot = { env: { EXTERNAL_ISTIOD: 'true' } };
    }]],
  },
  { file: page('14'), object: ['Istio', 'default'], cluster: 'cluster2', topology: 'primary-remote', networks: oneNetwork },
  { file: page('15'), object: ['Istio', 'default'], cluster: 'cluster1', topology: 'primary-remote', networks: twoNetworks },
  { file: page('16'), object: ['Istio', 'default'], cluster: 'remote', topology: 'primary-remote', networks: { cluster1: 'network1', remote: 'network2' } },
];

function ours({ object: [kind, name], cluster, topology, networks, props }: Page): Loose {
  const program = new Program();
  const names = Object.keys(networks);
  const clusters = new Map<string, Cluster>(names.map((of) => [of, program.cluster(of, {
    network: networks[of],
    facts: of === 'cluster1' && topology === 'primary-remote' ? ClusterFacts.fromJson(JSON.stringify({ cluster: of, addresses: { 'istio-system/istio-eastwestgateway': ADDRESS } })) : undefined,
  })]));
  const all = [...clusters.values()];
  const common = { release: OssmRelease.V3_3, ...props };
  if (topology === 'multi-primary') program.multiPrimary(all, common);
  else program.primaryRemote(all.slice(0, 1), all.slice(1), { ...common, eastWest: networks === oneNetwork ? ON_ONE_NETWORK : undefined });
  // a fact that nothing asks for would be an error
  return find(objectsOf(clusters.get(cluster)!), kind, name);
}

/** What every resource of the operator differs in: the page leaves the version to the reader, ours follow the release. */
function inOurWords(document: Loose): Loose {
  if (document.spec.version !== undefined || ['IstioCNI', 'ZTunnel'].includes(document.kind)) document.spec.version = 'v1.28-latest';
  if (document.kind === 'Istio') document.spec.updateStrategy = { type: 'InPlace' };
  const pilot = document.spec.values?.global;
  if (pilot?.remotePilotAddress) pilot.remotePilotAddress = ADDRESS;
  return document;
}

describeWithCases('the resources of the operator\'s page on several clusters', (folder) => {
  test.each(PAGES.map((p) => [`${p.file} (${p.topology}, ${p.cluster})`, p] as const))('%s', (_, p) => {
    const [document] = manifestsOf(folder, 'ossm-docs-multicluster', p.file);
    const theirs = inOurWords(document);
    for (const [, mend] of p.mistakes ?? []) {
      const before = JSON.stringify(theirs);
      mend(theirs);
      // a difference that is none would hide another one
      expect(JSON.stringify(theirs)).not.toBe(before);
    }
    expect(ours(p)).toEqual(theirs);
  });
});
