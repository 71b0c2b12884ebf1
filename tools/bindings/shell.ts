import { spawnSync } from 'child_process';
import type { Command, Tool } from './language';

/** Where and how a command is run. */
export interface ShellOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

const LINES_SHOWN = 40;

/** Runs a command and returns its standard output. What it printed is shown only where it fails. */
export function shell({ command, args }: Command, options: ShellOptions): string {
  const result = attempt({ command, args }, options);
  if (result.failed === undefined) return result.stdout;
  throw new Error(`${[command, ...args].join(' ')}: ${result.failed}\n${lastLines(result.stderr || result.stdout)}`);
}

/** Runs a command that may fail; `failed` says how it ended. */
export function attempt({ command, args }: Command, options: ShellOptions): { failed?: string; stdout: string; stderr: string } {
  const result = spawnSync(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    encoding: 'utf-8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const failed = result.error?.message ?? (result.signal ? `ended by ${result.signal}` : result.status === 0 ? undefined : `exit status ${result.status}`);
  return { failed, stdout: result.stdout ?? '', stderr: result.stderr ?? '' };
}

/** A sentence for each tool that is not there, saying what to install. */
export function missingTools(tools: readonly Tool[]): string[] {
  return tools.filter((tool) => attempt({ command: tool.command, args: tool.check }, { cwd: process.cwd() }).failed !== undefined)
    .map((tool) => `'${tool.command} ${tool.check.join(' ')}' does not run: install ${tool.install}`);
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split('\n');
  return (lines.length > LINES_SHOWN ? ['...', ...lines.slice(-LINES_SHOWN)] : lines).join('\n');
}
