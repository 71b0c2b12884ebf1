import { hasGatewayParameters } from './parameters';
import type { WaypointProps } from './waypoint-options';
import type { Problem } from '../analysis/finding';
import { dns1035LabelProblem } from '../kube/names';
import { DataPlane } from '../vocabulary/data-plane';
import { notAMember } from '../vocabulary/members';
import type { MeshFacts } from '../vocabulary/mesh-facts';
import { MeshLabel } from '../vocabulary/mesh-labels';
import { WaypointTraffic } from '../vocabulary/waypoint-traffic';

/** What is wrong with a waypoint as far as it can be said when it is made. */
export function waypointProblems(name: string, props: WaypointProps, facts: MeshFacts): Problem[] {
  return [
    ...nameProblems(name),
    ...trafficProblems(name, props.traffic),
    ...placeProblems(name, props, facts),
    ...availabilityProblems(props, facts),
    ...settingsProblems(props, facts),
    ...labelProblems(props),
    ...(props.usableFrom ?? []).flatMap((namespace) => otherMeshProblems(name, namespace.namespaceName, namespace.mesh._facts, facts)),
  ];
}

/** A namespace of another mesh can be admitted, but never sends its traffic here. */
export function otherMeshProblems(waypoint: string, namespace: string, itsMesh: MeshFacts, facts: MeshFacts): Problem[] {
  if (itsMesh.name === facts.name) return [];
  return [{
    code: 'waypoint/namespace-of-another-mesh',
    what: `waypoint '${waypoint}' of mesh '${facts.name}' is to be usable from namespace '${namespace}', which belongs to mesh '${itsMesh.name}'`,
    expected: 'namespaces of the same mesh',
    fix: `leave '${namespace}' out`,
  }];
}

function trafficProblems(name: string, traffic: WaypointTraffic | undefined): Problem[] {
  const wrong = traffic === undefined || traffic === null ? undefined : notAMember('WaypointTraffic', WaypointTraffic, traffic);
  return wrong ? [{ code: 'waypoint/wrong-type', what: `\`traffic\` of waypoint '${name}' is '${String(traffic)}'`, ...wrong }] : [];
}

function nameProblems(name: string): Problem[] {
  const problem = name === 'none' ? "Istio reads 'none' in the label istio.io/use-waypoint as no waypoint" : dns1035LabelProblem(name);
  return problem === undefined ? [] : [{
    code: 'waypoint/invalid-name',
    what: `the name '${name}' is not usable: ${problem}`,
    expected: 'a DNS label that starts with a letter, since Istio makes a Service of the same name',
    fix: 'change the name',
  }];
}

function placeProblems(name: string, { namespace }: WaypointProps, facts: MeshFacts): Problem[] {
  const problems: Problem[] = [];
  if (facts.dataPlane !== DataPlane.AMBIENT) {
    problems.push({
      code: 'waypoint/mesh-not-ambient',
      what: `mesh '${facts.name}' has a ${facts.dataPlane} data plane, in which nothing sends traffic through waypoint '${name}'`,
      expected: 'an ambient mesh',
      fix: 'make the mesh ambient (`dataPlane: DataPlane.AMBIENT`), or remove the waypoint: sidecars do layer 7 themselves',
      cause: facts.name,
    });
  }
  if (!namespace._internals.writable) {
    problems.push({
      code: 'waypoint/namespace-not-ours',
      what: `waypoint '${name}' is to run in namespace '${namespace.namespaceName}', which belongs to another program`,
      expected: 'a namespace that this program may write to',
      fix: 'use a waypoint of its owner, or make it in a namespace of this program',
    });
  }
  return problems;
}

function availabilityProblems({ availability }: WaypointProps, facts: MeshFacts): Problem[] {
  if (!availability || !facts.waypointAvailability || !facts.waypointAvailabilityInValues) return [];
  return [{
    code: 'waypoint/availability-twice',
    what: `the waypoint has an availability of its own, and mesh '${facts.name}' has one for all waypoints in \`values.gatewayClasses\``,
    expected: 'one of them: both would make an autoscaler of the same name on the same Deployment',
    fix: 'remove `availability` here, or from the mesh and say it for each waypoint',
  }];
}

function settingsProblems({ placement, resources }: WaypointProps, facts: MeshFacts): Problem[] {
  const set = [placement && '`placement`', resources && '`resources`'].filter(Boolean);
  if (set.length === 0 || hasGatewayParameters(facts.istioMinor)) return [];
  return [{
    code: 'waypoint/settings-not-supported',
    what: `the waypoint sets ${set.join(' and ')}, but Istio ${facts.istioMinor} knows no settings of a single waypoint`,
    expected: 'Istio 1.26 or later',
    fix: 'set `values.global.waypoint` of the mesh, which is for all waypoints, or update Istio',
  }];
}

/** Labels that this library writes on the Gateway, and what decides them. */
const DECIDED: { readonly [key: string]: string } = {
  [MeshLabel.WAYPOINT_FOR]: '`traffic`',
  [MeshLabel.REVISION]: 'the revision of its namespace (`track`)',
};

function labelProblems({ labels = {} }: WaypointProps): Problem[] {
  return Object.keys(DECIDED).filter((key) => key in labels).map((key) => ({
    code: 'waypoint/label-decided-elsewhere',
    what: `\`labels\` sets ${key}: ${labels[key]}, which ${DECIDED[key]} decides`,
    expected: 'labels of your own only',
    fix: `remove the label; ${DECIDED[key]} sets it`,
  }));
}
