import * as path from 'path';

/** The folder of this library's own code: src/ in the repository, lib/src/ in the package. */
const OWN_CODE = path.resolve(__dirname, '..') + path.sep;

/** Frames of a stack that belong to the user's program: not ours, not a dependency's, not the runtime's. */
export function userFrames(stack: string | undefined): string[] {
  return (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && isUserFrame(line));
}

/**
 * `file:line` of the innermost frame of the user's program, undefined where the host language does not tell. Formatted when it is asked
 * for: capturing a stack costs little, turning it into text costs more than most constructs.
 */
export function laterLocation(): () => string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  const here = new Error();
  Error.stackTraceLimit = limit;
  return () => {
    const match = /\(?((?:file:\/\/)?[^()\s]+):(\d+):\d+\)?$/.exec(userFrames(here.stack)[0] ?? '');
    if (!match) return undefined;
    const file = match[1].replace(/^file:\/\//, '');
    const relative = path.relative(process.cwd(), file);
    return `${relative.startsWith('..') ? path.basename(file) : relative}:${match[2]}`;
  };
}

function isUserFrame(line: string): boolean {
  return !line.includes(OWN_CODE) && !line.includes(`${path.sep}node_modules${path.sep}`)
    && !/\(?node:|<anonymous>\)?$|[\\/]lib[\\/]program\.js:|jsii-(runtime|kernel)|\(internal\//.test(line);
}
