import type { Problem } from '../../analysis/finding';
import type { MeshServicePort } from '../../vocabulary/interfaces';

/** A service as one cluster has it. */
export interface Sighting {
  /** As messages show it, for instance `cluster 'east' (mesh/ns-shop/service-reviews)`. */
  readonly where: string;
  readonly ports: readonly MeshServicePort[];
  /** Undefined: not known, or no pods. */
  readonly serviceAccount?: string;
  /** `<namespace>/<name>` of the waypoint that it uses, by its own label or its namespace's. */
  readonly waypoint?: string;
}

/**
 * What must be the same in every cluster. Istio merges the endpoints of all of them into one service: a port that one lacks has no
 * endpoints there, clients accept the identity that they know, and a waypoint is looked for by its name.
 */
export function equalityProblems(name: string, sightings: readonly Sighting[], isAmbient: boolean): Problem[] {
  return [
    ...differing(name, sightings, {
      code: 'topology/service-ports-differ',
      subject: 'the ports',
      shown: ({ ports }) => shownPorts(ports),
      expected: 'the same ports, by number, name and protocol',
    }),
    ...differing(name, sightings.filter((s) => s.serviceAccount !== undefined), {
      code: 'topology/service-account-differs',
      subject: 'the ServiceAccount',
      shown: ({ serviceAccount }) => `'${serviceAccount}'`,
      expected: 'one name: it is part of the identity that policies and clients know',
    }),
    ...differing(name, isAmbient ? sightings : [], {
      code: 'topology/service-waypoint-differs',
      subject: 'the waypoint',
      shown: ({ waypoint }) => (waypoint === undefined ? 'none' : `'${waypoint}'`),
      expected: 'waypoints of one name and namespace in every cluster, or none',
      fix: 'make it with `addWaypoint` of the shared namespace, and have the service use it in every cluster',
    }),
  ];
}

interface Fact {
  readonly code: string;
  readonly subject: string;
  readonly shown: (sighting: Sighting) => string;
  readonly expected: string;
  readonly fix?: string;
}

function differing(name: string, sightings: readonly Sighting[], { code, subject, shown, expected, fix }: Fact): Problem[] {
  const found = [...new Set(sightings.map(shown))];
  if (found.length < 2) return [];
  const places = (text: string) => sightings.filter((s) => shown(s) === text).map((s) => s.where).join(' and ');
  return [{
    code,
    what: `${subject} of service '${name}' differ${subject.endsWith('s') ? '' : 's'} between clusters: ${found.map((text) => `${text} in ${places(text)}`).join(', ')}`,
    expected,
    fix: fix ?? 'make them equal where the services are written',
  }];
}

function shownPorts(ports: readonly MeshServicePort[]): string {
  const sorted = [...ports].sort((a, b) => a.port - b.port);
  return sorted.map(({ port, name, protocol }) => `${port}${name === undefined ? '' : ` '${name}'`}${protocol === undefined ? '' : ` (${protocol})`}`).join(' + ') || 'none';
}
