import type { Construct } from 'constructs';
import type { Change } from './envoy-change';
import {
  clusterMatch, filterChainMatch, httpFilterMatch, listenerFilterMatch, listenerMatch, networkFilterMatch, routeMatch,
} from './envoy-match';
import {
  type EnvoyClusterPatchOptions, EnvoyContext, type EnvoyExtensionConfigPatchOptions, type EnvoyFilterChainPatchOptions, type EnvoyFilterPatchOptions,
  type EnvoyHttpRoutePatchOptions, type EnvoyListenerFilterPatchOptions, type EnvoyListenerPatchOptions, type EnvoyPatchOptions,
  type EnvoyRouteConfigurationMatchOptions, type EnvoyRouteConfigurationPatchOptions, type EnvoyVirtualHostPatchOptions,
} from './envoy-patch-options';
import {
  CLUSTER_PATCH, EXTENSION_CONFIG_PATCH, FILTER_CHAIN_PATCH, FILTER_PATCH, HTTP_ROUTE_PATCH, LISTENER_FILTER_PATCH, LISTENER_PATCH,
  ROUTE_CONFIGURATION_PATCH, VIRTUAL_HOST_PATCH,
} from './envoy-patch-shapes';
import { checkKinds, MAP, required } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { checkShape, type ShapeOf, withoutNulls } from '../../analysis/shape';

const CODE = 'traffic/wrong-type';

/** How one of the factories makes a patch. */
interface Form {
  readonly applyTo: string;
  readonly shape: ShapeOf<any>;
  readonly change: (options: any) => Change;
  readonly match?: (options: any, change: Change, namespace: string | undefined) => object | undefined;
}

const toRoute: Form['match'] = (options, _, namespace) => routeMatch(options, namespace);
const given = ({ change }: { readonly change: { readonly _change: Change } }) => change._change;

const LISTENER: Form = { applyTo: 'LISTENER', shape: LISTENER_PATCH, change: given, match: listenerMatch };
const FILTER_CHAIN: Form = { applyTo: 'FILTER_CHAIN', shape: FILTER_CHAIN_PATCH, change: given, match: filterChainMatch };
const LISTENER_FILTER: Form = {
  applyTo: 'LISTENER_FILTER', shape: LISTENER_FILTER_PATCH, change: given, match: (options, { filter }) => listenerFilterMatch(options, filter),
};
const NETWORK_FILTER: Form = {
  applyTo: 'NETWORK_FILTER', shape: FILTER_PATCH, change: given, match: (options, { filter }) => networkFilterMatch(options, filter),
};
const HTTP_FILTER: Form = {
  applyTo: 'HTTP_FILTER', shape: FILTER_PATCH, change: given, match: (options, { filter }) => httpFilterMatch(options, filter),
};
const ROUTE_CONFIGURATION: Form = {
  applyTo: 'ROUTE_CONFIGURATION',
  shape: ROUTE_CONFIGURATION_PATCH,
  change: ({ merge }: EnvoyRouteConfigurationPatchOptions) => ({ operation: 'MERGE', config: merge }),
  match: toRoute,
};
const VIRTUAL_HOST: Form = { applyTo: 'VIRTUAL_HOST', shape: VIRTUAL_HOST_PATCH, change: given, match: toRoute };
const HTTP_ROUTE: Form = { applyTo: 'HTTP_ROUTE', shape: HTTP_ROUTE_PATCH, change: given, match: toRoute };
const CLUSTER: Form = { applyTo: 'CLUSTER', shape: CLUSTER_PATCH, change: given, match: clusterMatch };
const EXTENSION_CONFIG: Form = {
  applyTo: 'EXTENSION_CONFIG',
  shape: EXTENSION_CONFIG_PATCH,
  change: ({ add }: EnvoyExtensionConfigPatchOptions) => ({ operation: 'ADD', config: add }),
};

/**
 * A change of what istiod tells proxies: where, and what. Each place takes the matches and the operations that istiod heeds there.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-EnvoyConfigObjectPatch
 */
export class EnvoyPatch {
  /**
   * Of listeners.
   *
   * @param options which of them, and what is done
   */
  public static listener(options: EnvoyListenerPatchOptions): EnvoyPatch {
    return new EnvoyPatch(LISTENER, options);
  }

  /**
   * Of filter chains of listeners.
   *
   * @param options which of them, and what is done
   */
  public static filterChain(options: EnvoyFilterChainPatchOptions): EnvoyPatch {
    return new EnvoyPatch(FILTER_CHAIN, options);
  }

  /**
   * Of the filters that see a connection before a chain is chosen.
   *
   * @param options which listeners, and what is done
   */
  public static listenerFilter(options: EnvoyListenerFilterPatchOptions): EnvoyPatch {
    return new EnvoyPatch(LISTENER_FILTER, options);
  }

  /**
   * Of the filters that see the bytes of a connection.
   *
   * @param options which chains, and what is done
   */
  public static networkFilter(options: EnvoyFilterPatchOptions): EnvoyPatch {
    return new EnvoyPatch(NETWORK_FILTER, options);
  }

  /**
   * Of the filters that see requests.
   *
   * @param options which chains, and what is done
   */
  public static httpFilter(options: EnvoyFilterPatchOptions): EnvoyPatch {
    return new EnvoyPatch(HTTP_FILTER, options);
  }

  /**
   * Of route configurations.
   *
   * @param options which of them, and what is laid over them
   */
  public static routeConfiguration(options: EnvoyRouteConfigurationPatchOptions): EnvoyPatch {
    return new EnvoyPatch(ROUTE_CONFIGURATION, options);
  }

  /**
   * Of virtual hosts.
   *
   * @param options which of them, and what is done
   */
  public static virtualHost(options: EnvoyVirtualHostPatchOptions): EnvoyPatch {
    return new EnvoyPatch(VIRTUAL_HOST, options);
  }

  /**
   * Of routes of virtual hosts.
   *
   * @param options which of them, and what is done
   */
  public static httpRoute(options: EnvoyHttpRoutePatchOptions): EnvoyPatch {
    return new EnvoyPatch(HTTP_ROUTE, options);
  }

  /**
   * Of clusters.
   *
   * @param options which of them, and what is done
   */
  public static cluster(options: EnvoyClusterPatchOptions): EnvoyPatch {
    return new EnvoyPatch(CLUSTER, options);
  }

  /**
   * Adds the configuration of an HTTP filter that proxies fetch on their own.
   *
   * @param options which proxies, and the configuration
   */
  public static extensionConfig(options: EnvoyExtensionConfigPatchOptions): EnvoyPatch {
    return new EnvoyPatch(EXTENSION_CONFIG, options);
  }

  private constructor(
    private readonly form: Form,
    private readonly options: EnvoyPatchOptions,
  ) {}

  /** Fails where an option is not what it must be. @internal */
  public _check(at: Construct, subject: string, namespace: string | undefined): void {
    checkKinds(at, CODE, subject, [['options', this.options, required(MAP)]]);
    checkShape(at, CODE, subject, this.options, this.form.shape);
    checkGateway(at, subject, this.options, namespace);
  }

  /**
   * As the EnvoyFilter has it.
   *
   * @param namespace that of the EnvoyFilter, which a `Gateway` without one is in
   * @internal
   */
  public _json(namespace: string | undefined): object {
    const { proxyVersion, proxyMetadata: metadata, context, ...place } = withoutNulls(this.options);
    const change = this.form.change(place);
    const match = {
      context,
      proxy: (proxyVersion ?? metadata) && { proxyVersion, metadata },
      ...this.form.match?.(place, change, namespace),
    };
    return {
      applyTo: this.form.applyTo,
      match: Object.values(match).some((condition) => condition !== undefined) ? match : undefined,
      patch: { operation: change.operation, value: change.config },
    };
  }
}

/** Sidecars have no `Gateway`, and istiod ignores such a condition for them (pilot/pkg/networking/core/envoyfilter/rc_patch.go). */
function checkGateway(at: Construct, subject: string, options: EnvoyPatchOptions, namespace: string | undefined): void {
  const { context, gateway, portName } = options as EnvoyRouteConfigurationMatchOptions;
  if (context !== EnvoyContext.GATEWAY && (gateway ?? portName)) {
    fail(at, {
      code: 'traffic/gateway-match-elsewhere',
      what: `${subject} names ${gateway ? `the Gateway '${gateway.gatewayName}'` : `the gateway port '${portName}'`} with context ${context ?? EnvoyContext.ANY}`,
      expected: 'context GATEWAY: the routes of sidecars come from no Gateway',
      fix: 'write `context: EnvoyContext.GATEWAY`, or leave the condition out',
    });
  }
  if (gateway && (gateway.namespaceName ?? namespace) === undefined) {
    fail(at, {
      code: 'traffic/gateway-namespace-unknown',
      what: `${subject} names the Gateway '${gateway.gatewayName}', whose namespace is not known`,
      expected: 'a namespace: istiod compares it too',
      fix: 'state `namespace` where the Gateway is made or referred to',
    });
  }
}
