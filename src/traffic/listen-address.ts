import { ValueError } from '../vocabulary/value-error';

/**
 * Where a proxy listens, where that is not on every address of its pod.
 */
export class ListenAddress {
  /**
   * An address of the pod.
   *
   * @param address an IPv4 or IPv6 address, for instance `127.0.0.1`
   * @throws if it is no text, or empty
   */
  public static ip(address: string): ListenAddress {
    return new ListenAddress(check(address, ListenAddress.ip), false);
  }

  /**
   * A Unix domain socket: no port then.
   *
   * @param path an absolute path, or `@` and a name for the abstract namespace of Linux
   * @throws if it is neither
   */
  public static socket(path: string): ListenAddress {
    const checked = check(path, ListenAddress.socket);
    if (/^[/@]/.test(checked)) return new ListenAddress(`unix://${checked}`, true);
    throw new ValueError({
      code: 'traffic/invalid-socket',
      what: `'${path}' is not the path of a Unix domain socket`,
      expected: 'a path that starts with \'/\', or a name that starts with \'@\'',
      fix: `write '/${path.replace(/^unix:\/*/, '')}'`,
    }, ListenAddress.socket);
  }

  private constructor(
    /** As `bind` writes it. */
    public readonly text: string,
    /** Whether it is a Unix domain socket. */
    public readonly isSocket: boolean,
  ) {}
}

function check(text: string, below: Function): string {
  if (typeof text === 'string' && text !== '') return text;
  throw new ValueError({
    code: 'traffic/invalid-listen-address',
    what: `${JSON.stringify(text) ?? String(text)} is not where a proxy listens`,
    expected: 'a string that is not empty',
    fix: "write one like ListenAddress.ip('127.0.0.1') or ListenAddress.socket('/var/run/app.sock')",
  }, below);
}
