import type { Construct } from 'constructs';
import { checkEndpoints, renderEndpoint, type ServiceEntryEndpoint } from './endpoint';
import { checkKinds, required } from '../../analysis/kinds';
import { withoutNulls } from '../../analysis/shape';
import type { ObjectProps } from '../../objects/object-props';
import { checkSelector, WORKLOAD_SELECTOR } from '../../objects/policy-props';
import type { WorkloadSelector } from '../../vocabulary/workload-selector';

interface Endpoints {
  readonly endpoints?: readonly ServiceEntryEndpoint[];
  readonly selected?: { readonly selector: WorkloadSelector };
}

/**
 * How a proxy finds the endpoints of a host.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution
 */
export class Resolution {
  /** It does not: a connection goes on to the address that the client has asked for. The only one for wildcard hosts before OpenShift Service Mesh 3.3. */
  public static none(): Resolution {
    return new Resolution('NONE', {});
  }

  /**
   * Endpoints by their addresses.
   *
   * @param endpoints addresses, or sockets of Unix
   */
  public static staticEndpoints(endpoints: ServiceEntryEndpoint[]): Resolution {
    return new Resolution('STATIC', { endpoints });
  }

  /**
   * Pods and WorkloadEntries of the namespace by their labels. For hosts inside the mesh.
   *
   * @param selector the labels
   */
  public static staticWorkloads(selector: WorkloadSelector): Resolution {
    return new Resolution('STATIC', { selected: { selector } });
  }

  /**
   * The proxy asks DNS, again and again, and sends to each address that it gets.
   *
   * @param endpoints whose names are asked for; the hosts themselves where there are none
   */
  public static dns(endpoints?: ServiceEntryEndpoint[]): Resolution {
    return new Resolution('DNS', { endpoints });
  }

  /**
   * WorkloadEntries of the namespace by their labels, whose addresses are names: the proxy asks DNS for them.
   *
   * @param selector the labels
   */
  public static dnsWorkloads(selector: WorkloadSelector): Resolution {
    return new Resolution('DNS', { selected: { selector } });
  }

  /**
   * The proxy asks DNS, and sends new connections to the first address that it gets. For names with many addresses that change.
   *
   * @param endpoint whose name is asked for; the host itself where there is none
   */
  public static dnsRoundRobin(endpoint?: ServiceEntryEndpoint): Resolution {
    return new Resolution('DNS_ROUND_ROBIN', { endpoints: endpoint ? [endpoint] : undefined });
  }

  /** The proxy asks DNS for the very host of each request or connection. For wildcard hosts. Needs OpenShift Service Mesh 3.3. */
  public static dynamicDns(): Resolution {
    return new Resolution('DYNAMIC_DNS', {});
  }

  private constructor(
    /** As `resolution` has it. */
    public readonly mode: string,
    private readonly found: Endpoints,
  ) {}

  /** Fails at what is of a wrong type. @internal */
  public _check(at: Construct, code: string, props: ObjectProps): void {
    const { endpoints, selected } = this.found;
    checkEndpoints(at, code, props, endpoints);
    if (selected) checkKinds(at, code, 'the Resolution of the ServiceEntry', [['selector', selected.selector, required(WORKLOAD_SELECTOR)]]);
    checkSelector(at, 'ServiceEntry', props, selected?.selector);
  }

  /** The fields that it sets. @internal */
  public get _json(): object {
    const { endpoints, selected } = this.found;
    return {
      resolution: this.mode,
      endpoints: endpoints?.map((endpoint) => renderEndpoint(withoutNulls(endpoint))),
      // spelled unlike every other selector
      workloadSelector: selected && { labels: { ...selected.selector.matchLabels } },
    };
  }
}
