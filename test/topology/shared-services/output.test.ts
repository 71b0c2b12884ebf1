import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { meshIn } from './support';
import { Cluster, MeshApp, MeshContract, SharedServices } from '../../../src';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shared-'));
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true });
  jest.restoreAllMocks();
});

const read = (...file: string[]) => fs.readFileSync(path.join(dir, ...file), 'utf8');

test('MeshApp writes the contract of each mesh where there are other programs, and lists what waits for the address of a gateway', () => {
  const app = new MeshApp({ outdir: path.join(dir, 'out'), contractsDir: path.join(dir, 'contracts') });
  const [east, west] = ['east', 'west'].map((name) => new Cluster(app, name, { name, network: `net-${name}` }));
  const shared = new SharedServices(app, 'shared', { meshes: [meshIn(east), meshIn(west)], contracts: [] });
  shared.exportService(shared.meshOf(west).addNamespace('shop').addService('ratings', { port: 80 }));
  app.synth();
  const contract = MeshContract.fromJson(read('contracts', 'west', 'default', 'mesh-contract.json'));
  expect(contract._data.multiCluster?.services.map((s) => s.host)).toEqual(['ratings.shop.svc.cluster.local']);
  expect(MeshContract.fromJson(read('contracts', 'east', 'default', 'mesh-contract.json'))._data.multiCluster?.services).toEqual([]);
  const pending = read('out', 'east', 'PENDING.md');
  expect(pending).toMatch(/oc --context west -n istio-system get service istio-eastwestgateway/);
  expect(pending).toMatch(/ServiceEntry[^\n]*ratings\.shop\.svc\.cluster\.local/);
  expect(fs.existsSync(path.join(dir, 'out', 'west', 'PENDING.md'))).toBe(false);
});
