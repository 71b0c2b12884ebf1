import { ValueError } from '../vocabulary/value-error';

/**
 * A cipher suite of TLS up to 1.2; those of TLS 1.3 cannot be chosen. Named as OpenSSL names them.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export class CipherSuite {
  /** ECDHE, ECDSA, AES 128 GCM. */
  public static readonly ECDHE_ECDSA_AES128_GCM_SHA256 = new CipherSuite('ECDHE-ECDSA-AES128-GCM-SHA256');
  /** ECDHE, RSA, AES 128 GCM. */
  public static readonly ECDHE_RSA_AES128_GCM_SHA256 = new CipherSuite('ECDHE-RSA-AES128-GCM-SHA256');
  /** ECDHE, ECDSA, AES 256 GCM. */
  public static readonly ECDHE_ECDSA_AES256_GCM_SHA384 = new CipherSuite('ECDHE-ECDSA-AES256-GCM-SHA384');
  /** ECDHE, RSA, AES 256 GCM. */
  public static readonly ECDHE_RSA_AES256_GCM_SHA384 = new CipherSuite('ECDHE-RSA-AES256-GCM-SHA384');
  /** ECDHE, ECDSA, ChaCha20. */
  public static readonly ECDHE_ECDSA_CHACHA20_POLY1305 = new CipherSuite('ECDHE-ECDSA-CHACHA20-POLY1305');
  /** ECDHE, RSA, ChaCha20. */
  public static readonly ECDHE_RSA_CHACHA20_POLY1305 = new CipherSuite('ECDHE-RSA-CHACHA20-POLY1305');
  /** ECDHE, ECDSA, AES 128 CBC. */
  public static readonly ECDHE_ECDSA_AES128_SHA = new CipherSuite('ECDHE-ECDSA-AES128-SHA');
  /** ECDHE, RSA, AES 128 CBC. */
  public static readonly ECDHE_RSA_AES128_SHA = new CipherSuite('ECDHE-RSA-AES128-SHA');
  /** ECDHE, ECDSA, AES 256 CBC. */
  public static readonly ECDHE_ECDSA_AES256_SHA = new CipherSuite('ECDHE-ECDSA-AES256-SHA');
  /** ECDHE, RSA, AES 256 CBC. */
  public static readonly ECDHE_RSA_AES256_SHA = new CipherSuite('ECDHE-RSA-AES256-SHA');
  /** RSA key exchange, AES 128 GCM: no forward secrecy. */
  public static readonly AES128_GCM_SHA256 = new CipherSuite('AES128-GCM-SHA256');
  /** RSA key exchange, AES 256 GCM: no forward secrecy. */
  public static readonly AES256_GCM_SHA384 = new CipherSuite('AES256-GCM-SHA384');
  /** RSA key exchange, AES 128 CBC: no forward secrecy. */
  public static readonly AES128_SHA = new CipherSuite('AES128-SHA');
  /** RSA key exchange, AES 256 CBC: no forward secrecy. */
  public static readonly AES256_SHA = new CipherSuite('AES256-SHA');
  /** Triple DES: broken. */
  public static readonly DES_CBC3_SHA = new CipherSuite('DES-CBC3-SHA');

  /**
   * A suite by its name, or an expression as BoringSSL takes them: `ALL`, `-ALL`, `[A|B]` for two of equal preference.
   *
   * @param name the name or the expression
   * @throws if it is no text, or empty
   */
  public static of(name: string): CipherSuite {
    if (typeof name === 'string' && name !== '') return new CipherSuite(name);
    throw new ValueError({
      code: 'traffic/invalid-cipher-suite',
      what: `${JSON.stringify(name) ?? String(name)} is not the name of a cipher suite`,
      expected: 'a string that is not empty',
      fix: 'write a member of CipherSuite, for instance CipherSuite.ECDHE_RSA_AES128_GCM_SHA256',
    }, CipherSuite.of);
  }

  private constructor(
    /** The name, as OpenSSL writes it. */
    public readonly name: string,
  ) {}
}
