import { type Format, parseArguments, type Request } from './arguments';
import type * as Json from './format/json';
import type { ValidateResult } from './format/result';
import type * as Sarif from './format/sarif';
import type * as Text from './format/text';
import { helpText, validateHelp } from './help';
import { CLEAN, FOUND, type Streams, UNUSABLE, UsageError } from './streams';
import type * as Validate from './validate';

/**
 * Runs the program.
 *
 * @param argv its arguments, without its own name
 * @returns the exit code
 */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    return await perform(parseArguments(argv), streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`cdk8s-ossm: ${error.message}\n`);
    return UNUSABLE;
  }
}

/*
 * What a command needs is read by the command: `--help` and a misspelt option need none of it.
 */
/* eslint-disable @typescript-eslint/no-require-imports */

async function perform(request: Request, streams: Streams): Promise<number> {
  switch (request.action) {
    case 'help':
      streams.stdout.write(request.topic ? validateHelp() : helpText());
      return CLEAN;
    case 'version':
      streams.stdout.write(`${version()}\n`);
      return CLEAN;
    case 'validate': {
      const { failOn, format } = request.arguments;
      const { validate } = require('./validate') as typeof Validate;
      const result = await validate(request.arguments, streams);
      streams.stdout.write(formatted(result, format, streams));
      const { errors, warnings } = result.summary;
      return errors > 0 || (failOn === 'warning' && warnings > 0) ? FOUND : CLEAN;
    }
  }
}

function formatted(result: ValidateResult, format: Format, { stdout, env = {} }: Streams): string {
  switch (format) {
    case 'json': return (require('./format/json') as typeof Json).toJson(result);
    case 'sarif': return (require('./format/sarif') as typeof Sarif).toSarif(result, version());
    case 'text': return (require('./format/text') as typeof Text).toText(result, stdout.isTTY === true && !env.NO_COLOR);
  }
}

function version(): string {
  return (require('../../package.json') as { version: string }).version;
}
