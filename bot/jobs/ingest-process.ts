import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { JobWork } from './job-loop.js';

const ERROR_CHARACTERS = 2000;

/**
 * Work that runs `ingest` as a process of its own, since building an index would hold up every conversation here.
 * `env` is the environment of the service: the process reads the same configuration.
 */
export function ingestWork(
  args: readonly string[],
  options: { readonly root: string; readonly env: NodeJS.ProcessEnv },
): JobWork {
  return (_job, signal) =>
    new Promise((resolve, reject) => {
      const entry = join(options.root, 'dist/ingest/main.js');
      const child = spawn(process.execPath, [entry, ...args, '--json'], {
        env: options.env,
        stdio: ['ignore', 'pipe', 'pipe'],
        signal,
        killSignal: 'SIGTERM',
      });
      const said = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said.stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said.stderr = (said.stderr + text).slice(-ERROR_CHARACTERS);
      });
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve({ report: said.stdout.slice(0, ERROR_CHARACTERS) });
        else reject(new Error(`ingest ended with ${code}: ${said.stderr}`));
      });
    });
}
