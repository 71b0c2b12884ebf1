import type { Bounds } from './availability';
import type { Schema } from './crd';
import type { KindRow } from './sources';

/** Where something stands in a kind: API names, `[]` for list items, `*` for map values. */
export interface Place {
  readonly kind: KindRow;
  /** As shown to people: `spec.servers[].port`. */
  readonly shown: string;
  readonly schema: Schema;
  /** Releases that have it, if not all of them. */
  readonly bounds?: Bounds;
}

/** A docstring: the lines of a comment, without its marks. */
export type DocLines = readonly string[];

/** Facts on a property: path, releases, accepted values, bounds, default, deprecation. A widened property has a default and values in each release. */
export function propertyDoc(place: Place, widened = false): DocLines {
  const schema = widened ? { ...place.schema, enum: undefined, default: undefined } : place.schema;
  const facts = widened ? [`Which values are accepted, and which is the default, differs with the ${place.kind.row.product} release`] : limits(schema);
  const tags = [
    ...(schema.default !== undefined ? [`@default ${JSON.stringify(schema.default)}`] : []),
    ...(isDeprecated(schema) ? ['@deprecated Marked as deprecated in the CRD.'] : []),
  ];
  return [
    [`\`${place.shown}\`.`, releases(place)].join(' ').trim(),
    ...(facts.length ? ['', `${facts.join('; ')}.`] : []),
    ...(tags.length ? ['', ...tags] : []),
  ];
}

/** Facts on a type: what it is the type of, and for the root of a kind the upstream page. */
export function typeDoc(place: Place): DocLines {
  const { kind, group, source } = place.kind;
  const of = `\`${kind}\` (\`${group}/${source.version}\`)`;
  const first = place.shown === 'spec' ? `Spec of ${of}.` : `Type of \`${place.shown}\` of ${of}.`;
  return [[first, releases(place)].join(' ').trim(), ...(place.shown === 'spec' ? ['', `@see ${source.page}`] : [])];
}

/** Facts on one value of an enum. */
export function valueDoc(place: Place, value: string, bounds: Bounds | undefined): DocLines {
  return [[`\`${value}\`.`, releases({ ...place, bounds })].join(' ').trim()];
}

/** `lines` as a comment, each line after `indent`. */
export function comment(lines: DocLines, indent: string): string {
  return ['/**', ...lines.map((l) => (l ? ` * ${l}` : ' *')), ' */'].map((l) => indent + l).join('\n');
}

function releases({ kind, bounds }: Place): string {
  if (!bounds) return '';
  const { product } = kind.row;
  const since = bounds.since && `Since ${product} ${bounds.since}${bounds.unreleased ? ' (not released yet)' : ''}.`;
  const until = bounds.until && `Up to ${product} ${bounds.until}.`;
  return [since, until].filter(Boolean).join(' ');
}

function limits(schema: Schema): readonly string[] {
  const range = (what: string, low: number | undefined, high: number | undefined) => {
    if (low !== undefined && high !== undefined) return [`${what} ${low} to ${high}`];
    if (low !== undefined) return [`${what} at least ${low}`];
    return high !== undefined ? [`${what} at most ${high}`] : [];
  };
  const values = schema.enum ?? schema.items?.enum;
  return [
    ...(values ? [`One of ${values.map((v) => `\`${v === '' ? '""' : v}\``).join(', ')}`] : []),
    ...range('Value', schema.minimum, schema.maximum),
    ...range('Length', schema.minLength, schema.maxLength),
    ...range('Items', schema.minItems, schema.maxItems),
  ];
}

/**
 * CRDs have no mark for a deprecated field, only the convention that its description has a paragraph that begins so. The fact is taken, the
 * text is not.
 */
function isDeprecated(schema: Schema): boolean {
  return /^\s*(Note: )?(Deprecated|DEPRECATED|This field is deprecated|Marked as deprecated)\b/m.test(schema.description ?? '');
}
