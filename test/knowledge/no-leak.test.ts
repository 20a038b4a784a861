import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/project.js';

const root = projectRoot();
const CORPUS = join(root, '../shared/corpus');
const QUESTIONS = ['questions-dev.jsonl', 'retrieval-dev.jsonl'].map((file) => join(CORPUS, file));
const able = QUESTIONS.every((file) => existsSync(file)) && existsSync(join(root, '.git'));
const BINARY = /\.(?:png|jpe?g|gif|ico|woff2?|onnx|bin|gz|zip|sqlite)$/;
const RUN = 8;
const LARGEST_BYTES = 5_000_000;

/** Questions that the issue itself gives as examples. */
const GIVEN = [
  '家具厂喷漆废气，风量2万方每小时，VOCs浓度300毫克，怎么治理？',
  '厂家推荐UV光氧治VOCs',
  '氨氮180',
];

/** Every run of eight characters of a text, blanks left out, that says something: five Han characters or more. */
function runs(text: string): string[] {
  const characters = [...text.replaceAll(/\s/g, '')];
  return characters
    .map((_, at) => characters.slice(at, at + RUN))
    .filter((run) => run.length === RUN && run.filter((one) => /\p{Script=Han}/u.test(one)).length >= 5)
    .map((run) => run.join(''));
}

function developmentRuns(): Map<string, string> {
  const data = readdirSync(join(root, 'knowledge/data'))
    .map((file) => readFileSync(join(root, 'knowledge/data', file), 'utf8'))
    .join('\n');
  const lines = QUESTIONS.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  const questions = lines.map((line): { id: string; text?: string; query?: string } => JSON.parse(line));
  const given = new Set(GIVEN.flatMap(runs));
  const all = questions.flatMap(({ id, text, query }) =>
    runs(text ?? query ?? '').map((run): [string, string] => [run, id]),
  );
  return new Map(all.filter(([run]) => !given.has(run) && !data.includes(run)));
}

function trackedTexts(): string[] {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  return files.filter((file) => {
    if (file === '' || BINARY.test(file) || file.startsWith('knowledge/data/')) return false;
    const path = join(root, file);
    return existsSync(path) && statSync(path).isFile() && statSync(path).size <= LARGEST_BYTES;
  });
}

describe.skipIf(!able)('the project (needs ../shared/corpus and git)', () => {
  it('holds no run of eight characters of a development question', { timeout: 60_000 }, () => {
    const forbidden = developmentRuns();
    expect(forbidden.size).toBeGreaterThan(100);
    const copied = trackedTexts().flatMap((file) =>
      [...new Set(runs(readFileSync(join(root, file), 'utf8')))]
        .filter((run) => forbidden.has(run))
        .map((run) => `${file}: ${run} (${forbidden.get(run)})`),
    );
    expect(copied).toEqual([]);
  });
});
