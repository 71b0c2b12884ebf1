/** A step of the install order. Everything of one stage is to be applied before anything of the next. */
export enum Stage {
  /** Operators: their subscriptions, and custom resource definitions. */
  OPERATORS = 'operators',
  /** What others stand on: namespaces, RBAC, service accounts, configuration, certificates. */
  BASE = 'base',
  /** The control plane and its revision tags. */
  CONTROL_PLANE = 'control-plane',
  /** The node components: the CNI plugin and ztunnel. */
  DATA_PLANE = 'data-plane',
  /** Ingress, egress and waypoint proxies, and how traffic reaches them. */
  GATEWAYS = 'gateways',
  /** Routing, security and telemetry: what tells proxies what to do. */
  POLICY = 'policy',
  /** Applications. */
  WORKLOADS = 'workloads',
}

/** The stages in install order. Not public. */
export const STAGES: readonly Stage[] = [
  Stage.OPERATORS, Stage.BASE, Stage.CONTROL_PLANE, Stage.DATA_PLANE, Stage.GATEWAYS, Stage.POLICY, Stage.WORKLOADS,
];

/** The place of a stage in the install order, from 0. Not public. */
export function stageIndex(stage: Stage): number {
  return STAGES.indexOf(stage);
}
