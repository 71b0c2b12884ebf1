import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { type Benchmark, compare, milliseconds } from './measure';
import { DataPlane, Exposure, Mesh, OpenShift, OssmRelease, PathMatch, RouteTls } from '../src';

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
function wholeTime(make: (app: App) => void): number {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    return milliseconds(() => {
      const app = new App({ outdir });
      make(app);
      app.synth();
    });
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

export const injectedGateways: Benchmark = {
  name: `${GATEWAYS} injected gateways, against the same objects as bare ApiObjects`,
  budget: 'at most 1.15 x',
  run: () => {
    const objects: any[] = gateways(new App()).toJson();
    const result = compare(1.15, {
      ours: () => wholeTime(gateways),
      theirs: () => wholeTime((app) => {
        const chart = new Chart(app, 'c');
        objects.forEach((object, i) => new ApiObject(chart, `o${i}`, object));
      }),
      times: 7,
    });
    return { ...result, detail: `${result.detail}; ${objects.length} objects each` };
  },
};
