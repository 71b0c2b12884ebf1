import { ApiObject, JsonPatch } from 'cdk8s';
import { Cluster, Exposure, Mesh, MeshApp, OpenShift, OssmRelease, RouteTls } from 'cdk8s-ossm';

const app = new MeshApp();
const cluster = new Cluster(app, 'cluster', { name: 'cluster', openshift: OpenShift.V4_20, appsDomain: 'apps.example.com' });

const mesh = new Mesh(cluster, 'mesh', {
  release: OssmRelease.V3_3,
  // First door: every value of the chart, typed.
  values: { pilot: { traceSampling: 1 }, global: { meshId: 'prod' } },
  // Second door: values that the types do not know yet, and fields of any object, in the spelling of the API.
  rawValues: { pilot: { env: { PILOT_SOME_NEW_FLAG: 'true' } } },
  raw: { istio: { metadata: { annotations: { 'example.com/owner': 'platform' } } } },
});

const edge = mesh.addInjectedGateway('edge', {
  exposure: Exposure.route({ tls: RouteTls.EDGE }),
  raw: { deployment: { spec: { template: { spec: { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } } } } } },
});

// Third door: a JSON patch on the finished object, after everything else.
ApiObject.of(edge.service).addJsonPatch(JsonPatch.add('/spec/internalTrafficPolicy', 'Cluster'));
ApiObject.of(mesh.istio).addJsonPatch(JsonPatch.remove('/spec/values/pilot/traceSampling'));

app.synth();
