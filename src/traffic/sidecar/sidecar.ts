import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { type SidecarEgress } from './sidecar-egress';
import { renderIngress, SIDECAR_INGRESS, type SidecarIngress } from './sidecar-ingress';
import type { SidecarOutboundTraffic } from './sidecar-outbound-traffic';
import { checkKinds, listOf, MAP, made, required, TEXT, WHOLE } from '../../analysis/kinds';
import { checkShape, withoutNulls } from '../../analysis/shape';
import type { ObjectProps } from '../../objects/object-props';
import { checkSelector, WORKLOAD_SELECTOR } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';
import type { WorkloadSelector } from '../../vocabulary/workload-selector';
import { CONNECTION_POOL, type ConnectionPool, renderConnectionPool } from '../connection-pool';
import { MESH_HOST } from '../kinds';

/** A Sidecar to make. It says at least one of `egress`, `ingress`, `outboundTraffic` and `inboundConnectionPool`. */
export interface SidecarProps extends ObjectProps {
  /**
   * The workloads that it is for: those of its namespace.
   * @default - all of its namespace; of the whole mesh in the root namespace
   */
  readonly selector?: WorkloadSelector;
  /**
   * What the workloads may send to; `addEgress` adds more.
   * @default - what the Sidecar of the namespace or of the mesh says; without any, everything
   */
  readonly egress?: SidecarEgress[];
  /**
   * The ports on which the proxies take what is sent to the workloads; `addIngress` adds more.
   * @default - those of the services
   */
  readonly ingress?: SidecarIngress[];
  /**
   * What happens to traffic for hosts that the proxies are not told of.
   * @default - what the mesh config says: `ALLOW_ANY` unless it was changed
   */
  readonly outboundTraffic?: SidecarOutboundTraffic;
  /**
   * How many connections and requests the workloads take, on each port that has no limits of its own. Instead of what DestinationRules say.
   * @default - what the DestinationRule of the service says
   */
  readonly inboundConnectionPool?: ConnectionPool;
}

const CODE = 'traffic/wrong-type';
const EGRESS = made('SidecarEgress', () => 'write SidecarEgress.hosts([...]) or another of its factories', (v) => typeof v?._check === 'function');
const OUTBOUND = made('SidecarOutboundTraffic', (v) => `write SidecarOutboundTraffic.${v === 'ALLOW_ANY' ? v : 'REGISTRY_ONLY'}`, (v) => typeof v?._mode === 'string');

/**
 * What sidecar proxies are told of, and listen on: less to know is less memory, and less to push. Says nothing to ztunnel and waypoints.
 *
 * *Writes* a `Sidecar`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class Sidecar extends Construct {
  /** The name of the Sidecar. */
  public readonly sidecarName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `Sidecar`. */
  public readonly apiObject: ApiObject;
  private readonly egress: SidecarEgress[] = [];
  private readonly ingress: SidecarIngress[] = [];

  public constructor(scope: Construct, id: string, props: SidecarProps) {
    super(scope, id);
    this.apiObject = writeObject(this, { group: 'networking.istio.io', version: 'v1', kind: 'Sidecar' }, props, () => {
      const { selector, egress, ingress, outboundTraffic, inboundConnectionPool } = withoutNulls(props);
      checkKinds(this, CODE, 'the Sidecar', [
        ['selector', selector, WORKLOAD_SELECTOR], ['egress', egress, listOf('listeners', EGRESS)], ['ingress', ingress, listOf('listeners', MAP)],
        ['outboundTraffic', outboundTraffic, OUTBOUND], ['inboundConnectionPool', inboundConnectionPool, MAP],
      ]);
      checkSelector(this, 'Sidecar', props, selector);
      if (outboundTraffic) this.checkOutboundTraffic(outboundTraffic);
      if (inboundConnectionPool) checkShape(this, CODE, 'the Sidecar', inboundConnectionPool, CONNECTION_POOL, 'inboundConnectionPool.');
      egress?.forEach((listener) => this.addEgress(listener));
      ingress?.forEach((listener) => this.addIngress(listener));
      return {
        workloadSelector: selector && { labels: { ...selector.matchLabels } },
        egress: Lazy.any({ produce: () => unlessEmpty(this.egressJson()) }),
        ingress: Lazy.any({ produce: () => unlessEmpty(this.ingress.map(renderIngress)) }),
        outboundTrafficPolicy: outboundTraffic?._json,
        inboundConnectionPool: inboundConnectionPool && renderConnectionPool(inboundConnectionPool),
      };
    });
    this.sidecarName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }

  /**
   * Lets the workloads send to more hosts.
   *
   * @param egress the hosts
   * @returns the same
   */
  public addEgress(egress: SidecarEgress): SidecarEgress {
    checkKinds(this, CODE, 'the Sidecar', [['egress', egress, required(EGRESS)]]);
    egress._check(this, `egress ${this.egress.length} of the Sidecar`);
    this.egress.push(egress);
    return egress;
  }

  /**
   * Adds a port on which the proxies take what is sent to the workloads. Those that are not named take nothing then.
   *
   * @param ingress the port
   * @returns the same
   */
  public addIngress(ingress: SidecarIngress): SidecarIngress {
    checkKinds(this, CODE, 'the Sidecar', [['ingress', ingress, required(MAP)]]);
    checkShape(this, CODE, `ingress ${this.ingress.length} of the Sidecar`, ingress, SIDECAR_INGRESS);
    this.ingress.push(withoutNulls(ingress));
    return ingress;
  }

  /** Istio takes the listener for all ports at the end only (pkg/config/validation, ValidateSidecar). */
  private egressJson(): object[] {
    const ordered = [...this.egress.filter((e) => !e._isCatchAll), ...this.egress.filter((e) => e._isCatchAll)];
    return ordered.map((listener) => listener._json);
  }

  private checkOutboundTraffic({ _proxy }: SidecarOutboundTraffic): void {
    if (!_proxy) return;
    checkKinds(this, CODE, 'the egress proxy of the Sidecar', [
      ['host', _proxy.host, required(MESH_HOST)], ['port', _proxy.port, required(WHOLE)], ['subset', _proxy.subset, TEXT],
    ]);
  }
}

function unlessEmpty(list: object[]): object[] | undefined {
  return list.length > 0 ? list : undefined;
}
