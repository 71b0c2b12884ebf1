import { type ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { protocolOf } from './protocol';
import type { Resolution } from './resolution';
import { checkKinds, listOf, made, MAP, required, TEXT, WHOLE } from '../../analysis/kinds';
import { checkShape, type ShapeOf, withoutNulls } from '../../analysis/shape';
import { checkReference } from '../../objects/check-reference';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import type { AppProtocol } from '../../vocabulary/app-protocol';
import type { ExportTo } from '../../vocabulary/export-to';
import type { MeshHost } from '../../vocabulary/mesh-host';
import { APP_PROTOCOL, enumOf, EXPORT_TOS, MESH_HOSTS, TEXTS } from '../kinds';

/** A ServiceEntry, whoever makes it. */
export interface IServiceEntry extends IConstruct {
  /** The name of the ServiceEntry. */
  readonly serviceEntryName: string;
  /**
   * Its namespace.
   * @default - undefined where it is not known
   */
  readonly namespaceName?: string;
  /** Its hosts. */
  readonly hosts: MeshHost[];
}

/** A ServiceEntry that another program makes. */
export interface ServiceEntryReference extends ObjectReference {
  /** Its hosts, at least one. */
  readonly hosts: MeshHost[];
}

/** Whether a host is inside the mesh. */
export enum ServiceEntryLocation {
  /** Outside: reached without the mesh's mutual TLS. */
  MESH_EXTERNAL = 'MESH_EXTERNAL',
  /** Inside: its workloads have proxies or identities of the mesh. */
  MESH_INTERNAL = 'MESH_INTERNAL',
}

/** A port of a ServiceEntry. */
export interface ServiceEntryPort {
  /** The port that clients ask for. */
  readonly port: number;
  /** Its name: a DNS label, unique in the entry. */
  readonly name: string;
  /**
   * What it speaks.
   * @default - the proxy finds out by what it sees
   */
  readonly protocol?: AppProtocol;
  /**
   * The port of the endpoints.
   * @default - that of clients
   */
  readonly targetPort?: number;
}

/** A ServiceEntry to make. */
export interface ServiceEntryProps extends ObjectProps {
  /** The hosts that it makes known, at least one; `*.example.com` for many. */
  readonly hosts: MeshHost[];
  /** How a proxy finds the endpoints. */
  readonly resolution: Resolution;
  /**
   * The ports, in this order; `addPort` adds more.
   * @default - none yet
   */
  readonly ports?: ServiceEntryPort[];
  /**
   * Whether it is inside the mesh.
   * @default ServiceEntryLocation.MESH_EXTERNAL
   */
  readonly location?: ServiceEntryLocation;
  /**
   * Virtual addresses: IP addresses or, where the endpoints are static or not resolved, CIDR ranges.
   * @default - none: one is allocated where the mesh does so
   */
  readonly addresses?: string[];
  /**
   * Names of which a server's certificate must have one: `spiffe://cluster.local/ns/shop/sa/web`, a DNS name.
   * @default - any
   */
  readonly subjectAltNames?: string[];
  /**
   * The namespaces that see it.
   * @default - what the mesh config says; where it says nothing, all
   */
  readonly exportTo?: ExportTo[];
}

const KIND = { group: 'networking.istio.io', version: 'v1', kind: 'ServiceEntry' };
const CODE = 'traffic/wrong-type';
const RESOLUTION = made('Resolution', () => 'write Resolution.dns() or another of its factories', (v) => typeof v?.mode === 'string' && typeof v._check === 'function');
const PORT: ShapeOf<ServiceEntryPort> = { port: required(WHOLE), name: required(TEXT), protocol: APP_PROTOCOL, targetPort: WHOLE };

/**
 * Hosts that no Service of the cluster stands for: services outside of the mesh, machines, services by other names.
 *
 * In ambient, the labels `istio.io/use-waypoint` and `istio.io/use-waypoint-namespace` send what goes to it through a waypoint.
 *
 * *Writes* a `ServiceEntry`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ServiceEntry extends Construct implements IServiceEntry {
  /**
   * A ServiceEntry that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name, namespace and hosts
   */
  public static fromName(scope: Construct, id: string, reference: ServiceEntryReference): IServiceEntry {
    class Import extends Construct implements IServiceEntry {
      public readonly serviceEntryName = reference.name;
      public readonly namespaceName = reference.namespace?.namespaceName;

      public get hosts(): MeshHost[] {
        return [...reference.hosts];
      }
    }
    checkReference(scope, KIND.kind, reference);
    checkKinds(scope, CODE, 'the reference to the ServiceEntry', [['hosts', reference.hosts, required(MESH_HOSTS)]]);
    return new Import(scope, id);
  }

  /** The name of the ServiceEntry. */
  public readonly serviceEntryName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `ServiceEntry`. */
  public readonly apiObject: ApiObject;
  private readonly known: readonly MeshHost[];
  private readonly ports: ServiceEntryPort[] = [];

  public constructor(scope: Construct, id: string, props: ServiceEntryProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { hosts, resolution, ports, location, addresses, subjectAltNames, exportTo } = withoutNulls(props);
      checkKinds(this, CODE, 'the ServiceEntry', [
        ['hosts', hosts, required(MESH_HOSTS)], ['resolution', resolution, required(RESOLUTION)], ['ports', ports, listOf('ports', MAP)],
        ['location', location, enumOf('ServiceEntryLocation', ServiceEntryLocation)], ['addresses', addresses, TEXTS],
        ['subjectAltNames', subjectAltNames, TEXTS], ['exportTo', exportTo, EXPORT_TOS],
      ]);
      resolution._check(this, CODE, props);
      ports?.forEach((port) => this.addPort(port));
      return {
        hosts: hosts.map((h) => h.host),
        location,
        ports: Lazy.any({ produce: () => (this.ports.length > 0 ? this.ports.map(renderPort) : undefined) }),
        addresses,
        subjectAltNames,
        exportTo: exportTo?.map((to) => to.text),
        ...resolution._json,
      };
    });
    this.known = props.hosts;
    this.serviceEntryName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }

  /** Its hosts. */
  public get hosts(): MeshHost[] {
    return [...this.known];
  }

  /**
   * Adds a port, behind those that there are.
   *
   * @param port the port
   * @returns the port
   * @throws if a property is of a wrong type
   */
  public addPort(port: ServiceEntryPort): ServiceEntryPort {
    checkKinds(this, CODE, 'the ServiceEntry', [['port', port, required(MAP)]]);
    checkShape(this, CODE, `port ${this.ports.length} of the ServiceEntry`, port, PORT);
    this.ports.push(withoutNulls(port));
    return port;
  }
}

function renderPort({ port, name, protocol, targetPort }: ServiceEntryPort): object {
  return { number: port, name, protocol: protocol && protocolOf(protocol.name), targetPort };
}
