import { AMBIENT, EastWestProgram } from './support';
import { GatewayCertificate } from '../../../src/gateway';
import { ControlPlaneExposure, type EastWestGatewayProps } from '../../../src/gateway/east-west';
import type { MeshFacts } from '../../../src/vocabulary/mesh-facts';
import { describeWithCases, manifestsOf } from '../../support/cases-dir';

type Loose = any;

const BOTH_LABELS = '1. the selector has both labels that the pods have, as everywhere in this library';
const select = (o: Loose) => { o.spec.selector = { app: 'istio-eastwestgateway', istio: 'eastwestgateway' }; };
const UPPER_CASE = '2. protocols are written as the API lists them; Istio reads both';
const upperCase = (o: Loose) => { for (const s of o.spec.servers) s.port.protocol = s.port.protocol.toUpperCase(); };
const HOST = 'istiod.example.com';

interface Comparison {
  readonly set: string;
  readonly file: string;
  readonly props?: Partial<EastWestGatewayProps>;
  readonly facts?: Partial<MeshFacts>;
  /** Every way in which ours differ on purpose, by kind. */
  readonly differences: { readonly [kind: string]: Array<[reason: string, apply: (o: Loose) => void]> };
}

const COMPARISONS: Comparison[] = [
  { set: 'istio-multicluster', file: 'expose-services.yaml', differences: { Gateway: [[BOTH_LABELS, select]] } },
  {
    set: 'istio-multicluster',
    file: 'expose-istiod.yaml',
    props: { exposeControlPlane: ControlPlaneExposure.passthrough() },
    differences: { Gateway: [[BOTH_LABELS, select], [UPPER_CASE, upperCase]], VirtualService: [] },
  },
  {
    set: 'istio-multicluster',
    file: 'expose-istiod-https.yaml',
    props: {
      exposeControlPlane: ControlPlaneExposure.https({ host: HOST, certificate: GatewayCertificate.fromSecret('istiod-tls'), terminatesWebhook: true }),
    },
    differences: {
      Gateway: [
        [BOTH_LABELS, select], [UPPER_CASE, upperCase],
        ['3. the placeholders of the sample are filled in', (o) => {
          for (const s of o.spec.servers) {
            s.hosts = [HOST];
            s.tls.credentialName = 'istiod-tls';
          }
        }],
      ],
      VirtualService: [['1. the placeholder of the sample is filled in', (o) => { o.spec.hosts = [HOST]; }]],
      DestinationRule: [
        ['1. the certificate of the control plane is verified by its CA and name: Istio would take the CAs of the system', (o) => {
          for (const s of o.spec.trafficPolicy.portLevelSettings) {
            s.tls.caCertificates = '/var/run/secrets/istio/root-cert.pem';
            s.tls.sni = 'istiod.istio-system.svc';
            s.tls.subjectAltNames = ['istiod.istio-system.svc'];
          }
        }],
      ],
    },
  },
  {
    set: 'ossm-docs-multicluster',
    file: '08-deployment-models_multicluster.yaml',
    props: { network: 'network1' },
    facts: AMBIENT,
    differences: { Gateway: [] },
  },
];

describeWithCases('what leads between clusters says the same as the samples of Istio and the documentation, but for what is listed', (root) => {
  test.each(COMPARISONS.map((c) => [c.file, c] as const))('%s', (file, { set, props, facts, differences }) => {
    const program = new EastWestProgram(props, facts);
    const documented = manifestsOf(root, set, file) as Loose[];
    expect(documented.length).toBeGreaterThan(0);
    for (const object of documented) {
      differences[object.kind].forEach(([reason, apply], i) => {
        expect(reason).toMatch(new RegExp(`^${i + 1}\\. .{20,}`));
        const before = JSON.stringify(object);
        apply(object);
        expect(JSON.stringify(object)).not.toBe(before);
      });
      const ours = program.one(object.kind, object.metadata.name);
      expect(ours.apiVersion).toBe(object.apiVersion);
      expect(ours.spec).toEqual(object.spec);
      for (const [key, value] of Object.entries(object.metadata.labels ?? {})) expect(ours.metadata.labels[key]).toBe(value);
    }
  });
});
