import { App, Chart } from 'cdk8s';
import { contract } from './fixtures';
import { errorsOf, namesOf, platform } from './platform';
import { Grant, Mesh, MeshContract, MeshRequests } from '../../../src/mesh';
import { MeshTenant } from '../../../src/mesh/contract/mesh-tenant';

/** What JavaScript, where nothing checks the types, is told. */
type Loose = any;

describe('a mesh from a contract that is none', () => {
  it.each<[what: string, props: Loose, message: RegExp]>([
    ['no properties', undefined, /`props` of the mesh of another program is not given/],
    ['no contract', {}, /`contract` of the mesh of another program is not given[^]*fix: write MeshContract\.fromFile/],
    ['an empty map', { contract: {} }, /`contract` of the mesh of another program is a map without entries[^]*expected: a MeshContract/],
    ['the path of the file', { contract: 'mesh-contract.json' }, /`contract` of the mesh of another program is 'mesh-contract\.json'/],
    ['the data of the file', { contract: { format: 1, mesh: {} } }, /is a map of format, mesh/],
    ['a tenant that is no text', { contract: contract(), tenant: 5 }, /`tenant` of the mesh of another program is 5, a number/],
    ['a mesh name that is no text', { contract: contract(), meshName: [] }, /`meshName` of the mesh of another program is \[\]/],
  ])('%s', (_, props, message) => {
    const make = () => Mesh.fromContract(new Chart(new App(), 'orders'), 'mesh', props);
    expect(make).toThrow(message);
    expect(make).toThrow(/\[mesh\/wrong-type\] orders\/mesh/);
  });

  it('is one where the contract is, and null means unsaid', () => {
    const make = (props: Loose) => Mesh.fromContract(new Chart(new App(), 'orders'), 'mesh', props).tenantName;
    expect(make({ contract: contract() })).toBe('orders');
    expect(make({ contract: contract(), tenant: null, meshName: null })).toBe('orders');
  });

  it('has hosts and delegations by a name only', () => {
    const gateway = Mesh.fromContract(new Chart(new App(), 'orders'), 'mesh', { contract: contract() }).gateway('edge');
    expect(() => gateway.host(undefined as Loose)).toThrow(/\[analysis\/no-name\] orders\/mesh\/gateway-edge[^]*the host is not given/);
    expect(() => gateway.delegation(5 as Loose)).toThrow(/the host is 5, a number/);
  });
});

describe('a file that is none', () => {
  it.each([
    ['a contract at no path', () => MeshContract.fromFile(undefined as Loose), /\[mesh\/contract-not-text\] mesh contract: the path of the file is not given/],
    ['a contract of a map', () => MeshContract.fromJson({} as Loose), /\[mesh\/contract-not-text\] mesh contract: the text is a map/],
    ['requests at no path', () => MeshRequests.fromFile('' as Loose), /\[mesh\/requests-not-text\].*the path of the file is empty/],
    ['requests of a list', () => MeshRequests.fromJson([] as Loose), /\[mesh\/requests-not-text\].*the text is a list/],
  ])('%s', (_, read, message) => {
    expect(read).toThrow(message);
    expect(read).toThrow(/fix: take the file as its program wrote it/);
  });
});

describe('a tenant that is told something of a wrong type names the place, the value and the fix', () => {
  const good = { namespaces: ['payments'], grants: [] };

  it.each<[what: string, options: Loose, message: RegExp]>([
    ['no options', {}, /\[mesh\/tenant-without-namespaces\][^]*the tenant 'payments' has no namespace/],
    ['nothing at all', undefined, /\[mesh\/tenant-without-namespaces\]/],
    ['one namespace in no list', { ...good, namespaces: 'payments' }, /`namespaces` of tenant 'payments' is 'payments'[^]*a list of names of namespaces/],
    ['namespaces that are no text', { ...good, namespaces: [{}] }, /`namespaces` of tenant 'payments' is a list/],
    ['no grants', { namespaces: ['payments'] }, /`grants` of tenant 'payments' is not given[^]*fix: write grants: \[Grant\.ENROL, Grant\.ATTACH_ROUTES\][^]*or \[\]/],
    ['a grant in another spelling', { ...good, grants: ['ENROL'] }, /`grants` of tenant 'payments' is \["ENROL"\][^]*fix: correct item 0: write Grant\.ENROL/],
    ['a grant that nobody knows', { ...good, grants: [Grant.ENROL, 'admin'] }, /correct item 1: write Grant\.ENROL or Grant\.ATTACH_ROUTES/],
    ['one host in no list', { ...good, hosts: 'shop' }, /`hosts` of tenant 'payments' is 'shop'/],
    ['a delegation without a host', { ...good, delegations: [{ prefix: '/a' }] }, /`delegations\[0\]\.host` of tenant 'payments' is not given/],
    ['a delegation without a prefix', { ...good, delegations: [{ host: 'shop' }] }, /`delegations\[0\]\.prefix` of tenant 'payments' is not given/],
    ['delegations by their prefix', { ...good, delegations: ['/a'] }, /`delegations` of tenant 'payments' is \["\/a"\]/],
    ['a gateway by its name', { ...good, gateway: 'edge' }, /`gateway` of tenant 'payments' is 'edge'[^]*mesh\.gateway/],
    ['a switch in words', { ...good, createNamespaces: 'no' }, /`createNamespaces`[^]*true or false/],
    ['a data plane in another spelling', { ...good, dataPlane: 'Ambient' }, /`dataPlane`[^]*fix: write DataPlane\.AMBIENT/],
    ['labels that are no text', { ...good, labels: { tier: 1 } }, /`labels`/],
  ])('%s', (_, options, message) => {
    const { mesh } = platform();
    expect(() => mesh.addTenant('payments', options)).toThrow(message);
    expect(() => platform().mesh.addTenant('payments', options)).toThrow(/\] east\/mesh\/tenant-payments/);
  });

  it('has a name and a mesh', () => {
    const { cluster, mesh } = platform();
    expect(() => mesh.addTenant(undefined as Loose, good)).toThrow(/\[analysis\/no-name\][^]*the name of the tenant is not given/);
    expect(() => new MeshTenant(cluster, 'tenant', { ...good, name: 'a', mesh: 'mesh' as Loose })).toThrow(/`mesh` of tenant 'a' is 'mesh'/);
  });

  it('is there where everything is of its type: the value of a grant is the grant, and null means unsaid', () => {
    const { app, cluster, mesh } = platform();
    const gateway = mesh.addInjectedGateway('edge');
    const unsaid = { delegations: null, labels: null, dataPlane: null, createNamespaces: null };
    const tenant = mesh.addTenant('payments', { namespaces: ['payments'], grants: ['enrol', 'attachRoutes'], hosts: ['pay'], gateway, ...unsaid } as Loose);
    expect(tenant._grants).toEqual([Grant.ATTACH_ROUTES, Grant.ENROL]);
    expect(namesOf(cluster)).toContain('Namespace /payments');
    expect(errorsOf(app)).toEqual([]);
  });
});

describe('requests that are accepted', () => {
  const requests = () => MeshRequests.fromJson(JSON.stringify({ format: 1, oldestReader: 1, mesh: 'default', requests: [] }));

  it.each<[what: string, requests: Loose, options: Loose, message: RegExp]>([
    ['are there', undefined, { ids: [] }, /`requests` of what the mesh accepts is not given[^]*MeshRequests\.fromFile/],
    ['are no path', 'requests.json', { ids: [] }, /`requests` of what the mesh accepts is 'requests\.json'/],
    ['are chosen', requests(), undefined, /`options` of what the mesh accepts is not given[^]*fix: write \{ ids: \[\.\.\.\] \}/],
    ['are chosen by ids', requests(), {}, /`ids` of what the mesh accepts is not given/],
    ['are chosen by a list of ids', requests(), { ids: 'abc' }, /`ids` of what the mesh accepts is 'abc'[^]*put it into a list/],
    ['are chosen by ids that are text', requests(), { ids: [5] }, /correct item 0: write '5'/],
  ])('%s', (_, file, options, message) => {
    const accept = () => platform().mesh.accept(file, options);
    expect(accept).toThrow(message);
    expect(accept).toThrow(/\[mesh\/wrong-type\] east\/mesh/);
  });

  it('may be none', () => {
    const { app, mesh } = platform();
    mesh.accept(requests(), { ids: [] });
    expect(errorsOf(app)).toEqual([]);
  });
});
