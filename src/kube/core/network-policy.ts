import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { IntOrString, LabelSelector } from './pod';
import type { Manifest } from '../manifest';
import { dnsSubdomainProblem } from '../names';

const NETWORK_POLICY: CoreKind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', nameProblem: dnsSubdomainProblem };

/** Who is at the other end. Both selectors together: those pods in those namespaces. */
export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** A port, or the range up to `endPort`. */
export interface NetworkPolicyPort {
  readonly port?: IntOrString;
  readonly endPort?: number;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

/** The spec of a NetworkPolicy. */
export interface NetworkPolicySpec {
  readonly podSelector: LabelSelector;
  /** Always stated: without it a list of rules that is empty means something else than one that is absent. */
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  /** A rule without `from` admits everyone, a rule without `ports` every port; no rule at all admits nothing. */
  readonly ingress?: readonly { readonly from?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }[];
  readonly egress?: readonly { readonly to?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }[];
}

/** A NetworkPolicy. */
export interface NetworkPolicyProps extends ObjectProps {
  readonly spec: NetworkPolicySpec;
}

/** Writes a NetworkPolicy. */
export function networkPolicy(scope: Construct, id: string, props: NetworkPolicyProps): Manifest {
  return coreObject(scope, id, NETWORK_POLICY, props, { spec: props.spec });
}
