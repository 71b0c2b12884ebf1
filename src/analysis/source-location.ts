import * as path from 'path';

/** The folder of this library's own code: src/ in the repository, lib/src/ in the package. */
const OWN_CODE = path.resolve(__dirname, '..') + path.sep;

/** Frames of a stack that belong to the user's program: not ours, not a dependency's, not the runtime's. */
export function userFrames(stack: string | undefined): string[] {
  return (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && isUserFrame(line));
}

/** `file:line` of the innermost frame of the user's program; undefined where the host language does not tell. */
export function sourceLocation(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const stack = new Error().stack;
  Error.stackTraceLimit = limit;
  const match = /\(?((?:file:\/\/)?[^()\s]+):(\d+):\d+\)?$/.exec(userFrames(stack)[0] ?? '');
  if (!match) return undefined;
  const file = match[1].replace(/^file:\/\//, '');
  const relative = path.relative(process.cwd(), file);
  return `${relative.startsWith('..') ? path.basename(file) : relative}:${match[2]}`;
}

function isUserFrame(line: string): boolean {
  return !line.includes(OWN_CODE) && !line.includes(`${path.sep}node_modules${path.sep}`)
    && !/\(?node:|<anonymous>\)?$|jsii-(runtime|kernel)|\(internal\//.test(line);
}
