import type { ProviderRef } from '../../vocabulary/provider-ref';

/**
 * What becomes of a request that a policy matches.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#AuthorizationPolicy-Action
 */
export class AuthorizationAction {
  /** It is let through; what no policy lets through is refused, once there is one with this action for a workload. */
  public static readonly ALLOW = new AuthorizationAction('ALLOW');
  /** It is refused, whatever other policies say. */
  public static readonly DENY = new AuthorizationAction('DENY');
  /** It is noted for extensions of the proxy that audit; nothing else changes. Not applied by ztunnel. */
  public static readonly AUDIT = new AuthorizationAction('AUDIT');

  /**
   * An external authoriser is asked, before all other policies. Not applied by ztunnel.
   *
   * @param provider an extension provider of the mesh
   */
  public static custom(provider: ProviderRef): AuthorizationAction {
    return new AuthorizationAction('CUSTOM', provider);
  }

  private constructor(
    /** As the API writes it. */
    public readonly action: string,
    /**
     * The extension provider that is asked.
     * @default - undefined unless custom
     */
    public readonly provider?: ProviderRef,
  ) {}
}
