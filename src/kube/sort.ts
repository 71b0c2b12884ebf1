import { isPlainMap, type PlainMap } from './merge';
import { RenderError, show, showPath } from './render-error';

/**
 * The value as plain JSON with the keys of every map in order, whatever the environment says.
 *
 * Empty maps and lists stay: in Istio they mean something. In a map `undefined` and `null` are absence, in a list `null` stays.
 *
 * @throws RenderError on what has no place in a manifest: instances of classes, functions, numbers that JSON lacks, gaps in lists
 */
export function sortedPlain(value: unknown): unknown {
  return plain(value, []);
}

/** @param path where the value stands; as it is when something is thrown */
function plain(value: unknown, path: string[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return sortedList(value, path);
  if (isPlainMap(value)) return sortedMap(value, path);
  if (value instanceof Date && !isNaN(value.getTime())) return value.toISOString();
  throw new RenderError({
    code: 'kube/not-plain',
    what: `${showPath(path)} is ${whatIs(value)}, which no manifest can hold`,
    expected: 'a string, a finite number, a boolean, a list or a map',
    fix: 'give the plain value that is meant, or leave it out',
  });
}

function sortedList(list: readonly unknown[], path: string[]): unknown[] {
  const sorted: unknown[] = [];
  for (let i = 0; i < list.length; i++) {
    path.push(`${i}`);
    sorted.push(plain(list[i], path));
    path.pop();
  }
  return sorted;
}

function sortedMap(map: PlainMap, path: string[]): PlainMap {
  const sorted: PlainMap = {};
  for (const key of Object.keys(map).sort()) {
    const item = map[key];
    if (item === undefined || item === null) continue;
    path.push(key);
    if (key === '__proto__') {
      throw new RenderError({
        code: 'kube/impossible-key',
        what: `the key ${showPath(path)} is one that JavaScript cannot carry`,
        expected: 'another key',
        fix: 'rename it',
      });
    }
    sorted[key] = plain(item, path);
    path.pop();
  }
  return sorted;
}

function whatIs(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `an instance of ${value.constructor?.name ?? 'a class'}`;
  if (typeof value === 'number' || value === undefined) return String(value);
  return typeof value === 'bigint' ? `the bigint ${value}` : `a ${typeof value} (${show(value)})`;
}
