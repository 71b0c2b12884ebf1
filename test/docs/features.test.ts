import * as cdk8s from 'cdk8s';
import * as ossm from 'cdk8s-ossm';
import * as ts from 'typescript';
import { type FeatureRow, featureRows } from './features';

const ROWS = featureRows();

test('the tables of features have rows, each of another thing', () => {
  expect(ROWS.length).toBeGreaterThan(40);
  expect(new Set(ROWS.map((r) => r.toGet)).size).toBe(ROWS.length);
});

test.each(ROWS.map((r) => [r.toGet, r] as const))('%s', (_, row) => {
  jest.spyOn(console, 'log').mockImplementation();
  const before = linesOf(outputOf({ ...row, line: '' }));
  const after = linesOf(outputOf(row));
  if (row.writes.length === 0) expect(after).toEqual(before);
  for (const line of row.writes) expect([line, count(after, line)]).toEqual([line, expect.any(Number)]);
  expect(row.writes.filter((line) => count(after, line) <= count(before, line))).toEqual([]);
});

/** What the program above the table writes, with a line after it. */
function outputOf({ prelude, line }: FeatureRow): string {
  const names: Record<string, unknown> = { ...cdk8s, ...ossm };
  const code = ts.transpile(`${prelude}\n${line}\nreturn app.synthYaml();`, { target: ts.ScriptTarget.ES2022 });
  return new Function(...Object.keys(names), code)(...Object.values(names)) as string;
}

function linesOf(yaml: string): string[] {
  return yaml.split('\n').map((line) => line.trim());
}

/** How often a line is there, as an item of a list too; one that ends with a colon may go on. */
function count(lines: string[], line: string): number {
  const same = (text: string) => text === line || text === `- ${line}` || (line.endsWith(':') && text.startsWith(`${line} `));
  return lines.filter(same).length;
}
