import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATA = 'knowledge/data';

/** Every line of the shipped knowledge as it stands in the files. */
export function readStarter(): Record<string, unknown>[] {
  return readdirSync(DATA)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readJsonLines(join(DATA, name)));
}

export function readJsonLines(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
