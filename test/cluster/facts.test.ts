import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CA, clusterProgram, codes, facts, findings, OTHER_CA } from './fixtures';
import { Cluster, ClusterFacts } from '../../src/cluster';

const GATEWAY = { namespace: 'istio-system', service: 'istio-eastwestgateway' };
const refused = (text: unknown) => {
  try {
    ClusterFacts.fromJson(typeof text === 'string' ? text : JSON.stringify(text));
  } catch (e) {
    return (e as Error).message;
  }
  return undefined;
};

describe('facts of a file', () => {
  let dir: string;
  beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'facts-')); });
  afterEach(() => fs.rmSync(dir, { recursive: true }));

  test('are known to the cluster that they are given to', () => {
    const file = path.join(dir, 'east.json');
    const apiServer = { url: 'https://api.east.example.com:6443', ca: CA };
    fs.writeFileSync(file, `\uFEFF${JSON.stringify({ cluster: 'east', apiServer, addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.7' } })}`);
    const read = ClusterFacts.fromFile(file);
    expect(read.clusterName).toBe('east');
    const program = clusterProgram({ facts: read });
    expect(program.cluster._lateApiServerUrl().known).toBe(apiServer.url);
    expect(program.cluster._lateApiServerCa().known).toBe(CA);
    expect(program.cluster._lateAddress({ ...GATEWAY, by: program.by }).known).toBe('203.0.113.7');
    expect(codes(program)).toEqual([]);
  });

  test.each([['', 'cluster/facts-not-text'], [undefined, 'cluster/facts-not-text'], ['not-there.json', 'cluster/facts-missing'], ['.', 'cluster/facts-missing']])(
    'that is not there (%p) are an error', (file, code) => {
      expect(() => ClusterFacts.fromFile(file as string)).toThrow(`[${code}]`);
    });
});

describe('a text that holds no facts', () => {
  test.each([
    ['{"cluster": "east"', 'cluster/facts-not-json'],
    ['cluster: east', 'cluster/facts-not-json'],
    ['[]', 'cluster/facts-invalid'],
    ['null', 'cluster/facts-invalid'],
    [{}, 'cluster/facts-invalid'],
    [{ cluster: 7 }, 'cluster/facts-invalid'],
    [{ cluster: 'East' }, 'cluster/facts-invalid'],
    [{ cluster: 'east', apiServer: 'https://api:6443' }, 'cluster/facts-invalid'],
    [{ cluster: 'east', apiServer: { url: 6443 } }, 'cluster/facts-invalid'],
    [{ cluster: 'east', apiServer: { url: null } }, 'cluster/facts-invalid'],
    [{ cluster: 'east', addresses: ['203.0.113.7'] }, 'cluster/facts-invalid'],
    [{ cluster: 'east', addresses: { 'istio-eastwestgateway': '203.0.113.7' } }, 'cluster/facts-invalid'],
    [{ cluster: 'east', addresses: { 'a/b/c': '203.0.113.7' } }, 'cluster/facts-invalid'],
    [{ cluster: 'east', addresses: { 'istio-system/gw': { ip: '203.0.113.7' } } }, 'cluster/facts-invalid'],
  ])('is refused: %j', (text, code) => {
    expect(refused(text)).toContain(`[${code}]`);
  });

  test('is no text at all in JavaScript', () => {
    expect(() => ClusterFacts.fromJson(undefined as unknown as string)).toThrow('[cluster/facts-not-text] cluster facts: the text is not given');
  });

  test.each([
    [{ cluster: 'east', adresses: {} }, 'no fact `adresses`', 'write `addresses`'],
    [{ cluster: 'east', api_server: {} }, 'no fact `api_server`', 'write `apiServer`'],
    [{ cluster: 'east', apiServer: { URL: 'https://a.b' } }, 'no fact `apiServer.URL`', 'write `apiServer.url`'],
    [{ cluster: 'east', somethingElse: 1 }, 'no fact `somethingElse`', 'remove it'],
  ])('with an unknown key says which is near: %j', (document, what, fix) => {
    expect(refused(document)).toContain(what);
    expect(refused(document)).toContain(fix);
  });

  test('is told all that is wrong in it at once', () => {
    const message = refused({ cluster: 'east', apiServer: { url: 'http://a.example.com' }, addresses: { 'a/b': '<pending>' }, more: 1 });
    expect(message?.match(/^\[/gm)).toHaveLength(3);
  });
});

describe('a secret among the facts', () => {
  const KEY = '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----';
  test.each([
    [{ cluster: 'east', apiServer: { url: 'https://a.example.com', token: 'sesame' } }],
    [{ cluster: 'east', apiServer: { ca: `${CA}${KEY}` } }],
    [{ cluster: 'east', apiServer: { ca: KEY } }],
    [{ cluster: 'east', users: [{ 'client-key-data': 'sesame' }] }],
    [{ cluster: 'east', note: 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.sesame' }],
  ])('is refused and not shown: %#', (document) => {
    const message = refused(document);
    expect(message).toMatch(/\[cluster\/facts-hold-secret\].*hold no secret/s);
    expect(message).not.toMatch(/sesame|AAAA/);
  });

  test('in a broken file is not shown either', () => {
    const message = refused('{"cluster": "east", "token": sesame }');
    expect(message).toContain('cluster/facts-not-json');
    expect(message).not.toContain('sesame');
  });

  test('is not seen in a Service that only is called so', () => {
    expect(refused({ cluster: 'east', addresses: { 'shop/token': '203.0.113.7', 'shop/api-key': '203.0.113.8' } })).toBeUndefined();
  });
});

describe('facts and the rest of the program', () => {
  test('a value in the facts and in the props that is the same is no problem', () => {
    const url = 'https://api.east.example.com:6443';
    const program = clusterProgram({ apiServer: { url, ca: CA }, facts: facts({ apiServer: { url, ca: CA.trim().replace(/\n/g, '\r\n') } }) });
    expect(codes(program)).toEqual([]);
  });

  test('a value that is another one there is an error', () => {
    const program = clusterProgram({
      apiServer: { url: 'https://api.east.example.com:6443', ca: CA },
      facts: facts({ apiServer: { url: 'https://api.east.example.com', ca: OTHER_CA } }),
    });
    expect(codes(program)).toEqual(['cluster/fact-twice', 'cluster/fact-twice']);
    expect(() => program.app.synth()).toThrow("as 'https://api.east.example.com:6443', and in the facts (cluster facts) as 'https://api.east.example.com'");
  });

  test('an address that nobody asks for is an error with the one that is near', () => {
    const program = clusterProgram({ facts: facts({ addresses: { 'istio-system/istio-eastwest-gateway': '203.0.113.7', 'x/y': '203.0.113.8' } }) });
    program.cluster._lateAddress({ ...GATEWAY, by: program.by });
    expect(findings(program)).toMatchObject([
      { code: 'cluster/unused-fact', fix: "write 'istio-system/istio-eastwestgateway'" },
      { code: 'cluster/unused-fact', fix: 'remove it', expected: "addresses of 'istio-system/istio-eastwestgateway'" },
    ]);
  });

  test('facts of another cluster of the program are an error that says whose they are', () => {
    const program = clusterProgram();
    new Cluster(program.app, 'west', { name: 'west', facts: facts({ addresses: { 'a/b': '203.0.113.7' } }) });
    expect(findings(program)).toMatchObject([{ code: 'cluster/facts-of-another-cluster', path: 'west', fix: "give them to the Cluster 'east', and its own to this one" }]);
  });

  test('facts of a cluster that is not there are an error with the name that is near', () => {
    const far = clusterProgram({ facts: ClusterFacts.fromJson('{"cluster":"production"}') });
    expect(findings(far)).toMatchObject([{ code: 'cluster/facts-of-another-cluster', fix: 'give it its own facts' }]);
    const near = clusterProgram({ facts: ClusterFacts.fromJson('{"cluster":"eats"}') });
    expect(findings(near)).toMatchObject([{ code: 'cluster/facts-of-another-cluster', fix: 'write "cluster": "east" in the file' }]);
  });
});
