import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { App, Chart } from 'cdk8s';
import { errorsOf, objectOf, platform, remarksOf } from './platform';
import { Grant, Mesh, MeshContract, MeshRequests } from '../../../src/mesh';
import { exchangeFiles, writeExchange } from '../../../src/mesh/contract/exchange';
import { PathMatch } from '../../../src/vocabulary';

/** The platform's program, which accepts what it is told to. */
function owner(requests?: string, ids: string[] = []) {
  const made = platform();
  const { mesh } = made;
  const shop = mesh.addNamespace('shop');
  shop.addWaypoint('waypoint', { usableFromEverywhere: true });
  mesh.addInjectedGateway('edge').host('shop').addRoute('all', { backend: shop.addService('shop', { port: 80 }) });
  mesh.addTenant('orders', {
    namespaces: ['orders'], grants: [Grant.ENROL, Grant.ATTACH_ROUTES], hosts: ['orders'], delegations: [{ host: 'shop', prefix: '/orders' }],
  });
  if (requests !== undefined) mesh.accept(MeshRequests.fromJson(requests), { ids });
  return { ...made, contract: mesh.contract().toJson() };
}

/** The team's program. */
function team(contract: string) {
  const app = new App();
  const chart = new Chart(app, 'orders');
  const mesh = Mesh.fromContract(chart, 'mesh', { contract: MeshContract.fromJson(contract) });
  const namespace = mesh.namespace('orders');
  namespace.useWaypoint(mesh.waypoint('waypoint', 'shop'));
  const backend = namespace.addService('orders', { port: 9080 });
  const edge = mesh.gateway('edge');
  edge.host('orders').addRoute('web', { match: PathMatch.prefix('/'), backend });
  edge.host('api.example.com').addRoute('api', { backend });
  edge.delegation('shop').addRoute('orders', { backend });
  return { app, chart, mesh, requests: mesh.requests().toJson() };
}

describe('a platform and a team, each in a program of its own', () => {
  const first = team(owner().contract);
  const ids = MeshRequests.fromJson(first.requests).entries.map((e) => e.id);

  it('have no errors', () => {
    expect(errorsOf(owner().app)).toEqual([]);
    expect(errorsOf(first.app)).toEqual([]);
  });

  it('join on what was granted without a word', () => {
    expect(objectOf(first.chart, 'VirtualService', 'orders').spec.gateways).toEqual(['edge/edge']);
    const { cluster } = owner();
    const delegate = objectOf(cluster, 'VirtualService', 'shop').spec.http.find((h: any) => h.delegate).delegate;
    expect(objectOf(first.chart, 'VirtualService', delegate.name).metadata.namespace).toBe(delegate.namespace);
  });

  it('ask and accept the rest', () => {
    expect(ids).toHaveLength(3);
    expect(remarksOf(first.app, 'open')).toHaveLength(3);
    const accepting = owner(first.requests, ids);
    expect(errorsOf(accepting.app)).toEqual([]);
    expect(objectOf(accepting.cluster, 'Namespace', 'orders').metadata.labels).toMatchObject({ 'istio.io/use-waypoint': 'waypoint' });
    expect(objectOf(accepting.cluster, 'Gateway', 'edge').spec.servers.flatMap((s: any) => s.hosts)).toContain('orders/api.example.com');
  });

  it('come to rest: after accepting, the same files and the same manifests come out, and nothing is open', () => {
    const accepting = owner(first.requests, ids);
    const second = team(accepting.contract);
    expect(second.requests).toBe(first.requests);
    expect(remarksOf(second.app, 'open')).toEqual([]);
    expect(second.chart.toJson()).toEqual(first.chart.toJson());
    expect(owner(second.requests, ids).contract).toBe(accepting.contract);
  });

  it('agree on single requests', () => {
    const { contract } = owner(first.requests, [ids[0]]);
    expect(remarksOf(team(contract).app, 'open')).toHaveLength(2);
  });
});

describe('the files that programs exchange', () => {
  it('are at places that follow from names', () => {
    expect(exchangeFiles(owner().app).map((f) => [f.path, f.kind])).toEqual([['east/default/mesh-contract.json', 'contract']]);
    expect(exchangeFiles(team(owner().contract).app).map((f) => [f.path, f.kind])).toEqual([['orders/default/orders/mesh-requests.json', 'requests']]);
  });

  it('are none for a mesh without tenants', () => {
    expect(exchangeFiles(platform().app)).toEqual([]);
  });

  it('are written into a folder', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'exchange-'));
    const { app, contract } = owner();
    const [file] = writeExchange(app, folder);
    expect(readFileSync(file, 'utf8')).toBe(contract);
    rmSync(folder, { recursive: true });
  });
});
