/** Names as a clause lists them, each once. */
export function quoted(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `'${name}'`).join(', ');
}
