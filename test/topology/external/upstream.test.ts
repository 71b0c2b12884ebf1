import { ExternalProgram, factsOf, known } from './support';
import { OssmRelease } from '../../../src';
import { describeWithCases, manifestsOf } from '../../support/cases-dir';
import { validateAgainstCrds } from '../../support/crd-validator';
import { describeWithCrds } from '../../support/crds-dir';
import { find, objectsOf } from '../support';

type Loose = any;

interface Comparison {
  readonly file: string;
  readonly cluster: 'hub' | 'east';
  /** What ours is called, where it is called otherwise. */
  readonly names?: { readonly [kind: string]: string };
  /** Every way in which ours differ on purpose, by kind. */
  readonly differences: { readonly [kind: string]: Array<[reason: string, apply: (o: Loose) => void]> };
}

const VERSION: [string, (o: Loose) => void] = ['1. the version is the alias of the release, and the strategy is stated', (o) => {
  o.spec.version = 'v1.30-latest';
  o.spec.updateStrategy = { type: 'InPlace' };
}];
const SELECTOR: [string, (o: Loose) => void] = ['2. the gateway is one of its own, found by both of its labels', (o) => {
  o.spec.selector = { app: 'external-istiod-gateway', istio: 'external-istiod-gateway' };
}];

const COMPARISONS: Comparison[] = [
  {
    file: '17-deployment-models_multicluster.yaml',
    cluster: 'hub',
    differences: {
      Istio: [VERSION, ['2. `global` is a value: directly in the spec the API server drops it', (o) => {
        o.spec.values = { global: o.spec.global };
        delete o.spec.global;
      }]],
    },
  },
  {
    file: '18-deployment-models_multicluster.yaml',
    cluster: 'east',
    differences: { Istio: [VERSION, ['2. no template of istiod reads `defaultRevision`, and later operators clear it', (o) => { delete o.spec.values.defaultRevision; }]] },
  },
  {
    file: '19-deployment-models_multicluster.yaml',
    cluster: 'hub',
    differences: {
      Istio: [
        VERSION,
        ['2. no template of istiod reads `pilot.enabled`', (o) => { delete o.spec.values.pilot.enabled; }],
        ['3. the chart makes CLUSTER_ID of `clusterName`, and would write it twice', (o) => { delete o.spec.values.pilot.env.CLUSTER_ID; }],
        ['4. the ConfigMap of the config cluster has the name of the revision', (o) => { o.spec.values.pilot.env.SHARED_MESH_CONFIG = 'istio-external-istiod'; }],
      ],
    },
  },
  {
    file: '20-deployment-models_multicluster.yaml',
    cluster: 'hub',
    names: { Gateway: 'external-istiod-gateway-istiod-gateway', VirtualService: 'external-istiod-gateway-istiod-vs' },
    differences: {
      Gateway: [
        ['1. protocols are written as the API lists them, and ports have the names of the east-west gateway', (o) => {
          o.spec.servers.forEach((s: Loose, i: number) => {
            s.port.protocol = 'TLS';
            s.port.name = ['tls-istiod', 'tls-istiodwebhook'][i];
          });
        }],
        SELECTOR,
      ],
      VirtualService: [['1. it is beside the gateway, and names that one', (o) => { o.spec.gateways = ['external-istiod-gateway-istiod-gateway']; }]],
    },
  },
];

/** A program of the names and the address of the documentation. */
function documented(): ExternalProgram {
  const program = new ExternalProgram({ network: 'network1', facts: factsOf({ 'external-istiod': '203.0.113.7' }) });
  program.external({ configCluster: program.cluster('cluster2', { network: 'network1' }) });
  return program;
}

describeWithCases('an external control plane says the same as the documentation, but for what is listed', (root) => {
  test.each(COMPARISONS.map((c) => [c.file, c] as const))('%s', (file, { cluster, names = {}, differences }) => {
    const program = documented();
    const objects = objectsOf(cluster === 'hub' ? program.hub : program.app.node.findChild('cluster2') as typeof program.hub);
    const [...all] = manifestsOf(root, 'ossm-docs-multicluster', file) as Loose[];
    expect(all.length).toBeGreaterThan(0);
    for (const text of all) {
      const object = JSON.parse(JSON.stringify(text).replace(/\$\{?EXTERNAL_ISTIOD_ADDR\}?/g, '203.0.113.7'));
      differences[object.kind].forEach(([reason, apply], i) => {
        expect(reason).toMatch(new RegExp(`^${i + 1}\\. .{20,}`));
        const before = JSON.stringify(object);
        apply(object);
        expect(JSON.stringify(object)).not.toBe(before);
      });
      const ours = find(objects, object.kind, names[object.kind] ?? object.metadata.name);
      expect([ours.apiVersion, ours.spec]).toEqual([object.apiVersion, object.spec]);
    }
  });
});

describeWithCrds('an external control plane is accepted by the CRDs of its release', (root) => {
  test.each(['3.0', '3.1', '3.2', '3.3', '3.4'])('OSSM %s', (ossm) => {
    const program = known();
    program.external({ dataClusters: [program.west], release: OssmRelease.of(ossm) });
    for (const cluster of [program.hub, program.east, program.west]) {
      const { errors, judged } = validateAgainstCrds(objectsOf(cluster), { ossm, openshift: '4.20' }, root);
      expect(errors).toEqual([]);
      expect(judged).toContain('Istio external-istiod');
    }
  });
});
