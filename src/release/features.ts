import { ReleaseFeature as F } from './feature-names';
import { compareVersions, minorOf } from './istio-version';

/** When a feature came. */
export interface FeatureFacts {
  /**
   * The first z-stream with it, for each minor in which it began. The last entry holds for all later minors too; an earlier
   * entry speaks for its own minor only. So `['3.1.2', '3.3.0']` is: from 3.1.2 in 3.1, not in 3.2, from 3.3 on.
   */
  readonly since: readonly string[];
  /** What it is, as a noun phrase for messages. */
  readonly what: string;
  /** The field that tells, for features that are a field: kind, then the path below `spec`. */
  readonly field?: readonly [kind: 'Istio' | 'IstioCNI' | 'ZTunnel', path: string];
}

/**
 * Feature gates by operator version.
 *
 * Fields: `chart/crds/sailoperator.io_*.yaml` of openshift-service-mesh/sail-operator, compared between the newest z-streams of
 * the minors; a step inside a minor is named with its own line. Behaviour: the file named with each group.
 */
export const FEATURES: { readonly [feature in F]: FeatureFacts } = {
  // chart/crds: 3.2.0 serves v1alpha1 only; v1 is the storage version from 3.2.1 and has no `profile`.
  [F.ZTUNNEL_V1]: { since: ['3.2.1'], what: 'ZTunnel of sailoperator.io/v1' },
  // In v1 only, also where v1alpha1 is still served.
  [F.ZTUNNEL_TARGET_REF]: { since: ['3.4.0'], what: '`targetRef` of ZTunnel', field: ['ZTunnel', 'targetRef'] },
  // Before, any string of 1 to 253 characters passes the schema.
  [F.REVISION_TAG_KIND_ENUM]: { since: ['3.4.0'], what: 'the closed list of target kinds of IstioRevisionTag' },
  // Listed, yet no profile file exists on any branch: reconciling fails.
  [F.PROFILE_EXTERNAL_LISTED]: { since: ['3.1.0'], what: 'profile `external` in the schema' },
  [F.TRAFFIC_EXTENSION]: { since: ['3.4.0'], what: 'kind TrafficExtension of extensions.istio.io' },

  // pkg/revision/dependency.go: IstioCNI is required on OpenShift unless pilot.cni.enabled is false; ZTunnel for ambient.
  [F.DEPENDENCIES_HEALTHY]: { since: ['3.1.0'], what: 'the condition DependenciesHealthy, with IstioCNI as a dependency' },
  [F.ZTUNNEL_DEPENDENCY]: { since: ['3.2.1'], what: 'ZTunnel as a dependency of an ambient Istio' },
  // controllers/istiorevision, controllers/istiorevisiontag: for a revision or a tag named `default`.
  [F.BASE_CHART_FOR_DEFAULT]: { since: ['3.1.0'], what: 'the base chart with the default revision (istio-reader-service-account)' },
  // pkg/istiovalues/overrides.go, changed inside 3.2 and inside 3.3.
  [F.DEFAULT_REVISION_CLEARED]: { since: ['3.2.6', '3.3.4', '3.4.0'], what: 'the clearing of `values.defaultRevision` by the operator' },
  // pkg/validation/validation.go: the older of a tag and a revision of one name wins; without the rule both fail.
  [F.TAG_NAME_AGE_RULE]: { since: ['3.1.2', '3.3.0'], what: 'the rule that the older of a tag and a revision of one name wins' },
  [F.IGNORE_ANNOTATION]: { since: ['3.2.0'], what: 'the annotation sailoperator.io/ignore' },
  // pkg/istiovalues/tls.go
  [F.TLS_FROM_APISERVER]: { since: ['3.4.0'], what: 'TLS settings taken from the APIServer of the cluster' },
  // The ambient pages of 3.3 and 3.4 allow InPlace only; those of the 3.5 branch allow both.
  [F.AMBIENT_WITH_REVISIONS]: { since: ['3.5.0'], what: 'documented support of RevisionBased with the ambient data plane' },

  // 3.1.x, 3.2.0 and 3.2.1 type it as a base64 string, so that an object is refused.
  [F.GATEWAY_CLASSES]: { since: ['3.2.2'], what: 'free-form `values.gatewayClasses`' },
  [F.NETWORK_POLICY_VALUES]: { since: ['3.1.0'], what: '`values.global.networkPolicy`', field: ['Istio', 'values.global.networkPolicy'] },
  [F.TRUST_BUNDLE_NAME]: { since: ['3.1.0'], what: '`values.global.trustBundleName`', field: ['Istio', 'values.global.trustBundleName'] },
  [F.PILOT_ENV_VAR_FROM]: { since: ['3.1.0'], what: '`values.pilot.envVarFrom`', field: ['Istio', 'values.pilot.envVarFrom'] },
  [F.NATIVE_NFTABLES]: { since: ['3.2.0'], what: '`values.global.nativeNftables`', field: ['Istio', 'values.global.nativeNftables'] },
  [F.SERVICE_SCOPE_CONFIGS]: {
    since: ['3.2.0'], what: '`values.meshConfig.serviceScopeConfigs`', field: ['Istio', 'values.meshConfig.serviceScopeConfigs'],
  },
  [F.LOCAL_INJECTOR]: {
    since: ['3.2.0'],
    what: '`values.istiodRemote.enabledLocalInjectorIstiod`',
    field: ['Istio', 'values.istiodRemote.enabledLocalInjectorIstiod'],
  },
  [F.RESOURCE_SCOPE]: { since: ['3.3.0'], what: '`values.global.resourceScope`', field: ['Istio', 'values.global.resourceScope'] },
  [F.READER_RBAC_SWITCH]: { since: ['3.4.0'], what: '`values.global.enableReaderRBAC`', field: ['Istio', 'values.global.enableReaderRBAC'] },
  [F.PROXY_SECCOMP_PROFILE]: {
    since: ['3.4.0'], what: '`values.global.proxy.seccompProfile`', field: ['Istio', 'values.global.proxy.seccompProfile'],
  },
  [F.PILOT_CRL_CONFIG_MAP]: { since: ['3.4.0'], what: '`values.pilot.crlConfigMapName`', field: ['Istio', 'values.pilot.crlConfigMapName'] },
  [F.PILOT_TAINT_NAME]: { since: ['3.4.1'], what: '`values.pilot.taint.name`', field: ['Istio', 'values.pilot.taint.name'] },

  [F.CNI_RECONCILE_IPTABLES]: {
    since: ['3.1.0'],
    what: '`values.cni.ambient.reconcileIptablesOnStartup`',
    field: ['IstioCNI', 'values.cni.ambient.reconcileIptablesOnStartup'],
  },
  [F.CNI_ENV]: { since: ['3.2.0'], what: '`values.cni.env`', field: ['IstioCNI', 'values.cni.env'] },
  [F.CNI_OWNED_CONFIG]: { since: ['3.2.0'], what: '`values.cni.istioOwnedCNIConfig`', field: ['IstioCNI', 'values.cni.istioOwnedCNIConfig'] },
  [F.CNI_POD_LABELS]: { since: ['3.3.0'], what: '`values.cni.podLabels`', field: ['IstioCNI', 'values.cni.podLabels'] },
  [F.CNI_APP_ARMOR_ANNOTATION]: {
    since: ['3.4.0'], what: '`values.cni.useAppArmorAnnotation`', field: ['IstioCNI', 'values.cni.useAppArmorAnnotation'],
  },

  [F.ZTUNNEL_LOG_LEVEL]: ztunnel('3.1.0', 'logLevel'),
  [F.ZTUNNEL_RESOURCE_NAME]: ztunnel('3.1.0', 'resourceName'),
  [F.ZTUNNEL_GRACE_PERIOD]: ztunnel('3.1.0', 'terminationGracePeriodSeconds'),
  // Seen from 3.2.1 on; whether the v1alpha1 of 3.2.0 had them could not be established, so they count from there.
  [F.ZTUNNEL_UPDATE_STRATEGY]: ztunnel('3.2.1', 'updateStrategy'),
  [F.ZTUNNEL_AFFINITY]: ztunnel('3.2.1', 'affinity'),
  [F.ZTUNNEL_NODE_SELECTOR]: ztunnel('3.2.1', 'nodeSelector'),
  [F.ZTUNNEL_TOLERATIONS]: ztunnel('3.2.1', 'tolerations'),
  [F.ZTUNNEL_NETWORK]: ztunnel('3.2.1', 'network'),
  [F.ZTUNNEL_RESOURCE_QUOTAS]: ztunnel('3.2.1', 'resourceQuotas'),
  [F.ZTUNNEL_SELINUX_OPTIONS]: ztunnel('3.2.1', 'seLinuxOptions'),
  [F.ZTUNNEL_DNS]: ztunnel('3.4.0', 'dnsPolicy'),
  [F.ZTUNNEL_PEER_CA_CRL]: ztunnel('3.4.0', 'peerCaCrl'),
  // Up to 3.4.1 the schema says `Annotations` and `Labels`, which the chart does not read. Mended on release-3.4, not released yet.
  [F.ZTUNNEL_OWN_METADATA]: { since: ['3.4.2'], what: '`values.ztunnel.annotations` and `values.ztunnel.labels`' },
};

/** Whether an operator version has a feature. */
export function hasFeature(feature: F, operator: string): boolean {
  const { since } = FEATURES[feature];
  const inOwnMinor = since.find((first) => minorOf(first) === minorOf(operator));
  return compareVersions(operator, inOwnMinor ?? since[since.length - 1]) >= 0;
}

/** From when on a feature is there, for messages: `OSSM 3.2.6, 3.3.4 or 3.4.0, or later in the same minor`. */
export function sinceWhen(feature: F, newestKnown: string): string {
  const known = FEATURES[feature].since.filter((first) => compareVersions(first, newestKnown) <= 0);
  if (known.length === 0) return 'an OSSM release newer than this library knows';
  if (known.length === 1) return `OSSM ${known[0]} or later`;
  return `OSSM ${known.slice(0, -1).join(', ')} (and later z-streams of the same minor) or ${known[known.length - 1]} and later`;
}

function ztunnel(since: string, field: string): FeatureFacts {
  return { since: [since], what: `\`values.ztunnel.${field}\``, field: ['ZTunnel', `values.ztunnel.${field}`] };
}
