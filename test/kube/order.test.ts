import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct, ConstructOrder } from 'constructs';
import { Manifest } from '../../src/kube/manifest';
import { defaultStage, hasDefaultStage, stageOf } from '../../src/kube/stages';
import { Stage, STAGES } from '../../src/vocabulary/stage';

const add = (scope: Construct, kind: string, apiVersion = 'v1', stage?: Stage) =>
  new Manifest(scope, kind, { apiVersion, kind, metadata: { name: kind.toLowerCase() }, stage });
const foreign = (scope: Construct, kind: string, apiVersion = 'v1') => new ApiObject(scope, kind, { apiVersion, kind });
const kinds = (chart: Chart) => Testing.synth(chart).map((o) => o.kind);

describe('the order inside a chart of a plain App', () => {
  test('is the install order, whatever the order of construction', () => {
    const chart = Testing.chart();
    foreign(chart, 'Deployment', 'apps/v1');
    add(chart, 'AuthorizationPolicy', 'security.istio.io/v1');
    const mesh = new Construct(chart, 'mesh');
    add(mesh, 'IstioRevisionTag', 'sailoperator.io/v1');
    add(mesh, 'Istio', 'sailoperator.io/v1');
    add(chart, 'ZTunnel', 'sailoperator.io/v1');
    add(chart, 'Service', 'v1', Stage.GATEWAYS);
    add(chart, 'ServiceAccount');
    foreign(chart, 'Namespace');
    foreign(chart, 'Subscription', 'operators.coreos.com/v1alpha1');
    expect(kinds(chart)).toEqual([
      'Subscription', 'Namespace', 'ServiceAccount', 'Istio', 'IstioRevisionTag', 'ZTunnel', 'Service', 'AuthorizationPolicy', 'Deployment',
    ]);
  });

  test('is tree order inside a stage', () => {
    const chart = Testing.chart();
    for (const kind of ['VirtualService', 'Sidecar', 'DestinationRule']) add(chart, kind, 'networking.istio.io/v1');
    add(chart, 'Namespace');
    expect(kinds(chart)).toEqual(['Namespace', 'VirtualService', 'Sidecar', 'DestinationRule']);
  });

  test('follows what the user says depends on what, and keeps the stages of all others', () => {
    const chart = Testing.chart();
    const namespace = add(chart, 'Namespace');
    const early = add(chart, 'Secret');
    const job = foreign(chart, 'Job', 'batch/v1');
    add(chart, 'Istio', 'sailoperator.io/v1');
    early.addDependency(job);
    job.addDependency(namespace);
    expect(kinds(chart)).toEqual(['Namespace', 'Job', 'Secret', 'Istio']);
  });

  test('holds where dependencies of the user agree with tree order', () => {
    const chart = Testing.chart();
    const namespace = add(chart, 'Namespace');
    add(chart, 'AuthorizationPolicy', 'security.istio.io/v1');
    foreign(chart, 'Deployment', 'apps/v1').addDependency(namespace);
    expect(kinds(chart)).toEqual(['Namespace', 'AuthorizationPolicy', 'Deployment']);
  });

  test('a chart lists parents before children, and every construct once, as ever', () => {
    const chart = Testing.chart();
    const mesh = new Construct(chart, 'mesh');
    add(mesh, 'IstioCNI', 'sailoperator.io/v1');
    add(new Construct(mesh, 'inner'), 'Namespace');
    const listed = chart.node.findAll();
    expect(new Set(listed).size).toBe(listed.length);
    for (const c of listed) if (c !== chart) expect(listed.indexOf(c.node.scope!)).toBeLessThan(listed.indexOf(c));
    expect(chart.node.findAll(ConstructOrder.POSTORDER).pop()).toBe(chart);
  });

  test('a chart without objects of ours is left alone', () => {
    const chart = Testing.chart();
    foreign(chart, 'Deployment', 'apps/v1');
    foreign(chart, 'Namespace');
    expect(kinds(chart)).toEqual(['Deployment', 'Namespace']);
    expect(chart.node.children).toHaveLength(2);
  });

  test('no edge crosses charts: file names stay what they are, and each chart is ordered by itself', () => {
    const app = Testing.app();
    const charts = ['east', 'west'].map((name) => new Chart(app, name));
    for (const chart of charts) {
      add(chart, 'AuthorizationPolicy', 'security.istio.io/v1');
      add(chart, 'Namespace');
    }
    expect(app.charts).toEqual(charts);
    app.synth();
    for (const chart of charts) {
      expect(kinds(chart)).toEqual(['Namespace', 'AuthorizationPolicy']);
      for (const dependency of chart.node.findAll().flatMap((c) => c.node.dependencies)) expect(Chart.of(dependency)).toBe(chart);
    }
  });

  test.each([[false, 0], [true, 70 + 1]])('with dependencies of the user (%p) there are %i edges: none, or one for each object', (depends, edges) => {
    const chart = Testing.chart();
    const objects = Array.from({ length: 70 }, (_, i) =>
      new Manifest(chart, `o${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `o${i}` }, stage: STAGES[(i * 5) % STAGES.length] }));
    if (depends) objects[7].addDependency(objects[0]);
    expect(chart.node.findAll().flatMap((c) => c.node.dependencies)).toHaveLength(edges);
    const stages = Testing.synth(chart).map((o) => (Number(o.metadata.name.slice(1)) * 5) % STAGES.length);
    expect(stages).toEqual([...stages].sort());
  });

  test('nested charts order their own objects only', () => {
    const app = new App({ outdir: Testing.app().outdir });
    const outer = new Chart(app, 'outer');
    add(outer, 'AuthorizationPolicy', 'security.istio.io/v1');
    const inner = new Chart(outer, 'inner');
    add(inner, 'Secret');
    add(outer, 'Namespace');
    expect(kinds(outer)).toEqual(['Namespace', 'AuthorizationPolicy']);
    expect(kinds(inner)).toEqual(['Secret']);
  });
});

describe('stages', () => {
  test.each([
    ['operators.coreos.com/Subscription', Stage.OPERATORS], ['core/Namespace', Stage.BASE], ['cert-manager.io/Certificate', Stage.BASE],
    ['sailoperator.io/IstioRevisionTag', Stage.CONTROL_PLANE], ['sailoperator.io/IstioCNI', Stage.DATA_PLANE],
    ['networking.istio.io/Gateway', Stage.GATEWAYS], ['gateway.networking.k8s.io/Gateway', Stage.GATEWAYS], ['route.openshift.io/Route', Stage.GATEWAYS],
    ['gateway.networking.k8s.io/HTTPRoute', Stage.POLICY], ['telemetry.istio.io/Telemetry', Stage.POLICY],
    ['apps/Deployment', Stage.WORKLOADS], ['core/Service', Stage.WORKLOADS], ['example.com/Unheard', Stage.WORKLOADS],
  ])('%s belongs to %s', (kind, stage) => expect(defaultStage(kind)).toBe(stage));

  test('every kind whose types are generated has one of its own', () => {
    const { rows } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../imports/sources.json'), 'utf8'));
    const generated = rows.flatMap((row: { groups: object }) => Object.entries(row.groups))
      .flatMap(([group, { kinds: of }]: [string, { kinds: object }]) => Object.keys(of).map((kind) => `${group}/${kind}`));
    expect(generated).toContain('sailoperator.io/Istio');
    expect(generated.filter((kind: string) => !hasDefaultStage(kind))).toEqual([]);
  });

  test('a manifest may say another one, an object made elsewhere goes by its kind', () => {
    const chart = Testing.chart();
    expect(stageOf(add(chart, 'Deployment', 'apps/v1', Stage.GATEWAYS))).toBe(Stage.GATEWAYS);
    expect(stageOf(foreign(chart, 'Service'))).toBe(Stage.WORKLOADS);
  });
});
