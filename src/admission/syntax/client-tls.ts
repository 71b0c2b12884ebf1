import { flagAt, textAt, type PlainObject } from './values';
import { quoted } from './words';
import { enumAt, isBlank, isFilled } from './written';
import type { Report } from '../report';

const MODES = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] as const;

/**
 * The TLS settings of a client. The report stands at them; the namespace is that of the object, empty where it is not known.
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateTLS)
 */
export function checkClientTls(tls: PlainObject, namespace: string, report: Report): void {
  const mode = enumAt(tls, 'mode', MODES);
  const usesFilesOrSecrets = mode === 'SIMPLE' || mode === 'MUTUAL';
  checkConfigMapCredential(textAt(tls, 'credentialName'), namespace, report.in('credentialName'));

  if (usesFilesOrSecrets && flagAt(tls, 'insecureSkipVerify')) {
    const pointless = ['caCertificates', 'subjectAltNames', ...(mode === 'SIMPLE' ? ['credentialName'] : [])].filter((field) => isFilled(tls, field));
    if (pointless.length > 0) {
      report.in('insecureSkipVerify').error({
        code: 'tls/verification-skipped',
        what: `insecureSkipVerify is on, and ${quoted(pointless)} ${pointless.length > 1 ? 'say' : 'says'} what to verify`,
        expected: 'one of the two',
        fix: `remove insecureSkipVerify to verify the server, or ${quoted(pointless)}`,
      });
    }
  }
  if (usesFilesOrSecrets && isFilled(tls, 'credentialName')) {
    const files = ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'].filter((field) => isFilled(tls, field));
    if (files.length > 0) {
      report.error({
        code: 'tls/credential-and-files',
        what: `credentialName is set beside ${quoted(files)}`,
        expected: 'certificates from one source',
        fix: `remove credentialName, or ${quoted(files)}`,
      });
    }
    return;
  }
  if (mode !== 'MUTUAL') return;
  const missing = ['clientCertificate', 'privateKey'].filter((field) => isBlank(tls, field));
  if (missing.length > 0) {
    report.error({
      code: 'tls/no-client-certificate',
      what: `mode MUTUAL has no ${missing.join(' and no ')}`,
      expected: 'a certificate and its private key',
      fix: `set ${quoted(missing)}, or credentialName alone; mode ISTIO_MUTUAL brings its own`,
    });
  }
}

/** A CA from a ConfigMap is named with its namespace, which has to be the object's own (istio/istio pilot/pkg/model/credentials). */
function checkConfigMapCredential(credential: string, namespace: string, report: Report): void {
  const prefix = 'configmap://';
  if (!credential.startsWith(prefix)) return;
  const [home, name] = credential.slice(prefix.length).split('/');
  if (home && name && (home === namespace || namespace === '')) return;
  report.error({
    code: 'tls/foreign-config-map',
    what: home && name ? `credentialName is '${credential}', of another namespace than '${namespace}'` : `credentialName '${credential}' does not name namespace and name`,
    expected: `${prefix}${namespace || '<namespace>'}/<name>`,
    fix: 'name a ConfigMap of the own namespace',
  });
}
