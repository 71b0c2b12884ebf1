import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { knownProtocol } from './service-entry/protocol';
import type { LateValue } from '../kube/late-value';
import { Manifest } from '../kube/manifest';
import { judgeAtSynth } from '../objects/judge';
import { targetIn } from '../objects/target';
import type { MeshServicePort } from '../vocabulary/interfaces';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/** A port of a ServiceEntry. */
export interface WorkloadServiceEntryPort {
  readonly number: number;
  readonly name: string;
  /** Left out: the proxy finds out by what it sees. */
  readonly protocol?: string;
  /** The port of the endpoints. */
  readonly targetPort?: number;
}

/** Where a ServiceEntry leads. Without an address: to the gateways of its network. */
export interface WorkloadServiceEntryEndpoint {
  readonly network?: string;
  readonly labels?: { readonly [key: string]: string };
}

/** A ServiceEntry: a service of the mesh that no Service of its cluster stands for. */
export interface WorkloadServiceEntryProps {
  /** The mesh that it is judged for. */
  readonly mesh: MeshFacts;
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** Asked when the program is complete. */
  readonly ports: () => readonly WorkloadServiceEntryPort[];
  /** The namespaces that see it; undefined: all. */
  readonly exportTo?: readonly string[];
  readonly subjectAltNames?: readonly string[];
  readonly endpoints?: readonly WorkloadServiceEntryEndpoint[];
  /** Labels of pods in its namespace, in place of `endpoints`. Asked when the program is complete. */
  readonly selector?: () => { readonly [key: string]: string };
  readonly waitsFor?: readonly LateValue[];
  readonly raw?: unknown;
}

/** Writes a ServiceEntry whose endpoints are workloads of a mesh. */
export function serviceEntry(scope: Construct, id: string, props: WorkloadServiceEntryProps): Manifest {
  const { name, namespace, hosts, ports, exportTo, subjectAltNames, endpoints, selector, waitsFor, raw } = props;
  const manifest = new Manifest(scope, id, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name, namespace },
    body: {
      spec: {
        hosts,
        exportTo,
        location: 'MESH_INTERNAL',
        // The only resolution that takes endpoints without an address (istio/istio pkg/config/validation, ValidateServiceEntry).
        resolution: 'STATIC',
        ports: Lazy.any({ produce: ports }),
        subjectAltNames,
        endpoints,
        workloadSelector: selector && { labels: Lazy.any({ produce: selector }) },
      },
    },
    waitsFor,
    raw,
  });
  // an endpoint without address is reached through the gateway of its network
  judgeAtSynth(manifest, targetIn(props.mesh), { meant: ['endpoint/network-without-address'] });
  return manifest;
}

/** What the mesh does not carry. */
const OTHER_TRANSPORTS = ['udp', 'sctp'];

/** Ports of a Service as a ServiceEntry has them. Without those that the mesh does not carry. */
export function serviceEntryPorts(ports: readonly MeshServicePort[]): WorkloadServiceEntryPort[] {
  return ports.filter(isCarried).map(({ port, name, protocol }) => ({
    number: port,
    // a Service may leave out the name of its only port
    name: name ?? `port-${port}`,
    protocol: protocol === undefined ? undefined : knownProtocol(protocol) ?? 'TCP',
  }));
}

function isCarried({ protocol = '' }: MeshServicePort): boolean {
  return !OTHER_TRANSPORTS.includes(protocol.toLowerCase());
}
