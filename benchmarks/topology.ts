import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { type Benchmark, milliseconds, median } from './measure';
import { Cluster, EastWest, MeshApp, MeshTrust, MultiPrimary, OssmRelease, PrimaryRemote, RemoteSecrets, SecretStoreRef } from '../src';

const STORE = SecretStoreRef.clusterStore('vault');

/** Which of so many clusters have a control plane. */
type Fleet = 'all' | 'first';

/** Milliseconds from nothing to files for a mesh over so many clusters. */
function fleetTime(clusters: number, withControlPlane: Fleet): number {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const { log } = console;
  console.log = () => {};
  try {
    return milliseconds(() => {
      const app = new MeshApp({ outdir });
      const all = Array.from({ length: clusters }, (_, i) => new Cluster(app, `c${i}`, {
        name: `c${i}`, network: `net-${i}`, apiServer: { url: `https://api.c${i}.example.com:6443` },
      }));
      const common = {
        meshId: 'fleet',
        release: OssmRelease.V3_4,
        trust: MeshTrust.externalSecrets({ store: STORE, key: 'ca/{cluster}' }),
        remoteSecrets: RemoteSecrets.externalSecrets({ store: STORE, publish: true }),
        eastWest: EastWest.injected(),
      };
      const mesh = withControlPlane === 'all' ? new MultiPrimary(app, 'mesh', { ...common, clusters: all })
        : new PrimaryRemote(app, 'mesh', {
          ...common, primaries: all.slice(0, 1), remotes: all.slice(1), perCluster: { c0: { eastWest: EastWest.injected({ dnsName: 'c0.example.com' }) } },
        });
      mesh.addNamespace('shop');
      app.synth();
    });
  } finally {
    console.log = log;
    fs.rmSync(outdir, { recursive: true });
  }
}

const FEW = 20;
const MANY = 200;

function perUnit(unitsOfFew: number, unitsOfMany: number, fleet: Fleet) {
  fleetTime(FEW, fleet); // warms up
  const few: number[] = [];
  const many: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    few.push(fleetTime(FEW, fleet), fleetTime(FEW, fleet));
    many.push(fleetTime(MANY, fleet));
  }
  const ratio = (median(many) / unitsOfMany) / (median(few) / unitsOfFew);
  return { ratio, detail: `${median(few).toFixed(0)} ms for ${FEW} clusters, ${median(many).toFixed(0)} ms for ${MANY}` };
}

export const fleetClusters: Benchmark = {
  name: `one control plane for ${MANY} clusters against one for ${FEW}: time for each cluster`,
  budget: 'at most 1.5 x: linear in clusters',
  run: () => {
    const { ratio, detail } = perUnit(FEW, MANY, 'first');
    return { value: `${ratio.toFixed(2)} x`, withinBudget: ratio <= 1.5, detail };
  },
};

export const fleetSecrets: Benchmark = {
  name: `${MANY} control planes that read each other by ${MANY * (MANY - 1)} Secrets, against ${FEW} by ${FEW * (FEW - 1)}: time for each Secret`,
  budget: 'at most 1.5 x: linear in Secrets, which no mesh can do without',
  run: () => {
    const { ratio, detail } = perUnit(FEW * (FEW - 1), MANY * (MANY - 1), 'all');
    return { value: `${ratio.toFixed(2)} x`, withinBudget: ratio <= 1.5, detail };
  },
};
