import type { IConstruct } from 'constructs';
import type { Problem } from '../../analysis/finding';
import { WHOLE } from '../../analysis/kinds';
import { checkShape } from '../../analysis/shape';
import type { IMeshService } from '../../vocabulary/interfaces';
import type { MeshHost } from '../../vocabulary/mesh-host';
import { ValueError } from '../../vocabulary/value-error';
import type { Subset } from '../destination-rule/subset';
import { MESH_HOST } from '../kinds';
import type { IServiceEntry } from '../service-entry/service-entry';

/** Which port. */
export interface RouteDestinationOptions {
  /**
   * The port of the host.
   * @default - its only port; where it has several, that which the client has asked for
   */
  readonly port?: number;
}

/** Which port, and which of the hosts. */
export interface SubsetDestinationOptions extends RouteDestinationOptions {
  /**
   * The host, where the rule of the subset is for many.
   * @default - the host of the rule
   */
  readonly host?: MeshHost;
}

/** Which port, and which of the hosts. */
export interface ServiceEntryDestinationOptions extends RouteDestinationOptions {
  /**
   * The host, where the entry has several.
   * @default - its only host
   */
  readonly host?: MeshHost;
}

/**
 * Where a route sends to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination
 */
export class RouteDestination {
  /**
   * A service.
   *
   * @param service the service
   * @param options which port
   * @throws if it is no service
   */
  public static service(service: IMeshService, options: RouteDestinationOptions = {}): RouteDestination {
    if (typeof service?.host !== 'string') fail('service', 'a service of the mesh', 'write what namespace.addService(...) returns', RouteDestination.service);
    return new RouteDestination(service.host, undefined, service, options);
  }

  /**
   * A subset that a DestinationRule defines: a version.
   *
   * @param subset what `addSubset` or `subset` of the rule returns
   * @param options which port
   * @throws if it is no subset
   */
  public static subset(subset: Subset, options: SubsetDestinationOptions = {}): RouteDestination {
    if (typeof subset?.subsetName !== 'string') fail('subset', 'a subset of a DestinationRule', "write what rule.addSubset('...') returns", RouteDestination.subset);
    const host = options?.host ?? subset.host;
    return new RouteDestination(host.host, subset.subsetName, host._service, options);
  }

  /**
   * A host of a ServiceEntry.
   *
   * @param entry the ServiceEntry
   * @param options which host and port
   * @throws if it is none, or has several hosts and none is told
   */
  public static serviceEntry(entry: IServiceEntry, options: ServiceEntryDestinationOptions = {}): RouteDestination {
    if (typeof entry?.serviceEntryName !== 'string') {
      fail('ServiceEntry', 'a ServiceEntry', 'write a ServiceEntry, or what ServiceEntry.fromName(...) returns', RouteDestination.serviceEntry);
    }
    const hosts = entry.hosts;
    if (!options?.host && hosts.length !== 1) {
      throw new ValueError({
        code: 'traffic/host-needed',
        what: `the ServiceEntry '${entry.serviceEntryName}' has the hosts ${hosts.map((h) => `'${h.host}'`).join(', ')}, and the route names none`,
        expected: 'the host that is meant',
        fix: `write RouteDestination.serviceEntry(..., { host: MeshHost.of('${hosts[0]?.host ?? '...'}') })`,
      }, RouteDestination.serviceEntry);
    }
    return new RouteDestination((options?.host ?? hosts[0]).host, undefined, undefined, options);
  }

  /**
   * A host by its name.
   *
   * @param host the host
   * @param options which port
   * @throws if it is no MeshHost
   */
  public static host(host: MeshHost, options: RouteDestinationOptions = {}): RouteDestination {
    if (typeof host?.host !== 'string') fail('host', 'a MeshHost', "write MeshHost.of('...')", RouteDestination.host);
    return new RouteDestination(host.host, undefined, host._service, options);
  }

  private constructor(
    private readonly hostName: string,
    private readonly subsetName: string | undefined,
    /** The service behind it, where it is known. @internal */
    public readonly _service: IMeshService | undefined,
    private readonly options: SubsetDestinationOptions,
  ) {}

  /** As the API has it. @internal */
  public get _json(): object {
    const port = this.options?.port ?? undefined;
    return { host: this.hostName, subset: this.subsetName, port: port === undefined ? undefined : { number: port } };
  }

  /** Fails at what is of a wrong type. @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    checkShape<SubsetDestinationOptions>(at, code, `the RouteDestination of ${subject}`, this.options ?? {}, { port: WHOLE, host: MESH_HOST });
  }

  /** What the service says against it. @internal */
  public _problems(): Problem[] {
    const ports = this._service?.ports ?? [];
    const port = this.options?.port ?? undefined;
    if (port === undefined || ports.length === 0 || ports.some((p) => p.port === port)) return [];
    return [{
      code: 'traffic/unknown-port',
      what: `the service ${this.hostName} has no port ${port}`,
      expected: `one of ${ports.map((p) => p.port).join(', ')}`,
      fix: 'change `port`, or add the port to the service',
    }];
  }
}

function fail(what: string, expected: string, fix: string, below: Function): never {
  throw new ValueError({ code: 'traffic/no-destination', what: `the ${what} of a RouteDestination is none`, expected, fix }, below);
}
