import type { IConstruct } from 'constructs';
import type { AllowedRoutes } from './allowed-routes';
import { checkKinds, type Kind, listOf, made, required, TEXT, WHOLE } from '../../analysis/kinds';
import { checkHandle } from '../../vocabulary/check-handle';
import type { SecretRef } from '../../vocabulary/secret-ref';

/** What every listener takes. */
export interface KubernetesListenerOptions {
  /**
   * Its name.
   * @default - what the protocol is called, in lower case: `http`, `https`, `tls`, `tcp`
   */
  readonly name?: string;
  /**
   * Its port.
   * @default - 80 for HTTP, 443 for HTTPS and TLS; TCP needs one
   */
  readonly port?: number;
  /**
   * The host that it is for, `*.example.com` allowed.
   * @default - every host
   */
  readonly hostname?: string;
  /**
   * The namespaces whose routes may attach.
   * @default AllowedRoutes.SAME_NAMESPACE
   */
  readonly routesFrom?: AllowedRoutes;
  /**
   * The kinds of routes that may attach, of Gateway API: `HTTPRoute`.
   * @default - those that fit the protocol
   */
  readonly routeKinds?: string[];
}

/** A listener that ends TLS. */
export interface KubernetesTlsListenerOptions extends KubernetesListenerOptions {
  /** The Secrets with the certificates, of type `kubernetes.io/tls`. */
  readonly certificates: SecretRef[];
  /**
   * Where the Secrets are, unless in the namespace of the gateway: a name. That namespace needs a ReferenceGrant.
   * @default - the namespace of the gateway
   */
  readonly certificateNamespace?: string;
  /**
   * Options of TLS that Istio knows, for instance `gateway.istio.io/tls-terminate-mode: MUTUAL`.
   * @default - none
   * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/
   */
  readonly tlsOptions?: { [key: string]: string };
}

/**
 * What a gateway listens for.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#listener
 */
export class KubernetesListener {
  /**
   * Plain HTTP.
   *
   * @param options name, port, host, routes
   */
  public static http(options: KubernetesListenerOptions = {}): KubernetesListener {
    checkHandle('options', options, KubernetesListener.http);
    return new KubernetesListener('HTTP', 80, options);
  }

  /**
   * HTTPS: the gateway shows a certificate, and looks at requests.
   *
   * @param options certificates, name, port, host, routes
   */
  public static https(options: KubernetesTlsListenerOptions): KubernetesListener {
    checkHandle('options', options, KubernetesListener.https);
    return new KubernetesListener('HTTPS', 443, options, 'Terminate', options);
  }

  /**
   * TLS that the gateway ends, with whatever inside: for TCPRoutes and TLSRoutes.
   *
   * @param options certificates, name, port, host, routes
   */
  public static tlsTerminate(options: KubernetesTlsListenerOptions): KubernetesListener {
    checkHandle('options', options, KubernetesListener.tlsTerminate);
    return new KubernetesListener('TLS', 443, options, 'Terminate', options);
  }

  /**
   * TLS that the backend ends: for TLSRoutes.
   *
   * @param options name, port, host, routes
   */
  public static tlsPassthrough(options: KubernetesListenerOptions = {}): KubernetesListener {
    checkHandle('options', options, KubernetesListener.tlsPassthrough);
    return new KubernetesListener('TLS', 443, options, 'Passthrough');
  }

  /**
   * Plain connections: for TCPRoutes.
   *
   * @param listenerPort the port
   * @param options name, routes
   */
  public static tcp(listenerPort: number, options: KubernetesListenerOptions = {}): KubernetesListener {
    return new KubernetesListener('TCP', undefined, { ...options, port: listenerPort });
  }

  private constructor(
    private readonly protocol: string,
    private readonly usualPort: number | undefined,
    private readonly options: KubernetesListenerOptions,
    private readonly mode?: string,
    private readonly tls?: KubernetesTlsListenerOptions,
  ) {}

  /** @internal */
  public _check(at: IConstruct, where: string): void {
    const { name, port, hostname, routesFrom, routeKinds } = this.options;
    checkKinds(at, 'traffic/wrong-type', 'the Gateway', [
      [`${where}.name`, name, TEXT], [`${where}.port`, port, this.usualPort === undefined ? required(WHOLE) : WHOLE], [`${where}.hostname`, hostname, TEXT],
      [`${where}.routesFrom`, routesFrom, ALLOWED_ROUTES], [`${where}.routeKinds`, routeKinds, listOf('kinds', TEXT)],
      ...(this.tls ? [[`${where}.certificates`, this.tls.certificates, required(listOf('Secrets', SECRET))] as const] : []),
    ]);
  }

  /** As the API writes it. @internal */
  public _render(): object {
    const { name, port, hostname, routesFrom, routeKinds } = this.options;
    return {
      name: name ?? this.protocol.toLowerCase(),
      port: port ?? this.usualPort,
      protocol: this.protocol,
      hostname,
      tls: this.mode && {
        mode: this.mode,
        certificateRefs: this.tls?.certificates.map(({ secretName }) => ({ name: secretName, namespace: this.tls!.certificateNamespace })),
        options: this.tls?.tlsOptions,
      },
      allowedRoutes: routesFrom || routeKinds ? { namespaces: routesFrom?._namespaces, kinds: routeKinds?.map((kind) => ({ kind })) } : undefined,
    };
  }
}

const ALLOWED_ROUTES: Kind = made('AllowedRoutes', () => 'write AllowedRoutes.namespaces(...) or another of its factories', (v) => typeof v?._namespaces === 'object');
const SECRET = made('SecretRef', (v) => `write SecretRef.named('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?.secretName === 'string');
export const LISTENER = made('KubernetesListener', () => 'write KubernetesListener.http() or another of its factories', (v) => typeof v?._check === 'function');
