import { ApiObject, App, Chart } from 'cdk8s';
import { Program, FakeNamespace } from '/work/main/test/gateway/support';
const N = 400;
function ours() {
  const t = process.hrtime.bigint();
  const p = new Program();
  const ns = new FakeNamespace(p.mesh, 'in');
  for (let i = 0; i < N; i++) p.gateway({ name: `g${i}`, namespace: ns }).host(`h${i}`).addRoute('web', { backend: p.web });
  const t1 = process.hrtime.bigint();
  const text = p.app.synthYaml();
  const t2 = process.hrtime.bigint();
  return { make: Number(t1 - t) / 1e6, synth: Number(t2 - t1) / 1e6, total: Number(t2 - t) / 1e6, text, objs: undefined as any, p };
}
function bare(objs: any[]) {
  const copies = JSON.parse(JSON.stringify(objs));
  const t = process.hrtime.bigint();
  const app = new App();
  const chart = new Chart(app, 'c');
  copies.forEach((o: any, i: number) => new ApiObject(chart, `o${i}`, o));
  const t1 = process.hrtime.bigint();
  app.synthYaml();
  const t2 = process.hrtime.bigint();
  return { make: Number(t1 - t) / 1e6, synth: Number(t2 - t1) / 1e6, total: Number(t2 - t) / 1e6 };
}
const objs = ours().p.objects();
for (let i = 0; i < 5; i++) {
  const a = ours(); const b = bare(objs);
  console.log(objs.length, 'ours', a.make | 0, a.synth | 0, a.total | 0, 'bare', b.make | 0, b.synth | 0, b.total | 0, (a.total / b.total).toFixed(2));
}
