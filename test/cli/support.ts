import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from '../../src/cli/run';

/** Folders of tests, removed when all are done. */
export class Folders {
  private readonly made: string[] = [];

  /** A folder with files. */
  public with(files: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'validate-')));
    this.made.push(folder);
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), content);
    }
    return folder;
  }

  public remove(): void {
    this.made.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true }));
  }
}

/** What a run printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run finds around it. */
interface Surroundings {
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly env?: Record<string, string>;
}

/** Runs the program in this process. */
export async function cli(cwd: string, argv: readonly string[], more: Surroundings = {}): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (printed[name] += text), isTTY: more.isTTY });
  async function* stdin() {
    for (const character of Buffer.from(more.stdin ?? '').toString('latin1')) yield Buffer.from(character, 'latin1');
  }
  const code = await run(argv, { stdin: stdin(), stdout: output('stdout'), stderr: output('stderr'), cwd, env: more.env });
  return { code, ...printed };
}

/** The findings of a run, a line each. */
export async function findings(cwd: string, argv: readonly string[], stdin?: string): Promise<string[]> {
  const { stdout } = await cli(cwd, ['validate', ...argv, '--format', 'json'], { stdin });
  return (JSON.parse(stdout).findings as any[]).map(({ code, path: at, source: { file, line, column } }) => `${file}:${line}:${column} ${code} ${at}`);
}

export const GOOD = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews
  namespace: shop
spec:
  hosts:
  - reviews
  http:
  - timeout: 5s
    route:
    - destination:
        host: reviews
`;
/** Has one error, on line 10. */
export const BAD = GOOD.replace('timeout: 5s', 'timeout: 5 s');
/** Has one warning: a second route that nothing reaches. */
export const DOUBTFUL = `${GOOD}  - route:\n    - destination:\n        host: reviews\n`;
