import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../../src/project.js';
import { childProcesses, residentMb } from './load.js';

export interface Idle {
  /** From the start of the process to the first 200 of /readyz, in milliseconds. */
  readonly startMs: number;
  /** Resident, in MB: the service itself and its child processes (the embedder). */
  readonly serviceMb: number | null;
  readonly childMb: number | null;
}

/** Long enough for what was left over from the start to be given back. */
const SETTLE_MS = 5_000;
const PATIENCE_MS = 60_000;

/** Starts the built service on `dataDir`, waits until it is ready and idle, and stops it. */
export async function measureService(dataDir: string): Promise<Idle> {
  const port = await freePort();
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), YISHI_DATA_DIR: dataDir };
  const since = performance.now();
  const service = spawn(process.execPath, [join(projectRoot(), 'dist/bot/main.js')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(service, 'exit');
  try {
    await ready(`http://127.0.0.1:${port}/readyz`, since);
    const startMs = performance.now() - since;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const id = service.pid ?? 0;
    const children = childProcesses(id)?.map(residentMb) ?? [];
    const childMb = children.reduce<number>((sum, mb) => sum + (mb ?? 0), 0);
    return { startMs, serviceMb: residentMb(id), childMb: children.length === 0 ? null : childMb };
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
}

async function ready(url: string, since: number): Promise<void> {
  while (performance.now() - since < PATIENCE_MS) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the service did not become ready');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address !== null && typeof address === 'object' ? address.port : 0;
}
