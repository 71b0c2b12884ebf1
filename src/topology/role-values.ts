import type { LateValue } from '../kube/late-value';
import { type MeshRole, RoleKind, type TopologyFacts } from '../mesh/mesh-role';
import { cleaned, mergeAgreeing, type PlainValues } from '../mesh/plain-values';
import { DataPlane } from '../vocabulary/data-plane';

/** What the part of a cluster with a control plane follows from. */
export interface PrimaryInput {
  readonly topology: TopologyFacts;
  readonly clusterName: string;
  readonly network: string;
  readonly dataPlane: DataPlane;
  /** Whether clusters without a control plane are looked after from here. */
  readonly servesRemotes: boolean;
  /** What the certificate authority needs. */
  readonly trust: PlainValues;
  /** What is known of the networks, where clusters do not say it themselves. */
  readonly meshNetworks?: PlainValues;
}

/** The part of a cluster with a control plane. */
export function primaryRole({ topology, clusterName, network, dataPlane, servesRemotes, trust, meshNetworks }: PrimaryInput): MeshRole {
  const values = cleaned({
    global: { meshID: topology.meshId, network, multiCluster: { clusterName }, meshNetworks },
    pilot: {
      env: {
        // Not global.externalIstiod, which means the same to istiod: the operator keeps revisions that serve other clusters by
        // this variable alone (sail-operator controllers/istio, managesExternalRevision).
        EXTERNAL_ISTIOD: servesRemotes ? 'true' : undefined,
        AMBIENT_ENABLE_MULTI_NETWORK: dataPlane === DataPlane.AMBIENT ? 'true' : undefined,
      },
    },
  });
  return { kind: RoleKind.PRIMARY, topology, clusterName, omitsNetworkLabel: meshNetworks !== undefined, values: mergeAgreeing(values, trust, []) };
}

/** What the part of a cluster without a control plane follows from. */
export interface RemoteInput {
  readonly topology: TopologyFacts;
  readonly clusterName: string;
  readonly network: string;
  /** Where the control plane is reached. */
  readonly pilot: LateValue;
  /** The clusters whose control planes look after it. */
  readonly controlledBy: readonly string[];
  /** Whether its control planes know its network from their own configuration. */
  readonly omitsNetworkLabel?: boolean;
}

/** The part of a cluster without a control plane: nothing but the way to another cluster's is installed. */
export function remoteRole({ topology, clusterName, network, pilot, controlledBy, omitsNetworkLabel }: RemoteInput): MeshRole {
  return {
    kind: RoleKind.REMOTE,
    topology,
    clusterName,
    profile: 'remote',
    omitsNetworkLabel,
    keeps: [],
    values: cleaned({
      istiodRemote: { injectionPath: injectionPath(clusterName, network) },
      global: { remotePilotAddress: pilot.known },
    }),
    // Without it istiod gives the cluster no root certificate, and its webhook no CA bundle.
    rootNamespaceAnnotations: { 'topology.istio.io/controlPlaneClusters': [...controlledBy].sort().join(',') },
    waitsFor: [pilot],
  };
}

/**
 * The path by which the injector is told which cluster and network a pod is of (istio/istio pkg/kube/inject/webhook.go). Both are
 * DNS labels, so that nothing needs escaping.
 */
export function injectionPath(clusterName: string, network: string): string {
  return `/inject/cluster/${clusterName}/net/${network}`;
}
