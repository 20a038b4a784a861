import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/**
 * Prints why tests were skipped, and leaves the counts for `npm test` in the file that TEST_SUMMARY_FILE names.
 * A failed hook, a file that does not load and an error outside every test count as a failed test each.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const suites = modules.flatMap((module) => [...module.children.allSuites()]);
    const broken = [...modules, ...suites].filter((suite) => suite.errors().length > 0).length;
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    printSkipped(tests.filter((test) => test.result().state === 'skipped'));
    const failed = count('failed') + broken + unhandled.length;
    const file = process.env.TEST_SUMMARY_FILE;
    if (file === undefined) return;
    writeFileSync(file, JSON.stringify({ passed: count('passed'), failed, skipped: count('skipped') }));
  }
}

function printSkipped(skipped: readonly TestCase[]): void {
  const byReason = new Map<string, string[]>();
  for (const test of skipped) {
    const reason = reasonOf(test);
    byReason.set(reason, [
      ...(byReason.get(reason) ?? []),
      `${test.module.relativeModuleId} > ${test.fullName}`,
    ]);
  }
  for (const [reason, names] of byReason) {
    console.log(`跳过 ${names.length} 项：${reason}`);
    for (const name of names) console.log(`  ${name}`);
  }
}

/** The note of `context.skip(note)`; else what the name of the suite or test says in brackets about its needs. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  const failedSuite = suitesAbove(test).find((suite) => suite.errors().length > 0);
  if (failedSuite !== undefined) return '所在分组的准备步骤失败';
  return NEED.exec(test.fullName)?.[1] ?? '未说明原因';
}

/** As in `describe.skipIf(…)('the corpus (needs ../shared/corpus)')`. */
const NEED = /\(((?:needs?|skipped:|需要) ?[^)]+)\)/;

function suitesAbove(test: TestCase): (TestSuite | TestModule)[] {
  const above: (TestSuite | TestModule)[] = [];
  for (let at: TestSuite | TestModule = test.parent; ; at = at.parent) {
    above.push(at);
    if (at.type === 'module') return above;
  }
}
