/**
 * What differs between operator versions and changes what a program may write or what its objects mean.
 *
 * Fields of `values` that nothing here has a rule for are not listed: `imports/availability.json` knows each field's first release.
 */
export enum ReleaseFeature {
  // Kinds and their versions
  ZTUNNEL_V1 = 'ztunnel-v1',
  ZTUNNEL_TARGET_REF = 'ztunnel-target-ref',
  REVISION_TAG_KIND_ENUM = 'revision-tag-kind-enum',
  PROFILE_EXTERNAL_LISTED = 'profile-external-listed',
  TRAFFIC_EXTENSION = 'traffic-extension',
  // What the operator does
  DEPENDENCIES_HEALTHY = 'dependencies-healthy',
  ZTUNNEL_DEPENDENCY = 'ztunnel-dependency',
  BASE_CHART_FOR_DEFAULT = 'base-chart-for-default',
  DEFAULT_REVISION_CLEARED = 'default-revision-cleared',
  TAG_NAME_AGE_RULE = 'tag-name-age-rule',
  IGNORE_ANNOTATION = 'ignore-annotation',
  TLS_FROM_APISERVER = 'tls-from-apiserver',
  AMBIENT_WITH_REVISIONS = 'ambient-with-revisions',
  // Fields of Istio
  GATEWAY_CLASSES = 'gateway-classes',
  NETWORK_POLICY_VALUES = 'network-policy-values',
  TRUST_BUNDLE_NAME = 'trust-bundle-name',
  PILOT_ENV_VAR_FROM = 'pilot-env-var-from',
  NATIVE_NFTABLES = 'native-nftables',
  SERVICE_SCOPE_CONFIGS = 'service-scope-configs',
  LOCAL_INJECTOR = 'local-injector',
  RESOURCE_SCOPE = 'resource-scope',
  READER_RBAC_SWITCH = 'reader-rbac-switch',
  PROXY_SECCOMP_PROFILE = 'proxy-seccomp-profile',
  PILOT_CRL_CONFIG_MAP = 'pilot-crl-config-map',
  PILOT_TAINT_NAME = 'pilot-taint-name',
  // Fields of IstioCNI
  CNI_RECONCILE_IPTABLES = 'cni-reconcile-iptables',
  CNI_ENV = 'cni-env',
  CNI_OWNED_CONFIG = 'cni-owned-config',
  CNI_POD_LABELS = 'cni-pod-labels',
  CNI_APP_ARMOR_ANNOTATION = 'cni-app-armor-annotation',
  // Fields of ZTunnel
  ZTUNNEL_LOG_LEVEL = 'ztunnel-log-level',
  ZTUNNEL_RESOURCE_NAME = 'ztunnel-resource-name',
  ZTUNNEL_GRACE_PERIOD = 'ztunnel-grace-period',
  ZTUNNEL_UPDATE_STRATEGY = 'ztunnel-update-strategy',
  ZTUNNEL_AFFINITY = 'ztunnel-affinity',
  ZTUNNEL_NODE_SELECTOR = 'ztunnel-node-selector',
  ZTUNNEL_TOLERATIONS = 'ztunnel-tolerations',
  ZTUNNEL_NETWORK = 'ztunnel-network',
  ZTUNNEL_RESOURCE_QUOTAS = 'ztunnel-resource-quotas',
  ZTUNNEL_SELINUX_OPTIONS = 'ztunnel-selinux-options',
  ZTUNNEL_DNS = 'ztunnel-dns',
  ZTUNNEL_PEER_CA_CRL = 'ztunnel-peer-ca-crl',
  ZTUNNEL_OWN_METADATA = 'ztunnel-own-metadata',
}
