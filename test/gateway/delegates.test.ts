import { FakeNamespace, FakeService, json, Program } from './support';
import { RouteDelegate } from '../../src/gateway';
import { GatewayHost } from '../../src/gateway/gateway-host';
import type { HostOwner } from '../../src/gateway/host-owner';
import { DataPlane } from '../../src/vocabulary/data-plane';
import { PathMatch } from '../../src/vocabulary/path-match';

describe('a delegated prefix', () => {
  test('is an entry of the owner\'s VirtualService, by segments, before the rest', () => {
    const program = new Program();
    const host = program.gateway().host('shop');
    host.addRoute('web', { backend: program.web });
    host.delegate('/pay', { namespace: new FakeNamespace(program.mesh, 'payments'), name: 'shop-pay' });
    expect(json(host.virtualService).spec.http).toMatchObject([
      { match: [{ uri: { exact: '/pay' } }, { uri: { prefix: '/pay/' } }], delegate: { name: 'shop-pay', namespace: 'payments' } },
      { name: 'web' },
    ]);
    expect(program.codes()).toEqual([]);
  });

  test('alone is enough for a host', () => {
    const program = new Program();
    const host = program.gateway().host('shop');
    host._delegate('/', 'payments', 'all');
    expect(json(host.virtualService).spec.http).toEqual([{ match: [{ uri: { prefix: '/' } }], delegate: { name: 'all', namespace: 'payments' } }]);
    expect(program.codes()).toEqual([]);
  });
});

describe('the routes of a delegate', () => {
  const made = (prefix?: string, writable = true) => {
    const program = new Program();
    const payments = new FakeNamespace(program.mesh, 'payments', DataPlane.SIDECAR, {}, writable);
    const delegate = new RouteDelegate(program.cluster, 'delegate', { namespace: payments, name: 'shop-pay', prefix });
    return { program, delegate, pay: new FakeService(payments, 'pay') };
  };

  test('are a VirtualService without hosts and gateways, in the team\'s namespace', () => {
    const { program, delegate, pay } = made('/pay');
    expect(delegate.virtualService).toBeUndefined();
    delegate.addRoute('pay', { backend: pay });
    expect(json(delegate.virtualService)).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'shop-pay', namespace: 'payments' },
      spec: {
        http: [{
          name: 'pay',
          match: [{ uri: { exact: '/pay' } }, { uri: { prefix: '/pay/' } }],
          route: [{ destination: { host: 'pay.payments.svc.cluster.local', port: { number: 9080 } } }],
        }],
      },
    });
    expect(program.codes()).toEqual([]);
  });

  test('must be inside of what was delegated, where that is known', () => {
    const { program, delegate, pay } = made('/pay');
    delegate.addRoute('cards', { match: PathMatch.prefix('/pay/cards'), backend: pay });
    expect(program.codes()).toEqual([]);
    delegate.addRoute('other', { match: PathMatch.prefix('/'), backend: pay });
    expect(program.codes()).toEqual(['traffic/invalid-match']);
    const free = made();
    free.delegate.addRoute('other', { match: PathMatch.prefix('/x'), backend: free.pay });
    expect(free.program.codes()).toEqual([]);
  });

  test('cannot be in a namespace of somebody else', () => {
    expect(made('/pay', false).program.codes()).toEqual(['gateway/namespace-not-ours']);
  });

  test('take raw fields', () => {
    const { program, pay } = made();
    const delegate = new RouteDelegate(program.cluster, 'raw', { namespace: pay.namespace, name: 'raw', raw: { spec: { exportTo: ['istio-ingress'] } } });
    delegate.addRoute('pay', { backend: pay });
    expect(json(delegate.virtualService).spec.exportTo).toEqual(['istio-ingress']);
  });
});

describe('a host on a gateway of another program', () => {
  const hosted = () => {
    const program = new Program();
    const claimed: string[] = [];
    const owner: HostOwner = {
      facts: program.mesh._facts,
      subject: "gateway 'edge'",
      gatewayReference: (from) => (from === 'istio-ingress' ? 'edge' : 'istio-ingress/edge'),
      claimHost: (host) => void claimed.push(host.hostName),
    };
    const host = GatewayHost._create(program.cluster, 'host', { owner, host: 'shop.example.com', objectName: 'shop-example-com' });
    return { program, host, claimed };
  };

  test('has its VirtualService beside its backend, and no Route', () => {
    const { program, host, claimed } = hosted();
    host.addRoute('web', { backend: program.web });
    expect(claimed).toEqual(['shop.example.com']);
    expect(json(host.virtualService)).toMatchObject({
      metadata: { name: 'shop-example-com', namespace: 'shop' }, spec: { hosts: ['shop.example.com'], gateways: ['istio-ingress/edge'] },
    });
    expect(host.route).toBeUndefined();
    expect(program.kinds()).toEqual(['VirtualService']);
    expect(program.codes()).toEqual([]);
  });

  test('has services of one namespace, since two VirtualServices have no certain order', () => {
    const { program, host } = hosted();
    host.addRoute('web', { backend: program.web });
    host.addRoute('pay', { match: PathMatch.prefix('/pay'), backend: new FakeService(new FakeNamespace(program.mesh, 'payments'), 'pay') });
    expect(program.codes()).toEqual(['gateway/routes-of-two-namespaces']);
  });

  test('cannot delegate, which its owner alone can', () => {
    const { host } = hosted();
    expect(() => host._delegate('/pay', 'payments', 'pay')).toThrow(/belongs to another program/);
  });
});
