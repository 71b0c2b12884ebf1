/** Whether two names are one word written in two ways: another case, underscores or hyphens, singular and plural, or one slip. */
export function isAnotherSpelling(known: string, written: string): boolean {
  const [a, b] = [known, written].map((name) => name.toLowerCase().replace(/[-_.\s]/g, ''));
  if (a === b || [`${b}s`, `${b}es`, b.replace(/y$/, 'ies')].includes(a) || [`${a}s`, `${a}es`, a.replace(/y$/, 'ies')].includes(b)) return true;
  return Math.min(a.length, b.length) > 3 && editDistance(a, b) === 1;
}

/** How many letters must be put in, taken away, changed, or swapped with their neighbour to make one word of the other. */
export function editDistance(a: string, b: string): number {
  // Names of fields are short; a longer text is none.
  if (Math.abs(a.length - b.length) > 3) return Infinity;
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? previous[j - 2] + 1 : Infinity;
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, change, swap));
    }
    [previous, row] = [row, next];
  }
  return row[b.length];
}
