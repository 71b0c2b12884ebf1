import { X509Certificate } from 'crypto';
import { addressProblem, placeholderProblem } from './address';
import { secretIn } from './secrets';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/** What is wrong with the URL of an API server. Undefined where nothing is. */
export function urlProblem(text: string): string | undefined {
  if (text === '') return 'it is empty';
  const held = placeholderProblem(text);
  if (held) return held;
  if (!/^https:\/\//.test(text)) return 'it does not start with https://';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'it is no URL';
  }
  if (url.username !== '' || url.password !== '') return 'it holds a user name or a password';
  const beyond = /^https:\/\/[^/?#]*([/?#].*)$/s.exec(text);
  if (beyond) return `it has '${beyond[1]}' after the host and port ('https://${url.host}' would do)`;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const wrong = addressProblem(host);
  return wrong && `the host '${host}': ${wrong}`;
}

/** A URL as messages may show it. */
export function shownUrl(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//***@');
}

/** What is wrong with the CA bundle of an API server: one or more certificates as PEM. Undefined where nothing is. */
export function caProblem(text: string): string | undefined {
  if (text.trim() === '') return 'it is empty';
  if (secretIn(text)) return 'it holds a private key, which belongs to nobody but the CA';
  if (/-----\\n/.test(text)) return 'its line breaks are a backslash and an n, instead of line breaks';
  const blocks = [...text.matchAll(BLOCK)];
  if (blocks.length === 0) return noPem(text);
  for (const [i, [block, label]] of blocks.entries()) {
    const which = blocks.length === 1 ? 'it' : `part ${i + 1} of ${blocks.length}`;
    if (label !== 'CERTIFICATE') return `${which} is a ${label}, and no CERTIFICATE`;
    try {
      new X509Certificate(block);
    } catch {
      return `${which} is no certificate that can be read`;
    }
  }
  return /-----(BEGIN|END)/.test(text.replace(BLOCK, '')) ? 'one of its certificates is cut off' : undefined;
}

/** Whether two bundles are the same, whatever the ends of their lines. */
export function isSameCa(one: string, other: string): boolean {
  const tidy = (text: string) => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).join('\n');
  return tidy(one) === tidy(other);
}

function noPem(text: string): string {
  if (/-----BEGIN/.test(text)) return 'its certificate is cut off';
  if (Buffer.from(text, 'base64').toString('latin1').startsWith('-----BEGIN')) return 'it is PEM in base64, expected the PEM itself';
  return 'it is no PEM: there is no -----BEGIN CERTIFICATE----- in it';
}
