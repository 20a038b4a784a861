import { parseArgs } from 'node:util';
import { type RestoreOptions, runRestore } from '../src/backup/run.js';
import { systemClock } from '../src/clock.js';
import { parseConfig } from '../src/config.js';
import { randomIdentifiers } from '../src/identifiers.js';
import { startProblem } from './start-problem.js';
import { commandTexts } from './texts.js';

/** `restore FILE.tar.gz [--accept-broken-audit]`: exit 0 restored, 1 refused or failed, 2 usage. */
async function main(): Promise<number> {
  const options = readUsage(process.argv.slice(2));
  if (options === null) {
    process.stderr.write(`${commandTexts.restoreUsage}\n`);
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
  return runRestore(world, options);
}

function readUsage(args: string[]): RestoreOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'accept-broken-audit': { type: 'boolean' } },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) return null;
    return { file, acceptBrokenAudit: values['accept-broken-audit'] ?? false };
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
