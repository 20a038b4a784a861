import { availableParallelism, loadavg } from 'node:os';
import { createVocabulary } from '../knowledge/vocabulary/vocabulary.js';
import { systemClock } from '../src/clock.js';
import { randomIdentifiers } from '../src/identifiers.js';
import { projectRoot } from '../src/project.js';
import { runIngest } from './command.js';

const stop = new AbortController();
// Not once: npm passes on the Ctrl-C that the terminal has sent to us already.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

process.exitCode = await runIngest(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
  clock: systemClock(),
  identifiers: randomIdentifiers(),
  createVocabulary,
  root: projectRoot(),
  // The model's threads wait for each other by spinning: on busy processors two are slower than one, threefold.
  threads: availableParallelism() - (loadavg()[0] ?? 0) >= 1.5 ? 2 : 1,
});
