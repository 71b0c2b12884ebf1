import { checkHandle } from '../../vocabulary/check-handle';

/** What becomes of connections whose client has no valid certificate. */
export enum ClientCertificateMode {
  /** They are refused. */
  REQUIRE = 'AllowValidOnly',
  /** They are taken all the same. */
  OPTIONAL = 'AllowInsecureFallback',
}

/** How certificates of clients are checked at single ports. */
export interface PortClientCertificates {
  /** The port of the listeners. */
  readonly port: number;
  /** The ConfigMaps with the authorities, under the key `ca.crt`. */
  readonly caConfigMaps: string[];
  /**
   * What becomes of clients without a valid one.
   * @default ClientCertificateMode.REQUIRE
   */
  readonly mode?: ClientCertificateMode;
}

/**
 * How a gateway checks certificates of clients.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsconfig
 */
export class FrontendValidation {
  /**
   * By authorities in ConfigMaps of the gateway's namespace, under the key `ca.crt`.
   *
   * @param names the names of the ConfigMaps
   * @param mode what becomes of clients without a valid one; left out: they are refused
   * @param ports ports where it is different
   */
  public static configMaps(names: string[], mode?: ClientCertificateMode, ports?: PortClientCertificates[]): FrontendValidation {
    checkHandle('names', names, FrontendValidation.configMaps);
    return new FrontendValidation({
      default: { validation: validation(names, mode) },
      perPort: ports && portsOf(ports, FrontendValidation.configMaps),
    });
  }

  /**
   * At single ports only.
   *
   * @param ports which, and how
   */
  public static ports(...ports: PortClientCertificates[]): FrontendValidation {
    return new FrontendValidation({ default: {}, perPort: portsOf(ports, FrontendValidation.ports) });
  }

  private constructor(
    /** @internal */
    public readonly _frontend: object,
  ) {}
}

function validation(names: readonly string[], mode: ClientCertificateMode | undefined): object {
  return { caCertificateRefs: names.map((name) => ({ group: '', kind: 'ConfigMap', name })), mode };
}

function portsOf(ports: readonly PortClientCertificates[], below: Function): object[] {
  checkHandle('list', ports, below);
  return ports.map((given) => {
    checkHandle('options', given, below);
    const { port, caConfigMaps, mode } = given;
    checkHandle('names', caConfigMaps, below);
    return { port, tls: { validation: validation(caConfigMaps, mode) } };
  });
}
