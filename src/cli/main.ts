import { run } from './run';

/** What npm installs as `cdk8s-ossm`. */
export async function main(): Promise<void> {
  // `... | head` closes the pipe: nobody reads on, so there is nothing to say
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? process.exitCode : 2));
  try {
    process.exitCode = await run(process.argv.slice(2), { ...streams(), cwd: process.cwd(), env: process.env });
  } catch (error) {
    process.stderr.write(`cdk8s-ossm: unexpected: ${(error as Error).message}; please report it together with the manifest\n`);
    process.exitCode = 2;
  }
}

function streams() {
  const { stdin, stdout, stderr } = process;
  return { stdin, stdout, stderr };
}
