import type { PlainValues } from '../../mesh/plain-values';
import { compareVersions, minorOf } from '../../release/istio-version';

/** The first Istio minor that gives addresses to services without being told to. */
const ADDRESSES_BY_DEFAULT = '1.26';

/**
 * Values with which workloads find services that no Service of their cluster stands for: the proxy answers their questions for names,
 * with addresses that istiod gives such services.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/
 */
export function dnsValues(versions: readonly string[]): PlainValues {
  const dns = { meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } } };
  const isAsked = versions.some((v) => compareVersions(minorOf(v), ADDRESSES_BY_DEFAULT) < 0);
  return isAsked ? { ...dns, pilot: { env: { PILOT_ENABLE_IP_AUTOALLOCATE: 'true' } } } : dns;
}
