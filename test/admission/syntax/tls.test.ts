import { Report } from '../../../src/admission/report';
import { checkClientTls } from '../../../src/admission/syntax/tls';

const FILES = { clientCertificate: '/c', privateKey: '/k' };

function said(tls: Record<string, unknown>, namespace = 'shop'): string[] {
  const report = new Report();
  checkClientTls(tls, namespace, report);
  return report.violations.map(({ code, at }) => [code, ...at].join(' '));
}

test.each<[string, Record<string, unknown>, string[]]>([
  ['no settings are no TLS', {}, []],
  ['SIMPLE needs nothing', { mode: 'SIMPLE' }, []],
  ['MUTUAL with files is right', { mode: 'MUTUAL', ...FILES }, []],
  ['MUTUAL without files is refused once', { mode: 'MUTUAL' }, ['tls/no-client-certificate']],
  ['a mode by its number is the mode', { mode: 2 }, ['tls/no-client-certificate']],
  ['MUTUAL with a Secret is right', { mode: 'MUTUAL', credentialName: 'a' }, []],
  ['a Secret beside files is refused', { mode: 'SIMPLE', credentialName: 'a', caCertificates: '/ca' }, ['tls/credential-and-files']],
  ['a Secret beside files is right where neither is used', { mode: 'ISTIO_MUTUAL', credentialName: 'a', caCertificates: '/ca' }, []],
  ['skipping verification and a CA are refused', { mode: 'SIMPLE', insecureSkipVerify: true, caCertificates: '/ca' }, ['tls/verification-skipped insecureSkipVerify']],
  ['skipping verification and a Secret are refused with SIMPLE', { mode: 'SIMPLE', insecureSkipVerify: true, credentialName: 'a' }, ['tls/verification-skipped insecureSkipVerify']],
  ['skipping verification and a Secret are right with MUTUAL', { mode: 'MUTUAL', insecureSkipVerify: true, credentialName: 'a' }, []],
  ['names beside skipping verification are refused', { mode: 'MUTUAL', ...FILES, insecureSkipVerify: true, subjectAltNames: ['a'] }, ['tls/verification-skipped insecureSkipVerify']],
  ['an empty list of names is none', { mode: 'SIMPLE', insecureSkipVerify: true, subjectAltNames: [] }, []],
  ['a ConfigMap of the own namespace is right', { mode: 'SIMPLE', credentialName: 'configmap://shop/ca' }, []],
  ['a ConfigMap of another namespace is refused', { mode: 'SIMPLE', credentialName: 'configmap://other/ca' }, ['tls/foreign-config-map credentialName']],
  ['a ConfigMap without namespace is refused', { mode: 'SIMPLE', credentialName: 'configmap://ca' }, ['tls/foreign-config-map credentialName']],
])('%s', (_, tls, codes) => expect(said(tls)).toEqual(codes));

test('where the namespace is not known, a ConfigMap may be in it', () => {
  expect(said({ mode: 'SIMPLE', credentialName: 'configmap://other/ca' }, '')).toEqual([]);
});
