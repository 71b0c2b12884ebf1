import { expectNoCrash, judge, testRows } from './support/judge';

const HTTP = { hosts: ['shop.example.com'], port: { number: 80, name: 'http', protocol: 'HTTP' } };
const HTTPS = { hosts: ['shop.example.com'], port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'shop' } };
const FILES = { serverCertificate: '/c.pem', privateKey: '/k.pem' };

/** A Gateway with one server. */
const one = (server: object, base: object = HTTP) => ({ selector: { istio: 'ingress' }, servers: [{ ...base, ...server }] });
const port = (values: object) => one({ port: { ...HTTP.port, ...values } });
const tls = (values: object, istioPort: object = HTTPS.port) => one({ tls: values, port: istioPort }, HTTPS);

describe('servers', () => {
  testRows('Gateway', [
    ['a server for HTTP and one for HTTPS are right', { servers: [HTTP, HTTPS] }, []],
    ['a Gateway without servers is refused', {}, ['error gateway/no-server spec.servers']],
    ['an empty list of servers is none', { servers: [] }, ['error gateway/no-server spec.servers']],
    ['a server without port is refused', { servers: [{ hosts: ['*'] }] }, ['error gateway/no-port spec.servers[0].port']],
    ['a server without hosts is refused', one({ hosts: [] }), ['error gateway/no-host spec.servers[0].hosts']],
    ['two ports of one name are refused at the second', { servers: [HTTP, { ...HTTP, port: { ...HTTP.port, number: 81 } }] },
      ['error gateway/duplicate-port-name spec.servers[1].port.name']],
  ]);

  test.each(['*', '*.example.com', 'shop.example.com', './shop.example.com', '*/*', 'shop/*.example.com', '10.0.0.1'])(
    "the host '%s' is right", (host) => expect(judge('Gateway', one({ hosts: [host] }))).toEqual([]));
  test.each(['', 'shop', '*shop.example.com', 'shop.*.com', '/a.com', 'shop/', 'a_b/a.com', '~/a.com', 'a/b/c.com', 'a..com', '10.0.0.01', '::1'])(
    "the host '%s' is refused", (host) => expect(judge('Gateway', one({ hosts: [host] }))).toEqual(['error gateway/invalid-host spec.servers[0].hosts[0]']));

  test('a name with dots is refused, except of what istiod makes of the Gateway API', () => {
    expect(judge('Gateway', one({}), { name: 'a.b' })).toEqual(['error gateway/name-not-a-label metadata.name']);
    const annotations = { 'internal.istio.io/gateway-semantics': 'gateway' };
    expect(judge('Gateway', one({ hosts: ['~/a.com'] }), { name: 'a.b', annotations })).toEqual([]);
  });
});

describe('ports', () => {
  testRows('Gateway', [
    ['a port number above 65535 is refused', port({ number: 65536 }), ['error port/number-out-of-range spec.servers[0].port.number']],
    ['a port without number is refused', port({ number: undefined }), ['error port/number-out-of-range spec.servers[0].port.number']],
    ['protocols are read in any case', port({ protocol: 'gRpc-wEb' }), []],
    ['an unknown protocol is refused', port({ protocol: 'FTP' }), ['error port/unknown-protocol spec.servers[0].port.protocol']],
    ['a port without protocol is refused', port({ protocol: '' }), ['error port/unknown-protocol spec.servers[0].port.protocol']],
    ['a port without name is refused', port({ name: '' }), ['error gateway/no-port-name spec.servers[0].port.name']],
    ['a name of a wrong type is left to the schema', port({ name: 80 }), []],
    ['targetPort is refused', port({ targetPort: 8080 }), ['error gateway/target-port spec.servers[0].port.targetPort']],
    ['targetPort 0 is none', port({ targetPort: 0 }), []],
  ]);
});

describe('bind', () => {
  testRows('Gateway', [
    ['an address is right', one({ bind: '::1' }), []],
    ['a host name is refused', one({ bind: 'localhost' }), ['error gateway/invalid-bind spec.servers[0].bind']],
    ['a socket without port number is right', one({ bind: 'unix:///run/s', port: { ...HTTP.port, number: 0 } }), []],
    ['a socket beside a port number is refused', one({ bind: 'unix:///run/s' }), ['error gateway/socket-with-port spec.servers[0].bind']],
    ['a relative socket is refused', one({ bind: 'unix://run/s', port: { ...HTTP.port, number: 0 } }), ['error gateway/invalid-bind spec.servers[0].bind']],
  ]);
});

describe('TLS and the protocol', () => {
  testRows('Gateway', [
    ['HTTPS without tls is refused', one({ tls: undefined }, HTTPS), ['error gateway/no-tls spec.servers[0].tls']],
    ['HTTP with a redirect is right', one({ tls: { httpsRedirect: true } }), []],
    ['HTTP with certificates is refused', one({ tls: { mode: 'SIMPLE', credentialName: 'shop' } }), ['error gateway/tls-without-tls-protocol spec.servers[0].tls']],
    ['HTTP with files in passthrough is refused, and warned of', one({ tls: { caCertificates: '/ca.pem' } }),
      ['error gateway/tls-without-tls-protocol spec.servers[0].tls', 'warning tls/certificates-of-passthrough spec.servers[0].tls']],
    ['TCP with tls is refused, even in passthrough', tls({ mode: 'PASSTHROUGH' }, { number: 1, name: 'tcp', protocol: 'TCP' }),
      ['error gateway/tls-without-tls-protocol spec.servers[0].tls']],
    ['a redirect of HTTPS is warned of', tls({ ...HTTPS.tls, httpsRedirect: true }), ['warning gateway/redirect-without-http spec.servers[0].tls.httpsRedirect']],
  ]);
});

describe('TLS settings', () => {
  const at = 'spec.servers[0].tls';
  testRows('Gateway', [
    ['files are right', tls({ mode: 'SIMPLE', ...FILES }), []],
    ['a mode by its number is the mode', tls({ mode: 1 }), [`error tls/no-server-certificate ${at}`]],
    ['no mode is passthrough', tls({}), []],
    ['SIMPLE without certificates is refused once', tls({ mode: 'SIMPLE' }), [`error tls/no-server-certificate ${at}`]],
    ['MUTUAL with files needs a CA', tls({ mode: 'MUTUAL', ...FILES }), [`error tls/no-client-ca ${at}`]],
    ['OPTIONAL_MUTUAL with files needs a CA', tls({ mode: 'OPTIONAL_MUTUAL', ...FILES }), [`error tls/no-client-ca ${at}`]],
    ['MUTUAL with a Secret is right', tls({ mode: 'MUTUAL', credentialName: 'shop' }), []],
    ['ISTIO_MUTUAL without certificates is right', tls({ mode: 'ISTIO_MUTUAL' }), []],
    ['ISTIO_MUTUAL with certificates is refused at each', tls({ mode: 'ISTIO_MUTUAL', credentialName: 'shop', privateKey: '/k' }),
      [`error tls/certificates-of-istio-mutual ${at}.credentialName`, `error tls/certificates-of-istio-mutual ${at}.privateKey`]],
    ['certificates of passthrough are warned of', tls({ mode: 'AUTO_PASSTHROUGH', credentialName: 'shop' }), [`warning tls/certificates-of-passthrough ${at}`]],
    ['a Secret and files are refused', tls({ ...HTTPS.tls, ...FILES }), [`error tls/several-certificate-sources ${at}`]],
    ['a Secret and files are taken by an Istio that does not compare them', tls({ ...HTTPS.tls, ...FILES }), [], { istio: '1.24' }],
    ['a certificate without key beside a Secret is no second source', tls({ ...HTTPS.tls, serverCertificate: '/c' }), []],
    ['two certificates are right', tls({ mode: 'SIMPLE', tlsCertificates: [FILES, FILES] }), []],
    ['three certificates are warned of', tls({ mode: 'SIMPLE', tlsCertificates: [FILES, FILES, FILES] }), [`warning tls/too-many-certificates ${at}.tlsCertificates`]],
    ['a certificate of a list without key is refused there', tls({ mode: 'SIMPLE', tlsCertificates: [FILES, { serverCertificate: '/c' }] }),
      [`error tls/no-server-certificate ${at}.tlsCertificates[1]`]],
    ['a revocation list with SIMPLE is refused', tls({ mode: 'SIMPLE', ...FILES, caCrl: '/crl' }), [`error tls/revocation-list-without-clients ${at}.caCrl`]],
    ['a revocation list beside a Secret in passthrough is refused', tls({ credentialName: 'shop', caCrl: '/crl' }),
      [`error tls/revocation-list-beside-credential ${at}.caCrl`, `warning tls/certificates-of-passthrough ${at}`]],
    ['old TLS without ciphers is warned of', tls({ ...HTTPS.tls, minProtocolVersion: 'TLSV1_1' }), [`warning tls/old-version-without-ciphers ${at}.minProtocolVersion`]],
    ['old TLS with ciphers is right', tls({ ...HTTPS.tls, minProtocolVersion: 'TLSV1_0', cipherSuites: ['ECDHE-RSA-AES128-SHA'] }), []],
    ['unknown ciphers are warned of once', tls({ ...HTTPS.tls, cipherSuites: ['FOO', 'BAR'] }), [`warning tls/unknown-cipher-suite ${at}.cipherSuites`]],
    ['ciphers that are there twice are warned of', tls({ ...HTTPS.tls, cipherSuites: ['AES128-SHA', 'AES128-SHA'] }), [`warning tls/duplicate-cipher-suite ${at}.cipherSuites`]],
    ['expressions of ciphers are left to Envoy', tls({ ...HTTPS.tls, cipherSuites: ['ALL', '-AES128-SHA', '[A|B]'] }), []],
  ]);
});

test('values of wrong types bring no check down', () => expectNoCrash('Gateway', {
  selector: { a: 'b' }, servers: [{ ...HTTPS, bind: '1.1.1.1', tls: { mode: 'MUTUAL', ...FILES, cipherSuites: ['a'], tlsCertificates: [FILES], caCrl: 'x', httpsRedirect: true } }],
}));
