import { expectNoCrash, judge, testRows } from './support/judge';

const EGRESS = [{ hosts: ['./*', 'istio-system/*'] }];
const TLS = { mode: 'SIMPLE', serverCertificate: '/c', privateKey: '/k' };
const PORT = { number: 9080, protocol: 'HTTP', name: 'http' };
const HTTPS = { number: 9443, protocol: 'HTTPS', name: 'https' };

/** A Sidecar with one listener. */
const ingress = (values: object) => ({ ingress: [{ port: PORT, defaultEndpoint: '127.0.0.1:8080', ...values }] });
const egress = (values: object) => ({ egress: [{ port: PORT, hosts: ['./*'], ...values }] });
const hosts = (...list: string[]) => ({ egress: [{ hosts: list }] });

describe('the whole', () => {
  testRows('Sidecar', [
    ['egress alone is right', { egress: EGRESS }, []],
    ['a Sidecar that says nothing is refused', { workloadSelector: { labels: { a: 'b' } } }, ['error sidecar/empty spec']],
    ['empty lists say nothing', { egress: [], ingress: [] }, ['error sidecar/empty spec']],
    ['an empty policy says something', { outboundTrafficPolicy: {} }, []],
    ['a selector without labels is warned of', { egress: EGRESS, workloadSelector: { labels: {} } }, ['warning selector/no-labels spec.workloadSelector']],
    ['a wildcard in a selector is refused', { egress: EGRESS, workloadSelector: { labels: { a: 'b*' } } }, ['error selector/wildcard spec.workloadSelector.labels.a']],
    ['an empty connection pool is refused', { inboundConnectionPool: {} }, ['error destination-rule/empty-connection-pool spec.inboundConnectionPool']],
  ]);
});

describe('ingress', () => {
  testRows('Sidecar', [
    ['a listener is right', ingress({}), []],
    ['a listener without port is refused', { ingress: [{}] }, ['error sidecar/no-port spec.ingress[0].port']],
    ['a port twice is refused', { ingress: [{ port: PORT }, { port: PORT }] }, ['error sidecar/duplicate-port spec.ingress[1].port.number']],
    ['a port without number is refused', { ingress: [{ port: { protocol: 'HTTP' } }] }, ['error port/number-out-of-range spec.ingress[0].port.number']],
    ['a port may do without name and protocol', { ingress: [{ port: { number: 1 } }] }, []],
    ['a name that is none is refused', ingress({ port: { ...PORT, name: 'a_b' } }), ['error port/invalid-name spec.ingress[0].port.name']],
    ['a protocol that nobody knows is refused', ingress({ port: { ...PORT, protocol: 'FTP' } }), ['error port/unknown-protocol spec.ingress[0].port.protocol']],
    ['targetPort is refused', ingress({ port: { ...PORT, targetPort: 1 } }), ['error sidecar/target-port spec.ingress[0].port.targetPort']],
    ['a socket is no bind of ingress', ingress({ bind: 'unix:///a' }), ['error sidecar/invalid-bind spec.ingress[0].bind']],
    ['limits for HTTP on a port for TCP are warned of', ingress({ port: { ...PORT, protocol: 'TCP' }, connectionPool: { http: { maxRetries: 1 } } }),
      ['warning sidecar/http-pool-without-http spec.ingress[0].connectionPool.http']],
    ['limits are checked', ingress({ connectionPool: { tcp: { maxConnections: -1 } } }),
      ['error destination-rule/negative-limit spec.ingress[0].connectionPool.tcp.maxConnections']],
  ]);

  test.each(['127.0.0.1:80', '0.0.0.0:80', '[::1]:80', '[::]:80', ':80', ':+80', 'unix:///run/s', 'unix://@s'])(
    "'%s' is a default endpoint", (defaultEndpoint) => expect(judge('Sidecar', ingress({ defaultEndpoint }))).toEqual([]));
  test.each(['10.0.0.1:80', 'localhost:80', '127.0.0.1', '::1:80', ':http', ':0', ':65536', 'unix://', 'unix://run', 'unix:///run/'])(
    "'%s' is no default endpoint", (defaultEndpoint) => expect(judge('Sidecar', ingress({ defaultEndpoint }))).toEqual(['error sidecar/default-endpoint spec.ingress[0].defaultEndpoint']));

  const at = 'spec.ingress[0].tls';
  testRows('Sidecar', [
    ['certificates in files are right', ingress({ port: HTTPS, tls: TLS }), []],
    ['tls on a port for HTTP is refused', ingress({ tls: TLS }), [`error sidecar/tls-without-tls-protocol ${at}`]],
    ['a Secret is refused', ingress({ port: HTTPS, tls: { mode: 'SIMPLE', credentialName: 'a' } }), [`error sidecar/gateway-tls-field ${at}.credentialName`]],
    ['a redirect is refused', ingress({ port: HTTPS, tls: { ...TLS, httpsRedirect: true } }), [`error sidecar/https-redirect ${at}.httpsRedirect`]],
    ['names of clients are refused', ingress({ port: HTTPS, tls: { ...TLS, subjectAltNames: ['a'] } }), [`error sidecar/gateway-tls-field ${at}.subjectAltNames`]],
    ['the mutual TLS of Istio is refused', ingress({ port: HTTPS, tls: { mode: 'ISTIO_MUTUAL' } }), [`error sidecar/tls-mode ${at}.mode`]],
    ['certificates that are missing are refused', ingress({ port: HTTPS, tls: { mode: 'SIMPLE' } }), [`error tls/no-server-certificate ${at}`]],
  ]);
});

describe('egress', () => {
  testRows('Sidecar', [
    ['a listener with port before the one for the rest is right', { egress: [...egress({}).egress, ...EGRESS] }, []],
    ['the one for the rest before others is refused', { egress: [...EGRESS, ...egress({}).egress] }, ['error sidecar/catch-all-not-last spec.egress[0]']],
    ['two for the rest are refused', { egress: [...EGRESS, ...EGRESS] }, ['error sidecar/catch-all-not-last spec.egress[0]']],
    ['a port twice is refused', { egress: [...egress({}).egress, ...egress({}).egress] }, ['error sidecar/duplicate-port spec.egress[1].port.number']],
    ['a socket is right', egress({ port: { number: 0 }, bind: 'unix:///a' }), []],
    ['a port without number needs a socket', egress({ port: { number: 0 } }), ['error sidecar/no-socket spec.egress[0].bind']],
    ['a port with number needs an address', egress({ bind: 'unix:///a' }), ['error sidecar/invalid-bind spec.egress[0].bind']],
    ['nothing is redirected to a socket', egress({ port: {}, bind: 'unix:///a', captureMode: 'IPTABLES' }), ['error sidecar/socket-captured spec.egress[0].captureMode']],
    ['a socket twice is refused', { egress: [...egress({ port: {}, bind: 'unix:///a' }).egress, ...egress({ port: {}, bind: 'unix:///a' }).egress] },
      ['error sidecar/duplicate-socket spec.egress[1].bind']],
    ['a listener without hosts is refused', { egress: [{ hosts: [] }] }, ['error sidecar/no-host spec.egress[0].hosts']],
  ]);

  test.each(['*/*', './*', '~/*', 'shop/*', '*/a.com', 'shop/*.a.com', 'shop/a.svc.cluster.local'])(
    "the host '%s' is right", (host) => expect(judge('Sidecar', hosts(host))).toEqual([]));
  test.each(['*', 'a.com', '/a.com', 'shop/', 'shop/a', 'a_b/*', 'shop/*a.com', 'shop/10.0.0.1', 'shop/a/b.com', '~shop/*'])(
    "the host '%s' is refused", (host) => expect(judge('Sidecar', hosts(host))).toEqual(['error sidecar/invalid-host spec.egress[0].hosts[0]']));

  testRows('Sidecar', [
    ['a host twice is warned of', hosts('shop/a.com', './a.com'), ['warning sidecar/duplicate-host spec.egress[0].hosts[1]']],
    ['a host beside all of its namespace is warned of', hosts('a/*', 'a/a.com'), ['warning sidecar/duplicate-host spec.egress[0].hosts[1]']],
    ['all of a namespace beside one host is warned of', hosts('a/a.com', 'a/*'), ['warning sidecar/duplicate-host spec.egress[0].hosts[1]']],
    ['all beside some is warned of', hosts('*/*', 'a/a.com'), ['warning sidecar/all-and-some spec.egress[0].hosts']],
    ['hosts of several namespaces are right', hosts('a/*', 'b/*'), []],
    ['a namespace is taken out from Istio 1.31', hosts('*/*', '~a/*'), [], { istio: '1.31' }],
    ['a namespace that is none is not taken out', hosts('*/*', '~a_b/*'), ['error sidecar/invalid-host spec.egress[0].hosts[1]'], { istio: '1.31' }],
  ]);
});

describe('outbound traffic', () => {
  const proxy = { host: 'egress.istio.svc.cluster.local', port: { number: 80 } };
  const policy = (values: object) => ({ outboundTrafficPolicy: { mode: 'ALLOW_ANY', ...values } });
  const at = 'spec.outboundTrafficPolicy';
  testRows('Sidecar', [
    ['a proxy with ALLOW_ANY is right', policy({ egressProxy: proxy }), []],
    ['a proxy without mode is refused', { outboundTrafficPolicy: { egressProxy: proxy } }, [`error sidecar/egress-proxy-unused ${at}.egressProxy`]],
    ['a proxy without port is refused', policy({ egressProxy: { host: proxy.host } }), [`error sidecar/egress-proxy-port ${at}.egressProxy.port`]],
    ['a port that is none is refused', policy({ egressProxy: { ...proxy, port: { number: 0 } } }), [`error port/number-out-of-range ${at}.egressProxy.port.number`]],
    ['a wildcard is no proxy', policy({ egressProxy: { ...proxy, host: '*.com' } }), [`error sidecar/egress-proxy-host ${at}.egressProxy.host`]],
    ['a subset that is no label is refused', policy({ egressProxy: { ...proxy, subset: 'a.b' } }), [`error sidecar/egress-proxy-subset ${at}.egressProxy.subset`]],
    ['the mode of the mesh is refused', policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS' }), [`error sidecar/dynamic-dns ${at}.mode`]],
    ['the mode of the mesh is refused by number', policy({ mode: 2 }), [`error sidecar/dynamic-dns ${at}.mode`]],
  ]);
});

test('values of wrong types bring no check down', () => expectNoCrash('Sidecar', {
  workloadSelector: { labels: { a: 'b' } },
  ingress: [{ port: HTTPS, bind: '1.1.1.1', defaultEndpoint: ':80', tls: TLS, connectionPool: { http: { maxRetries: 1 }, tcp: { connectTimeout: '1s' } } }],
  egress: [{ port: { number: 0, targetPort: 1 }, bind: 'unix:///a', captureMode: 'NONE', hosts: ['a/b.com'] }, ...EGRESS],
  outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'a.com', subset: 'x', port: { number: 1 } } },
}));
