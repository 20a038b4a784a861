import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';

/** A copy in `dataDir` of the starter knowledge that is imported once for all suites and must not be written to. */
export function copyStarter(dataDir: string): void {
  const output = execFileSync(process.execPath, ['scripts/setup.mjs', 'test-starter'], { encoding: 'utf8' });
  cpSync(output.trim().split('\n').at(-1) ?? '', dataDir, { recursive: true });
}
