import { shown } from './rules/common';
import { childOf } from './table';
import { releaseText } from './target';
import type { Walk } from './walk';
import type { Problem } from '../analysis/finding';
import type { ObjectPath } from '../analysis/violation';

/** A field that this release does not have at this place, where another one has it. */
export function absentField(walk: Walk, parent: ObjectPath, name: string): Problem | undefined {
  return inOthers(walk, `\`${name}\` is a field`, (number) => {
    const node = nodeAt(walk, number, parent);
    return node !== undefined && childOf(walk.table.node(node), name) !== undefined;
  });
}

/** A value that this release does not list, where another one does. */
export function absentEnumValue(walk: Walk, path: ObjectPath, value: unknown): Problem | undefined {
  return inOthers(walk, `${shown(value)} is a value`, (number) => {
    const node = nodeAt(walk, number, path);
    return node !== undefined && walk.table.node(node).enum?.includes(value) === true;
  });
}

/** Names of releases as a sentence has them: those of one product, and each channel by itself. */
export function releasesText(product: string, names: readonly string[], all: readonly string[]): string {
  const channels = [...new Set(names.map((name) => name.split('/')[1] ?? ''))];
  const parts = channels.map((channel) => {
    const of = (list: readonly string[]) => list.filter((name) => (name.split('/')[1] ?? '') === channel).map((name) => name.split('/')[0]);
    const [having, known] = [of(names), of(all)];
    const newer = having[having.length - 1] === known[known.length - 1];
    const range = having.length === 1 && !newer ? having[0] : newer ? `${having[0]} or newer` : `${having[0]} to ${having[having.length - 1]}`;
    return channel ? `${range} in the ${channel} channel` : range;
  });
  return `${product} ${parts.join(', or ')}`;
}

/** Looks in the releases that serve this version of the kind first, then at the other versions in this release. */
function inOthers({ table, release, version }: Walk, what: string, has: (root: number) => boolean): Problem | undefined {
  const names = Object.keys(table.roots);
  const others = names.filter((name) => name !== release.name && table.roots[name][version] !== undefined && has(table.roots[name][version]));
  if (others.length) {
    return {
      code: 'schema/not-in-release',
      what: `${what} that ${releaseText(release)} does not have here`,
      expected: `${releasesText(table.product, others, names)}, which has it`,
      fix: 'remove it, or use a release that has it',
    };
  }
  const versions = Object.entries(table.roots[release.name]).flatMap(([name, root]) => (name !== version && has(root) ? [name] : []));
  return versions.length ? {
    code: 'schema/not-in-release', what: `${what} that ${version} of the kind does not have here`, expected: `${versions.join(' or ')}, which has it`, fix: `remove it, or write it as ${versions[0]}`,
  } : undefined;
}

/** The node of a place in an object. */
export function nodeAt({ table }: Pick<Walk, 'table'>, root: number, path: ObjectPath): number | undefined {
  return path.reduce<number | undefined>((number, part) => {
    if (number === undefined) return undefined;
    const node = table.node(number);
    return typeof part === 'number' ? node.items : childOf(node, part);
  }, root);
}
