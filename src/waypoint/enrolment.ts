import type { IConstruct } from 'constructs';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { DataPlane } from '../vocabulary/data-plane';
import type { IMeshNamespace, IWaypoint } from '../vocabulary/interfaces';
import { MeshLabel } from '../vocabulary/mesh-labels';
import { WaypointTraffic } from '../vocabulary/waypoint-traffic';

/** Something whose traffic is to go through a waypoint. */
export interface Enrollee {
  readonly at: IConstruct;
  readonly kind: 'namespace' | 'service' | 'workload';
  /** As messages show it, for instance `service 'reviews'`. */
  readonly subject: string;
  readonly namespace: IMeshNamespace;
  /** How the pods behind it are in the mesh. */
  readonly dataPlane: DataPlane;
}

/** Labels that send the traffic of what carries them through a waypoint. */
export function useWaypointLabels(waypoint: IWaypoint, namespace: string): { [key: string]: string } {
  return {
    [MeshLabel.USE_WAYPOINT]: waypoint.waypointName,
    ...(waypoint.namespaceName !== namespace && { [MeshLabel.USE_WAYPOINT_NAMESPACE]: waypoint.namespaceName }),
  };
}

/**
 * Enrols something with a waypoint: raises what is wrong with that, and lets the waypoint know.
 *
 * @returns the labels to put on the enrollee
 */
export function enrol(waypoint: IWaypoint, enrollee: Enrollee): { [key: string]: string } {
  const { at, namespace } = enrollee;
  if (typeof waypoint?.waypointName !== 'string') {
    fail(at, {
      code: 'waypoint/no-waypoint',
      what: `${enrollee.subject} is to be enrolled with ${waypoint === undefined || waypoint === null ? 'nothing' : `'${String(waypoint)}'`}`,
      expected: 'the handle of a waypoint',
      fix: 'pass what `addWaypoint` or `Waypoint.fromName` returned',
    });
  }
  const findings = Findings.of(at);
  for (const problem of [trafficProblem(waypoint, enrollee), dataPlaneProblem(waypoint, enrollee)]) {
    if (problem) findings.add(at, problem);
  }
  // a namespace may be admitted after it was enrolled
  findings.checkAtSynth(at, () => admissionProblems(waypoint, enrollee));
  waypoint._internals.noteUse(namespace.namespaceName);
  return useWaypointLabels(waypoint, namespace.namespaceName);
}

function trafficProblem(waypoint: IWaypoint, { kind, subject }: Enrollee): Problem | undefined {
  const fitting = {
    namespace: [WaypointTraffic.SERVICE, WaypointTraffic.WORKLOAD, WaypointTraffic.ALL],
    service: [WaypointTraffic.SERVICE, WaypointTraffic.ALL],
    workload: [WaypointTraffic.WORKLOAD, WaypointTraffic.ALL],
  }[kind];
  if (fitting.includes(waypoint.traffic)) return undefined;
  const member = kind === 'workload' ? 'WORKLOAD' : 'SERVICE';
  return {
    code: 'waypoint/traffic-does-not-fit',
    what: `${subject} is enrolled with ${name(waypoint)}, which handles ${waypoint.traffic === WaypointTraffic.NONE ? 'no traffic' : `traffic to a ${waypoint.traffic} only`}`,
    expected: `a waypoint for ${fitting.map((t) => `'${t}'`).join(' or ')} traffic: Istio ignores the label otherwise`,
    fix: `make it with \`traffic: WaypointTraffic.${member}\` or \`WaypointTraffic.ALL\`, or use another waypoint`,
  };
}

function dataPlaneProblem(waypoint: IWaypoint, { kind, subject, dataPlane }: Enrollee): Problem | undefined {
  if (dataPlane === DataPlane.AMBIENT) return undefined;
  return {
    code: 'waypoint/not-ambient',
    what: `${subject} is enrolled with ${name(waypoint)}, but its data plane is ${dataPlane}`,
    expected: 'ambient pods behind what uses a waypoint: ztunnel is what sends their traffic through it',
    fix: 'make it ambient (`dataPlane: DataPlane.AMBIENT`), or leave the waypoint out',
    // single workloads behind a service may be ambient although their namespace is not
    severity: kind === 'service' ? 'warning' : 'error',
  };
}

function admissionProblems(waypoint: IWaypoint, { subject, namespace }: Enrollee): Problem[] {
  if (waypoint.admits(namespace.namespaceName)) return [];
  return [{
    code: 'waypoint/namespace-not-admitted',
    what: `${subject} is enrolled with ${name(waypoint)}, which does not admit namespace '${namespace.namespaceName}'`,
    expected: 'a waypoint that admits the namespace: Istio denies the attachment otherwise, and the traffic goes around the waypoint',
    fix: waypoint._internals.howToAdmit.replace('<namespace>', namespace.namespaceName),
    cause: `${waypoint.namespaceName}/${waypoint.waypointName} ${namespace.namespaceName}`,
  }];
}

function name(waypoint: IWaypoint): string {
  return `waypoint '${waypoint.waypointName}' of namespace '${waypoint.namespaceName}'`;
}
