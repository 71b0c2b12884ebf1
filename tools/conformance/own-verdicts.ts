import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { inputsOf } from '../../src/cli/inputs';
import type { ManifestFinding, SourceDocument, TargetOptions } from '../../src/validation';
import { readDocuments, validateDocuments } from '../../src/validation';
import { JUDGES } from '../../src/validation/judges';
import { objectsOf } from '../../src/validation/objects';
import type { Position } from '../../src/validation/position';
import type { Judges } from '../../src/validation/validate';

/** The library's verdicts, as conformance/agreement reads them. */
export interface OwnVerdicts {
  readonly sets: OwnSet[];
}

interface OwnSet {
  readonly group: string;
  readonly name: string;
  readonly folder: string;
  readonly release: string;
  readonly openshift: string;
  readonly objects: OwnVerdict[];
}

/** A verdict on one object, or, with index 0, on a file as a whole. */
interface OwnVerdict {
  readonly file: string;
  readonly index: number;
  judged: boolean;
  readonly errors: OwnError[];
}

export interface OwnError {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** What sets are judged for that do not say. */
const OPENSHIFT = '4.20';

/** Writes the verdicts on the output of the examples and, where there is a folder of cases, on the manifests of other projects in it. */
export function writeOwnVerdicts(root: string, cases: string | undefined, file: string): void {
  const sets = [...exampleSets(root), ...(cases ? caseSets(path.join(cases, 'manifests')) : [])];
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ sets } satisfies OwnVerdicts, undefined, 1)}\n`);
}

/** The folders that hold what one program wrote, for the release that examples/targets.json states. */
function exampleSets(root: string): OwnSet[] {
  const targets = JSON.parse(readFileSync(path.join(root, 'examples', 'targets.json'), 'utf-8')) as Record<string, { ossm: string; openshift: string }>;
  const output = path.join(root, 'out', 'examples');
  return Object.entries(targets).flatMap(([example, { ossm, openshift }]) =>
    programsOf(output, example).map((name) => judged('examples', name, path.join(output, name), { release: ossm, openshift })));
}

function programsOf(output: string, example: string): string[] {
  const isOutput = (name: string) => existsSync(path.join(output, name, '.cdk8s-ossm-files'));
  if (isOutput(example)) return [example];
  return foldersIn(path.join(output, example)).map((program) => `${example}/${program}`).filter(isOutput);
}

function caseSets(folder: string): OwnSet[] {
  return foldersIn(folder).map((name) => judged('manifests', name, path.join(folder, name), { openshift: OPENSHIFT }));
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

function judged(group: string, name: string, folder: string, options: TargetOptions & { openshift: string }): OwnSet {
  const documents = inputsOf(['.'], { cwd: folder } as Parameters<typeof inputsOf>[1])
    .flatMap((input) => [...readDocuments(readFileSync(path.join(folder, input.name)), input.name)]);
  const { objects, release } = verdictsOn(documents, options);
  return { group, name, folder, release, openshift: options.openshift, objects };
}

/** The verdicts on each object. What is found is put under the object that it is in, by its place in the file. */
export function verdictsOn(documents: readonly SourceDocument[], options: TargetOptions): { objects: OwnVerdict[]; release: string } {
  const known: boolean[] = [];
  const { findings, target } = validateDocuments(documents, options, recording(known));
  const places = placesOf(documents);
  places.filter(({ verdict }) => verdict.index > 0).forEach(({ verdict }, i) => { verdict.judged = known[i]; });
  for (const found of findings) {
    if (found.severity !== 'error') continue;
    const { code, path: at, message } = found;
    placeOf(found, places).verdict.errors.push({ code, path: at, message });
  }
  return { objects: places.map(({ verdict }) => verdict).filter(({ index, errors }) => index > 0 || errors.length > 0), release: target.schema.ossm };
}

/** The judges, who note down whether they know the kind of each object. */
function recording(known: boolean[]): Judges {
  return {
    checkSchema: (object, target) => {
      const verdict = JUDGES.checkSchema(object, target);
      known.push(verdict.judged);
      return verdict;
    },
    checkAdmission: (object, context) => {
      const verdict = JUDGES.checkAdmission(object, context);
      known[known.length - 1] ||= verdict.judged;
      return verdict;
    },
  };
}

interface Place {
  readonly verdict: OwnVerdict;
  readonly from: Position;
}

/** Each file begins as a whole; then come its objects. What is none, or cannot be read, is a matter of the file. */
function placesOf(documents: readonly SourceDocument[]): Place[] {
  const places: Place[] = [];
  for (const document of documents) {
    const { file } = document;
    const before = places.filter(({ verdict }) => verdict.file === file);
    if (before.length === 0) places.push({ verdict: { file, index: 0, judged: false, errors: [] }, from: { line: 0, column: 0 } });
    let index = before.filter(({ verdict }) => verdict.index > 0).length;
    for (const one of objectsOf(document)) {
      if (one !== 'other' && 'object' in one) places.push({ verdict: { file, index: ++index, judged: false, errors: [] }, from: one.locate([]) });
    }
  }
  return places;
}

/** What is about a text, and not about an object in it. */
const OF_THE_TEXT = /^(?:yaml\/|object\/no-)/;

function placeOf({ code, source }: ManifestFinding, places: readonly Place[]): Place {
  const inFile = places.filter(({ verdict }) => verdict.file === source.file);
  if (OF_THE_TEXT.test(code)) return inFile[0];
  const before = inFile.filter(({ from }) => from.line < source.line || (from.line === source.line && from.column <= source.column));
  return before[before.length - 1];
}
