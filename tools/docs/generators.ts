import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { fenced, type GeneratedPart, table } from './markdown';
import { programAbove, runSnippet, type Outcome } from './snippet';
import { compatibilityMatrix } from '../../src/release/matrix';
import { programs, run } from '../run-examples';

const ROOT = path.resolve(__dirname, '../..');

/** A generated part in the page that it is in. */
interface Request extends GeneratedPart {
  /** The folder of the page, relative to the repository. */
  readonly folder: string;
  /** What follows the first word of the directive. */
  readonly words: string[];
}

/** What the first word of a directive means. */
const GENERATORS: { readonly [word: string]: (request: Request) => string } = {
  /** `matrix`: the compatibility matrix of the release catalogue. */
  matrix,
  /** `source <file>`: a file beside the page. */
  source: ({ folder, words: [file] }) => fenced(path.extname(file).slice(1), readFileSync(path.join(ROOT, folder, file), 'utf-8')),
  /** `json <file> <key> ...`: some of what a JSON file beside the page says. */
  json: ({ folder, words: [file, ...keys] }) => fenced('json', excerpt(readFileSync(path.join(ROOT, folder, file), 'utf-8'), keys)),
  /** `files <program>`, `files <program> <folder>`: what a program writes, by file. */
  files: (request) => files(outcomeOf(request), request.words[1]),
  /** `file <program> <file>`: all of a file. */
  file: (request) => fenced(path.extname(request.words[1]).slice(1), withoutStart(textOf(outcomeOf(request), request.words[1]))),
  /** `manifests <program> <kind>/<name> ...`: some of what a program writes; `<cluster>:<kind>/<name>` where several clusters have it. */
  manifests: (request) => fenced('yaml', request.words.slice(1).map((which) => manifest(outcomeOf(request), which)).join('\n---\n')),
  /** `early <program> <file>`: a file as the program writes it while nothing is in its facts files; long after it has run, they are full. */
  early: ({ folder, words: [which, file] }) => shown(file, textOf(earlyOutcome(path.join(folder, which)), file)),
  /** `summary <program>`: what a program prints. */
  summary: (request) => fenced('', outcomeOf(request).stdout),
  /** `error`: what the program above ends with. */
  error: (request) => fenced('', failure(runSnippet(programAbove(request.above)))),
};

/** The text of a generated part. */
export function generate(part: GeneratedPart, folder: string): string {
  const [word, ...words] = part.directive.split(/\s+/);
  const generator = GENERATORS[word];
  if (!generator) throw new Error(`nothing generates '${part.directive}'; known are ${Object.keys(GENERATORS).join(', ')}`);
  return generator({ ...part, folder, words });
}

const outcomes = new Map<string, Outcome>();

/** `above`: the program above, on the page itself. `.` or the name of a folder: a program of the example that the page is about. */
function outcomeOf({ words: [which], above, folder }: Request): Outcome {
  if (which === 'above') return succeeded(runSnippet(programAbove(above)), 'the program above');
  const name = path.posix.join(path.posix.relative('examples', folder), which).replace(/\/$/, '');
  if (!outcomes.has(name)) outcomes.set(name, exampleOutcome(name));
  return outcomes.get(name)!;
}

/** What a program writes before anything is known of its clusters: a copy of it, with facts files that say no more than whose they are. */
function earlyOutcome(folder: string): Outcome {
  const main = readFileSync(path.join(ROOT, folder, 'main.ts'), 'utf-8').replace(/ from '\.\.\//g, ` from '${ROOT}/examples/`);
  const names = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf-8' }).filter((f) => /\.(json|pem)$/.test(f));
  const beside = Object.fromEntries(names.map((f) => {
    const text = readFileSync(path.join(ROOT, folder, f), 'utf-8');
    return [f, /^facts\b/.test(f) ? JSON.stringify({ cluster: (JSON.parse(text) as { cluster: string }).cluster }) : text];
  }));
  return succeeded(runSnippet(main, beside), `${folder} without facts`);
}

function exampleOutcome(name: string): Outcome {
  const program = programs(name.split('/')[0]).find((p) => p.name === name);
  if (!program) throw new Error(`there is no example ${name}`);
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-ossm-docs-'));
  const stdout = run(program, outdir).split(outdir).join(`out/examples/${name}`);
  const all = readdirSync(outdir, { recursive: true, encoding: 'utf-8' }).filter((f) => statSync(path.join(outdir, f)).isFile()).sort();
  const written = Object.fromEntries(all.map((f) => [f.split(path.sep).join('/'), readFileSync(path.join(outdir, f), 'utf-8')]));
  rmSync(outdir, { recursive: true });
  return { files: written, stdout, error: '' };
}

function succeeded(outcome: Outcome, what: string): Outcome {
  if (outcome.error) throw new Error(`${what} fails:\n${outcome.error}`);
  return outcome;
}

function failure({ error }: Outcome): string {
  if (!error) throw new Error('the program above does not fail');
  return error;
}

function textOf(outcome: Outcome, file: string): string {
  const text = outcome.files[file];
  if (text === undefined) throw new Error(`there is no file ${file}; there are ${Object.keys(outcome.files).join(', ')}`);
  return text;
}

function excerpt(text: string, keys: string[]): string {
  const all = JSON.parse(text) as { [key: string]: unknown };
  const missing = keys.filter((key) => !(key in all));
  if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')}; there are ${Object.keys(all).join(', ')}`);
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, all[key]])), undefined, 2);
}

/** The line of dashes with which every file of manifests starts says nothing on a page. */
function withoutStart(text: string): string {
  return text.replace(/^---\n/, '');
}

/** A file in a block of its language; Markdown, which has blocks of its own, as a quotation. */
function shown(file: string, text: string): string {
  const isMarkdown = file.endsWith('.md');
  return isMarkdown ? text.trim().split('\n').map((line) => `> ${line}`.trim()).join('\n') : fenced(path.extname(file).slice(1), withoutStart(text));
}

/** A manifest as its file has it, found by `Kind/name` or `Kind/namespace/name`, with the folder of its cluster before it where that is needed. */
function manifest({ files: all }: Outcome, where: string): string {
  const [, folder = '', which] = /^(?:([\w.-]+):)?(.*)$/.exec(where)!;
  const texts = Object.entries(all).filter(([file]) => file.endsWith('.yaml') && file.startsWith(folder && `${folder}/`))
    .flatMap(([, text]) => withoutStart(text).split(/^---\n/m));
  const found = texts.filter((text) => {
    const [object] = parseAllDocuments(text).map((d) => d.toJS());
    const { name, namespace } = object.metadata;
    return [`${object.kind}/${name}`, `${object.kind}/${namespace}/${name}`].includes(which);
  });
  if (found.length !== 1) throw new Error(`${found.length} manifests are called ${where}`);
  return found[0].trim();
}

/** What each file holds, in the order in which they are applied. */
function files({ files: all }: Outcome, folder: string = ''): string {
  const rows = Object.entries(all).filter(([file]) => file.endsWith('.yaml') && file.startsWith(folder && `${folder}/`)).map(([file, text]) => {
    const kinds = parseAllDocuments(text).map((d) => d.toJS()?.kind as string | undefined).filter((kind) => kind !== undefined);
    const counted = [...new Set(kinds)].map((kind) => [kind, kinds.filter((k) => k === kind).length] as const);
    return [`\`${file}\``, counted.map(([kind, n]) => (n === 1 ? kind : `${n} ${kind}`)).join(', ')];
  });
  return table([['file', 'what is in it'], ...rows]);
}

function matrix(): string {
  const rows = compatibilityMatrix().map((row) => [
    `\`OssmRelease.V${row.release.replace('.', '_')}\``,
    row.baseline,
    row.newest,
    row.defaultIstio,
    row.istioMinors.join(', '),
    `${row.oldestOpenShift} to ${row.newestOpenShift}`,
    row.gatewayApi,
    row.zTunnelApiVersion.replace('sailoperator.io/', ''),
    `${row.kiali}${row.kialiInferred ? ' (inferred)' : ''}`,
  ]);
  return table([
    ['release', 'judged at', 'newest known', 'newest Istio', 'Istio minors', 'OpenShift', 'Gateway API', 'ZTunnel', 'Kiali'],
    ...rows,
  ]);
}
