import type { IMeshNamespace, IMeshService } from '../../vocabulary/interfaces';
import { ValueError } from '../../vocabulary/value-error';

/**
 * A host that a server of a `Gateway` serves, and whose VirtualServices may bind to it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#Server
 */
export class ServerHost {
  /** Every host, of VirtualServices in every namespace. */
  public static readonly ANY = new ServerHost('*');

  /**
   * A host, of VirtualServices in every namespace.
   *
   * @param host a DNS name, for instance `shop.example.com`, or `*.example.com`
   * @throws if it is no text, or holds a namespace
   */
  public static of(host: string): ServerHost {
    return new ServerHost(check(host, ServerHost.of));
  }

  /**
   * The host of a service, of VirtualServices in every namespace: for an egress gateway, or one between clusters.
   *
   * @param service the service
   */
  public static service(service: IMeshService): ServerHost {
    return new ServerHost(service.host);
  }

  /**
   * A host, of VirtualServices in one namespace only.
   *
   * @param namespace the namespace
   * @param host a DNS name, for instance `shop.example.com`, or `*.example.com`; all hosts of the namespace's VirtualServices where it is left out
   * @throws if the host is no text, or holds a namespace
   */
  public static ofNamespace(namespace: IMeshNamespace, host: string = '*'): ServerHost {
    return new ServerHost(`${namespace.namespaceName}/${check(host, ServerHost.ofNamespace)}`);
  }

  /**
   * A host, of VirtualServices in the namespace of the `Gateway` only.
   *
   * @param host a DNS name, for instance `shop.example.com`, or `*.example.com`; all hosts of the namespace's VirtualServices where it is left out
   * @throws if the host is no text, or holds a namespace
   */
  public static ofOwnNamespace(host: string = '*'): ServerHost {
    return new ServerHost(`./${check(host, ServerHost.ofOwnNamespace)}`);
  }

  private constructor(
    /** As `hosts` writes it. */
    public readonly text: string,
  ) {}
}

function check(host: string, below: Function): string {
  if (typeof host === 'string' && host !== '' && !host.includes('/')) return host;
  throw new ValueError({
    code: 'traffic/invalid-server-host',
    what: `${JSON.stringify(host) ?? String(host)} is not the name of a host`,
    expected: 'a DNS name without a namespace',
    fix: typeof host === 'string' && host.startsWith('./')
      ? `write ServerHost.ofOwnNamespace('${host.slice(2)}')`
      : "write ServerHost.of('shop.example.com'), or ServerHost.ofNamespace(namespace, 'shop.example.com')",
  }, below);
}
