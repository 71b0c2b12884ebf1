import { compareVersions, minorOf } from './istio-version';

/** What became of a value of `values.compatibilityVersion`. */
export type CompatibilityStatus = 'accepted' | 'refused' | 'unknown';

/** The compatibility profiles in the charts of one Istio minor. */
export interface CompatibilityProfiles {
  /** The charts have a file for these. */
  readonly accepted: readonly string[];
  /** It could not be established whether the charts have a file for these: neither an error nor a promise. */
  readonly unverified: readonly string[];
}

/**
 * `values.compatibilityVersion` works only where the charts hold `files/profile-compatibility-version-<x>.yaml`; otherwise
 * rendering stops with "unknown compatibility version" (manifests/zzz_profile.yaml of istio/istio).
 *
 * 1.26 and 1.30: the chart's files. 1.27: 1.23 was dropped before it (istio/istio#56023), 1.24 after it (istio/istio#57573).
 * 1.28: 1.24 was dropped before it. 1.24: 1.22 and 1.23 are certain, as 1.25 still has both; older ones could not be checked.
 */
const PROFILES: { readonly [istioMinor: string]: CompatibilityProfiles } = {
  '1.24': { accepted: ['1.22', '1.23'], unverified: ['1.20', '1.21'] },
  '1.26': { accepted: ['1.23', '1.24', '1.25'], unverified: [] },
  '1.27': { accepted: ['1.24', '1.25', '1.26'], unverified: [] },
  '1.28': { accepted: ['1.25', '1.26', '1.27'], unverified: [] },
  '1.30': { accepted: ['1.25', '1.26', '1.27', '1.28', '1.29'], unverified: [] },
};

/** The compatibility profiles of an Istio version; undefined for a minor that is not known. */
export function compatibilityProfiles(istioVersion: string): CompatibilityProfiles | undefined {
  return PROFILES[minorOf(istioVersion)];
}

/** Whether an Istio version takes a `compatibilityVersion`. The charts look for the exact text, so `v1.27` or `1.27.1` is refused. */
export function compatibilityStatus(compatibilityVersion: string, istioVersion: string): CompatibilityStatus {
  const profiles = compatibilityProfiles(istioVersion);
  if (!profiles) return 'unknown';
  if (profiles.accepted.includes(compatibilityVersion)) return 'accepted';
  return profiles.unverified.includes(compatibilityVersion) ? 'unknown' : 'refused';
}

/**
 * Istio versions for which the operator sets `pilot.env.ENABLE_GATEWAY_API_MANUAL_DEPLOYMENT` to "false" where the user does not
 * set it (pkg/istiovalues/vendor_defaults.yaml of openshift-service-mesh/sail-operator, by minor): a Gateway that points at a
 * Deployment of one's own is not programmed then. No entry for 1.30.
 */
const MANUAL_DEPLOYMENT_OFF: { readonly [ossmMinor: string]: readonly string[] } = {
  '3.0': ['v1.24.3'],
  '3.1': ['v1.24.3', 'v1.24.4', 'v1.24.5', 'v1.24.6', 'v1.26.2'],
  '3.2': ['v1.24.3', 'v1.24.4', 'v1.24.5', 'v1.24.6', 'v1.26.2', 'v1.26.3', 'v1.27.0'],
  '3.3': ['v1.26.2', 'v1.26.3', 'v1.26.4', 'v1.26.6', 'v1.26.8', 'v1.27.0', 'v1.27.3', 'v1.27.5', 'v1.28.3'],
  '3.4': ['v1.27.3', 'v1.27.5'],
};

/** Whether the operator turns manual deployment of Gateway API gateways off by itself. `istioVersion` is exact, not an alias. */
export function manualDeploymentOff(ossmMinor: string, istioVersion: string): boolean {
  return (MANUAL_DEPLOYMENT_OFF[ossmMinor] ?? []).some((v) => compareVersions(v, istioVersion) === 0);
}
