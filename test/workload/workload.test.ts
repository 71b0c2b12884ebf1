import { DataPlane, Revision, WaypointTraffic } from '../../src/vocabulary';
import type { WorkloadOptions } from '../../src/workload';
import { podEnrolmentLabels } from '../../src/workload/pod-enrolment';
import { ambientProgram, codes, fakeProgram, findings } from '../support/fake-mesh';

const { SIDECAR, AMBIENT, NONE } = DataPlane;

describe('enrolment of single pods', () => {
  const revision = Revision.of('prod');

  test('is written only where it is not that of the namespace', () => {
    for (const dataPlane of [SIDECAR, AMBIENT, NONE]) expect(podEnrolmentLabels(dataPlane, dataPlane, revision)).toEqual({});
  });

  test.each([
    [SIDECAR, NONE, { 'istio.io/rev': 'prod' }],
    [SIDECAR, AMBIENT, { 'istio.io/rev': 'prod' }],
    [AMBIENT, NONE, { 'istio.io/dataplane-mode': 'ambient' }],
    [AMBIENT, SIDECAR, { 'sidecar.istio.io/inject': 'false', 'istio.io/dataplane-mode': 'ambient' }],
    [NONE, SIDECAR, { 'sidecar.istio.io/inject': 'false' }],
    [NONE, AMBIENT, { 'istio.io/dataplane-mode': 'none' }],
  ])('%s pods in a namespace of %s carry labels', (pod, namespace, labels) => {
    expect(podEnrolmentLabels(pod, namespace, revision)).toEqual(labels);
  });

  test('with the default revision is the injection label, never the annotation', () => {
    expect(podEnrolmentLabels(SIDECAR, NONE, Revision.of('default'))).toEqual({ 'sidecar.istio.io/inject': 'true' });
    const { mesh } = fakeProgram();
    const workload = mesh.addNamespace('shop', { dataPlane: NONE }).workload({ dataPlane: SIDECAR });
    expect(workload.labels).toEqual({ 'sidecar.istio.io/inject': 'true' });
    expect(workload.annotations).toEqual({});
  });
});

describe('what a pod carries', () => {
  test('is its service\'s selector, its version and its ServiceAccount', () => {
    const { mesh } = fakeProgram();
    const reviews = mesh.addNamespace('shop').addService('reviews', { port: 9080, serviceAccount: 'bookinfo-reviews' });
    const v2 = reviews.workload({ version: 'v2', labels: { team: 'a' }, annotations: { note: 'x' } });
    expect(v2.labels).toEqual({ app: 'reviews', team: 'a', version: 'v2' });
    expect(v2.annotations).toEqual({ note: 'x' });
    expect(v2.serviceAccountName).toBe('bookinfo-reviews');
    expect(v2.identity?.principal).toBe('cluster.local/ns/shop/sa/bookinfo-reviews');
    expect(v2.dataPlane).toBe(SIDECAR);
  });

  test('without a service is what enrols it', () => {
    const { mesh } = ambientProgram();
    const workload = mesh.addNamespace('shop').workload({ serviceAccount: 'batch', dataPlane: NONE });
    expect(workload.labels).toEqual({ 'istio.io/dataplane-mode': 'none' });
    expect(workload.serviceAccountName).toBe('batch');
    expect(mesh.namespace('other').workload().serviceAccountName).toBeUndefined();
    expect(mesh.namespace('third').workload().identity).toBeUndefined();
  });

  test('is the waypoint for traffic to its own address', () => {
    const program = ambientProgram();
    const shop = program.mesh.addNamespace('shop');
    const waypoint = shop.addWaypoint('pods', { traffic: WaypointTraffic.WORKLOAD, enrol: false });
    expect(shop.workload({ waypoint }).labels).toEqual({ 'istio.io/use-waypoint': 'pods' });
    expect(codes(program)).toEqual([]);
    shop.workload({ waypoint, dataPlane: NONE });
    expect(codes(program)).toEqual(['waypoint/not-ambient']);
  });

  test('is the settings of its sidecar', () => {
    const program = fakeProgram();
    const workload = program.mesh.addNamespace('shop').workload({ proxy: { resources: { cpuRequest: '100m' } } });
    expect(workload.annotations).toEqual({ 'sidecar.istio.io/proxyCPU': '100m' });
    expect(codes(program)).toEqual([]);
  });
});

describe('errors', () => {
  const judge = (options: WorkloadOptions, facts = {}, namespaceDataPlane?: DataPlane) => {
    const program = fakeProgram(facts);
    program.mesh.addNamespace('shop', { dataPlane: namespaceDataPlane }).workload(options);
    return { codes: codes(program), first: findings(program)[0] };
  };

  test('settings of a sidecar on pods without one', () => {
    const ambient = { dataPlane: AMBIENT };
    expect(judge({ proxy: { concurrency: 1 } }, ambient).codes).toEqual(['workload/proxy-without-sidecar']);
    expect(judge({ proxy: { concurrency: 1 }, dataPlane: NONE }).codes).toEqual(['workload/proxy-without-sidecar']);
    expect(judge({ proxy: { concurrency: 1 }, dataPlane: SIDECAR }, ambient).codes).toEqual([]);
  });

  test('settings with a value that is none', () => {
    expect(judge({ proxy: { concurrency: -1 } }).codes).toEqual(['workload/invalid-sidecar-option']);
  });

  test('ambient pods in a mesh that is not', () => {
    expect(judge({ dataPlane: AMBIENT }).codes).toEqual(['workload/mesh-not-ambient']);
    expect(judge({ dataPlane: AMBIENT }, { dataPlane: AMBIENT }, NONE).codes).toEqual([]);
  });

  test('pods of the mesh in a namespace that has opted out', () => {
    const program = fakeProgram();
    const shop = program.mesh.addNamespace('shop', { dataPlane: NONE });
    shop.workload({ dataPlane: SIDECAR });
    expect(codes(program)).toEqual([]);
    shop.optOut();
    shop.workload();
    shop.workload({ dataPlane: SIDECAR });
    expect(codes(program)).toEqual(['workload/namespace-opted-out']);
  });

  test('pods that end by themselves with a sidecar that does not', () => {
    expect(judge({ endsByItself: true }).codes).toEqual(['workload/sidecar-outlives-job']);
    expect(judge({ endsByItself: true }).first.fix).toContain('`nativeSidecars`');
    expect(judge({ endsByItself: true }, { nativeSidecars: true }).codes).toEqual([]);
    expect(judge({ endsByItself: true, dataPlane: NONE }).codes).toEqual([]);
    expect(judge({ endsByItself: false }).codes).toEqual([]);
  });

  test('init containers that need the network before the sidecar is there', () => {
    const options = { initContainersNeedNetwork: true };
    expect(judge(options).codes).toEqual(['workload/init-container-without-network']);
    expect(judge(options).first.fix).toMatch(/nativeSidecars.*excludeOutboundPorts.*excludeOutboundIpRanges.*dataPlane/);
    expect(judge(options, { nativeSidecars: true }).codes).toEqual([]);
    expect(judge(options, { dataPlane: AMBIENT }).codes).toEqual([]);
    expect(judge({ ...options, proxy: { excludeOutboundPorts: [5432] } }).codes).toEqual([]);
    expect(judge({ ...options, proxy: { excludeOutboundIpRanges: ['10.0.0.0/8'] } }).codes).toEqual([]);
    expect(judge({ ...options, proxy: { excludeInboundPorts: [80] } }).codes).toEqual(['workload/init-container-without-network']);
  });

  test.each(['sidecar.istio.io/inject', 'istio.io/rev', 'istio.io/dataplane-mode', 'istio.io/use-waypoint', 'istio.io/use-waypoint-namespace'])(
    'label %s, which options decide', (key) => {
      expect(judge({ labels: { [key]: 'x' } }).codes).toEqual(['workload/label-decided-elsewhere']);
    });

  test('the injection annotation', () => {
    expect(judge({ annotations: { 'sidecar.istio.io/inject': 'false' } }).codes).toEqual(['workload/label-decided-elsewhere']);
  });

  test('a version that is no value of a label', () => {
    expect(judge({ version: 'v 1' }).codes).toEqual(['workload/invalid-version']);
    expect(judge({ version: '' }).codes).toEqual(['workload/invalid-version']);
    expect(judge({ version: 'v1.2_3' }).codes).toEqual([]);
  });

  test('a label or annotation said twice, differently', () => {
    expect(judge({ version: 'v1', labels: { version: 'v2' } }).codes).toEqual(['workload/said-twice']);
    expect(judge({ version: 'v1', labels: { version: 'v1' } }).codes).toEqual([]);
    expect(judge({ proxy: { resources: { cpuRequest: '1' } }, annotations: { 'sidecar.istio.io/proxyCPU': '2' } }).codes).toEqual(['workload/said-twice']);
  });

  test('labels by which the service does not select these pods', () => {
    const program = fakeProgram();
    const reviews = program.mesh.addNamespace('shop').addService('reviews', { port: 80, selector: { app: 'reviews', version: 'v1' } });
    reviews.workload({ version: 'v1' });
    expect(codes(program)).toEqual([]);
    reviews.workload({ version: 'v2' });
    expect(codes(program)).toEqual(['workload/selects-none-of-these-pods']);
  });
});
