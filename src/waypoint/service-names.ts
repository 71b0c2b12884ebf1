import type { IConstruct } from 'constructs';
import { pathOf } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import type { IMesh } from '../vocabulary/interfaces';

/** Who takes the name of each Service, per mesh: made here, and made by Istio of a Gateway. */
const taken = new WeakMap<IMesh, Map<string, { readonly at: IConstruct; readonly what: string }>>();

/** Takes the name of a Service in a namespace of a mesh; a second taker is an error. */
export function takeServiceName(at: IConstruct, mesh: IMesh, namespace: string, name: string, what: string): void {
  if (!taken.has(mesh)) taken.set(mesh, new Map());
  const names = taken.get(mesh)!;
  const key = `${namespace}/${name}`;
  const first = names.get(key);
  if (!first) {
    names.set(key, { at, what });
    return;
  }
  Findings.of(at).add(at, {
    code: 'waypoint/service-name-taken',
    what: `${what} takes the name '${name}' for a Service of namespace '${namespace}', which ${first.what} at ${pathOf(first.at)} has already`,
    expected: 'one owner for each Service; Istio makes one of the same name for each waypoint',
    fix: 'give one of them another name',
  });
}
