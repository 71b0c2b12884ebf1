import { type ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { VirtualServiceHttp } from './http';
import { CODE, destinationProblems, HTTP_ENTRY, HttpEntries } from './http-entries';
import type {
  VirtualServiceDelegateOptions, VirtualServiceDirectResponseOptions, VirtualServiceRedirectOptions, VirtualServiceRouteOptions,
} from './http-options';
import type { IVirtualService } from './interfaces';
import { ROUTE_GATEWAYS } from './kinds';
import { renderConnections, VIRTUAL_SERVICE_TCP, VIRTUAL_SERVICE_TLS, type VirtualServiceTcp, type VirtualServiceTls } from './layer-4';
import type { RouteGateway } from './route-gateway';
import { checkDestinations, destinationsOf } from './weighted-destination';
import { Findings } from '../../analysis/findings';
import { checkKinds, listOf, MAP, required } from '../../analysis/kinds';
import { checkShape, type ShapeOf, withoutNulls } from '../../analysis/shape';
import { checkReference } from '../../objects/check-reference';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import type { ExportTo } from '../../vocabulary/export-to';
import type { MeshHost } from '../../vocabulary/mesh-host';
import { EXPORT_TOS, MESH_HOSTS } from '../kinds';

/** A VirtualService to make. */
export interface VirtualServiceProps extends ObjectProps {
  /** The hosts that clients ask for, at least one: services, hosts of ServiceEntries, names of the outside at gateways; `*.example.com` for many. */
  readonly hosts: MeshHost[];
  /**
   * The proxies that heed it.
   * @default - RouteGateway.MESH, those of workloads
   */
  readonly gateways?: RouteGateway[];
  /**
   * What becomes of requests of HTTP, in this order; `addHttpRoute` and others add more.
   * @default - none yet
   */
  readonly http?: VirtualServiceHttp[];
  /**
   * Where connections with TLS go that nobody ends on the way, in this order; `addTlsRoute` adds more.
   * @default - none yet
   */
  readonly tls?: VirtualServiceTls[];
  /**
   * Where other connections go, in this order; `addTcpRoute` adds more.
   * @default - none yet
   */
  readonly tcp?: VirtualServiceTcp[];
  /**
   * The namespaces that see it.
   * @default - what the mesh config says; where it says nothing, all
   */
  readonly exportTo?: ExportTo[];
}

const KIND = { group: 'networking.istio.io', version: 'v1', kind: 'VirtualService' };

/**
 * Where requests and connections go: by path, header, server name; in shares; with retries, timeouts, rewrites, faults.
 *
 * *Writes* a `VirtualService`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class VirtualService extends Construct implements IVirtualService {
  /**
   * A VirtualService that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IVirtualService {
    class Import extends Construct implements IVirtualService {
      public readonly virtualServiceName = reference.name;
      public readonly namespaceName = reference.namespace?.namespaceName;
    }
    checkReference(scope, KIND.kind, reference);
    return new Import(scope, id);
  }

  /** The name of the VirtualService. */
  public readonly virtualServiceName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `VirtualService`. */
  public readonly apiObject: ApiObject;
  private readonly http = new HttpEntries(this);
  private readonly tls: VirtualServiceTls[] = [];
  private readonly tcp: VirtualServiceTcp[] = [];

  public constructor(scope: Construct, id: string, props: VirtualServiceProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, ({ mesh }) => {
      const { hosts, gateways, http, tls, tcp, exportTo } = withoutNulls(props);
      checkKinds(this, CODE, 'the VirtualService', [
        ['hosts', hosts, required(MESH_HOSTS)], ['gateways', gateways, ROUTE_GATEWAYS], ['http', http, listOf('entries', HTTP_ENTRY)],
        ['tls', tls, listOf('entries', MAP)], ['tcp', tcp, listOf('entries', MAP)], ['exportTo', exportTo, EXPORT_TOS],
      ]);
      http?.forEach((entry) => this.addHttp(entry));
      tls?.forEach((entry) => this.addTlsRoute(entry));
      tcp?.forEach((entry) => this.addTcpRoute(entry));
      // ports of services may be known only once the program is complete
      Findings.of(this).checkAtSynth(this, () => destinationProblems(this.destinations, mesh));
      const home = props.namespace?.namespaceName ?? Chart.of(this).namespace;
      return {
        hosts: hosts.map((h) => h.host),
        gateways: gateways?.map((gateway) => gateway._reference(this, home)),
        http: Lazy.any({ produce: () => this.http.render(this.namespaceName) }),
        tls: Lazy.any({ produce: () => this.connections(this.tls) }),
        tcp: Lazy.any({ produce: () => this.connections(this.tcp) }),
        exportTo: exportTo?.map((to) => to.text),
      };
    });
    this.virtualServiceName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }

  /**
   * Adds an entry of HTTP, behind those that there are.
   *
   * @param entry which requests, and what becomes of them
   * @throws if a property is of a wrong type
   */
  public addHttp(entry: VirtualServiceHttp): VirtualServiceHttp {
    return this.http.add(entry);
  }

  /**
   * Adds an entry of HTTP that sends to a destination, behind those that there are.
   *
   * @param options which requests, and where to
   * @throws if a property is of a wrong type
   */
  public addHttpRoute(options: VirtualServiceRouteOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.route(options));
  }

  /**
   * Adds an entry of HTTP that answers with another address, behind those that there are.
   *
   * @param options which requests, and the address
   * @throws if a property is of a wrong type
   */
  public addRedirect(options: VirtualServiceRedirectOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.redirect(options));
  }

  /**
   * Adds an entry of HTTP that the proxy answers by itself, behind those that there are.
   *
   * @param options which requests, and the answer
   * @throws if a property is of a wrong type
   */
  public addDirectResponse(options: VirtualServiceDirectResponseOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.directResponse(options));
  }

  /**
   * Adds an entry of HTTP that another VirtualService decides about, behind those that there are.
   *
   * @param options which requests, and the other VirtualService
   * @throws if a property is of a wrong type
   */
  public addDelegate(options: VirtualServiceDelegateOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.delegate(options));
  }

  /**
   * Adds an entry for connections with TLS that nobody ends on the way, behind those that there are.
   *
   * @param entry which, and where to
   * @throws if a property is of a wrong type
   */
  public addTlsRoute(entry: VirtualServiceTls): VirtualServiceTls {
    this.tls.push(this.checked(entry, VIRTUAL_SERVICE_TLS, `tls[${this.tls.length}] of the VirtualService`));
    return entry;
  }

  /**
   * Adds an entry for other connections, behind those that there are.
   *
   * @param entry which, and where to
   * @throws if a property is of a wrong type
   */
  public addTcpRoute(entry: VirtualServiceTcp): VirtualServiceTcp {
    this.tcp.push(this.checked(entry, VIRTUAL_SERVICE_TCP, `tcp[${this.tcp.length}] of the VirtualService`));
    return entry;
  }

  private checked<T extends VirtualServiceTls | VirtualServiceTcp>(given: T, shape: ShapeOf<T>, subject: string): T {
    checkKinds(this, CODE, subject, [['entry', given, required(MAP)]]);
    const entry = withoutNulls(given);
    checkShape(this, CODE, subject, entry, shape);
    checkDestinations(this, CODE, subject, entry);
    return entry;
  }

  private connections(entries: readonly (VirtualServiceTls | VirtualServiceTcp)[]): object[] | undefined {
    return entries.length > 0 ? entries.map((entry) => renderConnections(entry, this, this.namespaceName)) : undefined;
  }

  private get destinations() {
    return [...this.http.destinations, ...[...this.tls, ...this.tcp].flatMap((entry) => destinationsOf(entry).map((d) => d.destination))];
  }
}
