/**
 * Where the External Secrets Operator reads secrets: a vault, a cloud's secret manager, another cluster.
 *
 * @see https://external-secrets.io/latest/api/secretstore/
 */
export class SecretStoreRef {
  /**
   * A `ClusterSecretStore`.
   *
   * @param name the name of the ClusterSecretStore
   */
  public static clusterStore(name: string): SecretStoreRef {
    return new SecretStoreRef(name, 'ClusterSecretStore');
  }

  /**
   * A `SecretStore` in the namespace of what it is for.
   *
   * @param name the name of the SecretStore
   */
  public static store(name: string): SecretStoreRef {
    return new SecretStoreRef(name, 'SecretStore');
  }

  private constructor(
    /** The name of the store. */
    public readonly name: string,
    /** `ClusterSecretStore` or `SecretStore`. */
    public readonly kind: string,
  ) {}
}
