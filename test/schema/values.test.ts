import { found, gatewayApi, objectOf, violations } from './support';

describe('types', () => {
  test('of fields, items and values of maps are those of the schema', () => {
    expect(found(objectOf('VirtualService', { hosts: 'a', http: [{ route: [{ destination: { host: 'a', port: 80 } }, 'x'] }] }))).toEqual([
      'schema/wrong-type spec.hosts', 'schema/wrong-type spec.http[0].route[0].destination.port', 'schema/wrong-type spec.http[0].route[1]',
    ]);
    expect(found(objectOf('DestinationRule', { host: 'a', subsets: [{ name: 'v1', labels: { version: 1 } }] }))).toEqual(['schema/wrong-type spec.subsets[0].labels.version']);
  });

  test('are told with the field', () => {
    const [{ what, expected }] = violations(objectOf('VirtualService', { http: [{ route: [{ destination: { host: 'a', port: 80 } }] }] }));
    expect([what, expected]).toEqual(['`port` is the number 80', 'an object']);
  });

  test('tell of quotes that are missing, and of quotes too many', () => {
    const fix = (kind: string, spec: object) => violations(objectOf(kind, spec))[0].fix;
    const port = (number: unknown) => fix('ServiceEntry', { hosts: ['a'], ports: [{ name: 'http', number }] });
    expect([port('80'), port('http'), port('80.5'), port('080')]).toEqual(['write 80 without quotes', ...Array(3).fill('write a whole number')]);
    expect(fix('VirtualService', { hosts: [8080] })).toBe('put the value in quotes');
    expect(fix('VirtualService', { hosts: [{}] })).toBe('write text');
    const warn = (value: unknown) => fix('VirtualService', { http: [{ corsPolicy: { allowCredentials: value } }] });
    expect([warn('true'), warn('yes')]).toEqual(['write true without quotes', 'write true or false']);
  });

  test('are wrong for a spec that is text, a list or a number', () => {
    for (const spec of ['text', [], 1, true]) expect(found(objectOf('VirtualService', spec))).toEqual(['schema/wrong-type spec']);
  });

  test('of whole numbers take 80.0 and no 80.5, and keep to 32 bits where the schema says so', () => {
    const port = (number: unknown) => found(objectOf('ServiceEntry', { hosts: ['a'], ports: [{ name: 'http', number }] }));
    expect(port(80.0)).toEqual([]);
    expect(port(80.5)).toEqual(['schema/wrong-type spec.ports[0].number']);
    expect(port('80')).toEqual(['schema/wrong-type spec.ports[0].number']);
    const weight = (value: number) => found(objectOf('VirtualService', { tcp: [{ route: [{ weight: value, destination: { host: 'a' } }] }] }));
    expect(weight(2 ** 31 - 1)).toEqual([]);
    expect(weight(2 ** 31)).toEqual(['schema/bounds spec.tcp[0].route[0].weight']);
  });

  test('of quantities and ports are whole numbers or text', () => {
    const cpu = (value: unknown) => found(objectOf('IstioCNI', { namespace: 'a', version: 'v1.30.3', values: { cni: { resources: { limits: { cpu: value } } } } }));
    for (const good of ['100m', 2]) expect(cpu(good)).toEqual([]);
    expect(cpu(1.5)).toEqual(['schema/wrong-type spec.values.cni.resources.limits.cpu']);
    expect(cpu('much')).toEqual(['schema/pattern spec.values.cni.resources.limits.cpu']);
  });
});

describe('required fields', () => {
  test('are missed where they are', () => {
    expect(found(objectOf('DestinationRule', { trafficPolicy: {} }))).toEqual(['schema/required spec.host']);
    expect(found({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a' } })).toEqual(['schema/required spec']);
  });

  test('are not missed where the API server fills them in', () => {
    expect(found(objectOf('HTTPRoute', { rules: [{ matches: [{ path: { value: '/a' } }] }] }))).toEqual([]);
  });
});

describe('null', () => {
  test('counts as not set where the schema does not allow it', () => {
    expect(found(objectOf('VirtualService', { hosts: ['a'], http: null }))).toEqual([]);
    const [{ code, what }] = violations(objectOf('DestinationRule', { host: null }));
    expect([code, what]).toEqual(['schema/required', '`host` is null, which counts as not set']);
    expect(found(objectOf('VirtualService', null))).toEqual([]);
    expect(found(objectOf('HTTPRoute', null))).toEqual(['schema/required spec']);
  });

  test('becomes the default where there is one', () => {
    expect(found(objectOf('HTTPRoute', { rules: [{ matches: [{ path: { type: null, value: 'no-slash' } }] }] }))).toEqual(['schema/pattern spec.rules[0].matches[0].path.value']);
  });

  test('is a wrong type as an item of a list', () => {
    expect(found(objectOf('VirtualService', { hosts: [null] }))).toEqual(['schema/wrong-type spec.hosts[0]']);
  });
});

describe('values', () => {
  test('are those of the list', () => {
    const mode = (value: string) => violations(objectOf('PeerAuthentication', { mtls: { mode: value } }));
    expect(mode('STRICT')).toEqual([]);
    expect(mode('strict')).toEqual([expect.objectContaining({
      code: 'schema/enum', what: '"strict" is none of the values, in `mode`', expected: 'one of UNSET, DISABLE, PERMISSIVE, STRICT', fix: 'write STRICT',
    })]);
  });

  test('are not below the least and not above the most', () => {
    const status = (value: number) => found(objectOf('VirtualService', { http: [{ fault: { abort: { httpStatus: value } }, directResponse: { status: value } }] }));
    expect(status(503)).toEqual([]);
    expect(found(objectOf('HTTPRoute', { rules: [{ backendRefs: [{ name: 'a', port: 0 }, { name: 'b', port: 65536 }, { name: 'c', port: 65535 }] }] })))
      .toEqual(['schema/bounds spec.rules[0].backendRefs[0].port', 'schema/bounds spec.rules[0].backendRefs[1].port']);
  });

  test('have no more and no fewer characters, items and keys', () => {
    expect(found(objectOf('DestinationRule', { host: 'a', subsets: [{ name: '' }] }))).toEqual([]);
    expect(found(objectOf('AuthorizationPolicy', { targetRefs: [{ kind: 'Service', name: '' }] }))).toEqual(['schema/bounds spec.targetRefs[0].name']);
    expect(found(objectOf('GatewayClass', { controllerName: `example.com/${'a'.repeat(250)}` }))).toEqual(['schema/bounds spec.controllerName']);
    expect(found(objectOf('Gateway', { gatewayClassName: 'istio', listeners: [] }))).toEqual(['schema/bounds spec.listeners']);
    // Characters, and not the bytes or code units that they are made of.
    const label = (value: string) => found(objectOf('WorkloadGroup', { metadata: {}, template: { locality: value } }));
    expect(label('😀'.repeat(300))).toEqual([]);
  });

  test('match the pattern, which is Go\'s', () => {
    const host = (hostname: string) => found(objectOf('HTTPRoute', { hostnames: [hostname] }));
    expect(host('*.example.com')).toEqual([]);
    expect(host('Example.com')).toEqual(['schema/pattern spec.hostnames[0]']);
    expect(host('example.com\n')).toEqual(['schema/pattern spec.hostnames[0]']);
  });

  test('have the format', () => {
    const bytes = (text: string) => found(objectOf('VirtualService', { http: [{ directResponse: { status: 200, body: { bytes: text } } }] }));
    expect(bytes('YWJj')).toEqual([]);
    expect(bytes('YWJ')).toEqual(['schema/format spec.http[0].directResponse.body.bytes']);
    const address = (value: string) => found(objectOf('Gateway', { gatewayClassName: 'istio', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }], addresses: [{ value }] }));
    for (const good of ['192.0.2.1', '2001:db8::1', '010.0.0.1', '::ffff:192.0.2.1']) expect(address(good)).toEqual([]);
    for (const bad of ['192.0.2', 'example.com', 'fe80::1%eth0', '1.2.3.256']) expect(address(bad)).toEqual(['schema/format spec.addresses[0].value']);
  });
});

describe('fields that exclude each other', () => {
  test('are told by name', () => {
    const match = (fields: object) => violations(objectOf('VirtualService', { http: [{ match: [{ uri: fields }] }] }));
    expect(match({ exact: '/a' })).toEqual([]);
    expect(match({})).toEqual([]);
    expect(match({ exact: '/a', prefix: '/b' })).toEqual([expect.objectContaining({
      code: 'schema/one-of', at: ['spec', 'http', 0, 'match', 0, 'uri'], what: '`exact` and `prefix` are set together', expected: 'at most one of `exact`, `prefix`, `regex`',
    })]);
  });

  test('are found in several groups of one object', () => {
    const hash = (fields: object) => found(objectOf('DestinationRule', { host: 'a', trafficPolicy: { loadBalancer: { consistentHash: fields } } }));
    expect(hash({ useSourceIp: true, maglev: {} })).toEqual([]);
    expect(hash({ useSourceIp: true, httpHeaderName: 'x' })).toHaveLength(1);
    expect(hash({ maglev: {}, ringHash: {} })).toHaveLength(1);
  });

  test('of a Route depend on its TLS', () => {
    const route = (spec: object) => found(objectOf('Route', { to: { kind: 'Service', name: 'a' }, ...spec }));
    expect(route({ tls: { termination: 'edge', certificate: 'x' } })).toEqual([]);
    expect(route({ tls: { termination: 'passthrough', certificate: 'x' } })).toEqual(['schema/bounds spec.tls.certificate']);
    expect(route({ path: '/a', tls: { termination: 'passthrough' } })).toHaveLength(1);
  });
});

describe('lists', () => {
  test('that are sets or maps hold nothing twice', () => {
    const listener = (name: string, port: number) => ({ name, port, protocol: 'HTTP' });
    const gateway = (...listeners: object[]) => found(objectOf('Gateway', { gatewayClassName: 'istio', listeners }));
    expect(gateway(listener('a', 80), listener('b', 81))).toEqual([]);
    expect(gateway(listener('a', 80), listener('a', 81))).toContain('schema/duplicate-item spec.listeners[1]');
    const values = (methods: string[]) => found(objectOf('HTTPRoute', { rules: [{ filters: [{ type: 'CORS', cors: { allowMethods: methods } }] }] }), gatewayApi('v1.5.1'));
    expect(values(['GET', 'PUT'])).toEqual([]);
    expect(values(['GET', 'GET'])).toEqual(['schema/duplicate-item spec.rules[0].filters[0].cors.allowMethods[1]']);
  });
});
