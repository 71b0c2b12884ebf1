import { CA, clusterProgram, codes, facts, findings, OTHER_CA } from './fixtures';
import { addressProblem } from '../../src/cluster/address';
import { caProblem, urlProblem } from '../../src/cluster/api-server';
import { nearestOf } from '../../src/cluster/nearest';

const GATEWAY = { namespace: 'istio-system', service: 'istio-eastwestgateway' };

describe('a late-bound value of a cluster', () => {
  test('is one object for all who ask, and says where it is read and put', () => {
    const { cluster, by } = clusterProgram();
    expect(cluster._lateApiServerUrl()).toBe(cluster._lateApiServerUrl());
    expect(cluster._lateApiServerCa()).toBe(cluster._lateApiServerCa());
    const address = cluster._lateAddress({ ...GATEWAY, by });
    expect(cluster._lateAddress({ ...GATEWAY, by: cluster })).toBe(address);
    expect(address).toMatchObject({
      cluster: 'east',
      key: 'addresses.istio-system/istio-eastwestgateway',
      what: "the address of Service 'istio-eastwestgateway' in namespace 'istio-system' of cluster 'east'",
      command: 'oc --context east -n istio-system get service istio-eastwestgateway'
        + " -o jsonpath='{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}'",
    });
    expect(address.known).toBeUndefined();
    expect(cluster._lateApiServerUrl()).toMatchObject({
      key: 'apiServer.url', command: "oc --context east get infrastructure cluster -o jsonpath='{.status.apiServerURL}'",
    });
    expect(cluster._lateApiServerCa()).toMatchObject({
      key: 'apiServer.ca',
      command: "oc --context east -n default get configmap kube-root-ca.crt -o jsonpath='{.data.ca\\.crt}'",
      note: expect.stringContaining('custom certificate'),
    });
  });

  test('is what the program states', () => {
    const program = clusterProgram({ apiServer: { url: 'https://api.east.example.com:6443', ca: CA, tlsServerName: 'api.internal' }, region: 'eu-west-1' });
    const { cluster, by } = program;
    expect(cluster._lateApiServerUrl().known).toBe('https://api.east.example.com:6443');
    expect(cluster._lateApiServerCa().known).toBe(CA);
    expect(cluster._tlsServerName).toBe('api.internal');
    expect(cluster.region).toBe('eu-west-1');
    const asked = cluster._lateAddress({ ...GATEWAY, by });
    expect(cluster._lateAddress({ ...GATEWAY, given: 'gw.east.example.com', by })).toBe(asked);
    expect(asked.known).toBe('gw.east.example.com');
    expect(codes(program)).toEqual([]);
  });

  test('is the cluster IP of a Service where that is meant', () => {
    const program = clusterProgram({ facts: facts({ addresses: { 'istio-system/istiod': '172.30.4.5' } }) });
    const late = program.cluster._lateAddress({ namespace: 'istio-system', service: 'istiod', clusterIp: true, by: program.by });
    expect(late.command).toContain("-o jsonpath='{.spec.clusterIP}'");
    expect(late.known).toBe('172.30.4.5');
    expect(codes(program)).toEqual([]);
  });

  test('is no cluster IP where it is a name', () => {
    const program = clusterProgram({ facts: facts({ addresses: { 'istio-system/istiod': 'istiod.example.com' } }) });
    program.cluster._lateAddress({ namespace: 'istio-system', service: 'istiod', clusterIp: true, by: program.by });
    expect(codes(program)).toEqual(['cluster/invalid-address']);
  });

  test('cannot be the address of a load balancer for one and a cluster IP for another', () => {
    const program = clusterProgram();
    program.cluster._lateAddress({ ...GATEWAY, by: program.by });
    program.cluster._lateAddress({ ...GATEWAY, clusterIp: true, by: program.by });
    expect(findings(program)).toMatchObject([{ code: 'cluster/address-with-two-meanings', path: 'east/by' }]);
  });

  test.each([['the facts', undefined], ['the program', '203.0.113.9']])('is an error where %s say another one', (_, first) => {
    const program = clusterProgram(first ? {} : { facts: facts({ addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.9' } }) });
    if (first) program.cluster._lateAddress({ ...GATEWAY, given: first, by: program.by });
    program.cluster._lateAddress({ ...GATEWAY, given: '203.0.113.7', by: program.by });
    expect(findings(program)).toMatchObject([{ code: 'cluster/fact-twice', path: 'east/by' }]);
  });

  test('is no problem where facts and program say the same', () => {
    const program = clusterProgram({ facts: facts({ addresses: { 'istio-system/istio-eastwestgateway': '203.0.113.9' } }) });
    expect(program.cluster._lateAddress({ ...GATEWAY, given: '203.0.113.9', by: program.by }).known).toBe('203.0.113.9');
    expect(codes(program)).toEqual([]);
  });

  test.each(['https://gw.example.com', '<pending>', 7 as unknown as string])('is reported where it is stated and cannot be one: %p', (given) => {
    const program = clusterProgram();
    program.cluster._lateAddress({ ...GATEWAY, given, by: program.by });
    expect(findings(program)).toMatchObject([{ code: 'cluster/invalid-address', path: 'east/by', what: expect.stringContaining(`'${given}'`) }]);
  });
});

describe('props of a cluster', () => {
  test.each([
    [{ apiServer: { url: 'api.east.example.com:6443' } }, 'cluster/invalid-api-server'],
    [{ apiServer: { ca: 'MIIB' } }, 'cluster/invalid-api-server'],
    [{ apiServer: { tlsServerName: 'https://api' } }, 'cluster/invalid-api-server'],
    [{ region: 'eu/west' }, 'cluster/invalid-name'],
  ])('%j are refused', (props, code) => expect(codes(clusterProgram(props))).toEqual([code]));

  test.each([
    [{ facts: 'facts/east.json' }, "write ClusterFacts.fromFile('facts/east.json')"],
    [{ apiServer: 'https://api.east.example.com:6443' }, 'write a map'],
    [{ apiServer: { url: 6443 } }, "write '6443'"],
    [{ region: 1 }, "write '1'"],
  ])('of the wrong type fail at once: %j', (props, fix) => {
    expect(() => clusterProgram(props as object)).toThrow(fix);
    expect(() => clusterProgram(props as object)).toThrow('cluster/wrong-type');
  });

  test('that are null mean unsaid', () => {
    const program = clusterProgram({ apiServer: { url: null, ca: null }, region: null, facts: null } as object);
    expect(program.cluster._lateApiServerUrl().known).toBeUndefined();
    expect(program.cluster.region).toBeUndefined();
    expect(codes(program)).toEqual([]);
  });

  test('never show the password in a URL', () => {
    const [{ what }] = findings(clusterProgram({ apiServer: { url: 'https://admin:sesame@api.example.com' } }));
    expect(what).toContain('a user name or a password');
    expect(what).not.toContain('sesame');
  });
});

describe('an address', () => {
  test.each([
    '203.0.113.7', '10.0.0.1', '2001:db8::7', 'ff::7', '223.255.255.1', 'gw.east.example.com', 'ec2-203-0-113-7.eu-west-1.compute.amazonaws.com',
    'a1b2c3d4e5-1234567890.us-east-1.elb.amazonaws.com',
  ])('may be %s', (address) => expect(addressProblem(address)).toBeUndefined());

  test.each([
    ['', 'empty'], ['https://gw.example.com', 'a URL'], ['203.0.113.7:15443', "a port, expected the address alone ('203.0.113.7')"],
    ['gw.example.com:443', "('gw.example.com')"], ['[2001:db8::7]:15443', 'in brackets'], ['<pending>', 'only stands for'], ['$ADDR', 'only stands for'],
    ['${ADDR}', 'only stands for'], ['{{ address }}', 'only stands for'], ['pending', 'only stands for'], ['None', 'only stands for'],
    ['0.0.0.0', 'no address at all'], ['::', 'no address at all'], ['127.0.0.1', 'loopback'], ['::1', 'loopback'], ['0:0:0:0:0:0:0:1', 'loopback'],
    ['2001:db8::7%eth0', 'a zone'], ['::ffff:203.0.113.7', "('203.0.113.7' would do)"], ['224.0.0.1', 'of many machines'], ['255.255.255.255', 'of many machines'],
    ['ff02::1', 'of many machines'], ['169.254.1.1', 'link-local'], ['fe80::1', 'link-local'], ['localhost', 'the machine that asks'], ['300.1.1.1', 'looks like an IPv4 address'],
    ['203.0.113.7gw.example.com', 'run together'], ['eastwest', 'without a domain'], ['gw_1.example.com', '_'], ['203.0.113.7 203.0.113.8', 'white space'],
  ])('is not %p', (address, problem) => expect(addressProblem(address)).toContain(problem));
});

describe('the URL of an API server', () => {
  test.each(['https://api.east.example.com:6443', 'https://api.east.example.com', 'https://203.0.113.7:6443', 'https://[2001:db8::7]:6443'])(
    'may be %s', (url) => expect(urlProblem(url)).toBeUndefined());

  test.each([
    ['', 'empty'], ['http://api.example.com', 'https://'], ['api.example.com:6443', 'https://'], ['https://', 'no URL'], ['https://api.example.com:99999', 'no URL'],
    ['https://api.example.com:6443/', "('https://api.example.com:6443' would do)"], ['https://api.example.com/apis', "'/apis'"],
    ['https://api.example.com?x=1', "'?x=1'"], ['https://api.example.com#x', "'#x'"], ['https://127.0.0.1:6443', 'loopback'],
    ['https://localhost:6443', 'the machine that asks'], ['https://<host>:6443', 'only stands for'], ['https://u:p@api.example.com', 'a user name or a password'],
  ])('is not %p', (url, problem) => expect(urlProblem(url)).toContain(problem));
});

describe('the CA of an API server', () => {
  test.each([['one certificate', CA], ['a bundle with comments', `# one\n${CA}\n# two\n${OTHER_CA}`]])('may be %s', (_, ca) => expect(caProblem(ca)).toBeUndefined());

  test.each([
    ['nothing', ' \n', 'empty'],
    ['no PEM', 'MIIBiDCC', 'no PEM'],
    ['PEM in base64', Buffer.from(CA).toString('base64'), 'PEM in base64'],
    ['line breaks in letters', CA.replace(/\n/g, '\\n'), 'a backslash and an n'],
    ['a certificate cut off', CA.slice(0, 200), 'cut off'],
    ['a second certificate cut off', `${CA}${CA.slice(0, 200)}`, 'cut off'],
    ['a certificate with a wrong letter', CA.replace('MIIBi', 'MIIBB'), 'no certificate that can be read'],
    ['a request', CA.replace(/CERTIFICATE/g, 'CERTIFICATE REQUEST'), 'is a CERTIFICATE REQUEST'],
    ['a key beside it', `${CA}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`, 'a private key'],
  ])('is not %s', (_, ca, problem) => expect(caProblem(ca)).toContain(problem));
});

test('the nearest name has few letters changed, or there is none', () => {
  expect(nearestOf('adress', ['url', 'addresses', 'address'])).toBe('address');
  expect(nearestOf('esat', ['east', 'west'])).toBe('east');
  expect(nearestOf('CA', ['url', 'ca'])).toBe('ca');
  expect(nearestOf('somewhere', ['east', 'west'])).toBeUndefined();
  expect(nearestOf('x', [])).toBeUndefined();
});
