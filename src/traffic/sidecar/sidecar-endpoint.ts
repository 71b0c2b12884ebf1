import { ValueError } from '../../vocabulary/value-error';

/**
 * Where a workload listens: in its own pod, anywhere else is not possible.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioIngressListener
 */
export class SidecarEndpoint {
  /**
   * A port of `127.0.0.1`.
   *
   * @param port the port
   */
  public static localhost(port: number): SidecarEndpoint {
    return new SidecarEndpoint(`127.0.0.1:${check(port, SidecarEndpoint.localhost)}`);
  }

  /**
   * A port of `::1`.
   *
   * @param port the port
   */
  public static localhostV6(port: number): SidecarEndpoint {
    return new SidecarEndpoint(`[::1]:${check(port, SidecarEndpoint.localhostV6)}`);
  }

  /**
   * A port of the pod's own IPv4 address.
   *
   * @param port the port
   */
  public static podAddress(port: number): SidecarEndpoint {
    return new SidecarEndpoint(`0.0.0.0:${check(port, SidecarEndpoint.podAddress)}`);
  }

  /**
   * A port of the pod's own IPv6 address.
   *
   * @param port the port
   */
  public static podAddressV6(port: number): SidecarEndpoint {
    return new SidecarEndpoint(`[::]:${check(port, SidecarEndpoint.podAddressV6)}`);
  }

  /**
   * A Unix domain socket.
   *
   * @param path an absolute path, or `@` and a name for the abstract namespace of Linux
   * @throws if it is neither
   */
  public static socket(path: string): SidecarEndpoint {
    if (typeof path === 'string' && /^[/@]/.test(path)) return new SidecarEndpoint(`unix://${path}`);
    throw new ValueError({
      code: 'traffic/invalid-endpoint-socket',
      what: `${JSON.stringify(path) ?? String(path)} is not the path of a Unix domain socket`,
      expected: "a path that starts with '/', or a name that starts with '@'",
      fix: "write one like '/var/run/app.sock'",
    }, SidecarEndpoint.socket);
  }

  private constructor(
    /** As `defaultEndpoint` writes it. */
    public readonly text: string,
  ) {}
}

function check(port: number, below: Function): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new ValueError({
    code: 'traffic/invalid-endpoint-port',
    what: `${String(port)} is not the port of a workload`,
    expected: 'a whole number from 1 to 65535',
    fix: 'write one like 8080',
  }, below);
}
