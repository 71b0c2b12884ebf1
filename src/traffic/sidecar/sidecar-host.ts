import type { IMeshNamespace, IMeshService } from '../../vocabulary/interfaces';
import { ValueError } from '../../vocabulary/value-error';

/**
 * Hosts that proxies are told of: services, ServiceEntries and VirtualServices, by namespace. What is not told of does not exist for them.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
 */
export class SidecarHost {
  /**
   * One service.
   *
   * @param service the service
   */
  public static service(service: IMeshService): SidecarHost {
    return new SidecarHost(service.namespace.namespaceName, service.host);
  }

  /**
   * A namespace, or one host in it.
   *
   * @param namespace the namespace
   * @param host a fully qualified DNS name, or `*.example.com`; every host of the namespace where it is left out
   * @throws if the host is no text, or holds a namespace
   */
  public static namespace(namespace: IMeshNamespace, host: string = '*'): SidecarHost {
    return new SidecarHost(namespace.namespaceName, check(host, SidecarHost.namespace));
  }

  /**
   * The namespace of the proxy, or one host in it.
   *
   * @param host a fully qualified DNS name, or `*.example.com`; every host of the namespace where it is left out
   * @throws if the host is no text, or holds a namespace
   */
  public static ownNamespace(host: string = '*'): SidecarHost {
    return new SidecarHost('.', check(host, SidecarHost.ownNamespace));
  }

  /**
   * A host, whichever namespace it is in.
   *
   * @param host a fully qualified DNS name, or `*.example.com`
   * @throws if it is no text, or holds a namespace
   */
  public static of(host: string): SidecarHost {
    return new SidecarHost('*', check(host, SidecarHost.of));
  }

  /** Every host of every namespace. Alone: no other says anything then. */
  public static everything(): SidecarHost {
    return new SidecarHost('*', '*');
  }

  /** None at all: for workloads that only answer. */
  public static nothing(): SidecarHost {
    return new SidecarHost('~', '*');
  }

  private constructor(
    /** The namespace, `*` for all, `.` for that of the proxy, `~` for none. */
    public readonly namespaceName: string,
    /** The host, `*` for all. */
    public readonly host: string,
  ) {}

  /** As `hosts` writes it, for instance `istio-system/*`. */
  public toString(): string {
    return `${this.namespaceName}/${this.host}`;
  }
}

function check(host: string, below: Function): string {
  if (typeof host === 'string' && host !== '' && !host.includes('/')) return host;
  throw new ValueError({
    code: 'traffic/invalid-sidecar-host',
    what: `${JSON.stringify(host) ?? String(host)} is not the name of a host`,
    expected: 'a DNS name without a namespace',
    fix: 'write SidecarHost.namespace(namespace) for a namespace, SidecarHost.service(service) for a service',
  }, below);
}
