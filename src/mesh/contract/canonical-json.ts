/** Any value that JSON has. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with the keys of every map in order, two spaces, a line end: the same value is always the same text. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(inOrder(value), undefined, 2)}\n`;
}

/** The same in one line, for what is hashed. */
export function canonicalLine(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** Every other field is kept as it is, `null` among them: what a newer library wrote must survive being read here. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, inOrder(item)]));
}
