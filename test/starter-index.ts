import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A data folder (database and index) with the starter knowledge, for reading only; `npm test` has made it before
 * the suites run, a suite run on its own waits for it here.
 */
export async function starterIndex(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/setup.mjs', 'test-starter']);
  return stdout.trim();
}

/** The same as a fresh copy that the caller may write to, and removes. */
export async function copyOfStarterIndex(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'yishi-starter-'));
  await cp(await starterIndex(), copy, { recursive: true });
  return copy;
}
