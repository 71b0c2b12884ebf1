import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Problem } from '../analysis/finding';
import { isWithheld, objectsIn } from '../kube/late-value';

/**
 * Objects of one kind, namespace and name that a cluster would be given twice: the second replaces the first, labels and all.
 *
 * @param scope the chart of the cluster
 * @param belongs whether an object below it goes to this cluster
 */
export function objectsTwice(scope: IConstruct, belongs: (object: ApiObject) => boolean): Problem[] {
  const seen = new Map<string, ApiObject>();
  const problems: Problem[] = [];
  for (const object of objectsIn(scope)) {
    if (!belongs(object)) continue;
    const key = keyOf(object, object.metadata.namespace, object.name);
    const first = seen.get(key);
    if (!first) seen.set(key, object);
    // Patches may have the last word on a name, so that the few that look alike are rendered.
    else if (rendered(first) === rendered(object)) problems.push(twice(first, object));
  }
  return problems;
}

function keyOf({ apiGroup, kind }: ApiObject, namespace: string | undefined, name: string): string {
  return [apiGroup, kind, namespace ?? '', name].join('\n');
}

function rendered(object: ApiObject): string {
  // one that waits for a value counts by what is known of it
  if (isWithheld(object)) return keyOf(object, object.metadata.namespace, object.name);
  const { metadata } = object.toJson() as { metadata: { namespace?: string; name: string } };
  return keyOf(object, metadata.namespace, metadata.name);
}

function twice(first: ApiObject, second: ApiObject): Problem {
  const { kind, name, metadata: { namespace } } = second;
  const where = namespace ? ` of namespace '${namespace}'` : '';
  return {
    code: 'mesh/object-twice',
    what: `${kind} '${name}'${where} is written by ${first.node.path} and again by ${second.node.path}`,
    expected: 'each object from one place: applied one after the other, the second would replace the first',
    fix: kind === 'Namespace'
      ? 'give one of them another name, have one of them refer (`mesh.namespace`, `mesh.adopt`), or say `manageNamespaces: false` where it is a namespace of the mesh itself'
      : 'give one of them another name, or keep one of them',
  };
}
