/** A part of a page that `npm run docs` writes, between two comments: `<!-- generated: what -->` and `<!-- end -->`. */
export interface GeneratedPart {
  /** What the first comment asks for, for instance `source main.ts`. */
  readonly directive: string;
  /** The page above it. */
  readonly above: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

const PART = /(<!-- generated: ([^>]+?) -->\n)([\s\S]*?)(<!-- end -->)/g;
const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;

/** A page with its generated parts written anew. */
export function withGeneratedParts(page: string, generate: (part: GeneratedPart) => string): string {
  const opened = page.match(/<!-- generated:/g)?.length ?? 0;
  const closed = page.match(/<!-- end -->/g)?.length ?? 0;
  if (opened !== closed) throw new Error(`${opened} comments open a generated part, ${closed} end one`);
  return page.replace(PART, (_, open: string, directive: string, _old: string, close: string, offset: number) =>
    `${open}\n${generate({ directive, above: page.slice(0, offset) }).trim()}\n\n${close}`);
}

/** The fenced blocks of a page, or of a part of one. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(FENCE)].map((m) => ({ language: m[1], text: m[2], line: page.slice(0, m.index).split('\n').length }));
}

/** A block as a page shows it. */
export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

/** A table; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [lines[0], `|${'---|'.repeat(rows[0].length)}`, ...lines.slice(1)].join('\n');
}
