import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { type App, Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import * as YAML from 'yaml';
import { Cluster, ClusterFacts } from '../../src/cluster';
import { MeshApp } from '../../src/delivery';
import type { LateValue } from '../../src/kube/late-value';
import { Manifest } from '../../src/kube/manifest';
import { addOutputFile } from '../../src/kube/output-files';
import { CA } from '../cluster/fixtures';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'pending-'));
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true });
  jest.restoreAllMocks();
});

const files = () => (fs.readdirSync(dir, { recursive: true, withFileTypes: true }))
  .filter((e) => e.isFile()).map((e) => path.relative(dir, path.join(e.parentPath, e.name))).filter((f) => f !== '.cdk8s-ossm-files').sort();
const read = (file: string) => fs.readFileSync(path.join(dir, file), 'utf8');

/** A remote that waits for the gateway of another cluster, and a Secret about that cluster's API server. */
function program(facts?: object): { readonly app: App; readonly remote: Manifest; readonly west: Cluster } {
  const app = new MeshApp({ outdir: dir });
  const east = new Cluster(app, 'east', { name: 'east', facts: facts && ClusterFacts.fromJson(JSON.stringify({ cluster: 'east', ...facts })) });
  const west = new Cluster(app, 'west', { name: 'west' });
  const address = east._lateAddress({ namespace: 'istio-system', service: 'istio-eastwestgateway', by: west });
  const namespace = object(west, 'Namespace', 'istio-system');
  const remote = object(west, 'Istio', 'default', [address], 'sailoperator.io/v1');
  const secret = object(west, 'Secret', 'remote-east', [east._lateApiServerUrl(), east._lateApiServerCa(), address]);
  remote.addDependency(secret);
  secret.addDependency(namespace);
  object(west, 'Service', 'shop').addDependency(remote);
  object(east, 'Namespace', 'istio-system');
  return { app, remote, west };
}

function object(scope: Construct, kind: string, name: string, waitsFor?: readonly LateValue[], apiVersion = 'v1'): Manifest {
  const clusterScoped = ['Namespace', 'Istio'].includes(kind);
  return new Manifest(scope, `${kind}-${name}`, {
    apiVersion,
    kind,
    waitsFor,
    clusterScoped,
    metadata: { name, namespace: clusterScoped ? undefined : 'istio-system' },
    body: { spec: { values: Lazy.any({ produce: () => waitsFor?.map((late) => late.known) }) } },
  });
}

const KNOWN = {
  apiServer: { url: 'https://api.east.example.com:6443', ca: CA },
  addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.7' },
};

test('what waits for a value is not written, in files and in one text', () => {
  const { app, remote } = program();
  app.synth();
  expect(files()).toEqual(['SUMMARY.txt', 'east/01-base.k8s.yaml', 'west/01-base.k8s.yaml', 'west/06-workloads.k8s.yaml', 'west/PENDING.md', 'west/pending.json']);
  expect(YAML.parseAllDocuments(read('west/01-base.k8s.yaml')).map((d) => d.toJSON().kind)).toEqual(['Namespace']);
  expect(app.synthYaml()).not.toMatch(/Istio|remote-east/);
  expect(() => remote.toJson()).toThrow('kube/value-not-known');
});

test('it is written once the values are known, and nothing tells of it any more', () => {
  program().app.synth();
  program(KNOWN).app.synth();
  expect(files()).toEqual([
    'SUMMARY.txt', 'east/01-base.k8s.yaml', 'west/01-base.k8s.yaml', 'west/02-control-plane.k8s.yaml', 'west/06-workloads.k8s.yaml',
  ]);
  expect(read('west/02-control-plane.k8s.yaml')).toContain('203.0.113.7');
  expect(read('SUMMARY.txt')).not.toContain('Withheld');
});

test('where some are known, only the others are pending', () => {
  program({ apiServer: KNOWN.apiServer }).app.synth();
  expect(JSON.parse(read('west/pending.json')).pending.map((p: { key: string }) => p.key)).toEqual(['addresses.istio-system/istio-eastwestgateway']);
});

test('programs read what is pending in pending.json, which appliers of the folder take for an empty list', () => {
  program().app.synth();
  const { pending, ...rest } = JSON.parse(read('west/pending.json'));
  expect(rest).toEqual({ apiVersion: 'v1', kind: 'List', items: [] });
  const secret = { apiVersion: 'v1', kind: 'Secret', namespace: 'istio-system', name: 'remote-east' };
  expect(pending).toEqual([
    {
      cluster: 'east',
      key: 'addresses.istio-system/istio-eastwestgateway',
      what: "the address of Service 'istio-eastwestgateway' in namespace 'istio-system' of cluster 'east'",
      command: expect.stringMatching(/^oc --context east -n istio-system get service istio-eastwestgateway /),
      waiting: [{ apiVersion: 'sailoperator.io/v1', kind: 'Istio', name: 'default' }, secret],
    },
    { cluster: 'east', key: 'apiServer.ca', what: expect.any(String), command: expect.any(String), waiting: [secret] },
    { cluster: 'east', key: 'apiServer.url', what: expect.any(String), command: expect.any(String), waiting: [secret] },
  ]);
});

test('people read in PENDING.md how to read each value, where to put it and what waits for it', () => {
  program().app.synth();
  const text = read('west/PENDING.md');
  expect(text).toContain('2 objects of this folder are not written yet.');
  expect(text).toContain([
    '## `addresses.istio-system/istio-eastwestgateway` of cluster `east`',
    '',
    "This is the address of Service 'istio-eastwestgateway' in namespace 'istio-system' of cluster 'east'. Read it:",
    '',
    '```sh',
    'oc --context east -n istio-system get service istio-eastwestgateway'
    + " -o jsonpath='{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}'",
    '```',
    '',
    'It says nothing until the load balancer is there; that may take minutes after the Service was applied.',
    '',
    'Put it into the facts file of cluster `east`:',
    '',
    '```json',
    '{',
    '  "cluster": "east",',
    '  "addresses": {',
    '    "istio-system/istio-eastwestgateway": "<the address>"',
    '  }',
    '}',
    '```',
    '',
    'What waits for it:',
    '',
    '- Istio `default`',
    '- Secret `remote-east` in namespace `istio-system`',
  ].join('\n'));
  expect(text).toContain('custom certificate');
});

test('a snippet of PENDING.md is one that facts refuse until the value is put in', () => {
  program().app.synth();
  const snippets = [...read('west/PENDING.md').matchAll(/```json\n(.*?)```/gs)].map(([, json]) => json);
  expect(snippets).toHaveLength(3);
  for (const snippet of snippets) expect(() => ClusterFacts.fromJson(snippet)).toThrow('cluster/facts-invalid');
  expect(() => ClusterFacts.fromJson(snippets[0].replace('<the address>', '203.0.113.7'))).not.toThrow();
});

test('the summary says so once, without a warning for it', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  program().app.synth();
  const summary = read('SUMMARY.txt');
  expect(summary).toContain('Withheld until a value is known:\n  2 objects in west/, see west/PENDING.md\n');
  expect(summary).not.toContain('value-pending');
  expect((console.log as jest.Mock).mock.calls.flat().join('\n')).toContain('2 objects in west/, see west/PENDING.md');
  expect(warn).not.toHaveBeenCalled();
});

test('a fleet leaves room for other lines on standard output, and has all of its folders in the file', () => {
  const app = new MeshApp({ outdir: dir });
  for (let i = 1; i <= 6; i++) object(new Chart(app, `c${i}`), 'Secret', 's', [{ cluster: 'east', key: 'apiServer.url', what: 'the URL', command: 'oc' }]);
  app.synth();
  expect((console.log as jest.Mock).mock.calls.flat().join('\n')).toContain('in c3/, see c3/PENDING.md\n  and in 3 more folders');
  expect(read('SUMMARY.txt')).toContain('in c6/, see c6/PENDING.md');
});

test('a synth repeated gives the same bytes, whatever the order of construction', () => {
  const { app } = program();
  app.synth();
  const before = files().map(read);
  app.synth();
  expect(files().map(read)).toEqual(before);
});

test('a chart that is wholly withheld has a folder with the two files', () => {
  const app = new MeshApp({ outdir: dir });
  const late = { cluster: 'east', key: 'apiServer.url', what: 'the URL', command: 'oc' };
  object(new Chart(app, 'c'), 'Secret', 's', [late]);
  app.synth();
  expect(files()).toEqual(['SUMMARY.txt', 'c/PENDING.md', 'c/pending.json']);
  expect(read('c/PENDING.md')).toContain('1 object of this folder is not written yet. It holds');
});

test('construct metadata and a toJson of the chart leave out what is withheld', () => {
  class Own extends Chart {
    public override toJson(): any[] {
      return super.toJson().map((json) => ({ ...json, marked: true }));
    }
  }
  const app = new MeshApp({ outdir: dir, recordConstructMetadata: true });
  const chart = new Own(app, 'c');
  object(chart, 'Secret', 's', [{ cluster: 'east', key: 'apiServer.url', what: 'the URL', command: 'oc' }]);
  object(chart, 'Secret', 't');
  app.synth();
  expect(YAML.parseAllDocuments(read('c/01-base.k8s.yaml')).map((d) => d.toJSON().metadata.name)).toEqual(['t']);
  expect(Object.keys(JSON.parse(read('construct-metadata.json')).resources)).toEqual(['t']);
  expect(files()).toContain('c/PENDING.md');
});

describe('files that constructs ask for', () => {
  test('are beside the manifests of the chart, executable where asked for, and go when nobody asks', () => {
    const { app, west } = program(KNOWN);
    addOutputFile(west, 'link.sh', () => '#!/bin/sh\n', { executable: true });
    addOutputFile(west, 'notes/NOTES.txt', 'read me\n');
    addOutputFile(west, 'none.txt', () => undefined);
    app.synth();
    expect(read('west/link.sh')).toBe('#!/bin/sh\n');
    expect(read('west/notes/NOTES.txt')).toBe('read me\n');
    expect(files()).not.toContain('west/none.txt');
    expect([...['west/link.sh', 'west/notes/NOTES.txt'].map((f) => (fs.statSync(path.join(dir, f)).mode % 0o200) >= 0o100)]).toEqual([true, false]);
    program(KNOWN).app.synth();
    expect(files().filter((f) => f.startsWith('west/') && !f.endsWith('.yaml'))).toEqual([]);
  });

  test('of one name are an error, and nothing is written', () => {
    const { app, west } = program();
    addOutputFile(west, 'pending.MD', 'x');
    expect(() => app.synth()).toThrow(/\[delivery\/file-clash\] west .*'west\/pending.MD' is one of west too/s);
    expect(files()).toEqual([]);
  });
});
