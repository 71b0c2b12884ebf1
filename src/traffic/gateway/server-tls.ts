import type { Construct } from 'constructs';
import type { ClientIdentityOptions, ClientVerification } from './client-verification';
import type { CertificateFiles, ServerCertificate } from './server-certificate';
import type { TlsHandshakeOptions } from './server-options';
import { checkKinds, type Kind, type KindRow, listOf, MAP, made, member, required, TEXT } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { TlsVersion } from '../tls-version';

export const VERSION = member('TlsVersion', TlsVersion as unknown as { [name: string]: string });
export const SUITES = listOf('cipher suites', made('CipherSuite', () => 'write a member of CipherSuite', (v) => typeof v?.name === 'string'));
const CERTIFICATE = made('ServerCertificate', (v) => `write ServerCertificate.secret('${typeof v === 'string' ? v : '<name>'}')`, (v) => typeof v?._source === 'object');
const CLIENTS = made('ClientVerification', () => 'write ClientVerification.required(...) or ClientVerification.optional(...)', (v) => typeof v?._mode === 'string');
const CA: Kind = made('ClientCa', (v) => `write ClientCa.secret('${typeof v === 'string' ? v : '<name>'}')`, (v) => typeof v?._isFiles === 'boolean');
const TEXTS = listOf('texts', TEXT);

/** What the certificates of a server that ends TLS are given by. */
interface Terminating extends TlsHandshakeOptions {
  readonly certificate: ServerCertificate;
  readonly clients?: ClientVerification;
}

/** The rows of the handshake. */
export function handshakeRows({ minVersion, maxVersion, cipherSuites }: TlsHandshakeOptions): KindRow[] {
  return [['minVersion', minVersion, VERSION], ['maxVersion', maxVersion, VERSION], ['cipherSuites', cipherSuites, SUITES]];
}

/** The handshake, as the API has it. */
export function handshakeJson({ minVersion, maxVersion, cipherSuites }: TlsHandshakeOptions): object {
  return { minProtocolVersion: minVersion, maxProtocolVersion: maxVersion, cipherSuites: cipherSuites?.map(({ name }) => name) };
}

/** The rows of what clients must show. */
export function identityRows({ subjectAltNames, publicKeyHashes, certificateHashes }: ClientIdentityOptions): KindRow[] {
  return [['subjectAltNames', subjectAltNames, TEXTS], ['publicKeyHashes', publicKeyHashes, TEXTS], ['certificateHashes', certificateHashes, TEXTS]];
}

/** What clients must show, as the API has it. */
export function identityJson({ subjectAltNames, publicKeyHashes, certificateHashes }: ClientIdentityOptions): object {
  return { subjectAltNames, verifyCertificateSpki: publicKeyHashes, verifyCertificateHash: certificateHashes };
}

/** The rows of a pair of files. */
export function fileRows(property: string, { certificate, privateKey }: CertificateFiles): KindRow[] {
  return [[`${property}.certificate`, certificate, required(TEXT)], [`${property}.privateKey`, privateKey, required(TEXT)]];
}

/** Fails where the certificates are not what they must be, or come from places that do not go together. */
export function checkTerminating(at: Construct, code: string, subject: string, options: Terminating): void {
  const { certificate, clients } = options;
  checkKinds(at, code, subject, [...handshakeRows(options), ['certificate', certificate, required(CERTIFICATE)], ['clients', clients, CLIENTS]]);
  const { secrets, files } = certificate._source;
  checkKinds(at, code, subject, [
    ...(secrets ?? []).map((name): KindRow => ['certificate', name, required(TEXT)]),
    ...(files ?? []).map((pair): KindRow => ['certificate', pair, required(MAP)]),
  ]);
  checkKinds(at, code, subject, (files ?? []).flatMap((pair) => fileRows('certificate', pair)));
  if (clients) checkClients(at, code, subject, clients, files !== undefined);
}

function checkClients(at: Construct, code: string, subject: string, { _options }: ClientVerification, areFiles: boolean): void {
  checkKinds(at, code, subject, [['clients', _options, required(MAP)]]);
  const { ca } = _options;
  checkKinds(at, code, subject, [...identityRows(_options), ['clients.ca', ca, CA], ...Object.entries(ca?._json ?? {}).map(([, name]): KindRow => ['clients.ca', name, TEXT])]);
  if (areFiles && !ca) {
    fail(at, {
      code: 'traffic/client-ca-needed',
      what: `${subject} asks clients for a certificate, and nothing says who signs them`,
      expected: 'files of a CA, as its own certificate is in files too',
      fix: "state `ca: ClientCa.files('/path/of/ca.crt')` in the verification of clients",
    });
  }
  if (ca && ca._isFiles !== areFiles) {
    fail(at, {
      code: 'traffic/client-ca-elsewhere',
      what: `${subject} has its certificate in ${areFiles ? 'files' : 'a Secret'}, and the CA of its clients in ${areFiles ? 'a Secret' : 'files'}`,
      expected: 'both in Secrets, or both in files: istiod reads one of the two only',
      fix: areFiles ? "write ClientCa.files('/path/of/ca.crt')" : "write ClientCa.secret('<name>')",
    });
  }
}

/** TLS that ends at the server, as the API has it. */
export function terminatingJson(options: Terminating): object {
  const { certificate, clients } = options;
  return {
    mode: clients?._mode ?? 'SIMPLE',
    ...certificate._json,
    ...clients?._options.ca?._json,
    ...identityJson(clients?._options ?? {}),
    ...handshakeJson(options),
  };
}
