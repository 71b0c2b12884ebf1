import { absentField, nodeAt } from './other-releases';
import { editDistance, isAnotherSpelling } from './spelling';
import type { SchemaTable } from './table';
import type { Walk } from './walk';
import type { Problem } from '../analysis/finding';
import type { ObjectPath, Violation } from '../analysis/violation';

/** What is said of a field, without where. */
type Said = Problem & Pick<Violation, 'mistaken'>;

/** A place in the schema: names of fields, `[]` for an item, `*` for a value of a map. */
type SchemaPath = readonly string[];

/** How many fields are listed where none of them is near. */
const LISTED = 10;
const FIX_NOTHING_NEAR = 'remove it, or write one of these';

/** What to say of a field that the API server would drop: where it belongs, what it should be called, or what may stand there. */
export function unknownField(walk: Walk, parent: ObjectPath, name: string): Said {
  const root = walk.table.roots[walk.release.name][walk.version];
  const absent = absentField(walk, parent, name);
  if (absent) return absent;
  const siblings = Object.keys(walk.table.node(nodeAt(walk, root, parent)!).fields ?? {});
  const here = schemaPath(walk, root, parent);
  const misspelt = siblings.find((sibling) => isAnotherSpelling(sibling, name));
  const places = placesOf(walk.table, root).get(name) ?? [];
  const onTheWay = places.filter((place) => isPrefix(place, here) || isPrefix(here, place));
  if (misspelt) return spelling(name, misspelt);
  if (onTheWay.length) return { ...elsewhere(name, here, onTheWay), mistaken: true };
  const near = nearest(siblings, name);
  if (near) return spelling(name, near);
  if (places.length) return elsewhere(name, here, places);
  return {
    code: 'schema/unknown-field',
    what: `\`${name}\` is no field that is known here; the API server drops it`,
    expected: siblings.length ? `one of ${siblings.slice(0, LISTED).map((s) => `\`${s}\``).join(', ')}${siblings.length > LISTED ? ` and ${siblings.length - LISTED} more` : ''}` : 'no fields at all',
    fix: siblings.length ? FIX_NOTHING_NEAR : 'remove it',
  };
}

function spelling(name: string, known: string): Said {
  return {
    code: 'schema/unknown-field',
    what: `\`${name}\` is no field that is known here; the API server drops it`,
    expected: `\`${known}\`, which it looks like`,
    fix: `write \`${known}\``,
    mistaken: true,
  };
}

function elsewhere(name: string, here: SchemaPath, places: readonly SchemaPath[]): Problem {
  const steps = places.map((place) => stepsBetween(here, place));
  const fewest = Math.min(...steps.map(({ up, down }) => up + down));
  const best = places.flatMap((place, i) => (steps[i].up + steps[i].down === fewest ? [{ place, ...steps[i] }] : []));
  const texts = best.slice(0, 3).map(({ place }) => `\`${shownPath([...place, name])}\``);
  const [{ up, down }] = best;
  const way = best.length > 1 || (up > 0 && down > 0) ? '' : `${levels(up + down)} ${up > 0 ? 'up' : 'down'}, `;
  const at = texts.length > 1 ? `at ${texts.slice(0, -1).join(', ')} or ${texts[texts.length - 1]}` : `at ${texts[0]}`;
  return {
    code: 'schema/unknown-field', what: `\`${name}\` is no field that is known here; the API server drops it`, expected: `\`${name}\` belongs ${way}${at}`, fix: 'move it there',
  };
}

/** Steps from one object to another: levels up to what both stand in, and down from there. */
function stepsBetween(here: SchemaPath, there: SchemaPath): { up: number; down: number } {
  const differs = here.findIndex((part, i) => part !== there[i]);
  const common = differs < 0 ? here.length : differs;
  return { up: here.length - common, down: there.length - common };
}

function isPrefix(prefix: SchemaPath, path: SchemaPath): boolean {
  return prefix.every((part, i) => path[i] === part);
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function levels(count: number): string {
  return `${NUMBERS[count] ?? count} ${count === 1 ? 'level' : 'levels'}`;
}

function shownPath(path: SchemaPath): string {
  return path.reduce((before, part) => (part === '[]' ? `${before}[]` : `${before}${before && '.'}${part}`), '');
}

function schemaPath({ table }: Walk, root: number, path: ObjectPath): SchemaPath {
  return path.map((part, i) => {
    if (typeof part === 'number') return '[]';
    const { fields = {} } = table.node(nodeAt({ table }, root, path.slice(0, i))!);
    return Object.hasOwn(fields, part) ? part : '*';
  });
}

/** The sibling that differs least, where it differs in little of the word. */
function nearest(siblings: readonly string[], name: string): string | undefined {
  const most = Math.min(3, Math.floor(name.length / 3));
  const [best] = siblings.map((sibling) => ({ sibling, distance: editDistance(sibling.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most).sort((a, b) => a.distance - b.distance);
  return best?.sibling;
}

const places = new WeakMap<SchemaTable, Map<number, ReadonlyMap<string, readonly SchemaPath[]>>>();

/** Name of a field to the objects that have it. Made once for each root that somebody asked about. */
function placesOf(table: SchemaTable, root: number): ReadonlyMap<string, readonly SchemaPath[]> {
  let ofTable = places.get(table);
  if (!ofTable) places.set(table, ofTable = new Map());
  let known = ofTable.get(root);
  if (!known) ofTable.set(root, known = collectPlaces(table, root));
  return known;
}

function collectPlaces(table: SchemaTable, root: number): ReadonlyMap<string, readonly SchemaPath[]> {
  const found = new Map<string, SchemaPath[]>();
  const visit = (number: number, path: SchemaPath) => {
    const { fields = {}, items, values } = table.node(number);
    for (const [name, child] of Object.entries(fields)) {
      const known = found.get(name);
      if (known) known.push(path);
      else found.set(name, [path]);
      visit(child, [...path, name]);
    }
    if (items !== undefined) visit(items, [...path, '[]']);
    if (values !== undefined) visit(values, [...path, '*']);
  };
  visit(root, []);
  return found;
}
