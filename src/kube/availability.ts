import { availabilityTable, type ReleaseBounds } from './tables';

/** A field, or one value of a field, that a release does not have. */
export interface UnavailableField extends ReleaseBounds {
  /** Where it stands in the body, `spec.servers[0].tls.credentialNames`; '' for the kind itself. */
  readonly path: string;
  /** The value that is not accepted; absent where the field itself is unknown. */
  readonly value?: string;
}

/** One part of the path patterns of a kind; `*` stands for any map key or list item. */
interface Branch {
  bounds?: ReleaseBounds;
  readonly values: Map<string, ReleaseBounds>;
  readonly children: Map<string, Branch>;
}

const branches = new Map<string, Branch | undefined>();

/**
 * The fields set in a body that a release does not have, each with the releases that do. Of a field that is missing, what stands below is
 * not listed.
 *
 * Read from `imports/availability.json`, whose shape is
 *
 *     { "<group>/<Kind>": { "<path pattern>": { "since"?: "3.2", "until"?: "3.3", "unreleased"?: true } } }
 *
 * - A kind or path that every release has is not listed; a path not listed has the bounds of its nearest listed ancestor.
 * - `*` in a pattern stands for a map key or a list item; names are the API's; `<path>=<value>` is about one value of a field, and
 *   `<path>=<other>`, so written, about all those not listed; the empty path is the kind itself.
 * - `since` is the first release that has it, `until` the last; `3.2` means any 3.2.z, `3.2.2` that z. `unreleased` marks a z that was not cut
 *   when the table was made.
 * - What a release is depends on the group: an OSSM version for sailoperator.io and istio.io, a Gateway API version (`v1.3.0`) for
 *   gateway.networking.k8s.io.
 *
 * @param groupKind API group and kind, `sailoperator.io/Istio`
 * @param body what the object has beside its metadata, in the API's spelling; with `apiVersion`, that is judged too
 * @param release the release to judge for, with as many numbers as the table's bounds: `3.2.8`, `v1.3.0`
 * @throws if the release is not a version, or has too few numbers to be compared with a bound that a set field has
 * @internal
 */
export function unavailableFields(groupKind: string, body: unknown, release: string): UnavailableField[] {
  if (!branches.has(groupKind)) branches.set(groupKind, branchesOf(groupKind));
  const root = branches.get(groupKind);
  const found: UnavailableField[] = [];
  if (root) visit(body, root, '', numbers(release), found);
  return found;
}

function visit(value: unknown, branch: Branch, path: string, release: readonly number[], found: UnavailableField[]): void {
  if (value === undefined) return;
  if (branch.bounds && isOutside(release, branch.bounds)) {
    found.push({ path, ...branch.bounds });
    return;
  }
  if (Array.isArray(value)) {
    const item = branch.children.get('*');
    if (item) value.forEach((v, i) => visit(v, item, `${path}[${i}]`, release, found));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      const below = branch.children.get(key) ?? branch.children.get('*');
      if (below) visit(child, below, path ? `${path}.${key}` : key, release, found);
    }
  } else {
    const bounds = branch.values.get(String(value)) ?? branch.values.get('<other>');
    if (bounds && isOutside(release, bounds)) found.push({ path, value: String(value), ...bounds });
  }
}

function isOutside(release: readonly number[], { since, until }: ReleaseBounds): boolean {
  return (since !== undefined && compare(release, numbers(since)) < 0) || (until !== undefined && compare(release, numbers(until)) > 0);
}

/** Compares as far as the bound goes: 3.2.8 equals the bound 3.2. */
function compare(release: readonly number[], bound: readonly number[]): number {
  for (let i = 0; i < bound.length; i++) {
    if (release[i] === undefined) {
      throw new Error(`Release ${release.join('.')} cannot be compared with ${bound.join('.')}. Expected ${bound.length} numbers: name the release in full`);
    }
    if (release[i] !== bound[i]) return release[i] - bound[i];
  }
  return 0;
}

function numbers(version: string): readonly number[] {
  if (!/^v?\d+(\.\d+)*$/.test(version)) throw new Error(`"${version}" is not a release. Expected numbers and dots, such as 3.2.8`);
  return version.replace(/^v/, '').split('.').map(Number);
}

function branchesOf(groupKind: string): Branch | undefined {
  const paths = availabilityTable()[groupKind];
  if (!paths) return undefined;
  const branch = (): Branch => ({ values: new Map(), children: new Map() });
  const root = branch();
  for (const [pattern, bounds] of Object.entries(paths)) {
    const equals = pattern.indexOf('=');
    const path = equals < 0 ? pattern : pattern.slice(0, equals);
    let at = root;
    for (const part of path ? path.split('.') : []) {
      let next = at.children.get(part);
      if (!next) at.children.set(part, next = branch());
      at = next;
    }
    if (equals < 0) at.bounds = bounds;
    else at.values.set(pattern.slice(equals + 1), bounds);
  }
  return root;
}
