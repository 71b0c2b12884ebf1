import type { Construct } from 'constructs';
import { istioObject } from './istio-objects';
import type { Distribution } from './locality';
import type { FailoverOptions } from './locality-options';
import type { OutlierDetection } from './outlier-detection';
import type { Manifest } from '../kube/manifest';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/** How proxies choose among the endpoints of a host. */
export interface HostTraffic {
  readonly loadBalancer: { readonly localityLbSetting: object };
  readonly outlierDetection?: object;
}

/** A DestinationRule for all of a host. */
export interface HostRuleProps {
  /** The mesh that it is judged for. */
  readonly mesh: MeshFacts;
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  readonly traffic: HostTraffic;
  readonly raw?: unknown;
}

/** Writes a DestinationRule that says how traffic to a host is spread. */
export function hostRule(scope: Construct, id: string, { mesh, name, namespace, host, traffic, raw }: HostRuleProps): Manifest {
  return istioObject(scope, id, 'DestinationRule', { mesh, name, namespace, raw }, { host, trafficPolicy: traffic });
}

/** What a failover becomes. */
export function failoverTraffic({ order, regions, outlierDetection }: FailoverOptions): HostTraffic {
  return {
    loadBalancer: {
      localityLbSetting: {
        // a mesh config may have switched it off
        enabled: true,
        failover: regions?.flatMap((r) => r._entries),
        failoverPriority: order?.map((key) => key._entry),
      },
    },
    outlierDetection: outlierDetection._json(),
  };
}

/** What a distribution becomes. */
export function distributionTraffic(distributions: readonly Distribution[], outlierDetection: OutlierDetection | undefined): HostTraffic {
  const distribute = distributions.map(({ origin, targets }) => ({ from: origin, to: { ...targets } }));
  return {
    loadBalancer: { localityLbSetting: { enabled: true, distribute } },
    outlierDetection: outlierDetection?._json(),
  };
}
