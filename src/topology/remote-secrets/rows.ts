import type { Construct, IConstruct } from 'constructs';
import type { LateValue } from '../../kube/late-value';

/** A cluster whose API server is read. */
export interface ReadCluster {
  readonly cluster: string;
  /** The URL of its API server. */
  readonly url: LateValue;
  /** What the certificate of its API server is verified with, as PEM. */
  readonly ca: LateValue;
  /** The name in that certificate, where it is not the host of the URL. */
  readonly tlsServerName?: string;
  /** The root namespace there. */
  readonly namespace: string;
  /** Whose token reads: `istio-reader-service-account`, or istiod's own for a row of type `config`. */
  readonly serviceAccount: string;
  /** The ClusterRole that lets it read. */
  readonly clusterRole: string;
}

/** A cluster that is read and that this program writes. */
export interface SourceSide extends ReadCluster {
  /** Inside its chart. */
  readonly scope: Construct;
  /** Whether nobody else makes the ServiceAccount. */
  readonly writesServiceAccount: boolean;
  /** What the `Istio` waits for that brings the ServiceAccount: a token Secret before it would be deleted. */
  readonly waitsFor?: readonly LateValue[];
}

/** One control plane that reads one cluster. */
export interface SecretRow {
  /** `config`: the cluster that an external control plane takes its configuration from. */
  readonly type: 'remote' | 'config';
  readonly reader: {
    readonly cluster: string;
    /** Inside its chart. */
    readonly scope: Construct;
    /** The namespace of its istiod. */
    readonly namespace: string;
  };
  readonly source: ReadCluster;
}

/** How kubeconfigs get from the clusters that are read to those that read. */
export interface SecretsWay {
  /** Writes what a cluster that is read needs; called once for each of its ServiceAccounts that is read with. */
  writeSource(source: SourceSide): void;
  /** Writes what a cluster that reads needs; `rows` are all of one reader. */
  writeReader(rows: readonly SecretRow[], at: IConstruct): void;
}
