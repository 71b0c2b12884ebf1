import { made } from '../../analysis/kinds';
import { ValueError } from '../../vocabulary/value-error';

/** Where a workload outside the cluster is found. */
export class WorkloadAddress {
  /**
   * An IP address.
   *
   * @param address an IPv4 or IPv6 address
   * @throws if it is no text, or empty
   */
  public static ip(address: string): WorkloadAddress {
    return new WorkloadAddress(check(address, WorkloadAddress.ip));
  }

  /**
   * A name that DNS knows. For a ServiceEntry that asks DNS only.
   *
   * @param host a fully qualified name, without wildcard
   * @throws if it is no text, or empty
   */
  public static dns(host: string): WorkloadAddress {
    return new WorkloadAddress(check(host, WorkloadAddress.dns));
  }

  /**
   * A Unix domain socket: without ports then.
   *
   * @param path an absolute path, or `@` and a name for the abstract namespace of Linux
   * @throws if it is neither
   */
  public static socket(path: string): WorkloadAddress {
    const checked = check(path, WorkloadAddress.socket);
    if (/^[/@]/.test(checked)) return new WorkloadAddress(`unix://${checked}`);
    throw new ValueError({
      code: 'traffic/invalid-workload-socket',
      what: `'${path}' is not the path of a Unix domain socket`,
      expected: "a path that starts with '/', or a name that starts with '@'",
      fix: "write one like '/var/run/app.sock'",
    }, WorkloadAddress.socket);
  }

  private constructor(
    /** As `address` writes it. */
    public readonly text: string,
  ) {}
}

/** An address, by what is used of it. */
export const WORKLOAD_ADDRESS = made('WorkloadAddress', (v) => `write WorkloadAddress.ip('${typeof v === 'string' ? v : '10.0.0.7'}')`, (v) => typeof v?.text === 'string');

function check(text: string, below: Function): string {
  if (typeof text === 'string' && text !== '') return text;
  throw new ValueError({
    code: 'traffic/invalid-workload-address',
    what: `${JSON.stringify(text) ?? String(text)} is not the address of a workload`,
    expected: 'a string that is not empty',
    fix: "write one like WorkloadAddress.ip('10.0.0.7')",
  }, below);
}
