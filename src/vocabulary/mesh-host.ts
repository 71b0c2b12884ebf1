import type { IMeshService } from './interfaces';
import { ValueError } from './value-error';

/**
 * A host name as the mesh knows it: that of a service, of a ServiceEntry, or one that clients ask for.
 *
 * A short name such as `reviews` is completed with the namespace of the object that holds it, which is why a handle is written in full.
 */
export class MeshHost {
  /** Every host. What accepts it says so. */
  public static readonly ANY = new MeshHost('*');

  /**
   * The host of a service, fully qualified.
   *
   * @param service the service
   */
  public static service(service: IMeshService): MeshHost {
    return new MeshHost(service.host, service);
  }

  /**
   * A host by its name.
   *
   * @param host a DNS name, `*.example.com` where wildcards are accepted, or the short name of a Service
   * @throws if it is no text, or empty
   */
  public static of(host: string): MeshHost {
    if (typeof host === 'string' && host !== '') return new MeshHost(host);
    throw new ValueError({
      code: 'vocabulary/invalid-host',
      what: `${JSON.stringify(host) ?? String(host)} is not the name of a host`,
      expected: 'a string that is not empty',
      fix: "write one like 'reviews.example.com', or MeshHost.service(...) for a service of the mesh",
    }, MeshHost.of);
  }

  private constructor(
    /** The host name as it is written. */
    public readonly host: string,
    /** The service whose host it is; undefined where it was given as text. @internal */
    public readonly _service?: IMeshService,
  ) {}

  /** The host name. */
  public toString(): string {
    return this.host;
  }
}
