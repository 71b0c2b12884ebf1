/** The kind and size of a CA's private key. */
export class CaKeyAlgorithm {
  /** RSA with 2048 bits. */
  public static readonly RSA_2048 = new CaKeyAlgorithm('RSA', 2048);
  /** RSA with 4096 bits: what Istio's own tools make for a CA. */
  public static readonly RSA_4096 = new CaKeyAlgorithm('RSA', 4096);
  /** An elliptic curve, P-256. */
  public static readonly ECDSA_256 = new CaKeyAlgorithm('ECDSA', 256);
  /** An elliptic curve, P-384. */
  public static readonly ECDSA_384 = new CaKeyAlgorithm('ECDSA', 384);

  private constructor(
    /** `RSA` or `ECDSA`. */
    public readonly algorithm: string,
    /** Bits. */
    public readonly size: number,
  ) {}
}
