import { ApiObject, Chart, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { deployment } from '../../src/kube/core/deployment';
import { DataPlane } from '../../src/vocabulary';
import { ambientProgram, codes, fakeProgram, findings, only, rendered } from '../support/fake-mesh';

const CONTAINERS = [{ name: 'app', image: 'quay.io/example/app:1' }];

/** A service `reviews` of namespace `shop`, in a sidecar mesh. */
function withReviews(facts = {}) {
  const program = fakeProgram(facts);
  const shop = program.mesh.addNamespace('shop');
  return { ...program, program, shop, reviews: shop.addService('reviews', { port: 9080 }) };
}

function object(chart: Chart, apiVersion: string, kind: string, body: object) {
  return new ApiObject(chart, kind, { apiVersion, kind, metadata: { name: 'reviews-v1' }, ...body });
}

describe('the pod template of', () => {
  const template = { spec: { containers: CONTAINERS } };
  const expected = {
    metadata: { labels: { app: 'reviews', version: 'v1' }, annotations: { 'sidecar.istio.io/proxyCPU': '100m' } },
    spec: { containers: CONTAINERS, serviceAccountName: 'reviews' },
  };

  test.each([
    ['apps/v1', 'Deployment'], ['apps/v1', 'StatefulSet'], ['apps/v1', 'DaemonSet'], ['apps/v1', 'ReplicaSet'],
    ['argoproj.io/v1alpha1', 'Rollout'], ['v1', 'ReplicationController'], ['apps.openshift.io/v1', 'DeploymentConfig'], ['serving.knative.dev/v1', 'Service'],
  ])('an %s %s takes labels, annotations and ServiceAccount', (apiVersion, kind) => {
    const { chart, reviews } = withReviews();
    const target = object(chart, apiVersion, kind, { spec: { replicas: 1, template } });
    reviews.workload({ version: 'v1', proxy: { resources: { cpuRequest: '100m' } } }).applyTo(target);
    const json = rendered(chart).find((o) => o.metadata.name === 'reviews-v1');
    expect(json.spec).toEqual({ replicas: 1, template: expected });
  });

  test('a Job', () => {
    const { chart, shop } = withReviews({ nativeSidecars: true });
    shop.workload({ serviceAccount: 'batch' }).applyTo(object(chart, 'batch/v1', 'Job', { spec: { template } }));
    expect(only(chart, 'Job').spec.template.spec.serviceAccountName).toBe('batch');
  });

  test('a CronJob, which has it further down', () => {
    const { chart, shop } = withReviews({ nativeSidecars: true });
    const target = object(chart, 'batch/v1', 'CronJob', { spec: { schedule: '@daily', jobTemplate: { spec: { template } } } });
    shop.workload({ serviceAccount: 'batch', labels: { a: 'b' } }).applyTo(target);
    expect(only(chart, 'CronJob').spec.jobTemplate.spec.template).toEqual({
      metadata: { labels: { a: 'b' } }, spec: { containers: CONTAINERS, serviceAccountName: 'batch' },
    });
  });

  test('a Pod, which is one', () => {
    const { chart, reviews } = withReviews();
    reviews.workload().applyTo(object(chart, 'v1', 'Pod', { spec: { containers: CONTAINERS } }));
    expect(Object.keys(only(chart, 'Pod'))).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(only(chart, 'Pod')).toMatchObject({ metadata: { name: 'reviews-v1', labels: { app: 'reviews' } }, spec: { serviceAccountName: 'reviews' } });
  });

  test('a Deployment of this library', () => {
    const { program, chart, reviews } = withReviews();
    const target = deployment(chart, 'dep', {
      name: 'reviews-v1', namespace: 'shop', spec: { selector: { matchLabels: { x: 'y' } }, template: { metadata: { labels: { x: 'y' } }, spec: { containers: CONTAINERS } } },
    });
    reviews.workload({ version: 'v1' }).applyTo(target);
    expect(only(chart, 'Deployment').spec.template.metadata.labels).toEqual({ app: 'reviews', version: 'v1', x: 'y' });
    expect(codes(program)).toEqual([]);
  });
});

describe('a Deployment of cdk8s-plus', () => {
  function withDeployment(options: Partial<kplus.DeploymentProps> = {}) {
    const all = withReviews();
    const target = new kplus.Deployment(all.chart, 'dep', { select: false, podMetadata: { labels: { app: 'reviews' } }, ...options });
    return { ...all, target };
  }

  test('may be finished after the call', () => {
    const { program, chart, reviews, target } = withDeployment();
    reviews.workload({ version: 'v1', annotations: { ours: 'yes' } }).applyTo(target);
    target.addContainer({ image: 'x', portNumber: 9080 });
    target.podMetadata.addLabel('late', 'yes');
    target.podMetadata.addAnnotation('late', 'yes');
    const { template } = only(chart, 'Deployment').spec;
    expect(template.metadata.labels).toMatchObject({ app: 'reviews', late: 'yes', version: 'v1' });
    expect(template.metadata.annotations).toEqual({ late: 'yes', ours: 'yes' });
    expect(template.spec.serviceAccountName).toBe('reviews');
    expect(codes(program)).toEqual([]);
  });

  test('keeps its own patches', () => {
    const { chart, reviews, target } = withDeployment({ containers: [{ image: 'x' }] });
    reviews.workload().applyTo(target);
    ApiObject.of(target).addJsonPatch(JsonPatch.replace('/spec/template/spec/dnsPolicy', 'Default'));
    expect(only(chart, 'Deployment').spec.template.spec).toMatchObject({ dnsPolicy: 'Default', serviceAccountName: 'reviews' });
  });

  test('with another ServiceAccount is an error, and keeps it', () => {
    const { program, reviews, target } = withDeployment({ containers: [{ image: 'x' }] });
    reviews.workload().applyTo(target);
    ApiObject.of(target).addJsonPatch(JsonPatch.add('/spec/template/spec/serviceAccountName', 'other'));
    expect(codes(program)).toEqual(['workload/conflicting-template']);
    expect(findings(program)[0].what).toContain("has spec.serviceAccountName 'other', service 'reviews' needs 'reviews'");
    expect(ApiObject.of(target).toJson().spec.template.spec.serviceAccountName).toBe('other');
  });
});

describe('what stands in a template already', () => {
  const judge = (template: object, options = {}, facts = {}) => {
    const all = withReviews(facts);
    all.reviews.workload(options).applyTo(object(all.chart, 'apps/v1', 'Deployment', { spec: { template: { spec: { containers: CONTAINERS }, ...template } } }));
    return codes(all.program);
  };

  test('and agrees is fine', () => {
    expect(judge({ metadata: { labels: { app: 'reviews', version: 'v1' } } }, { version: 'v1' })).toEqual([]);
  });

  test('and is another label is an error', () => {
    expect(judge({ metadata: { labels: { version: 'v2' } } }, { version: 'v1' })).toEqual(['workload/conflicting-template']);
  });

  test('stays, whatever the workload wants', () => {
    const { chart, reviews } = withReviews();
    const metadata = { labels: { version: 'v2' }, annotations: { a: 'x' } };
    const target = object(chart, 'apps/v1', 'Deployment', { spec: { template: { metadata, spec: { containers: CONTAINERS } } } });
    reviews.workload({ version: 'v1', annotations: { a: 'y' } }).applyTo(target);
    expect(target.toJson().spec.template.metadata).toEqual({ labels: { app: 'reviews', version: 'v2' }, annotations: { a: 'x' } });
  });

  test('and is another annotation is an error', () => {
    expect(judge({ metadata: { annotations: { a: 'x' } } }, { annotations: { a: 'y' } })).toEqual(['workload/conflicting-template']);
  });

  test('and is another ServiceAccount, by its old field too, is an error', () => {
    expect(judge({ spec: { containers: CONTAINERS, serviceAccount: 'old' } })).toEqual(['workload/conflicting-template']);
    expect(judge({ spec: { containers: CONTAINERS, serviceAccount: 'reviews' } })).toEqual([]);
  });

  test('and decides the data plane is an error', () => {
    expect(judge({ metadata: { labels: { 'sidecar.istio.io/inject': 'false' } } })).toEqual(['workload/label-decided-elsewhere']);
    expect(judge({ metadata: { labels: { 'sidecar.istio.io/inject': 'false' } } }, { dataPlane: DataPlane.NONE })).toEqual([]);
  });

  test('and is the injection annotation is an error where it forbids, a warning where it means nothing', () => {
    expect(judge({ metadata: { annotations: { 'sidecar.istio.io/inject': 'false' } } })).toEqual(['workload/injection-annotation']);
    expect(judge({ metadata: { annotations: { 'sidecar.istio.io/inject': 'true' } } })).toEqual(['workload/injection-annotation?']);
  });

  test('and is the network of the node is an error for a sidecar', () => {
    const spec = { containers: CONTAINERS, hostNetwork: true };
    expect(judge({ spec })).toEqual(['workload/host-network']);
    expect(judge({ spec }, { dataPlane: DataPlane.NONE })).toEqual([]);
  });
});

test('a service that selects none of the pods is an error', () => {
  const { program, shop, chart } = withReviews();
  const service = new kplus.Service(chart, 'svc', { metadata: { name: 'ratings' }, ports: [{ port: 80 }] });
  service.selectLabel('app', 'ratings');
  const workload = shop.serviceFromConstruct(service).workload();
  const target = object(chart, 'apps/v1', 'Deployment', { spec: { template: { spec: { containers: CONTAINERS } } } });
  workload.applyTo(target);
  expect(codes(program)).toEqual([]);
  ApiObject.of(service).addJsonPatch(JsonPatch.add('/spec/selector', { 'cdk8s.io/metadata.addr': 'c8abc' }));
  expect(codes(program)).toEqual(['workload/selects-none-of-these-pods']);
  expect(findings(program)[0].what).toContain('it wants cdk8s.io/metadata.addr: c8abc, they have no such label');
});

test('an object of another namespace is an error, one without a namespace is not', () => {
  const { program, chart, reviews } = withReviews();
  const spec = { template: { spec: { containers: CONTAINERS } } };
  reviews.workload().applyTo(object(chart, 'apps/v1', 'Deployment', { spec }));
  expect(codes(program)).toEqual([]);
  reviews.workload().applyTo(object(new Chart(program.app, 'other', { namespace: 'other' }), 'apps/v1', 'Deployment', { spec }));
  expect(codes(program)).toEqual(['workload/other-namespace']);
});

test('an object without a pod template is refused at once', () => {
  const { chart, reviews } = withReviews();
  expect(() => reviews.workload().applyTo(object(chart, 'v1', 'ConfigMap', {}))).toThrow(/workload\/no-pod-template.*ConfigMap 'reviews-v1'.*Deployment/s);
});

test('an object whose template is elsewhere is an error', () => {
  const { program, chart, reviews } = withReviews();
  reviews.workload().applyTo(object(chart, 'argoproj.io/v1alpha1', 'Rollout', { spec: { workloadRef: { kind: 'Deployment', name: 'x' } } }));
  expect(codes(program)).toEqual(['workload/no-pod-template']);
});

describe('a Job', () => {
  const judge = (options: object, facts = {}) => {
    const program = fakeProgram(facts);
    const target = object(program.chart, 'batch/v1', 'Job', { spec: { template: { spec: { containers: CONTAINERS } } } });
    program.mesh.addNamespace('shop').workload(options).applyTo(target);
    return codes(program);
  };

  test('that says nothing of its end gets a warning, unless its sidecar ends with it', () => {
    expect(judge({})).toEqual(['workload/sidecar-outlives-job?']);
    expect(judge({}, { nativeSidecars: true })).toEqual([]);
    expect(judge({ dataPlane: DataPlane.NONE })).toEqual([]);
  });

  test('that ends its sidecar itself says so', () => {
    expect(judge({ endsByItself: false })).toEqual([]);
  });

  test('that states its end gets one error', () => {
    expect(judge({ endsByItself: true })).toEqual(['workload/sidecar-outlives-job']);
  });
});

test('two workloads on one object are both in its template', () => {
  const { program, chart, shop } = withReviews();
  const a = shop.addService('a', { port: 80, selector: { a: 'x' }, existingServiceAccount: 'both' });
  const b = shop.addService('b', { port: 80, selector: { b: 'x' }, existingServiceAccount: 'both' });
  const target = object(chart, 'apps/v1', 'Deployment', { spec: { template: { spec: { containers: CONTAINERS } } } });
  a.workload().applyTo(target);
  b.workload().applyTo(target);
  expect(only(chart, 'Deployment').spec.template).toMatchObject({ metadata: { labels: { a: 'x', b: 'x' } }, spec: { serviceAccountName: 'both' } });
  expect(codes(program)).toEqual([]);
});

test('late-bound values of the object are resolved before', () => {
  const { chart, reviews } = withReviews();
  const target = object(chart, 'apps/v1', 'Deployment', { spec: Lazy.any({ produce: () => ({ template: { spec: { containers: CONTAINERS } } }) }) });
  reviews.workload().applyTo(target);
  expect(only(chart, 'Deployment').spec.template.metadata.labels).toEqual({ app: 'reviews' });
});

test('an ambient workload of an ambient namespace changes nothing but its selector and ServiceAccount', () => {
  const { chart, mesh } = ambientProgram();
  const target = object(chart, 'apps/v1', 'Deployment', { spec: { template: { spec: { containers: CONTAINERS } } } });
  mesh.addNamespace('shop').addService('web', { port: 80 }).workload().applyTo(target);
  expect(only(chart, 'Deployment').spec.template).toEqual({ metadata: { labels: { app: 'web' } }, spec: { containers: CONTAINERS, serviceAccountName: 'web' } });
});
