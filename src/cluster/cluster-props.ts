import type { ClusterFacts } from './cluster-facts';
import type { OpenShift } from '../release';

/** How other clusters reach the API server of a cluster. */
export interface ApiServerOptions {
  /**
   * The URL, without a path: `https://api.east.example.com:6443`.
   * @default - that of the facts; while nobody states it, what needs it is not written
   */
  readonly url?: string;
  /**
   * The certificates that the API server's own is checked with, as PEM: `-----BEGIN CERTIFICATE-----`. Not a key.
   * @default - those of the facts; while nobody states them, what needs them is not written
   */
  readonly ca?: string;
  /**
   * The name that the API server's certificate is checked against, where it is not the host of the URL.
   * @default - the host of the URL
   */
  readonly tlsServerName?: string;
}

/** What a cluster is, said once. */
export interface ClusterProps {
  /** The name of the cluster: a DNS label. In a mesh over several clusters it is the cluster's identity. */
  readonly name: string;
  /**
   * The OpenShift version of the cluster: decides the Gateway API version, what a Route can refer to, and more.
   * @default - the oldest version that the mesh's release supports
   */
  readonly openshift?: OpenShift;
  /**
   * The wildcard domain of the default router, for instance `apps.east.example.com`. Bare host names are completed with it.
   * @default - unknown; host names must then be given in full
   */
  readonly appsDomain?: string;
  /**
   * The cluster's DNS domain.
   * @default cluster.local
   */
  readonly clusterDomain?: string;
  /**
   * The name of the network its pods are on, as Istio's multi-network meshes need it.
   * @default - not stated
   */
  readonly network?: string;
  /**
   * The region of its nodes, as their label `topology.kubernetes.io/region` has it: `eu-west-1`. Failover between clusters goes by it.
   * @default - not stated
   * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesioregion
   */
  readonly region?: string;
  /**
   * The address ranges of its pods, as CIDR: `10.128.0.0/14`. Clusters on one network must not share any.
   * @default - not stated, and not checked
   */
  readonly podCidrs?: string[];
  /**
   * How other clusters reach its API server.
   * @default - as the facts say
   */
  readonly apiServer?: ApiServerOptions;
  /**
   * What is known of the cluster only once it runs. A value that is stated here and in the props must be the same.
   * @default - nothing is known yet
   */
  readonly facts?: ClusterFacts;
  /**
   * Labels on every object of this chart.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}
