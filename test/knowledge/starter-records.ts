import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordToIndex } from '../../knowledge/index/build.js';
import { isIndexed } from '../../knowledge/records/record.js';
import { parseRecord } from '../../knowledge/records/schema.js';
import { projectRoot } from '../../src/project.js';

const FILES = ['technologies', 'standards', 'standard-orders', 'standings', 'cases', 'units', 'policies'];

/** Every row of the starter knowledge that is searched, as a record; throws on a row that is none. */
export function starterRecords(): RecordToIndex[] {
  return FILES.flatMap((name) => {
    const text = readFileSync(join(projectRoot(), 'knowledge/data', `${name}.jsonl`), 'utf8');
    return text.trim().split('\n').map(readRow);
  });
}

function readRow(line: string): RecordToIndex {
  const parsed = parseRecord(JSON.parse(line));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  if (!isIndexed(parsed.record)) throw new Error(`${parsed.record.id} is not searched`);
  return { record: parsed.record, edition: '1' };
}
