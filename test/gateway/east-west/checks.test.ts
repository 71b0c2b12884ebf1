import { AMBIENT, codesOf, EastWestProgram } from './support';
import { Exposure } from '../../../src/gateway';
import { EastWest, EastWestGateway } from '../../../src/gateway/east-west';

describe('a gateway is of the data plane of its mesh', () => {
  test.each([
    ['injected in an ambient mesh', EastWest.injected(), AMBIENT, ['gateway/east-west-other-data-plane']],
    ['of the Gateway API for sidecars in an ambient mesh', EastWest.gatewayApi(), AMBIENT, ['gateway/east-west-other-data-plane']],
    ['ambient in a mesh of sidecars', EastWest.ambient(), {}, ['gateway/east-west-other-data-plane']],
    ['ambient in an ambient mesh', EastWest.ambient(), AMBIENT, []],
    ['injected in a mesh of sidecars', EastWest.injected(), {}, []],
  ])('%s', (_, settings, facts, codes) => {
    expect(codesOf({ settings }, facts)).toEqual(codes);
  });
});

describe('a gateway has a purpose', () => {
  test('on one network without a control plane it has none', () => {
    expect(codesOf({ network: undefined })).toEqual(['gateway/east-west-without-purpose']);
    expect(codesOf({ network: undefined }, AMBIENT)).toEqual(['gateway/east-west-without-purpose']);
  });

  test('hosts are for other networks', () => {
    expect(codesOf({ network: undefined, exposeServices: ['*.local'] })).toEqual(['gateway/east-west-without-purpose', 'gateway/east-west-hosts-without-network']);
  });

  test('in an ambient mesh Services say who reaches them', () => {
    expect(codesOf({ exposeServices: ['*.local'] }, AMBIENT)).toEqual(['gateway/east-west-hosts-in-ambient']);
    expect(codesOf({ exposeServices: [] }, AMBIENT)).toEqual([]);
  });
});

describe('hosts for other networks', () => {
  test.each([
    [['*.local'], []],
    [['*.shop.svc.cluster.local', 'reviews.pay.svc.cluster.local'], []],
    [['*'], ['warning gateway/east-west-exposes-anything']],
    [['reviews'], ['gateway/east-west-invalid-host']],
    [['shop/*.local'], ['gateway/east-west-invalid-host']],
    [['*reviews.shop.svc.cluster.local'], ['gateway/east-west-invalid-host']],
    [['https://a.example.com'], ['gateway/east-west-invalid-host']],
    [['a.local', 'a.local'], ['gateway/east-west-invalid-host']],
  ])('%j', (exposeServices, codes) => {
    expect(codesOf({ exposeServices })).toEqual(codes);
  });
});

describe('what else cannot be', () => {
  test('a Route, which cannot carry it', () => {
    expect(codesOf({ settings: EastWest.injected({ exposure: Exposure.route() }) })).toEqual(['gateway/east-west-behind-route']);
  });

  test.each([[80], [15012], [15021], [70000]])('port %d', (mtlsPort) => {
    expect(codesOf({ settings: EastWest.injected({ mtlsPort }) })).toEqual(['gateway/east-west-invalid-port']);
    expect(codesOf({ settings: EastWest.injected({ mtlsPort: 15444 }) })).toEqual([]);
  });

  test('names that are none', () => {
    expect(codesOf({ network: 'Net_1' })).toContain('gateway/east-west-invalid-name');
    expect(codesOf({ settings: EastWest.injected({ dnsName: '203.0.113.7' }) })).toContain('gateway/east-west-invalid-name');
    expect(codesOf({ settings: EastWest.injected({ dnsName: 'east.example.com' }) })).toEqual([]);
    expect(codesOf({ name: '1st' })).toContain('gateway/east-west-invalid-name');
  });

  test('what this library writes itself', () => {
    const set = (settings: EastWest) => codesOf({ settings });
    expect(set(EastWest.injected({ podLabels: { 'topology.istio.io/network': 'other' } }))).toEqual(['gateway/east-west-decided']);
    expect(set(EastWest.injected({ env: { ISTIO_META_REQUESTED_NETWORK_VIEW: 'other' } }))).toEqual(['gateway/east-west-decided']);
    expect(set(EastWest.injected({ podAnnotations: { 'inject.istio.io/templates': 'sidecar' } }))).toEqual(['gateway/east-west-decided']);
    expect(set(EastWest.gatewayApi({ labels: { 'istio.io/rev': 'other' } }))).toEqual(['gateway/east-west-decided']);
  });

  test('settings of a load balancer that Istio cannot be told', () => {
    const settings = EastWest.gatewayApi({ exposure: Exposure.loadBalancer({ loadBalancerClass: 'metal' }) });
    expect(codesOf({ settings }, { istioMinor: '1.24' })).toEqual(['gateway/east-west-settings-not-supported']);
    expect(codesOf({ settings }, { istioMinor: '1.26' })).toEqual([]);
  });

  test('raw fields of an object that is not there', () => {
    expect(codesOf({ settings: EastWest.injected({ raw: { controlPlaneGateway: {} } }) })).toEqual(['gateway/raw-without-object']);
    expect(codesOf({ settings: EastWest.injected({ raw: { service: {} } }) })).toEqual([]);
  });

  test('services of a cluster without a gateway', () => {
    expect(codesOf({ settings: EastWest.none(), exposeServices: ['*.local'] })).toEqual(['gateway/east-west-none']);
  });

  test('settings that every gateway checks', () => {
    const settings = EastWest.injected({ exposure: Exposure.loadBalancer({ sourceRanges: ['10.0.0.0'] }) });
    expect(codesOf({ settings })).toEqual(['gateway/invalid-source-range']);
  });

  test('two of one name, or one beside an ingress gateway of its name', () => {
    const program = new EastWestProgram();
    new EastWestGateway(program.cluster, 'again', { mesh: program.mesh, network: 'net-east' });
    expect(program.codes()).toEqual(['waypoint/service-name-taken', 'gateway/selectors-overlap']);
  });
});

describe('what is of a wrong type is refused at once', () => {
  test.each<[string, any, RegExp]>([
    ['the mesh by its name', { mesh: 'default' }, /`mesh` of the gateway between clusters is 'default'/],
    ['a network that is a number', { network: 1 }, /`network`/],
    ['settings by their name', { settings: 'injected' }, /fix: write EastWest\.injected\(\)/],
    ['hosts in no list', { exposeServices: '*.local' }, /fix: put it into a list/],
    ['an exposure in words', { exposeControlPlane: true }, /ControlPlaneExposure\.passthrough\(\)/],
    ['a control plane by its name', { controlPlanes: ['istiod'] }, /write \{ service: 'istiod' \}/],
    ['a port as text', { settings: EastWest.injected({ mtlsPort: '15443' } as any) }, /`mtlsPort` of EastWest\.injected is '15443'[^]*write 15443/],
    ['options that are none', { settings: EastWest.injected('x' as any) }, /`options` of EastWest\.injected/],
    ['a load balancer in words', { settings: EastWest.gatewayApi({ exposure: 'lb' } as any) }, /Exposure\.loadBalancer\(\)/],
    ['its options of a wrong type', { settings: EastWest.injected({ exposure: Exposure.loadBalancer({ sourceRanges: 'x' } as any) }) }, /`sourceRanges` of the exposure/],
    ['labels of a wrong type', { settings: EastWest.ambient({ labels: { a: 1 } } as any) }, /`labels` of EastWest\.ambient/],
  ])('%s', (_, props, message) => {
    expect(() => new EastWestProgram(props)).toThrow(message);
    expect(() => new EastWestProgram(props)).toThrow(/gateway\/wrong-type/);
  });

  test('`null` means unsaid', () => {
    expect(codesOf({ name: null, settings: null, exposeServices: null } as any)).toEqual([]);
  });
});
