import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { Failed } from './failed.mjs';
import { readJson } from './fingerprint.mjs';
import { cachedStarter } from './starter.mjs';
import { TEXTS } from './texts.mjs';

/**
 * `npm test`: linter, compiler, dead-code check, then every suite; each of the first three counts as one test.
 * Prints `N passed, N failed, N skipped` as its last line.
 * @returns exit code
 */
export async function runTests({ root, args, locked, signals }) {
  const tool =
    (path, ...rest) =>
    () =>
      signals.run(process.execPath, [join(root, 'node_modules', path), ...rest], {
        cwd: root,
        stdout: 'inherit',
      });
  const build = () => locked((session) => ensureBuild(root, 'full', session)).then(() => 0, failedAs(1));
  const steps = [
    [TEXTS.steps.lint, tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')],
    [TEXTS.steps.build, build],
    [TEXTS.steps.unused, tool('knip/bin/knip.js', '--no-progress', '--cache')],
  ];
  const passed = [];
  for (const [title, run] of steps) passed.push(await step(title, run));
  const compiled = passed[1];
  const total = {
    passed: passed.filter(Boolean).length,
    failed: passed.filter((ok) => !ok).length,
    skipped: 0,
  };
  if (compiled) {
    await prepareStarter(root, locked);
    add(total, await runSuites(root, args, signals));
  } else process.stdout.write(`${TEXTS.testsNotRun}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  return total.failed === 0 ? 0 : 1;
}

async function step(title, run) {
  process.stdout.write(`${TEXTS.step(title)}\n`);
  const ok = (await run()) === 0;
  if (!ok) process.stdout.write(`${TEXTS.stepFailed(title)}\n`);
  return ok;
}

/** Made before the suites, so that no suite spends its time on it; a failure is theirs to report. */
async function prepareStarter(root, locked) {
  process.stdout.write(`${TEXTS.step(TEXTS.steps.starter)}\n`);
  await locked((session) => cachedStarter(root, session)).catch((error) => {
    if (!(error instanceof Failed)) throw error;
    process.stdout.write(`${error.message}${TEXTS.starterNotBuilt}\n`);
  });
}

/** Counts as the reporter in test/reporter.ts wrote them; a run that wrote none, or ended badly, has failed. */
async function runSuites(root, args, signals) {
  process.stdout.write(`${TEXTS.step(TEXTS.steps.suites)}\n`);
  const summary = join(tmpdir(), `yishi-tests-${randomUUID()}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, NODE_ENV: 'test', TEST_SUMMARY_FILE: summary };
  const code = await signals.run(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    stdout: 'inherit',
    env,
  });
  const counts = readJson(summary) ?? { passed: 0, failed: 1, skipped: 0 };
  await rm(summary, { force: true });
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function add(total, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
}

function failedAs(code) {
  return (error) => {
    if (error instanceof Failed) return code;
    throw error;
  };
}
