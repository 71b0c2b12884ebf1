import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { type Benchmark, compare, milliseconds, type Result } from './measure';
import { DataPlane, Exposure, Mesh, MeshApp, OpenShift, OssmRelease, PathMatch, RouteTls } from '../src';

const GATEWAYS = 400;

/** A mesh with its gateways, each with a host and a route, all in one namespace so that nothing but gateways is counted. */
function gateways(app: App): Chart {
  const chart = new Chart(app, 'c');
  const mesh = new Mesh(chart, 'mesh', { release: OssmRelease.V3_3, openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });
  const namespace = mesh.addNamespace('ingress', { dataPlane: DataPlane.NONE });
  const web = mesh.addNamespace('shop').serviceFromName('web', { port: 8080 });
  for (let i = 0; i < GATEWAYS; i++) {
    const gateway = mesh.addInjectedGateway(`edge-${i}`, { namespace, exposure: Exposure.route({ tls: RouteTls.EDGE }) });
    gateway.host(`shop-${i}`).addRoute('web', { match: PathMatch.prefix('/'), backend: web });
  }
  return chart;
}

/** Making the constructs and writing what they stand for. */
function wholeTime(appIn: (outdir: string) => App, make: (app: App) => void): number {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const { log } = console;
  console.log = () => {};
  try {
    return milliseconds(() => {
      const app = appIn(outdir);
      make(app);
      app.synth();
    });
  } finally {
    console.log = log;
    fs.rmSync(outdir, { recursive: true });
  }
}

const plainApp = (outdir: string) => new App({ outdir });
const ourApp = (outdir: string) => new MeshApp({ outdir, contractsDir: outdir });

/** The same objects without anything that thinks. */
function bare(objects: any[]): (app: App) => void {
  return (app) => {
    const chart = new Chart(app, 'c');
    objects.forEach((object, i) => new ApiObject(chart, `o${i}`, object));
  };
}

function against(budget: number, ours: (outdir: string) => App): Result {
  const objects: any[] = gateways(new App()).toJson();
  const result = compare(budget, { ours: () => wholeTime(ours, gateways), theirs: () => wholeTime(plainApp, bare(objects)), times: 9 });
  return { ...result, detail: `${result.detail}; ${objects.length} objects each` };
}

export const injectedGateways: Benchmark = {
  name: `${GATEWAYS} injected gateways, against the same objects as bare ApiObjects, both under cdk8s App`,
  budget: 'at most 1.15 x',
  run: () => against(1.15, plainApp),
};

export const injectedGatewaysInMeshApp: Benchmark = {
  name: `${GATEWAYS} injected gateways under MeshApp, against the same objects as bare ApiObjects under cdk8s App`,
  budget: 'at most 1.15 x',
  run: () => against(1.15, ourApp),
};
