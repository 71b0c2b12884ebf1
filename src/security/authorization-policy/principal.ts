import { checkHandle } from '../../vocabulary/check-handle';
import type { Identity } from '../../vocabulary/identity';
import type { IMeshGateway, IMeshNamespace, IMeshService, IWaypoint } from '../../vocabulary/interfaces';
import { ValueError } from '../../vocabulary/value-error';

/**
 * Who calls, by the certificate of its proxy. Means something only where mutual TLS is in force.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source
 */
export class Principal {
  /** Everybody who shows a certificate of the mesh. */
  public static readonly ANY = new Principal('*');

  /**
   * One identity.
   *
   * @param identity the identity
   */
  public static of(identity: Identity): Principal {
    checkHandle('identity', identity, Principal.of);
    return new Principal(identity.principal);
  }

  /**
   * The workloads of a service.
   *
   * @param service a service whose ServiceAccount is known
   * @throws if it is not
   */
  public static service(service: IMeshService): Principal {
    checkHandle('service', service, Principal.service);
    if (service.identity) return Principal.of(service.identity);
    throw new ValueError({
      code: 'security/unknown-identity',
      what: `the ServiceAccount of service '${service.serviceName}' is not known, so nobody knows who calls`,
      expected: 'a service that was made or referred to with a ServiceAccount',
      fix: 'state `serviceAccount` where the service is referred to, or write Principal.of(Identity.of(...))',
    }, Principal.service);
  }

  /**
   * The pods of a gateway. What comes through it comes from it, whoever sent it.
   *
   * @param gateway the gateway
   */
  public static gateway(gateway: IMeshGateway): Principal {
    checkHandle('gateway', gateway, Principal.gateway);
    return Principal.of(gateway.identity);
  }

  /**
   * The pods of a waypoint. What comes through it comes from it, whoever sent it.
   *
   * @param waypoint the waypoint
   */
  public static waypoint(waypoint: IWaypoint): Principal {
    checkHandle('waypoint', waypoint, Principal.waypoint);
    return Principal.of(waypoint.identity);
  }

  /**
   * Principals by a pattern.
   *
   * @param pattern a principal without `spiffe://`, that may start or end with `*`: `cluster.local/ns/shop/*`
   * @throws if it is no text, or empty
   */
  public static matching(pattern: string): Principal {
    if (typeof pattern === 'string' && pattern !== '') return new Principal(pattern);
    throw new ValueError({
      code: 'security/invalid-principal',
      what: `${JSON.stringify(pattern) ?? String(pattern)} is no pattern of principals`,
      expected: 'a string that is not empty',
      fix: "write one like 'cluster.local/ns/shop/*', or Principal.ANY",
    }, Principal.matching);
  }

  private constructor(
    /** As the policy writes it. */
    public readonly pattern: string,
  ) {}
}

/** Namespaces that callers are in, by the certificates of their proxies. */
export class SourceNamespace {
  /**
   * A namespace of the mesh.
   *
   * @param namespace the namespace
   */
  public static of(namespace: IMeshNamespace): SourceNamespace {
    checkHandle('namespace', namespace, SourceNamespace.of);
    return new SourceNamespace(namespace.namespaceName);
  }

  /**
   * Namespaces by a pattern.
   *
   * @param pattern a name that may start or end with `*`: `team-*`
   * @throws if it is no text, or empty
   */
  public static matching(pattern: string): SourceNamespace {
    if (typeof pattern === 'string' && pattern !== '') return new SourceNamespace(pattern);
    throw new ValueError({
      code: 'security/invalid-namespace-pattern',
      what: `${JSON.stringify(pattern) ?? String(pattern)} is no pattern of namespaces`,
      expected: 'a string that is not empty',
      fix: "write one like 'team-*'",
    }, SourceNamespace.matching);
  }

  private constructor(
    /** As the policy writes it. */
    public readonly pattern: string,
  ) {}
}
