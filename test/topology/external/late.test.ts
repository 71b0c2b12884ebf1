import { ExternalProgram, factsOf, known } from './support';
import { ClusterFacts, EastWest, Exposure, UpdateStrategy } from '../../../src';
import { draftOf, withheldIn } from '../../../src/kube/late-value';
import { find, listed, objectsOf } from '../support';

test('while the address of the gateway is not known, each Istio of the mesh is withheld, and nothing says anything half', () => {
  const program = new ExternalProgram();
  program.external({ dataClusters: [program.west] });
  expect(program.withheld(program.hub)).toEqual(['Istio/external-istiod']);
  expect(program.withheld(program.east)).toEqual(['Deployment/istio-eastwestgateway', 'Istio/external-istiod']);
  expect(program.withheld(program.west)).toEqual(['Deployment/istio-eastwestgateway', 'Istio/external-istiod']);
  for (const cluster of [program.hub, program.east, program.west]) {
    expect(JSON.stringify(objectsOf(cluster))).not.toMatch(/undefined|:15012"|remotePilotAddress|caAddress|discoveryAddress|placeholder/);
    expect(withheldIn(cluster).flatMap((w) => w.waitsFor.map((l) => `${l.cluster} ${l.key}`)).filter((l, i, all) => all.indexOf(l) === i))
      .toEqual(['hub addresses.external-istiod-gateway/external-istiod-gateway']);
  }
  expect(program.errors()).toEqual([]);
});

test('all that the address needs is written without it: the gateway, what it leads to, and the ordinary mesh', () => {
  const program = new ExternalProgram();
  program.external();
  expect(listed(objectsOf(program.hub))).toEqual(expect.arrayContaining([
    'Deployment/external-istiod-gateway', 'Gateway/external-istiod-gateway-istiod-gateway', 'Istio/default', 'Namespace/external-istiod', 'Service/external-istiod-gateway',
  ]));
});

test('the draft of the control plane says no address', () => {
  const program = new ExternalProgram();
  const { controlPlane } = program.external();
  expect(draftOf(controlPlane.istio).spec.values.meshConfig).toEqual({ rootNamespace: 'external-istiod' });
});

test('a stable name of the gateway is known from the start, and is on the port that a Service for a name cannot change', () => {
  const program = new ExternalProgram();
  const mesh = program.external({ hubGateway: EastWest.injected({ dnsName: 'istiod.example.com' }) });
  expect(find(objectsOf(program.hub), 'Istio', 'external-istiod').spec.values.meshConfig.defaultConfig.discoveryAddress).toBe('istiod.example.com:15012');
  expect(find(objectsOf(program.east), 'Istio', 'external-istiod').spec.values.global.remotePilotAddress).toBe('istiod.example.com');
  expect(program.errors()).toEqual([]);
  expect(mesh.hubGateway.service!.toJson().spec.ports.some((p: any) => p.port === 443)).toBe(true);
});

test('a name without that port is an error, an address is not', () => {
  const raw = { service: { spec: { ports: [{ port: 15012, name: 'tls-istiod' }, { port: 15017, name: 'tls-webhook' }] } } };
  const named = new ExternalProgram();
  named.external({ hubGateway: EastWest.injected({ dnsName: 'istiod.example.com', raw }) });
  expect(named.errors()).toEqual(['topology/webhook-port-not-mapped']);
  const numbered = known();
  numbered.external({ hubGateway: EastWest.injected({ raw }) });
  expect(numbered.errors()).toEqual([]);
});

test('an IPv6 address is in brackets before a port, and needs charts that tell it from a name', () => {
  const address = (version?: string) => {
    const program = known('2001:db8::7');
    program.external({ updateStrategy: UpdateStrategy.inPlace({ version }) });
    return program;
  };
  const program = address();
  expect(find(objectsOf(program.hub), 'Istio', 'external-istiod').spec.values.global.caAddress).toBe('[2001:db8::7]:15012');
  expect(find(objectsOf(program.east), 'Istio', 'external-istiod').spec.values.global.remotePilotAddress).toBe('2001:db8::7');
  expect(program.errors()).toEqual([]);
  expect(address('v1.28-latest').errors()).toEqual(['topology/ipv6-pilot-address']);
});

test('on a network that all clusters share, the address is that of the Service', () => {
  const program = new ExternalProgram({ facts: factsOf({ 'external-istiod': '172.30.4.4' }) });
  program.external({ hubGateway: EastWest.injected({ exposure: Exposure.clusterIp() }) });
  expect(find(objectsOf(program.east), 'Istio', 'external-istiod').spec.values.global.remotePilotAddress).toBe('172.30.4.4');
  expect(program.errors()).toEqual([]);
});

test('a fact of another name is reported, as nobody asks for it', () => {
  const program = new ExternalProgram({ facts: ClusterFacts.fromJson('{ "cluster": "hub", "addresses": { "istio-system/istio-ingressgateway": "203.0.113.7" } }') });
  program.external();
  expect(program.errors()).toEqual(['cluster/unused-fact']);
});
