import { textsAt, type PlainObject } from './values';
import { quoted } from './words';
import { enumAt } from './written';
import type { Report } from '../report';

const VERSIONS = ['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'] as const;

/** Those of BoringSSL without pre-shared keys (istio/istio pkg/config/security/security.go). */
const CIPHER_SUITES: ReadonlySet<string> = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA', 'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA',
]);

/** The lowest version of TLS and the cipher suites of a server: what of them Envoy would not use. The report stands at the TLS settings. */
export function checkVersionAndCiphers(tls: PlainObject, report: Report): void {
  const suites = textsAt(tls, 'cipherSuites').map(([, suite]) => suite);
  const lowest = enumAt(tls, 'minProtocolVersion', VERSIONS);
  if ((lowest === 'TLSV1_0' || lowest === 'TLSV1_1') && suites.length === 0) {
    report.in('minProtocolVersion').warning({
      code: 'tls/old-version-without-ciphers',
      what: `minProtocolVersion is ${lowest}, and the default cipher suites have none that it can use`,
      expected: 'cipherSuites that fit the version',
      fix: 'use TLSV1_2 or newer, or list cipherSuites',
    });
  }
  const unknown = suites.filter((suite) => !isCipherSuite(suite));
  if (unknown.length > 0) {
    report.in('cipherSuites').warning({
      code: 'tls/unknown-cipher-suite',
      what: `${quoted(unknown)} ${unknown.length > 1 ? 'are no cipher suites' : 'is no cipher suite'} of Envoy, and ignored`,
      expected: `cipher suites by their OpenSSL names, like ${[...CIPHER_SUITES][0]}`,
      fix: 'remove or change them; suites of TLS 1.3 cannot be chosen',
    });
  }
  const twice = suites.filter((suite, i) => isCipherSuite(suite) && suites.indexOf(suite) !== i);
  if (twice.length > 0) {
    report.in('cipherSuites').warning({
      code: 'tls/duplicate-cipher-suite',
      what: `${quoted(twice)} ${twice.length > 1 ? 'are' : 'is'} in cipherSuites more than once`,
      expected: 'each once',
      fix: 'remove the repetitions',
    });
  }
}

/** Expressions like `-ALL` or `[A|B]` are for Envoy to read. */
function isCipherSuite(suite: string): boolean {
  return suite === 'ALL' || !/^[\p{L}\p{N}]/u.test(suite) || CIPHER_SUITES.has(suite);
}
