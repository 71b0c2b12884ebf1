/** One released operator version and the values of `spec.version` that its CRDs list. */
export interface ZStream {
  /** The operator's version, for instance `3.3.2`. */
  readonly operator: string;
  /** What the CRD fills in where `spec.version` is left out. */
  readonly defaultVersion: string;
  /** Installable Istio versions, newest first. The aliases follow from them. */
  readonly installable: readonly string[];
  /** Versions that the CRDs list too, newest first, but that end in a reconcile error: keeps old objects valid, installs nothing. */
  readonly endOfLife: readonly string[];
}

/** One OSSM minor. */
export interface ReleaseMinor {
  readonly minor: string;
  /** The z-stream at which features of the bare minor are judged. Stated once; a new row never moves it. */
  readonly baseline: string;
  /** The minor of the upstream Sail Operator that it is cut from. */
  readonly sail: string;
  /** Oldest and newest OpenShift version that it supports. */
  readonly openShift: readonly [oldest: string, newest: string];
  /** The Kiali server minor that goes with it, as `Kiali.spec.version` takes it. */
  readonly kiali: string;
  /** Whether the Kiali pairing is a deduction rather than stated by the vendor. */
  readonly kialiInferred: boolean;
  /** The Gateway API module version that its newest Istio minor is built against. */
  readonly gatewayApi: string;
  /** Newest first. */
  readonly zStreams: readonly ZStream[];
}

/** All that is known, oldest minor first. */
export type Catalogue = readonly ReleaseMinor[];

/** Consecutive z-streams with the same list. `*` marks a version as end-of-life. */
function z(operators: string, defaultVersion: string, versions: string): ZStream[] {
  const all = versions.split(' ');
  const installable = all.filter((v) => !v.endsWith('*'));
  const endOfLife = all.filter((v) => v.endsWith('*')).map((v) => v.slice(0, -1));
  return operators.split(' ').map((operator) => ({ operator, defaultVersion, installable, endOfLife }));
}

/**
 * The OSSM releases.
 *
 * Versions: `pkg/istioversion/versions.ossm.yaml` on each `release-3.Y.Z` branch of openshift-service-mesh/sail-operator.
 * OpenShift: `docs/upstream.md` there. Gateway API: `go.mod` of openshift-service-mesh/istio on the branch of the newest minor.
 * Kiali: 3.0 with 2.4 is stated; the others are inferred from the server minors that kiali-ossm supports
 * (`playbooks/kiali-default-supported-images.yml` of kiali/kiali-operator), each added shortly before an OSSM minor.
 * 3.5 is not a product yet and therefore not here. OSSM skipped Istio 1.25 and 1.29.
 */
export const CATALOGUE: Catalogue = [
  {
    minor: '3.0',
    baseline: '3.0.14',
    sail: '1.0',
    openShift: ['4.14', '4.20'],
    kiali: 'v2.4',
    kialiInferred: false,
    gatewayApi: 'v1.2.1',
    zStreams: [
      ...z('3.0.14 3.0.13 3.0.12 3.0.11 3.0.10 3.0.9 3.0.8 3.0.7 3.0.6 3.0.5 3.0.4 3.0.3', 'v1.24.6', 'v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.0.2', 'v1.24.5', 'v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.0.1', 'v1.24.4', 'v1.24.4 v1.24.3'),
      ...z('3.0.0', 'v1.24.3', 'v1.24.3'),
    ],
  },
  {
    minor: '3.1',
    baseline: '3.1.11',
    sail: '1.26',
    openShift: ['4.16', '4.20'],
    kiali: 'v2.11',
    kialiInferred: true,
    gatewayApi: 'v1.3.0',
    zStreams: [
      ...z('3.1.11 3.1.10 3.1.9 3.1.8 3.1.7 3.1.6 3.1.5', 'v1.26.8',
        'v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.1.4', 'v1.26.6', 'v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.1.3 3.1.2', 'v1.26.4', 'v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.1.1', 'v1.26.3', 'v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.1.0', 'v1.26.2', 'v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
    ],
  },
  {
    minor: '3.2',
    baseline: '3.2.8',
    sail: '1.27',
    openShift: ['4.18', '4.22'],
    kiali: 'v2.17',
    kialiInferred: true,
    gatewayApi: 'v1.3.0',
    zStreams: [
      ...z('3.2.8 3.2.7 3.2.6 3.2.5', 'v1.27.9',
        'v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.2.4 3.2.3', 'v1.27.8',
        'v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.2.2', 'v1.27.5', 'v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.2.1', 'v1.27.3', 'v1.27.3 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
      ...z('3.2.0', 'v1.27.3', 'v1.27.3 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'),
    ],
  },
  {
    minor: '3.3',
    baseline: '3.3.6',
    sail: '1.28',
    openShift: ['4.18', '4.22'],
    kiali: 'v2.22',
    kialiInferred: true,
    gatewayApi: 'v1.4.1',
    zStreams: [
      ...z('3.3.6', 'v1.28.10',
        'v1.28.10 v1.28.8 v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'),
      ...z('3.3.5 3.3.4', 'v1.28.8',
        'v1.28.8 v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'),
      ...z('3.3.3', 'v1.28.6',
        'v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'),
      ...z('3.3.2 3.3.1', 'v1.28.5', 'v1.28.5 v1.28.4 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'),
      ...z('3.3.0', 'v1.28.4', 'v1.28.4 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'),
    ],
  },
  {
    minor: '3.4',
    baseline: '3.4.1',
    sail: '1.30',
    openShift: ['4.20', '4.22'],
    kiali: 'v2.27',
    kialiInferred: true,
    gatewayApi: 'v1.5.1',
    zStreams: [
      ...z('3.4.1', 'v1.30.3',
        'v1.30.3 v1.30.1 v1.28.10 v1.28.8 v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3'
        + ' v1.26.8* v1.26.6* v1.26.4* v1.26.3* v1.26.2*'),
      ...z('3.4.0', 'v1.30.1',
        'v1.30.1 v1.28.8 v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8* v1.26.6* v1.26.4* v1.26.3* v1.26.2*'),
    ],
  },
];
