import { ApiObject, App, Chart } from 'cdk8s';
import { MeshApp } from '../src/delivery';
import { median, milliseconds } from './measure';
const spec = (i: number) => ({ hosts: [`reviews-${i}.shop.svc.cluster.local`, `reviews-${i}.example.com`], gateways: ['mesh', 'istio-ingress/edge'], http: [{ match: [{ uri: { prefix: '/reviews' }, headers: { 'end-user': { exact: 'jason' } } }], route: [{ destination: { host: `reviews-${i}`, subset: 'v1', port: { number: 9080 } }, weight: 90 }, { destination: { host: `reviews-${i}`, subset: 'v2', port: { number: 9080 } }, weight: 10 }], timeout: '5s', retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' } }] });
const id = (i: number) => ({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: `reviews-${i}`, namespace: 'shop', labels: { app: 'reviews', team: `team-${i % 7}` } } });
const t: number[] = [];
for (let r = 0; r < 25; r++) {
  const app = new MeshApp({ outdir: '/tmp/bo' });
  for (let c = 0; c < 50; c++) { const ch = new Chart(app, 'c' + c); for (let i = 0; i < 100; i++) new ApiObject(ch, 'o' + i, { ...id(i), spec: spec(i) }); }
  t.push(milliseconds(() => app.synth()));
}
console.log(t.map((x) => x.toFixed(0)).join(' '), median(t), Math.min(...t));
