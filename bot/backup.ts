import { parseArgs } from 'node:util';
import { runBackup } from '../src/backup/run.js';
import { systemClock } from '../src/clock.js';
import { parseConfig } from '../src/config.js';
import { randomIdentifiers } from '../src/identifiers.js';
import { startProblem } from './start-problem.js';
import { commandTexts } from './texts.js';

/** `backup FILE.tar.gz`: exit 0 backed up, 1 refused or failed, 2 usage. */
async function main(): Promise<number> {
  const file = readUsage(process.argv.slice(2));
  if (file === null) {
    process.stderr.write(`${commandTexts.backupUsage}\n`);
    return 2;
  }
  const stop = new AbortController();
  // Not once: npm passes on the Ctrl-C that the terminal has sent to us already.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  const world = {
    config: parseConfig(process.env),
    clock: systemClock(),
    identifiers: randomIdentifiers(),
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stop.signal,
  };
  return runBackup(world, file);
}

function readUsage(args: string[]): string | null {
  try {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const [file] = positionals;
    return positionals.length === 1 && file?.endsWith('.tar.gz') ? file : null;
  } catch {
    return null;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${startProblem(error)}\n`);
    process.exitCode = 1;
  },
);
