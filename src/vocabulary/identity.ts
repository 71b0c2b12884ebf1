/**
 * Who a workload is to the mesh: its ServiceAccount, as the certificate of its proxy states it.
 *
 * @see https://istio.io/latest/docs/concepts/security/#istio-identity
 */
export class Identity {
  /**
   * The identity of a ServiceAccount.
   *
   * @param trustDomain the mesh's trust domain, for instance `cluster.local`
   * @param namespace the ServiceAccount's namespace
   * @param serviceAccount the ServiceAccount's name
   */
  public static of(trustDomain: string, namespace: string, serviceAccount: string): Identity {
    return new Identity(trustDomain, namespace, serviceAccount);
  }

  private constructor(
    /** The trust domain, for instance `cluster.local`. */
    public readonly trustDomain: string,
    /** The namespace of the ServiceAccount. */
    public readonly namespace: string,
    /** The name of the ServiceAccount. */
    public readonly serviceAccount: string,
  ) {}

  /** As Istio's policies write it: `<trust domain>/ns/<namespace>/sa/<service account>`. */
  public get principal(): string {
    return `${this.trustDomain}/ns/${this.namespace}/sa/${this.serviceAccount}`;
  }

  /** As the certificate has it: `spiffe://<principal>`. */
  public get spiffeId(): string {
    return `spiffe://${this.principal}`;
  }
}
