import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { play } from './campaign.js';
import { type Options, parseOptions } from './options.js';
import { check, linesOf } from './report.js';
import { reportTexts as texts } from './texts.js';

const MICROSECONDS = 1_000_000;

/** Plays a quarter and checks it. Returns the exit code: 1 where anything is not as it has to be. */
async function simulate(options: Options): Promise<number> {
  const { provinces, consultations, from, to, seed } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-simulate-'));
  const begin = performance.now();
  say(texts.title(provinces, consultations, from, to, seed));
  try {
    const campaign = await play(options, dataDir, say);
    const outcome = await check(campaign);
    await campaign.world.close();
    for (const line of linesOf(outcome)) say(line);
    const { user, system } = process.cpuUsage();
    const cpu = Math.round((user + system) / MICROSECONDS);
    const count = provinces * consultations;
    const wall = Math.round((performance.now() - begin) / 1000);
    say(texts.cost(wall, cpu, campaign.world.http.count, count));
    return outcome.findings.every(({ faults }) => faults.length === 0) ? 0 : 1;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const options = parseOptions(process.argv.slice(2));
if (options === null) {
  process.stderr.write(`${texts.usage}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await simulate(options);
}
