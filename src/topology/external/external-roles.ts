import { isIP } from 'net';
import { controlPlaneNames } from './external-names';
import type { LateValue } from '../../kube/late-value';
import { type MeshRole, RoleKind, type TopologyFacts } from '../../mesh/mesh-role';
import { cleaned, mergeAgreeing, type PlainValues } from '../../mesh/plain-values';
import { injectionPath } from '../role-values';

/** What proxies and API servers reach a control plane by. */
const DISCOVERY_PORT = 15012;

/** What makes the agent of a proxy trust the authorities of its image (istio/istio pkg/security, SystemRootCerts). */
const SYSTEM_ROOTS = 'SYSTEM';

/** Environment of the agent that says which authority a discovery and certificate server is verified with. */
const ROOT_VARIABLES = ['XDS_ROOT_CA', 'CA_ROOT_CA'];

/** What the control plane of another cluster follows from. */
export interface ExternalInput {
  readonly topology: TopologyFacts;
  /** The name of the control plane, which is that of its revision and its namespace. */
  readonly name: string;
  /** The cluster that it is configured by. */
  readonly config: { readonly clusterName: string; readonly network: string };
  /** Where its gateway is reached. */
  readonly pilot: LateValue;
  /** What the certificate authority needs. */
  readonly trust: PlainValues;
  readonly meshNetworks?: PlainValues;
  /** Variables of proxies that verify a gateway which shows a certificate of its own. */
  readonly proxyMetadata?: { readonly [name: string]: string };
}

/** The part of the cluster that runs the control plane of another one. */
export function externalRole({ topology, name, config, pilot, trust, meshNetworks, proxyMetadata }: ExternalInput): MeshRole {
  const names = controlPlaneNames(name, name);
  const address = pilot.known === undefined ? undefined : `${bracketed(pilot.known)}:${DISCOVERY_PORT}`;
  const values = cleaned({
    meshConfig: {
      rootNamespace: name,
      // istiod takes the names in its certificate from here too (istio/istio pilot/pkg/bootstrap, initIstiodCerts): proxies verify it
      // by the address.
      defaultConfig: { discoveryAddress: address, proxyMetadata },
    },
    pilot: {
      // Its API server is that of the config cluster, which has no such ConfigMaps; those of its own cluster come as files.
      volumes: [
        { name: 'config-volume', configMap: { name: names.meshConfig } },
        { name: 'inject-volume', configMap: { name: names.injector } },
      ],
      volumeMounts: [
        { name: 'config-volume', mountPath: '/etc/istio/config' },
        { name: 'inject-volume', mountPath: '/var/lib/istio/inject' },
      ],
      env: {
        INJECTION_WEBHOOK_CONFIG_NAME: names.injectorWebhook,
        VALIDATION_WEBHOOK_CONFIG_NAME: names.validatorWebhook,
        EXTERNAL_ISTIOD: 'true',
        // the Secrets of further clusters are beside it, not in the config cluster
        LOCAL_CLUSTER_SECRET_WATCHER: 'true',
        // The ConfigMap of the config cluster, below the one that is mounted (istio/istio pilot/pkg/bootstrap/mesh.go). Istio's
        // documents say `istio`, which is its name without a revision: under the operator nothing has it.
        SHARED_MESH_CONFIG: names.meshConfig,
      },
    },
    global: {
      // No CLUSTER_ID: the chart makes it of clusterName, and a second one would be a duplicate in the Deployment.
      multiCluster: { clusterName: config.clusterName },
      network: config.network,
      meshID: topology.meshId,
      meshNetworks,
      istioNamespace: name,
      caAddress: address,
      // its webhooks are in the clusters that it looks after
      operatorManageWebhooks: true,
      configValidation: false,
    },
  });
  return {
    kind: RoleKind.EXTERNAL,
    topology,
    clusterName: config.clusterName,
    network: config.network,
    profile: 'empty',
    // the namespace is not on the network of the pods that are looked after
    omitsNetworkLabel: true,
    values: mergeAgreeing(values, trust, []),
    waitsFor: [pilot],
  };
}

/** What the cluster that configures an external control plane follows from. */
export interface ConfigInput {
  readonly topology: TopologyFacts;
  readonly name: string;
  readonly clusterName: string;
  readonly network: string;
  readonly pilot: LateValue;
  readonly omitsNetworkLabel?: boolean;
}

/** The part of the cluster that configures an external control plane: one without a control plane, with all that this one reads. */
export function configRole({ topology, name, clusterName, network, pilot, omitsNetworkLabel }: ConfigInput): MeshRole {
  return {
    kind: RoleKind.REMOTE,
    topology,
    clusterName,
    profile: 'remote',
    omitsNetworkLabel,
    // the control plane reads the mesh configuration of this cluster, below its own
    keeps: ['meshConfig'],
    values: cleaned({
      istiodRemote: { injectionPath: injectionPath(clusterName, network) },
      // the account, the rights and the webhook of a control plane
      global: { istioNamespace: name, remotePilotAddress: pilot.known, configCluster: true },
      pilot: { configMap: true },
    }),
    waitsFor: [pilot],
  };
}

/** The variables with which proxies verify a gateway that shows a certificate of its own, unless somebody says other ones. */
export function rootVariables(stated: { readonly [name: string]: string } | undefined): { [name: string]: string } {
  return Object.fromEntries(ROOT_VARIABLES.filter((name) => stated?.[name] === undefined).map((name) => [name, SYSTEM_ROOTS]));
}

/** An IPv6 address before a port is in brackets. */
function bracketed(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address;
}
