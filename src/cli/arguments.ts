import { parseArgs } from 'util';
import { UsageError } from './streams';
import type { Severity } from '../analysis/finding';
import type { TargetOptions } from '../validation/target';

export const FORMATS = ['text', 'json', 'sarif'] as const;
export const SEVERITIES = ['error', 'warning'] as const;

/** How findings are written. */
export type Format = (typeof FORMATS)[number];

/** What `validate` was asked for. */
export interface ValidateArguments extends TargetOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: Severity;
}

/** What the program was asked for. */
export type Request =
  | { readonly action: 'help'; readonly topic?: 'validate' }
  | { readonly action: 'version' }
  | { readonly action: 'validate'; readonly arguments: ValidateArguments };

const OPTIONS = {
  'release': { type: 'string' },
  'openshift': { type: 'string' },
  'format': { type: 'string' },
  'fail-on': { type: 'string' },
  'help': { type: 'boolean', short: 'h' },
  'version': { type: 'boolean' },
} as const;

/** Reads the arguments of the program, without its own name. */
export function parseArguments(argv: readonly string[]): Request {
  const { values, positionals: [command, ...paths] } = parsed(argv);
  if (values.version) return { action: 'version' };
  if (values.help) return { action: 'help', topic: command === 'validate' ? command : undefined };
  if (command === undefined) throw new UsageError('no command is given, expected: cdk8s-ossm validate PATH...');
  if (command !== 'validate') throw new UsageError(`'${command}' is no command, expected: validate`);
  if (paths.length === 0) throw new UsageError("nothing to validate is named, expected: files, folders, or '-' for standard input");
  const { release, openshift } = values;
  return {
    action: 'validate',
    arguments: {
      paths,
      release,
      openshift,
      format: oneOf('--format', values.format ?? 'text', FORMATS),
      failOn: oneOf('--fail-on', values['fail-on'] ?? 'error', SEVERITIES),
    },
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS_')) throw error;
    const [sentence] = message.split(/\.\s/);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, ''));
  }
}

/** One of the values that an option takes. */
export function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option} is '${value}', expected: ${known.join(' or ')}`);
  return found;
}
