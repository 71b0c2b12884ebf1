import type { ValidateArguments } from './arguments';
import type { ValidateResult } from './format/result';
import { inputsOf } from './inputs';
import { type Streams, UsageError } from './streams';
import { ReleaseError } from '../release/release-error';
import type { SourceDocument } from '../validation/document';
import { JUDGES } from '../validation/judges';
import { parseOptions } from '../validation/target';
import { type Judges, validateDocuments } from '../validation/validate';
import { readDocuments } from '../validation/yaml/read';

/** Reads and judges what the arguments name. */
export async function validate(options: ValidateArguments, streams: Streams, judges: Judges = JUDGES): Promise<ValidateResult> {
  checkTarget(options);
  const inputs = inputsOf(options.paths, streams);
  const documents: SourceDocument[] = [];
  for (const input of inputs) {
    for (const document of readDocuments(await input.read(), input.name)) documents.push(document);
  }
  const { findings, summary, target } = validateDocuments(documents, options, judges);
  return { findings, summary: { files: inputs.length, ...summary }, judgedBy: `${target.release} with Istio ${target.admission.istio}` };
}

/** Before anything is read. */
function checkTarget(options: ValidateArguments): void {
  try {
    parseOptions(options);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    const { what, expected, fix } = error.problem;
    throw new UsageError(`${what}, expected: ${expected}; ${fix}`);
  }
}
