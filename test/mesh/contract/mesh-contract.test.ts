import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { contractData, gatewayData, namespaceData, tenantData } from './fixtures';
import type { ContractData } from '../../../src/mesh/contract/contract-data';
import { CONTRACT, MeshContract } from '../../../src/mesh/contract/mesh-contract';

/** A contract with one value replaced, at a path like `tenants.0.grants`. */
function edited(at: string, value: unknown): string {
  const document = JSON.parse(JSON.stringify(contractData()));
  const keys = at.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce((o, k) => o[k], document);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(document);
}

const reading = (text: string) => () => MeshContract.fromJson(text);

describe('a contract as text', () => {
  const text = MeshContract.fromJson(JSON.stringify(contractData())).toJson();

  it('is written the same again after it was read', () => {
    expect(MeshContract.fromJson(text).toJson()).toBe(text);
  });

  it('has sorted keys, two spaces and a line end', () => {
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
    expect(Object.keys(JSON.parse(text))).toEqual([...Object.keys(JSON.parse(text))].sort());
  });

  it('says what it is about', () => {
    const contract = MeshContract.fromJson(text);
    expect([contract.meshName, contract.format, contract.clusterName, contract.tenantNames]).toEqual(['default', 1, 'east', ['orders']]);
  });

  it('keeps fields that this version does not know', () => {
    const document = JSON.parse(text);
    document.providers = [{ name: 'ext-authz', _: null }];
    document.mesh.later = { a: null };
    document.tenants[0].accessTo = ['shop'];
    const again = JSON.parse(MeshContract.fromJson(JSON.stringify(document)).toJson());
    expect(again).toEqual(document);
  });

  it('takes grants, exposures and kinds of requests that only a later version knows', () => {
    const document = contractData({
      tenants: [tenantData({
        grants: ['attachRoutes', 'mirror'],
        accepted: [{ id: 'req-0123456789abcdef0123', kind: 'provider', tenant: 'orders', namespace: 'orders' }],
      })],
      gateways: [gatewayData({ exposure: 'gatewayApi' })],
    });
    expect(reading(JSON.stringify(document))).not.toThrow();
  });
});

describe('a contract as file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is written with the folders above it and read back', () => {
    const file = path.join(folder, 'a', 'b', 'mesh-contract.json');
    const contract = MeshContract.fromJson(JSON.stringify(contractData()));
    contract.write(file);
    expect(readFileSync(file, 'utf8')).toBe(contract.toJson());
    expect(MeshContract.fromFile(file).toJson()).toBe(contract.toJson());
  });

  it('that is missing is an error that says where it comes from', () => {
    const file = path.join(folder, 'none.json');
    expect(() => MeshContract.fromFile(file)).toThrow(/\[mesh\/contract-missing\] .*none\.json.*: there is no such file[^]*expected: .*relative to[^]*fix: .*MeshApp or `mesh\.contract\(\)/);
    expect(() => MeshContract.fromFile(folder)).toThrow(/this is not a file/);
  });

  it('is named in errors about what is in it', () => {
    const file = path.join(folder, 'bad.json');
    writeFileSync(file, edited('mesh.name', 7));
    expect(() => MeshContract.fromFile(file)).toThrow(/\[mesh\/contract-invalid\] .*bad\.json.*: mesh\.name is 7/);
  });

  it('may start with a byte order mark', () => {
    expect(reading(`\uFEFF${JSON.stringify(contractData())}`)).not.toThrow();
  });
});

describe('a contract that cannot be read', () => {
  it.each([
    ['no JSON', '{ "format": 1,', /mesh\/contract-not-json.*this is not JSON/],
    ['no map', '[]', /mesh\/contract-invalid.*the file holds \[\]/],
    ['no format', '{}', /format is missing[^]*a whole number, 1 or more: without it this file is no mesh contract/],
    ['a format that is no number', edited('format', '1'), /format is "1"/],
    ['no oldest reader', edited('oldestReader', undefined), /oldestReader is missing/],
  ])('%s', (_, text, message) => {
    expect(reading(text)).toThrow(message);
  });

  it('is one for later readers, and the error says to update', () => {
    const text = JSON.stringify({ ...contractData(), format: 3, oldestReader: 2 });
    expect(reading(text)).toThrow(/\[mesh\/contract-too-new\] mesh contract: this mesh contract has format 3 and is meant for readers of format 2[^]*fix: update cdk8s-ossm/);
  });

  it('is not one of a later format that present readers may read', () => {
    const text = JSON.stringify({ ...contractData(), format: 2, oldestReader: 1 });
    expect(MeshContract.fromJson(text).format).toBe(2);
    expect(JSON.parse(MeshContract.fromJson(text).toJson()).format).toBe(2);
  });
});

describe('a contract that was edited into nonsense', () => {
  it.each<[string, unknown, string]>([
    ['mesh', null, 'mesh is null[^]*a map with name'],
    ['mesh.name', 'My Mesh', 'mesh.name is "My Mesh"[^]*a DNS label'],
    ['mesh.dataPlane', 'none', 'mesh.dataPlane is "none"[^]*one of sidecar, ambient'],
    ['mesh.trustDomain', '', 'mesh.trustDomain is ""'],
    ['mesh.nativeSidecars', 'yes', 'mesh.nativeSidecars is "yes"[^]*true or false'],
    ['mesh.tags', 'default', 'mesh.tags is "default"[^]*a list'],
    ['mesh.discoveryLabels', { 'a b': 'x' }, 'mesh.discoveryLabels\\["a b"\\] is "x"[^]*a usable key'],
    ['mesh.discoverySelectors', [{ matchExpressions: [{ key: 'a', operator: 'Is' }] }], 'mesh.discoverySelectors\\[0\\].matchExpressions\\[0\\].operator is "Is"'],
    ['mesh.waypointAvailability', { minReplicas: 0, maxReplicas: 2, autoscaled: true, inControlPlane: false }, 'minReplicas is 0[^]*a whole number, 1 or more'],
    ['release.minor', '2.6', 'release.minor is "2.6"[^]*an OSSM release that this version of cdk8s-ossm knows'],
    ['release.operator', '3.2.1', 'release.operator is "3.2.1"[^]*a z-stream of 3.3'],
    ['release.istioMinor', 'v1.28', 'release.istioMinor is "v1.28"'],
    ['cluster.openshift', 4.2, 'cluster.openshift is 4.2'],
    ['cluster.clusterDomain', undefined, 'cluster.clusterDomain is missing'],
    ['namespaces', [namespaceData('orders'), namespaceData('orders'), namespaceData('shop')], 'namespaces\\[1\\] is "orders"[^]*each name once'],
    ['namespaces.1.labels', { team: 1 }, 'namespaces\\[1\\].labels.team is 1'],
    ['gateways.0.identity', 'edge', 'gateways\\[0\\].identity is "edge"[^]*<trust domain>/ns/'],
    ['gateways.0.hosts.0.tenant', 'billing', 'gateways\\[0\\].hosts\\[0\\].tenant is "billing"[^]*a tenant of this contract: orders'],
    ['gateways.0.hosts.0.host', 'a.*.b', 'gateways\\[0\\].hosts\\[0\\].host is "a\\.\\*\\.b"'],
    ['waypoints.0.traffic', 'some', 'waypoints\\[0\\].traffic is "some"'],
    ['tenants.0.namespaces', ['ghost'], 'tenants\\[0\\].namespaces\\[0\\] is "ghost"[^]*a namespace of this contract: edge, orders, shop'],
    ['tenants.0.namespaces', ['edge'], 'tenants\\[0\\].namespaces\\[0\\] is "edge"[^]*not in `reservedNamespaces`'],
    ['tenants.0.grants', ['enrol'], 'tenants\\[0\\].grants is \\["enrol"\\][^]*\'attachRoutes\' among them'],
    ['tenants.0.hosts.0.gateway', 'west', 'tenants\\[0\\].hosts\\[0\\].gateway is "west"[^]*a gateway of this contract: edge'],
    ['tenants.0.hosts.0.host', 'x.example.com', 'tenants\\[0\\].hosts\\[0\\].host is "x.example.com"[^]*a host of gateway \'edge\''],
    ['tenants.0.accepted', [{ id: 'req-1', kind: 'gatewayHost' }], 'tenants\\[0\\].accepted\\[0\\].id is "req-1"[^]*req- and 20'],
    ['ownedObjects.0.kind', 5, 'ownedObjects\\[0\\].kind is 5'],
  ])('is refused: %s = %j', (at, value, message) => {
    expect(reading(edited(at, value))).toThrow(new RegExp(message));
  });

  it('is refused where two tenants have one namespace', () => {
    const document = contractData({ tenants: [tenantData(), tenantData({ name: 'billing', hosts: [] })] });
    expect(reading(JSON.stringify(document))).toThrow(/tenants\[1\]\.namespaces\[0\] is "orders"[^]*it is listed for 'orders' too/);
  });

  it('is refused where a tenant has the host of another one', () => {
    const document = contractData({
      tenants: [tenantData(), tenantData({ name: 'billing', namespaces: ['shop'] })],
    });
    expect(reading(JSON.stringify(document))).toThrow(/tenants\[1\]\.hosts\[0\]\.host[^]*the gateway has it for tenant 'orders'/);
  });

  it('is refused where a delegate would be in a namespace of somebody else', () => {
    const delegation = { gateway: 'edge', host: 'shop.apps.east.example.com', prefix: '/orders', virtualService: { name: 'orders-shop', namespace: 'shop' } };
    expect(reading(JSON.stringify(contractData({ tenants: [tenantData({ delegations: [delegation] })] }))))
      .toThrow(/delegations\[0\]\.virtualService\.namespace is "shop"[^]*a namespace of the tenant: orders/);
    const own = { ...delegation, virtualService: { name: 'orders-shop', namespace: 'orders' } };
    expect(reading(JSON.stringify(contractData({ tenants: [tenantData({ delegations: [own] })] })))).not.toThrow();
  });

  it('is refused with everything that is wrong, at once', () => {
    const document = { ...contractData(), gateways: 1, waypoints: [{}], cluster: { openshift: '4.20', clusterDomain: 'x y' } };

    let message = '';
    try {
      MeshContract.fromJson(JSON.stringify(document));
    } catch (e) {
      message = (e as Error).message;
    }
    for (const part of ['gateways is 1', 'waypoints[0].name is missing', 'waypoints[0].admits is missing', 'cluster.clusterDomain is "x y"']) {
      expect(message).toContain(part);
    }
  });

  it('is refused where an id that was accepted is not that of the request', () => {
    const accepted = [{ id: 'req-00000000000000000000', kind: 'namespaceLabel', tenant: 'orders', namespace: 'orders', key: 'istio.io/use-waypoint', value: 'w' }];
    expect(reading(JSON.stringify(contractData({ tenants: [tenantData({ accepted })] })))).toThrow(/accepted\[0\]\.id is "req-0+"[^]*the id belongs to the content/);
  });
});

it('the format that is written is the one that is read', () => {
  const data: Pick<ContractData, 'format' | 'oldestReader'> = contractData();
  expect(data.format).toBe(CONTRACT.format);
  expect(data.oldestReader).toBeLessThanOrEqual(CONTRACT.format);
});
