import { spawn } from 'child_process';
import { once } from 'events';
import { createInterface } from 'readline';
import { type OwnError, verdictsOn } from './own-verdicts';

/** What the judges say about an object that is almost right (conformance/differential). */
interface Mutant {
  readonly release: string;
  readonly openshift: string;
  readonly object: { readonly apiVersion?: string; readonly kind?: string };
  readonly from: string;
  readonly how: readonly string[];
  readonly answer: Answer;
}

interface Answer {
  readonly webhook: Admission;
  readonly schema: { readonly judged: boolean; readonly problems: readonly OwnError[] };
  readonly meshConfig?: Admission;
  readonly error?: string;
}

interface Admission {
  readonly judged: boolean;
  readonly allowed: boolean;
  readonly message: string;
}

/** What came out for a kind. */
interface Tally {
  bothAccept: number;
  bothRefuse: number;
  readonly weOnly: Sample[];
  readonly theyOnly: Sample[];
}

interface Sample {
  readonly mutant: Mutant;
  readonly says: string;
}

const SAMPLES = 5;

/** Asks the library and the judges about so many objects, and prints by kind where they differ. */
export async function differential(program: string, root: string, [count = '1000', seed = '1']: readonly string[]): Promise<number> {
  if (!process.env.CRDS_DIR) throw new Error('--differential needs CRDS_DIR');
  const child = spawn(program, ['mutants', '--root', root, '--count', count, '--seed', seed], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close') as Promise<[number]>;
  const kinds = new Map<string, Tally>();
  for await (const line of createInterface({ input: child.stdout })) add(kinds, JSON.parse(line) as Mutant);
  print(kinds);
  return (await ended)[0];
}

function add(kinds: Map<string, Tally>, mutant: Mutant): void {
  const { apiVersion, kind } = mutant.object;
  const name = `${kind}.${String(apiVersion).split('/')[0]}`;
  const tally = kinds.get(name) ?? { bothAccept: 0, bothRefuse: 0, weOnly: [], theyOnly: [] };
  kinds.set(name, tally);
  if (mutant.answer.error) throw new Error(`the judges cannot answer for ${name}: ${mutant.answer.error}`);
  const ours = own(mutant);
  const theirs = reasons(mutant.answer);
  if (ours.length > 0 && theirs.length > 0) tally.bothRefuse++;
  else if (ours.length === 0 && theirs.length === 0) tally.bothAccept++;
  else if (ours.length > 0) tally.weOnly.push({ mutant, says: ours.join('; ') });
  else tally.theyOnly.push({ mutant, says: theirs.join('; ') });
}

function own({ object, release, openshift }: Mutant): string[] {
  const document = { file: 'mutant', content: object, problems: [], locate: () => ({ line: 1, column: 1 }) };
  const { objects } = verdictsOn([document], { release, openshift });
  return objects.flatMap(({ errors }) => errors.map(({ code, path, message }) => `[${code}] ${path}: ${message}`));
}

function reasons({ webhook, schema, meshConfig }: Answer): string[] {
  const refused = [['webhook', webhook], ['mesh config', meshConfig]] as const;
  return [
    ...refused.flatMap(([name, verdict]) => (verdict?.judged && !verdict.allowed ? [`${name}: ${verdict.message}`] : [])),
    ...schema.problems.map(({ code, path, message }) => `schema: [${code}] ${path}: ${message}`),
  ];
}

function print(kinds: ReadonlyMap<string, Tally>): void {
  const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...rows.map(([name]) => name.length));
  const row = (name: string, ...cells: (string | number)[]) => console.log([name.padEnd(width), ...cells.map((cell) => String(cell).padStart(14))].join(' '));
  row('kind', 'both accept', 'both refuse', 'we refuse only', 'they only');
  const cells = ({ bothAccept, bothRefuse, weOnly, theyOnly }: Tally) => [bothAccept, bothRefuse, weOnly.length, theyOnly.length];
  for (const [name, tally] of rows) row(name, ...cells(tally));
  row('all', ...rows.map(([, tally]) => cells(tally)).reduce((sums, more) => sums.map((n, i) => n + more[i]), [0, 0, 0, 0]));
  for (const [name, { weOnly, theyOnly }] of rows) {
    samples(`${name}: we refuse, and they do not`, weOnly);
    samples(`${name}: they refuse, and we do not`, theyOnly);
  }
}

/** Of what is said in nearly the same words, one is shown; the smallest first. */
function samples(title: string, all: readonly Sample[]): void {
  if (all.length === 0) return;
  console.log(`\n${title} (${all.length})`);
  const different = new Map<string, Sample>();
  const size = ({ mutant }: Sample) => JSON.stringify(mutant.object).length;
  for (const sample of [...all].sort((a, b) => size(a) - size(b))) {
    const gist = sample.says.replace(/configuration is invalid|"[^"]*"|'[^']*'|`[^`]*`|\d+/g, '').slice(0, 50);
    if (!different.has(gist)) different.set(gist, sample);
  }
  for (const { mutant, says } of [...different.values()].slice(0, SAMPLES)) {
    console.log(`  ${mutant.from} for ${mutant.release} on ${mutant.openshift}: ${mutant.how.join(', ')}`);
    console.log(`    ${says.replace(/\s+/g, ' ').slice(0, 400)}`);
    console.log(`    ${JSON.stringify(mutant.object).slice(0, 1200)}`);
  }
}
