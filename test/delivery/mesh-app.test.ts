import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart, Lazy, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import * as YAML from 'yaml';
import { Cluster } from '../../src/cluster';
import { MeshApp, type MeshAppProps, Stage } from '../../src/delivery';
import { Manifest } from '../../src/kube/manifest';
import { onSynth, type SynthResult } from '../../src/kube/synth-hooks';

const temporary: string[] = [];
const outdir = () => {
  temporary.push(fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-app-')));
  return temporary[temporary.length - 1];
};
afterAll(() => temporary.forEach((dir) => fs.rmSync(dir, { recursive: true })));

beforeEach(() => { jest.spyOn(console, 'log').mockImplementation(); });
afterEach(() => jest.restoreAllMocks());

const meshApp = (props: MeshAppProps = {}) => new MeshApp({ outdir: outdir(), ...props });
/** What is in the output folder, beside the summary that is always there. */
const files = (app: App) => fs.readdirSync(app.outdir, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile()).map((e) => path.relative(app.outdir, path.join(e.parentPath, e.name))).filter((f) => f !== 'SUMMARY.txt').sort();
const read = (app: App, file: string) => fs.readFileSync(path.join(app.outdir, file), 'utf8');
const documents = (text: string) => YAML.parseAllDocuments(text, { version: '1.1' }).map((d) => d.toJSON()).filter((d) => d !== null);
const all = (app: App) => files(app).filter((f) => f.endsWith('.yaml')).flatMap((f) => documents(read(app, f)));
const byName = (docs: any[]) => [...docs].sort((a, b) => key(a).localeCompare(key(b)));
const key = (doc: any) => `${doc.kind}/${doc.metadata.namespace}/${doc.metadata.name}`;

const istio = (scope: Construct) => new Manifest(scope, 'istio', {
  apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'default' }, clusterScoped: true, body: { spec: { namespace: 'istio-system' } },
});
const policy = (scope: Construct, id = 'policy') => new Manifest(scope, id, {
  apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: id, namespace: 'shop' }, body: { spec: {} },
});
const object = (scope: Construct, id: string, kind: string, apiVersion = 'v1') => new ApiObject(scope, id, { apiVersion, kind, metadata: { name: id } });

/** Two clusters, objects of ours and of others, in no order. */
function program(app: App): App {
  for (const name of ['east', 'west']) {
    const cluster = new Cluster(app, name, { name });
    object(cluster, 'web', 'Deployment', 'apps/v1');
    policy(cluster);
    istio(cluster);
    object(cluster, 'shop', 'Namespace');
  }
  return app;
}

describe('the layout', () => {
  test('is a folder for each cluster and a file for each stage, each starting with a line of dashes', () => {
    const app = program(meshApp());
    app.synth();
    expect(files(app)).toEqual(['.cdk8s-ossm-files', ...['east', 'west'].flatMap((cluster) => [
      `${cluster}/01-base.k8s.yaml`, `${cluster}/02-control-plane.k8s.yaml`, `${cluster}/05-policy.k8s.yaml`, `${cluster}/06-workloads.k8s.yaml`,
    ])]);
    for (const file of files(app).slice(1)) expect(read(app, file)).toMatch(/^---\n/);
    expect(read(app, 'east/02-control-plane.k8s.yaml')).toBe(
      '---\napiVersion: sailoperator.io/v1\nkind: Istio\nmetadata:\n  name: default\nspec:\n  namespace: istio-system\n');
  });

  test('has a folder for the only chart too, none for charts without objects, and the extension that was asked for', () => {
    const app = meshApp({ outputFileExtension: '.yaml' });
    policy(new Chart(app, 'shop'));
    new Chart(app, 'empty');
    app.synth();
    expect(files(app)).toEqual(['.cdk8s-ossm-files', 'shop/05-policy.yaml']);
  });

  test('follows the name of a cluster, not its id, and the ids of everything else', () => {
    const app = meshApp();
    const cluster = new Cluster(new Construct(app, 'prod env'), 'some-id', { name: 'east' });
    policy(cluster);
    policy(new Chart(cluster, 'Shop'));
    app.synth();
    expect(files(app).slice(1)).toEqual(['prod_env/east/05-policy.k8s.yaml', 'prod_env/east/Shop/05-policy.k8s.yaml']);
  });

  test.each([['Shop', 'shop'], ['a b', 'a_b'], ['..', '_']])('folders that one file system would take for one are an error: %s and %s', (one, other) => {
    const app = meshApp();
    policy(new Chart(app, one));
    policy(new Chart(app, other));
    expect(() => app.synth()).toThrow('delivery/folder-clash');
    expect(files(app)).toEqual([]);
  });

  test('two clusters of one name are an error where they would share a folder', () => {
    const clash = meshApp();
    new Cluster(clash, 'a', { name: 'east' });
    new Cluster(clash, 'b', { name: 'east' });
    expect(() => clash.synth()).toThrow("its folder 'east' is that of a too");

    const apart = meshApp();
    for (const stage of ['test', 'prod']) policy(new Cluster(new Construct(apart, stage), 'c', { name: 'east' }));
    apart.synth();
    expect(files(apart).slice(1)).toEqual(['prod/east/05-policy.k8s.yaml', 'test/east/05-policy.k8s.yaml']);
  });

  test('the output folder is made even if there is nothing to write', () => {
    const app = new MeshApp({ outdir: path.join(outdir(), 'not', 'there') });
    app.synth();
    expect(files(app)).toEqual(['.cdk8s-ossm-files']);
  });

  test('CDK8S_OUTDIR is the default', () => {
    process.env.CDK8S_OUTDIR = '/somewhere';
    try {
      expect(new MeshApp().outdir).toBe('/somewhere');
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
  });
});

describe('the same program under App and MeshApp', () => {
  const larger = (app: App) => {
    for (let c = 0; c < 5; c++) {
      const chart = new Chart(app, `chart${c}`, { namespace: `ns${c}`, labels: { chart: `${c}` } });
      const inner = new Construct(chart, 'inner');
      for (let i = 0; i < 40; i++) {
        const late = { spec: Lazy.any({ produce: () => ({ hosts: [`h${i}`, '*'], empty: {}, list: [], text: 'a\nb\n', weight: i }) }) };
        new Manifest(i % 2 ? chart : inner, `m${i}`, {
          apiVersion: 'networking.istio.io/v1', kind: ['VirtualService', 'Gateway', 'Secret'][i % 3], metadata: { name: `m-${i}` }, body: late,
        });
        object(i % 3 ? chart : inner, `o${i}`, ['Service', 'Namespace'][i % 2]);
      }
    }
    return app;
  };

  test('gives the same objects', () => {
    const plain = larger(new App({ outdir: outdir() }));
    const ours = larger(meshApp());
    plain.synth();
    ours.synth();
    expect(all(ours)).toHaveLength(400);
    expect(byName(all(ours))).toEqual(byName(all(plain)));
  });

  test('gives the same text where there is one text, in the same order', () => {
    expect(larger(meshApp()).synthYaml()).toBe(larger(new App()).synthYaml());
  });

  test('gives the same by chart.toJson() and Testing.synth()', () => {
    const [plain, ours] = [program(new App()), program(meshApp())];
    ours.node.children.forEach((chart, i) => {
      expect(Testing.synth(chart as Chart)).toEqual((plain.node.children[i] as Chart).toJson());
    });
    ours.synth();
    expect(documents(ours.synthYaml())).toEqual(documents(plain.synthYaml()));
  });
});

describe('the order', () => {
  test('inside a file follows dependencies', () => {
    const app = meshApp();
    const chart = new Chart(app, 'c');
    const [a, b] = [policy(chart, 'a'), policy(chart, 'b')];
    a.addDependency(b);
    app.synth();
    expect(documents(read(app, 'c/05-policy.k8s.yaml')).map((d) => d.metadata.name)).toEqual(['b', 'a']);
  });

  test('of one text has outer charts before those nested in them', () => {
    const app = meshApp();
    const outer = new Chart(app, 'outer');
    policy(new Chart(outer, 'inner'), 'inner');
    policy(outer, 'outer');
    expect(documents(app.synthYaml()).map((d) => d.metadata.name)).toEqual(['outer', 'inner']);
  });

  test('that cannot be is an error, and nothing is written', () => {
    const app = meshApp();
    const chart = new Chart(app, 'c');
    const [a, b] = [policy(chart, 'a'), policy(chart, 'b')];
    a.addDependency(b);
    b.addDependency(a);
    expect(() => app.synth()).toThrow('c/a => c/b => c/a');
    expect(files(app)).toEqual([]);
  });
});

describe('validations', () => {
  test('run once, and an error stops everything', () => {
    const app = program(meshApp());
    let calls = 0;
    app.node.addValidation({ validate: () => { calls++; return []; } });
    app.synth();
    expect(calls).toBe(1);
    app.node.children[0].node.addValidation({ validate: () => ['is wrong', 'is odd'] });
    const message = 'Validation failed with the following errors:\n  [east] is wrong\n  [east] is odd';
    const before = files(app);
    expect(() => app.synth()).toThrow(message);
    expect(() => app.synthYaml()).toThrow(message);
    expect(files(app)).toEqual(before);
  });
});

describe('a chart with a toJson of its own', () => {
  class Filtered extends Chart {
    public override toJson(): any[] {
      const own = super.toJson().filter((json) => json.kind !== 'Secret').map((json) => ({ ...json, marked: true }));
      return [...own, { apiVersion: 'example.com/v1', kind: 'Extra', metadata: { name: 'extra' } }, undefined];
    }
  }

  test('is rendered by it, each object still in its stage', () => {
    const app = meshApp();
    const chart = new Filtered(app, 'c');
    policy(chart);
    object(chart, 'secret', 'Secret');
    new Manifest(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'edge' }, stage: Stage.GATEWAYS });
    app.synth();
    expect(files(app).slice(1)).toEqual(['c/04-gateways.k8s.yaml', 'c/05-policy.k8s.yaml', 'c/06-workloads.k8s.yaml']);
    expect(documents(read(app, 'c/05-policy.k8s.yaml'))).toMatchObject([{ kind: 'AuthorizationPolicy', marked: true }]);
    expect(documents(app.synthYaml()).map((d) => d.kind)).toEqual(['Service', 'AuthorizationPolicy', 'Extra']);
  });
});

describe('files beside the manifests', () => {
  test('construct metadata is written when asked for, by props or environment', () => {
    const app = program(meshApp({ recordConstructMetadata: true }));
    app.synth();
    const plain = program(new App({ outdir: outdir(), recordConstructMetadata: true }));
    plain.synth();
    expect(JSON.parse(read(app, 'construct-metadata.json'))).toEqual(JSON.parse(read(plain, 'construct-metadata.json')));

    process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
    try {
      const byEnvironment = program(meshApp());
      byEnvironment.synth();
      expect(files(byEnvironment)).toContain('construct-metadata.json');
    } finally {
      delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    }
    const without = program(meshApp());
    without.synth();
    expect(files(without)).not.toContain('construct-metadata.json');
  });

  test('files that are no longer part of the output go, others stay', () => {
    const first = program(meshApp({ recordConstructMetadata: true }));
    first.synth();
    fs.writeFileSync(path.join(first.outdir, 'NOTES.md'), 'mine');
    const second = meshApp({ outdir: first.outdir });
    policy(new Cluster(second, 'east', { name: 'east' }));
    second.synth();
    expect(files(second)).toEqual(['.cdk8s-ossm-files', 'NOTES.md', 'east/05-policy.k8s.yaml']);
  });
});

test('who asked is told what was written, in the order of asking', () => {
  const app = program(meshApp());
  const told: [string, SynthResult][] = [];
  onSynth(app.node.children[0], (result) => {
    expect(files(app)).toContain('east/01-base.k8s.yaml');
    told.push(['first', result]);
  });
  onSynth(app, (result) => told.push(['second', result]));
  app.synth();
  expect(told.map(([who]) => who)).toEqual(['first', 'second']);
  const { files: written, outdir: dir, removed } = told[0][1];
  expect(dir).toBe(app.outdir);
  expect(removed).toEqual([]);
  expect(written[1]).toEqual({ path: 'east/02-control-plane.k8s.yaml', chart: app.node.children[0], stage: Stage.CONTROL_PLANE, objects: 1 });
});

test('resolvers of the app are applied', () => {
  const app = meshApp({ resolvers: [{ resolve: (c) => { if (c.value === 'LATE') c.replaceValue('bound'); } }] });
  new ApiObject(new Chart(app, 'c'), 'o', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'o' }, data: { a: 'LATE' } });
  app.synth();
  expect(all(app)[0].data).toEqual({ a: 'bound' });
});

test('a synth repeated gives the same bytes', () => {
  const app = program(meshApp());
  app.synth();
  const before = files(app).map((f) => read(app, f));
  Testing.synth(app.node.children[1] as Chart);
  app.synth();
  expect(files(app).map((f) => read(app, f))).toEqual(before);
});
