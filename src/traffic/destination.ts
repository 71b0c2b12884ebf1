import type { Problem } from '../analysis/finding';
import { AppProtocol } from '../vocabulary/app-protocol';
import type { IMeshService, MeshServicePort } from '../vocabulary/interfaces';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/** Where a route sends requests. */
export interface PortDestination {
  readonly host: string;
  readonly port: { readonly number: number };
}

/** The destination that a backend and a port number mean, and what is wrong with it. There is always one, so that reports go on. */
export function destinationOf(
  backend: IMeshService, port: number | undefined, mesh: MeshFacts,
): { destination: PortDestination; problems: Problem[] } {
  const chosen = choosePort(backend, port);
  return {
    destination: { host: backend.host, port: { number: chosen.port.port } },
    problems: [...otherMeshProblems(backend, mesh), ...(chosen.problem ? [chosen.problem] : protocolProblems(backend, chosen.port))],
  };
}

function choosePort(backend: IMeshService, wanted: number | undefined): { port: MeshServicePort; problem?: Problem } {
  const { ports } = backend;
  const found = wanted === undefined ? ports[0] : ports.find((p) => p.port === wanted);
  const numbers = ports.map((p) => p.port).join(', ');
  if (!found) {
    return {
      port: { port: wanted ?? 80 },
      problem: {
        code: 'traffic/unknown-port',
        what: `the service ${backend.host} has no port ${wanted}`,
        expected: ports.length ? `one of ${numbers}` : 'a port of the service',
        fix: 'change `port`, or add the port to the service',
      },
    };
  }
  if (wanted !== undefined || ports.length === 1) return { port: found };
  return {
    port: found,
    problem: {
      code: 'traffic/port-needed',
      what: `the service ${backend.host} has the ports ${numbers}, and the route names none`,
      expected: 'the port that is meant',
      fix: `add \`port: ${found.port}\` to the route`,
    },
  };
}

/** Routes by path need HTTP that the proxy can read. */
function protocolProblems(backend: IMeshService, { port, protocol = 'http' }: MeshServicePort): Problem[] {
  if (AppProtocol.of(protocol).isHttp) return [];
  const encrypted = protocol === 'https' || protocol === 'tls';
  return [{
    code: 'traffic/port-not-http',
    what: `port ${port} of the service ${backend.host} speaks '${protocol}', which has no paths to route by`,
    expected: 'a port that speaks http, http2, grpc or grpc-web',
    fix: encrypted
      ? 'route to a port without TLS: the mesh encrypts between the gateway and the workload by itself'
      : 'route to another port, or state the right protocol on the service',
  }];
}

/** What is wrong where the service is of another mesh than what sends to it. */
export function otherMeshProblems(backend: IMeshService, mesh: MeshFacts): Problem[] {
  const other = backend.namespace.mesh._facts;
  if (other.name === mesh.name && other.rootNamespace === mesh.rootNamespace) return [];
  return [{
    code: 'traffic/backend-of-another-mesh',
    what: `the service ${backend.host} belongs to mesh '${other.name}', the route to mesh '${mesh.name}', which does not see it`,
    expected: 'a service in a namespace of the same mesh',
    fix: `add namespace '${backend.namespace.namespaceName}' to mesh '${mesh.name}', or use a gateway of mesh '${other.name}'`,
  }];
}
