import { ValueError } from '../vocabulary/value-error';

/** Parts of a JSON Web Key that nobody but its owner may have (RFC 7518, section 6). */
const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Where the public keys of an issuer of tokens come from.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule
 */
export class Jwks {
  /** The issuer says it: `<issuer>/.well-known/openid-configuration` is read by the control plane. The issuer must be a URL. */
  public static readonly DISCOVERY = new Jwks({});

  /**
   * A URL, which the control plane reads and reads again. For a host with a certificate of a private CA istiod must know that CA.
   *
   * @param uri an http or https URL
   */
  public static uri(uri: string): Jwks {
    return new Jwks({ jwksUri: uri });
  }

  /**
   * The keys themselves, as a JSON Web Key Set. Public keys only: they are written into the object for everybody to read.
   *
   * @param keySet the JSON text, `{"keys": [...]}`
   * @throws if it is no JSON Web Key Set, or holds a private key or a shared secret
   */
  public static inline(keySet: string): Jwks {
    checkKeySet(keySet);
    return new Jwks({ jwks: keySet });
  }

  private constructor(
    /** @internal */
    public readonly _fields: { readonly jwksUri?: string; readonly jwks?: string },
  ) {}
}

function checkKeySet(text: string): void {
  const keys = keysOf(text);
  if (keys === undefined) {
    throw new ValueError({
      code: 'security/invalid-jwks',
      what: 'the text given to Jwks.inline is no JSON Web Key Set',
      expected: 'JSON of the form {"keys": [...]} with at least one key',
      fix: 'copy what the issuer serves as its key set, or write Jwks.uri(...)',
    }, Jwks.inline);
  }
  const secret = keys.findIndex((key) => PRIVATE_PARTS.some((part) => part in key));
  if (secret < 0) return;
  throw new ValueError({
    code: 'security/private-key-in-jwks',
    what: `key ${secret} of the key set given to Jwks.inline is a private key or a shared secret`,
    expected: 'public keys: everybody who may read the object reads them',
    fix: `remove the parts ${PRIVATE_PARTS.filter((part) => part in keys[secret]).join(', ')}, and take it for known from now on`,
  }, Jwks.inline);
}

function keysOf(text: string): object[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key === 'object' && key !== null) ? keys : undefined;
  } catch {
    return undefined;
  }
}
