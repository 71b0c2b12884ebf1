import { mkdtempSync, readdirSync, readFileSync, statSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import {
  Cluster, DataPlane, MeshApp, MeshTrust, MultiPrimary, type MultiPrimaryProps, OssmRelease, PrimaryRemote, RemoteSecrets, SecretStoreRef,
} from '../../src';

type Files = { [file: string]: string };

/** The files of each cluster, as a program of that many clusters writes them. */
function synth(build: (app: MeshApp, clusters: (names: string[]) => Cluster[]) => void): { [cluster: string]: Files } {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-ossm-growth-'));
  const app = new MeshApp({ outdir, contractsDir: path.join(outdir, '.contracts') });
  build(app, (names) => names.map((name) => new Cluster(app, name, {
    name, network: `net-${name}`, apiServer: { url: `https://api.${name}.example.com:6443` },
  })));
  const log = jest.spyOn(console, 'log').mockImplementation();
  app.synth();
  log.mockRestore();
  const result: { [cluster: string]: Files } = {};
  for (const cluster of readdirSync(outdir).filter((f) => !f.startsWith('.') && statSync(path.join(outdir, f)).isDirectory())) {
    result[cluster] = Object.fromEntries(readdirSync(path.join(outdir, cluster)).map((f) => [f, readFileSync(path.join(outdir, cluster, f), 'utf-8')]));
  }
  return result;
}

const common = () => ({
  meshId: 'mesh1',
  release: OssmRelease.V3_4,
  trust: MeshTrust.externalSecrets({ store: SecretStoreRef.clusterStore('vault'), key: 'mesh/{cluster}' }),
  remoteSecrets: RemoteSecrets.externalSecrets({ store: SecretStoreRef.clusterStore('vault'), publish: true }),
});

const multiPrimary = (names: string[], props: Partial<MultiPrimaryProps> = {}) => synth((app, clusters) => {
  const mesh = new MultiPrimary(app, 'mesh', { ...common(), clusters: clusters(names), ...props });
  mesh.addNamespace('shop');
});

/** Files that differ, and of those the objects that are not in both. */
function difference(before: Files, after: Files): string[] {
  const objects = (text = '') => parseAllDocuments(text).map((d) => d.toJS()).filter((o) => o !== null).map((o: any) => [`${o.kind}/${o.metadata.name}`, JSON.stringify(o)]);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((f) => before[f] !== after[f]).flatMap((file) => {
    const [a, b] = [new Map(objects(before[file]) as [string, string][]), new Map(objects(after[file]) as [string, string][])];
    return [...new Set([...a.keys(), ...b.keys()])].filter((k) => a.get(k) !== b.get(k)).map((k) => `${file}: ${a.has(k) ? b.has(k) ? 'changed' : 'gone' : 'new'} ${k}`);
  });
}

test.each([['sidecar', DataPlane.SIDECAR], ['ambient', DataPlane.AMBIENT]])('a further primary adds to each other cluster the one Secret that reads it (%s)', (_, dataPlane) => {
  const before = multiPrimary(['east', 'west'], { dataPlane });
  const after = multiPrimary(['east', 'west', 'north'], { dataPlane });
  expect(Object.keys(after)).toEqual(['east', 'north', 'west']);
  for (const cluster of ['east', 'west']) expect(difference(before[cluster], after[cluster])).toEqual(['01-base.k8s.yaml: new ExternalSecret/istio-remote-secret-north']);
});

test('the order in which clusters are given changes no byte', () => {
  expect(multiPrimary(['west', 'north', 'east'])).toEqual(multiPrimary(['east', 'west', 'north']));
});

test('a further remote adds a Secret to each primary, and nothing to the other remotes', () => {
  const primaryRemote = (remotes: string[]) => synth((app, clusters) => {
    new PrimaryRemote(app, 'mesh', { ...common(), primaries: clusters(['a', 'b']), remotes: clusters(remotes) });
  });
  const [before, after] = [primaryRemote(['x']), primaryRemote(['x', 'y'])];
  expect(difference(before.a, after.a)).toEqual(['01-base.k8s.yaml: new ExternalSecret/istio-remote-secret-y']);
  expect(difference(before.b, after.b)).toEqual(['01-base.k8s.yaml: new ExternalSecret/istio-remote-secret-y']);
  expect(after.x).toEqual(before.x);
});

test('by script, what changes is the script', () => {
  const [before, after] = [['east', 'west'], ['east', 'west', 'north']].map((names) => multiPrimary(names, { remoteSecrets: RemoteSecrets.script() }));
  expect(Object.keys(before.east).filter((f) => before.east[f] !== after.east[f])).toEqual(['remote-secrets.sh']);
  expect(after.east['remote-secrets.sh']).toContain('north');
});

test('the objects of a cluster grow with the number of clusters by Secrets only', () => {
  const count = (n: number) => {
    const names = Array.from({ length: n }, (_, i) => `c${i}`);
    const { c0 } = multiPrimary(names);
    const kinds = Object.values(c0).flatMap((text) => parseAllDocuments(text).map((d) => (d.toJS() as any)?.kind));
    return [kinds.filter((k) => k === 'ExternalSecret').length, kinds.filter((k) => k !== 'ExternalSecret').length];
  };
  const [[secretsOf5, restOf5], [secretsOf10, restOf10]] = [count(5), count(10)];
  expect(secretsOf10 - secretsOf5).toBe(5);
  expect(restOf10).toBe(restOf5);
});
