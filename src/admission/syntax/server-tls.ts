import { checkVersionAndCiphers } from './cipher-suites';
import { mapsAt, type PlainObject } from './values';
import { quoted } from './words';
import { enumAt, isBlank, isFilled } from './written';
import { istioAtLeast, type AdmissionContext } from '../context';
import type { Report } from '../report';

const SERVER_MODES = ['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'] as const;

/** What a server does with TLS. */
export type ServerTlsMode = (typeof SERVER_MODES)[number];

/** The fields that bring certificates, or what they are checked with. */
const CERTIFICATES = ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames'];
/** Those of them that Istio has from 1.26: an older API server drops them before anybody sees them. */
const LISTS = ['tlsCertificates', 'credentialNames'];
/** The longest list of certificates of one server. */
const MAX_CERTIFICATES = 2;

/** What a server does with TLS; it passes it through where the mode is left out. */
export function serverTlsModeOf(tls: PlainObject): ServerTlsMode | undefined {
  return enumAt(tls, 'mode', SERVER_MODES);
}

/**
 * The TLS settings of a server: of an Istio Gateway, or of the ingress of a Sidecar. The report stands at them.
 * @see istio/istio pkg/config/validation/validation.go (validateTLSOptions)
 */
export function checkServerTls(tls: PlainObject, report: Report, context: AdmissionContext): void {
  checkVersionAndCiphers(tls, report);
  const mode = serverTlsModeOf(tls);
  const written = CERTIFICATES.filter((field) => isFilled(tls, field) && (istioAtLeast(context, '1.26') || !LISTS.includes(field)));

  if (mode === 'ISTIO_MUTUAL') {
    for (const field of written) {
      report.in(field).error({
        code: 'tls/certificates-of-istio-mutual',
        what: `'${field}' is set with mode ISTIO_MUTUAL`,
        expected: 'no certificates: istiod issues them in this mode',
        fix: `remove '${field}', or use mode MUTUAL`,
      });
    }
    return;
  }
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH') {
    const ignored = [...written, ...(isFilled(tls, 'caCrl') ? ['caCrl'] : [])];
    if (ignored.length > 0) {
      report.warning({
        code: 'tls/certificates-of-passthrough',
        what: `${quoted(ignored)} ${ignored.length > 1 ? 'are' : 'is'} ignored in mode ${mode}`,
        expected: 'no certificates where TLS is passed through',
        fix: 'remove them, or use mode SIMPLE or MUTUAL',
      });
    }
  }
  checkCertificateSources(written, report, context);
  const terminates = mode === 'SIMPLE' || mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL';
  if (terminates && (written.includes('credentialName') || written.includes('credentialNames'))) return;
  if (terminates) checkCertificateFiles(tls, mode, written, report);
  checkRevocationList(tls, mode, report);
}

function checkCertificateSources(written: readonly string[], report: Report, context: AdmissionContext): void {
  // Istio compares the sources since it has lists of them.
  if (!istioAtLeast(context, '1.26')) return;
  const files = written.includes('serverCertificate') && written.includes('privateKey') ? ['serverCertificate and privateKey'] : [];
  const sources = [...['credentialName', 'credentialNames', 'tlsCertificates'].filter((field) => written.includes(field)), ...files];
  if (sources.length < 2) return;
  report.error({
    code: 'tls/several-certificate-sources',
    what: `the certificates come from ${sources.join(', and from ')}`,
    expected: 'one source: credentialName, credentialNames, tlsCertificates, or serverCertificate with privateKey',
    fix: 'keep one of them, and remove the rest',
  });
}

function checkCertificateFiles(tls: PlainObject, mode: ServerTlsMode, written: readonly string[], report: Report): void {
  const verifiesClients = mode !== 'SIMPLE';
  const hasList = written.includes('tlsCertificates');
  const certificates = mapsAt(tls, 'tlsCertificates');
  const holders: readonly (readonly [PlainObject, Report])[] = hasList
    ? certificates.map(([i, certificate]) => [certificate, report.in('tlsCertificates', i)])
    : [[tls, report]];
  for (const [holder, at] of holders) {
    const missing = ['serverCertificate', 'privateKey'].filter((field) => isBlank(holder, field));
    if (missing.length === 0) continue;
    at.error({
      code: 'tls/no-server-certificate',
      what: `mode ${mode} has no ${missing.join(' and no ')}`,
      expected: 'a certificate of the server: from a Secret, or from files',
      fix: hasList ? `set ${quoted(missing)}` : `set credentialName to the name of a Secret, or ${quoted(missing)}`,
    });
  }
  if (verifiesClients && isBlank(tls, 'caCertificates')) {
    report.error({
      code: 'tls/no-client-ca',
      what: `mode ${mode} has no caCertificates to verify clients with`,
      expected: 'the file of the CA of the clients, or a Secret that holds all',
      fix: 'set caCertificates, or credentialName alone',
    });
  }
  if (certificates.length > MAX_CERTIFICATES) {
    report.in('tlsCertificates').warning({
      code: 'tls/too-many-certificates',
      what: `tlsCertificates has ${certificates.length} certificates`,
      expected: `at most ${MAX_CERTIFICATES}: one with an RSA key, one with an ECDSA key`,
      fix: 'remove the others',
    });
  }
}

function checkRevocationList(tls: PlainObject, mode: ServerTlsMode | undefined, report: Report): void {
  if (!isFilled(tls, 'caCrl')) return;
  const at = report.in('caCrl');
  if (isFilled(tls, 'credentialName')) {
    at.error({
      code: 'tls/revocation-list-beside-credential',
      what: 'caCrl is set beside credentialName',
      expected: 'the revocation list in the Secret, as its key ca.crl',
      fix: 'remove caCrl, and put the list into the Secret',
    });
  }
  if (mode === 'SIMPLE') {
    at.error({
      code: 'tls/revocation-list-without-clients',
      what: 'caCrl is set with mode SIMPLE, which verifies no clients',
      expected: 'a revocation list where clients have certificates',
      fix: 'remove caCrl, or use mode MUTUAL',
    });
  }
}
