import { createPrivateKey, X509Certificate } from 'crypto';
import type { Problem } from '../analysis/finding';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** The certificates in a PEM text, in its order; undefined where there is none, or one of them cannot be read. */
export function certificatesIn(pem: string): X509Certificate[] | undefined {
  try {
    const found = (String(pem).match(CERTIFICATE) ?? []).map((block) => new X509Certificate(block));
    return found.length > 0 ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The only certificate in a PEM text; undefined where it has none, or several. */
export function certificateIn(pem: string): X509Certificate | undefined {
  const found = certificatesIn(pem);
  return found?.length === 1 ? found[0] : undefined;
}

/** A certificate as PEM, without whatever else stood in the text. */
export function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString().trim()}\n`;
}

/** The SHA-256 fingerprint of the one certificate in a PEM text, as `openssl x509 -fingerprint -sha256` shows it. */
export function fingerprintOf(pem: string | undefined): string | undefined {
  return pem === undefined ? undefined : certificateIn(pem)?.fingerprint256;
}

/** Whether one certificate is signed by another: names and signature. Not whether it is valid by now, since a synth has no clock. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** Whether a private key is that of a certificate; undefined where the key cannot be read. */
export function isKeyOf(privateKey: string, certificate: X509Certificate): boolean | undefined {
  try {
    return certificate.checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with a text that is to be one public certificate.
 *
 * @param what what the text is, as messages show it. The text itself is never shown: it may be a key
 */
export function certificateProblem(pem: string, what: string): Problem | undefined {
  if (PRIVATE_KEY.test(String(pem))) {
    return {
      code: 'security/key-beside-certificate',
      what: `${what} has a private key in it`,
      expected: 'the certificate only: it is public, and a key is not',
      fix: 'leave the key out',
    };
  }
  if (certificateIn(pem)) return undefined;
  const count = certificatesIn(pem)?.length ?? 0;
  return {
    code: 'security/invalid-certificate',
    what: count === 0 ? `${what} is no certificate that can be read` : `${what} has ${count} certificates`,
    expected: 'one certificate as PEM: -----BEGIN CERTIFICATE----- ... -----END CERTIFICATE-----',
    fix: count === 0 ? 'give the text of the PEM file, with its line breaks' : 'leave one of them',
  };
}

/** What is wrong with a text that is to be the certificate of a root CA. */
export function rootProblem(pem: string, what: string): Problem | undefined {
  const unreadable = certificateProblem(pem, what);
  if (unreadable) return unreadable;
  const certificate = certificateIn(pem)!;
  if (!certificate.ca) {
    return {
      code: 'security/not-a-ca',
      what: `${what} (${nameOf(certificate)}) is not the certificate of a CA`,
      expected: 'a certificate that may sign others: basicConstraints CA:TRUE',
      fix: 'give the certificate of the root CA',
    };
  }
  if (!isIssuedBy(certificate, certificate)) {
    return {
      code: 'security/not-a-root',
      what: `${what} (${nameOf(certificate)}) is signed by ${oneLine(certificate.issuer)}`,
      expected: 'the root: the certificate that is signed by itself',
      fix: 'give the certificate at the end of the chain',
    };
  }
  return undefined;
}

/** The subject of a certificate, in a line. */
export function nameOf(certificate: X509Certificate): string {
  return oneLine(certificate.subject) || `serial ${certificate.serialNumber}`;
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}
