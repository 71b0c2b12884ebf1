import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import * as YAML from 'yaml';
import { type Benchmark, compare, milliseconds } from './measure';
import { MeshApp } from '../src/delivery';
import { Manifest } from '../src/kube/manifest';
import { STAGES } from '../src/vocabulary/stage';

/** A VirtualService as they are: matches, two destinations, a fault or two. */
function virtualService(i: number) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: `reviews-${i}`, namespace: 'shop', labels: { app: 'reviews', team: `team-${i % 7}` } },
    spec: {
      hosts: [`reviews-${i}.shop.svc.cluster.local`, `reviews-${i}.example.com`],
      gateways: ['mesh', 'istio-ingress/edge'],
      http: [{
        match: [{ uri: { prefix: '/reviews' }, headers: { 'end-user': { exact: 'jason' } } }],
        route: [
          { destination: { host: `reviews-${i}`, subset: 'v1', port: { number: 9080 } }, weight: 90 },
          { destination: { host: `reviews-${i}`, subset: 'v2', port: { number: 9080 } }, weight: 10 },
        ],
        timeout: '5s',
        retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' },
      }],
    },
  };
}

const apiObject = (scope: Construct, i: number) => new ApiObject(scope, `o${i}`, virtualService(i));

/** Objects spread over the stages of each chart, none of them in order. */
const staged = (scope: Construct, i: number) => {
  const { spec, ...identity } = virtualService(i);
  return new Manifest(scope, `o${i}`, { ...identity, body: { spec }, stage: STAGES[(i * 5) % STAGES.length] });
};

function fill(app: App, charts: number, objects: number, make: (scope: Construct, i: number) => unknown): App {
  for (let c = 0; c < charts; c++) {
    const chart = new Chart(app, `chart-${c}`);
    for (let i = 0; i < objects; i++) make(chart, c * objects + i);
  }
  return app;
}

/** Milliseconds that a synth takes; what it writes and says is thrown away. */
export function synthTime(make: (outdir: string) => App): number {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const { log } = console;
  console.log = () => {};
  try {
    const app = make(outdir);
    return milliseconds(() => app.synth());
  } finally {
    console.log = log;
    fs.rmSync(outdir, { recursive: true });
  }
}

/** The documents of a text, in an order that does not depend on the text's. */
function parsed(text: string): string {
  return YAML.parseAllDocuments(text, { version: '1.1' }).map((document) => JSON.stringify(document.toJSON())).sort().join('\n');
}

export const meshApp: Benchmark = {
  name: '5,000 objects in 50 charts: MeshApp, against cdk8s App',
  budget: 'at most 0.20 x, parsed output identical',
  run: () => {
    const result = compare(0.2, {
      ours: () => synthTime((outdir) => fill(new MeshApp({ outdir }), 50, 100, apiObject)),
      theirs: () => synthTime((outdir) => fill(new App({ outdir }), 50, 100, apiObject)),
      times: 5,
    });
    const identical = parsed(fill(new MeshApp(), 50, 100, apiObject).synthYaml()) === parsed(fill(new App(), 50, 100, apiObject).synthYaml());
    return { ...result, withinBudget: result.withinBudget && identical, detail: `${result.detail}; parsed output ${identical ? 'identical' : 'DIFFERENT'}` };
  },
};

export const stages: Benchmark = {
  name: '20 clusters x 7 stages x 10 objects under MeshApp, against 1,400 independent objects in as many files',
  budget: 'about 1 x',
  run: () => compare(1.2, {
    ours: () => synthTime((outdir) => fill(new MeshApp({ outdir }), 20, 70, staged)),
    theirs: () => synthTime((outdir) => fill(new MeshApp({ outdir }), 140, 10, apiObject)),
    times: 25,
  }),
};

export const plainStages: Benchmark = {
  name: '7 stages x 1,000 objects in one chart under cdk8s App, against 7,000 objects without order',
  budget: 'well under 2 x',
  run: () => compare(1.5, {
    ours: () => synthTime((outdir) => fill(new App({ outdir }), 1, 7000, staged)),
    theirs: () => synthTime((outdir) => fill(new App({ outdir }), 1, 7000, apiObject)),
    times: 5,
  }),
};
