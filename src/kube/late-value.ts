import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from './manifest';
import { isManifest } from './manifest-mark';

/** A value that exists only once something runs: the address of a load balancer, the CA of an API server. */
export interface LateValue {
  /** The cluster whose facts file holds it. */
  readonly cluster: string;
  /** Where in the facts file: `apiServer.url`, `apiServer.ca`, `addresses.istio-system/istio-eastwestgateway`. */
  readonly key: string;
  /** A noun phrase: "the address of Service 'gateway' in namespace 'istio-system' of cluster 'east'". */
  readonly what: string;
  /** The command that reads it. */
  readonly command: string;
  /** What to know before taking what the command says; a sentence. */
  readonly note?: string;
  /** Where else than in the facts file it may be stated; a clause. */
  readonly orElse?: string;
  /** The value; undefined: not known yet. Ask late (`Lazy`), since somebody may still state it. */
  readonly known?: string;
}

/** A manifest that is not written, and the values that it waits for: those that are not known. */
export interface Withheld {
  readonly manifest: Manifest;
  readonly waitsFor: readonly LateValue[];
}

/** A value that is not known, and what waits for it. */
export interface PendingValue {
  readonly late: LateValue;
  /** By kind, namespace and name. */
  readonly waiting: readonly Manifest[];
}

/** Those of a list that are not known. */
export function unknownOf(values: readonly LateValue[] | undefined): LateValue[] {
  return (values ?? []).filter((late) => late.known === undefined);
}

/** Whether an object stays unwritten, because it holds a value that is not known yet. */
export function isWithheld(object: unknown): object is Manifest {
  // one of an older copy of this library waits for nothing
  return isManifest(object) && unknownOf(object.waitsFor).length > 0;
}

/** All that is withheld in a tree, in tree order. `node.findAll()` of a chart does not list it. */
export function withheldIn(root: IConstruct): Withheld[] {
  const found: Withheld[] = [];
  const visit = (construct: IConstruct): void => {
    if (isWithheld(construct)) found.push({ manifest: construct, waitsFor: unknownOf(construct.waitsFor) });
    construct.node.children.forEach(visit);
  };
  visit(root);
  return found;
}

/** All objects of a tree, the withheld ones too: these exist, they are only not written yet. */
export function objectsIn(root: IConstruct): ApiObject[] {
  const written = root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
  return [...new Set([...written, ...withheldIn(root).map(({ manifest }) => manifest)])];
}

/**
 * An object as JSON for whoever only looks at it: a withheld one as far as it can be told without the values that it waits for.
 * Never to be written.
 */
export function draftOf(object: ApiObject): any {
  return isWithheld(object) ? object._draft() : object.toJson();
}

/** What is withheld, by the value that it waits for; sorted, whatever the order of construction. */
export function pendingValues(withheld: readonly Withheld[]): PendingValue[] {
  const pending = new Map<string, { late: LateValue; waiting: Map<string, Manifest> }>();
  for (const { manifest, waitsFor } of withheld) {
    for (const late of waitsFor) {
      const key = keyOf(late);
      if (!pending.has(key)) pending.set(key, { late, waiting: new Map() });
      pending.get(key)!.waiting.set(manifest.node.path, manifest);
    }
  }
  return sortedBy([...pending], ([key]) => key)
    .map(([, { late, waiting }]) => ({ late, waiting: sortedBy([...waiting.values()], whichOf) }));
}

/** What tells late values apart. */
export function keyOf({ cluster, key }: LateValue): string {
  return `${cluster}\n${key}`;
}

/** The namespace of a manifest, if its kind has one. */
export function namespaceOf({ clusterScoped, metadata }: Manifest): string | undefined {
  return clusterScoped ? undefined : metadata.namespace || undefined;
}

function whichOf(manifest: Manifest): string {
  const { apiVersion, kind, name } = manifest;
  return [kind, namespaceOf(manifest) ?? '', name, apiVersion].join('\n');
}

function sortedBy<T>(list: readonly T[], key: (item: T) => string): T[] {
  return list.map((item) => [key(item), item] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}
