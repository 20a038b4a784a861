import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A data folder (database and index) with the starter knowledge, as a fresh copy that the caller may write to and
 * removes. `npm test` has made the original before the suites run; a suite that is run on its own waits for it here.
 */
export async function copyOfStarterIndex(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/setup.mjs', 'test-starter']);
  const copy = await mkdtemp(join(tmpdir(), 'yishi-starter-'));
  await cp(stdout.trim(), copy, { recursive: true });
  return copy;
}
