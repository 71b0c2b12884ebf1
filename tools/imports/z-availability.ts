/**
 * A difference inside a minor, which the CRDs of the minors' newest releases cannot show. Overrides what is computed from them.
 * `path` is a path pattern, or `<path>=<value>` for one value of a field.
 */
export interface ZAvailability {
  readonly kind: string;
  readonly path: string;
  readonly since?: string;
  readonly until?: string;
  /** The release named in `since` was not cut when the table was written; the CRDs are of its branch. */
  readonly unreleased?: boolean;
  /** Where the fact can be read. */
  readonly source: string;
}

const SAIL = 'openshift-service-mesh/sail-operator';
const ZTUNNEL_CRD = 'chart/crds/sailoperator.io_ztunnels.yaml';

export const Z_AVAILABILITY: readonly ZAvailability[] = [
  {
    kind: 'sailoperator.io/Istio',
    path: 'spec.values.gatewayClasses',
    // Listed since 3.1, but as a base64 string, so that no object was accepted.
    since: '3.2.2',
    source: `${SAIL} branches release-3.2.1 and release-3.2.2, chart/crds/sailoperator.io_istios.yaml`,
  },
  {
    kind: 'sailoperator.io/Istio',
    path: 'spec.values.pilot.taint.name',
    since: '3.4.1',
    source: `${SAIL} branches release-3.4.0 and release-3.4.1, chart/crds/sailoperator.io_istios.yaml`,
  },
  {
    kind: 'sailoperator.io/ZTunnel',
    path: 'apiVersion=sailoperator.io/v1',
    since: '3.2.1',
    source: `${SAIL} branches release-3.2.0 and release-3.2.1, ${ZTUNNEL_CRD}`,
  },
  {
    kind: 'sailoperator.io/ZTunnel',
    path: 'spec.profile',
    // A field of v1alpha1 only, and 3.2.0 still serves nothing else.
    until: '3.2.0',
    source: `${SAIL} branches release-3.2.0 and release-3.2.1, ${ZTUNNEL_CRD}`,
  },
  ...['annotations', 'labels'].map((name) => ({
    kind: 'sailoperator.io/ZTunnel',
    path: `spec.values.ztunnel.${name}`,
    since: '3.4.2',
    unreleased: true,
    source: `${SAIL} branches release-3.4.1 and release-3.4, ${ZTUNNEL_CRD}`,
  })),
  ...['Annotations', 'Labels'].map((name) => ({
    kind: 'sailoperator.io/ZTunnel',
    path: `spec.values.ztunnel.${name}`,
    until: '3.4.1',
    source: `${SAIL} branches release-3.4.1 and release-3.4, ${ZTUNNEL_CRD}`,
  })),
];
