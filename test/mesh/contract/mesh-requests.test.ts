import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { MeshRequests } from '../../../src/mesh/contract/mesh-requests';
import { requestId } from '../../../src/mesh/contract/request-id';

const label = { kind: 'namespaceLabel', tenant: 'orders', namespace: 'orders', key: 'istio.io/use-waypoint', value: 'waypoint' };
const host = { kind: 'gatewayHost', tenant: 'orders', gateway: 'edge', host: 'api.example.com' };
const entry = (content: typeof label | typeof host, reason = 'needed') => ({ ...content, id: requestId(content, 'default'), reason });
const file = (...requests: object[]) => JSON.stringify({ format: 1, oldestReader: 1, mesh: 'default', requests });

describe('the id of a request', () => {
  it('is the same for the same request', () => {
    expect(requestId({ ...label }, 'default')).toBe(requestId(label, 'default'));
    expect(requestId(label, 'default')).toMatch(/^req-[0-9a-f]{20}$/);
  });

  it.each([
    ['value', 'other'], ['key', 'istio.io/use-waypoint-namespace'], ['namespace', 'orders-2'], ['tenant', 'billing'],
  ])('is another one with another %s', (field, value) => {
    expect(requestId({ ...label, [field]: value }, 'default')).not.toBe(requestId(label, 'default'));
  });

  it('is another one in another mesh', () => {
    expect(requestId(label, 'north')).not.toBe(requestId(label, 'default'));
  });
});

describe('a file of requests', () => {
  it('is written the same again after it was read, in any order of its fields', () => {
    const written = MeshRequests.fromJson(file(entry(label), entry(host))).toJson();
    expect(MeshRequests.fromJson(written).toJson()).toBe(written);
  });

  it('lists what is asked for', () => {
    const requests = MeshRequests.fromJson(file(entry(label), entry(host, 'the api')));
    expect(requests.meshName).toBe('default');
    expect(requests.isEmpty).toBe(false);
    expect(requests.entries[1]).toEqual({ ...host, id: requestId(host, 'default'), reason: 'the api' });
  });

  it('may hold kinds that only a later version knows: they are kept, and not listed', () => {
    const later = { id: 'req-0123456789abcdef0123', kind: 'provider', tenant: 'orders', name: 'otel' };
    const requests = MeshRequests.fromJson(file(later));
    expect(requests.entries).toEqual([]);
    expect(JSON.parse(requests.toJson()).requests).toEqual([later]);
  });

  it('is written and read back as a file', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'requests-'));
    const requests = MeshRequests.fromJson(file(entry(label)));
    requests.write(path.join(folder, 'mesh-requests.json'));
    expect(MeshRequests.fromFile(path.join(folder, 'mesh-requests.json')).toJson()).toBe(requests.toJson());
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['a changed entry under its old id', file({ ...entry(label), value: 'sly' }), /requests\[0\]\.id is "req-.*"[^]*expected: req-[0-9a-f]{20}: the id belongs to the content/],
    ['an entry that is there twice', file(entry(label), entry(label)), /requests\[1\]\.id[^]*each request once/],
    ['a label without a value', file({ ...entry(label), value: undefined }), /requests\[0\]\.value is missing/],
    ['a host that is none', file({ ...entry(host), host: 'https://x' }), /requests\[0\]\.host is "https:\/\/x"/],
    ['no mesh', JSON.stringify({ format: 1, oldestReader: 1, requests: [] }), /mesh is missing/],
    ['a contract', JSON.stringify({ format: 1, oldestReader: 1, mesh: { name: 'default' } }), /mesh is \{"name":"default"\}[^]*requests is missing/],
  ])('is refused with %s', (_, content, message) => {
    expect(() => MeshRequests.fromJson(content)).toThrow(message);
  });

  it('that is missing is an error that says where it comes from', () => {
    expect(() => MeshRequests.fromFile('no/such.json')).toThrow(/\[mesh\/requests-missing\] no\/such\.json[^]*mesh\.requests\(\)\.write/);
  });
});
