/** Keys that hold a secret wherever they stand. */
const KEYS = /^(token|bearer-?token|password|passphrase|secret|kubeconfig|(.*[-_.]|client-?)?(private)?-?key(-?data)?|.*private.*key.*)$/i;
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
/** A signed JSON web token. */
const WEB_TOKEN = /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./;

/** What secret a text holds, as sentences name it. Never the secret. */
export function secretIn(text: string): string | undefined {
  if (PRIVATE_KEY.test(text)) return 'a private key';
  return WEB_TOKEN.test(text) ? 'a token' : undefined;
}

/** Where a document holds a secret, and what it is. */
export function secretOf(document: unknown, path = ''): { readonly path: string; readonly what: string } | undefined {
  if (typeof document === 'string') {
    const what = secretIn(document);
    return what === undefined ? undefined : { path: path || 'the file', what };
  }
  if (typeof document !== 'object' || document === null) return undefined;
  for (const [key, held] of Object.entries(document)) {
    const below = path ? `${path}.${key}` : key;
    // with a slash it is a Service, whatever that is called
    if (!key.includes('/') && KEYS.test(key)) return { path: below, what: `the key \`${key}\`` };
    const found = secretOf(held, below);
    if (found) return found;
  }
  return undefined;
}
