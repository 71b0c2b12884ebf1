import type * as re2js from 're2js';
import { asEnvoyReads } from './regex-dialect';

/** The longest regular expression that Istio takes, in bytes. It stands for Envoy's limit of the compiled size. */
const MAX_REGEX = 1024;

/** What is wrong with a regular expression that is matched by Envoy: RE2's syntax, and not too long. */
export function regexProblem(pattern: string): string | undefined {
  const length = Buffer.byteLength(pattern);
  if (length > MAX_REGEX) return `it has ${length} bytes, at most ${MAX_REGEX} are allowed`;
  return regexSyntaxProblem(pattern);
}

/** What is wrong with a regular expression of any length, in RE2's syntax as Go has it, which is what istiod asks. */
export function regexSyntaxProblem(pattern: string): string | undefined {
  const wrong = syntaxError(pattern);
  return wrong === undefined || syntaxError(asEnvoyReads(pattern)) === undefined ? undefined : wrong;
}

/** Why a regular expression that istiod takes is none for Envoy, whose RE2 is narrower. */
export function envoyRegexProblem(pattern: string): string | undefined {
  return regexSyntaxProblem(pattern) === undefined ? syntaxError(pattern) : undefined;
}

function syntaxError(pattern: string): string | undefined {
  if (/^[\w\s/:@%&=,;<>"'~`!-]*$/.test(pattern)) return undefined; // nothing in it has a meaning
  // Loaded only for the first expression that needs it: most programs have none.
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- it is bundled
  const { RE2JS } = require('re2js') as typeof re2js;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return `'${pattern}' is no regular expression of RE2: ${(error as Error).message.replace('error parsing regexp: ', '')}`;
  }
}
