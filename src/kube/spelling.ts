import { spellingTable } from './tables';

/** One part of the path patterns of a kind; `*` stands for any map key or list item. */
interface Branch {
  /** Name in the API, where it differs from the one in the types. */
  rename?: string;
  readonly children: Map<string, Branch>;
}

const branches = new Map<string, Branch | undefined>();

/**
 * Gives a body written with the names of the generated types (`meshId`, `proxyInit`) the names that the API has (`meshID`, `proxy_init`).
 *
 * The body is what an object has beside its metadata, `{ spec: ... }`, with every token resolved. Names that the types do not have stay as they are, as do
 * the keys of maps: labels, env and the like are the user's. A body is never changed in place.
 *
 * @param groupKind API group and kind, `sailoperator.io/Istio`; a kind without renamed fields is returned as it is
 * @throws if a field is given under both of its names
 * @internal
 */
export function toApiSpelling(groupKind: string, body: unknown): unknown {
  if (!branches.has(groupKind)) branches.set(groupKind, branchesOf(groupKind));
  const root = branches.get(groupKind);
  return root ? respell(body, root, groupKind) : body;
}

function respell(value: unknown, branch: Branch, path: string): unknown {
  if (Array.isArray(value)) {
    const item = branch.children.get('*');
    return item ? value.map((v, i) => respell(v, item, `${path}[${i}]`)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    const below = branch.children.get(key) ?? branch.children.get('*');
    const name = below?.rename ?? key;
    if (Object.prototype.hasOwnProperty.call(out, name) || (name !== key && Object.prototype.hasOwnProperty.call(value, name))) {
      throw new Error(`${path}: ${key} and ${name} are two names of one field, and both are given. Expected one of them: leave out ${name}`);
    }
    out[name] = below ? respell(child, below, `${path}.${key}`) : child;
  }
  return out;
}

function branchesOf(groupKind: string): Branch | undefined {
  const renames = spellingTable()[groupKind];
  if (!renames) return undefined;
  const root: Branch = { children: new Map() };
  for (const [pattern, name] of Object.entries(renames)) {
    let at = root;
    for (const part of pattern.split('.')) {
      let next = at.children.get(part);
      if (!next) at.children.set(part, next = { children: new Map() });
      at = next;
    }
    at.rename = name;
  }
  return root;
}
