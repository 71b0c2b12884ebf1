/**
 * Who signs certificates that cert-manager requests.
 *
 * @see https://cert-manager.io/docs/concepts/issuer/
 */
export class IssuerRef {
  /**
   * An `Issuer` in the namespace of what it signs for.
   *
   * @param name the name of the Issuer
   */
  public static issuer(name: string): IssuerRef {
    return new IssuerRef(name, 'Issuer', 'cert-manager.io');
  }

  /**
   * A `ClusterIssuer`.
   *
   * @param name the name of the ClusterIssuer
   */
  public static clusterIssuer(name: string): IssuerRef {
    return new IssuerRef(name, 'ClusterIssuer', 'cert-manager.io');
  }

  /**
   * An issuer that an external controller implements.
   *
   * @param name the name of the object
   * @param kind its kind
   * @param group its API group
   */
  public static of(name: string, kind: string, group: string): IssuerRef {
    return new IssuerRef(name, kind, group);
  }

  private constructor(
    /** The name of the issuer. */
    public readonly name: string,
    /** The kind of the issuer. */
    public readonly kind: string,
    /** The API group of the issuer. */
    public readonly group: string,
  ) {}
}
