import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Thrown out of whatever was going on when the user or a supervisor asked us to stop. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`);
    /** What a shell reports for a process that died of this signal. */
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs `work` while listening for signals: they go on to the running children, and abort the AbortSignal
 * that `work` is given. The listeners are gone when it ends, so that the service can set its own.
 */
export async function withSignals(work) {
  const children = new Set();
  const stop = new AbortController();
  const listener = (signal) => {
    if (stop.signal.aborted) return;
    stop.abort(new Interrupted(signal));
    // A terminal's Ctrl-C has reached the children already.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    for (const child of children) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  try {
    return await work({ stopped: stop.signal, run: (file, args, options) => run(file, args, options) });
  } finally {
    for (const signal of SIGNALS) process.off(signal, listener);
  }

  /** Exit code of the child; its output goes to our stderr unless `stdout` is 'inherit'. */
  async function run(file, args, { stdout = 2, env = process.env, shell = false, cwd } = {}) {
    stop.signal.throwIfAborted();
    const child = spawn(file, args, { stdio: ['ignore', stdout, 'inherit'], env, shell, cwd });
    children.add(child);
    try {
      return await new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
      });
    } finally {
      children.delete(child);
      stop.signal.throwIfAborted();
    }
  }
}
