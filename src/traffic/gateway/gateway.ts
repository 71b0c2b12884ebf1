import { type ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { GatewayServer } from './gateway-server';
import { listen } from './listening';
import { portNames } from './port-names';
import { checkKinds, listOf, made, required } from '../../analysis/kinds';
import { checkReference } from '../../objects/check-reference';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { WORKLOAD_SELECTOR } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';
import type { WorkloadSelector } from '../../vocabulary/workload-selector';

/** A `Gateway` of networking.istio.io, as VirtualServices refer to it. */
export interface IGateway extends IConstruct {
  /** The name of the `Gateway`. */
  readonly gatewayName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that of what refers to it
   */
  readonly namespaceName?: string;
}

/** A `Gateway` to make. Its name is a DNS label: it holds no dot. */
export interface GatewayProps extends ObjectProps {
  /**
   * The gateway pods that it configures, in any namespace: `WorkloadSelector.gateway(...)` for an injected gateway.
   * @default - every gateway of the mesh
   */
  readonly selector?: WorkloadSelector;
  /**
   * Its servers, in this order; `addServer` adds more. It needs at least one.
   * @default - none yet
   */
  readonly servers?: GatewayServer[];
}

const SERVER = made('GatewayServer', () => 'write GatewayServer.http(...) or another of its factories', (v) => typeof v?._check === 'function');

/**
 * What gateways listen for: ports, hosts and TLS. VirtualServices bind to it and say where to.
 *
 * This is the kind `Gateway` of networking.istio.io. It configures pods that exist; `mesh.addInjectedGateway(...)` makes some, and opens the
 * ports of this program's `Gateway`s at them.
 *
 * *Writes* a `Gateway`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export class Gateway extends Construct implements IGateway {
  /**
   * A `Gateway` that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IGateway {
    class Import extends Construct implements IGateway {
      public readonly gatewayName = reference.name;
      public readonly namespaceName = reference.namespace?.namespaceName;
    }
    checkReference(scope, 'Gateway', reference);
    return new Import(scope, id);
  }

  /** The name of the `Gateway`. */
  public readonly gatewayName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `Gateway`. */
  public readonly apiObject: ApiObject;
  private readonly servers: GatewayServer[] = [];

  public constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    this.apiObject = writeObject(this, { group: 'networking.istio.io', version: 'v1', kind: 'Gateway' }, props, () => {
      const { selector, servers } = props;
      checkKinds(this, 'traffic/wrong-type', 'the Gateway', [['selector', selector, WORKLOAD_SELECTOR], ['servers', servers, listOf('servers', SERVER)]]);
      servers?.forEach((server) => this.addServer(server));
      return {
        selector: selector && { ...selector.matchLabels },
        servers: Lazy.any({ produce: () => this.serversJson() }),
      };
    });
    this.gatewayName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
    listen(this, {
      selector: props.selector?.matchLabels ?? {},
      mesh: props.mesh ?? props.namespace?.mesh,
      ports: () => this.servers.flatMap(({ _listens }) => _listens ?? []),
    });
  }

  /**
   * Adds a server, behind those that there are.
   *
   * @param server the server
   * @returns the server
   */
  public addServer(server: GatewayServer): GatewayServer {
    checkKinds(this, 'traffic/wrong-type', 'the Gateway', [['server', server, required(SERVER)]]);
    server._check(this, `server ${this.servers.length} of the Gateway`);
    this.servers.push(server);
    return server;
  }

  private serversJson(): object[] {
    const names = portNames(this.servers.map((s) => ({ given: s._portName, fallback: s._defaultPortName })));
    return this.servers.map((server, i) => server._json(names[i]));
  }
}
