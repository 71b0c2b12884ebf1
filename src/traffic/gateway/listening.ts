import type { IConstruct } from 'constructs';
import { findCluster } from '../../cluster/cluster';
import type { IMesh } from '../../vocabulary/interfaces';

const KEY = Symbol.for('cdk8s-ossm.listening-gateways');

/** A port on which a `Gateway` has its pods listen, and what its name begins with. */
export interface ListenedPort {
  readonly port: number;
  readonly name: string;
}

/** What a `Gateway` says to pods. Its servers are known when the program is complete. */
export interface Listening {
  /** Labels of the pods; none means all gateways. */
  readonly selector: { readonly [key: string]: string };
  /** The mesh whose pods heed it; undefined where that is not known. */
  readonly mesh?: IMesh;
  /** Ports that are reached from outside of the pod. */
  readonly ports: () => ListenedPort[];
}

/** Makes a `Gateway` known to the pods of its cluster. */
export function listen(at: IConstruct, listening: Listening): void {
  listenings(at).push(listening);
}

/**
 * The ports that the `Gateway`s of this program open at pods, in ascending order: a `Gateway` looks at the pods of every namespace.
 *
 * @param at the construct of the pods
 * @param mesh the mesh of the pods
 * @param labels the labels of the pods
 */
export function listenedPorts(at: IConstruct, mesh: IMesh, labels: { readonly [key: string]: string }): ListenedPort[] {
  const ports = new Map<number, ListenedPort>();
  for (const { selector, mesh: other, ports: opened } of listenings(at)) {
    if (other !== undefined && other._facts.name !== mesh._facts.name) continue;
    if (!Object.entries(selector).every(([key, text]) => labels[key] === text)) continue;
    for (const port of opened()) if (!ports.has(port.port)) ports.set(port.port, port);
  }
  return [...ports.values()].sort((a, b) => a.port - b.port);
}

/** Those of one cluster: the program may hold several. */
function listenings(at: IConstruct): Listening[] {
  const scope = (findCluster(at) ?? at.node.root) as IConstruct & { [KEY]?: Listening[] };
  if (!scope[KEY]) Object.defineProperty(scope, KEY, { value: [] });
  return scope[KEY]!;
}
