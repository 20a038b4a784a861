import { z } from 'zod';
import { contentHash } from '../knowledge/records/content-hash.js';
import type { KnowledgeRecord } from '../knowledge/records/record.js';
import { parseRecord, replacedRows } from '../knowledge/records/schema.js';
import type { Found, Reject, Row } from './reject.js';
import { INGEST_TEXTS } from './texts.js';

export interface IncomingRecord {
  readonly file: string;
  readonly line: number;
  readonly record: KnowledgeRecord;
  /** sha256 of what the record says; equal for the same contents in another file shape. */
  readonly hash: string;
}

/** What a set of files holds: records to take, rows refused, and ids that newer rows replace. */
export interface Reading {
  readonly records: readonly IncomingRecord[];
  readonly rejects: readonly Reject[];
  /** Replaced id → id of the (first) row that replaces it. Replaced rows are not among `records`. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Invented records that are left out, since a service in production must not show them. */
  readonly demoLeftOut: number;
}

export const NOTHING_READ: Reading = { records: [], rejects: [], replaced: new Map(), demoLeftOut: 0 };

/** Parses and validates every row; the first row of an id counts, a second one in the same run is refused. */
export async function readRecords(found: AsyncIterable<Found>): Promise<Reading> {
  const records = new Map<string, IncomingRecord>();
  const rejects: Reject[] = [];
  const replaced = new Map<string, string>();
  for await (const item of found) {
    const outcome = item.kind === 'row' ? incoming(item.row) : [item.reject];
    if (Array.isArray(outcome)) {
      rejects.push(...outcome);
      continue;
    }
    const { id } = outcome.record;
    const earlier = records.get(id);
    if (earlier !== undefined) {
      rejects.push(duplicate(outcome, earlier));
      continue;
    }
    records.set(id, outcome);
    for (const old of outcome.replaces) if (!replaced.has(old)) replaced.set(old, id);
  }
  return {
    records: [...records.values()].filter(({ record }) => !replaced.has(record.id)),
    rejects,
    replaced,
    demoLeftOut: 0,
  };
}

/** The same without invented records (示例). */
export function withoutDemo(reading: Reading): Reading {
  const records = reading.records.filter(({ record }) => !(record.kind === 'expert' && record.demo));
  return { ...reading, records, demoLeftOut: reading.records.length - records.length };
}

const namedRow = z.looseObject({ id: z.string() });

interface Understood extends IncomingRecord {
  readonly replaces: readonly string[];
}

function incoming({ file, line, json }: Row): Understood | Reject[] {
  const parsed = parseRecord(json);
  if (parsed.ok) {
    return {
      file,
      line,
      record: parsed.record,
      hash: contentHash(parsed.record),
      replaces: replacedRows(json),
    };
  }
  const id = idOf(json);
  return parsed.problems.map(({ path, message }) => ({
    file,
    line,
    id,
    field: path === '' ? null : path,
    reason: message,
    advice: INGEST_TEXTS.correctTheRow,
  }));
}

function duplicate({ file, line, record }: IncomingRecord, earlier: IncomingRecord): Reject {
  const where = INGEST_TEXTS.place(earlier.file, earlier.line);
  return {
    file,
    line,
    id: record.id,
    field: 'id',
    reason: INGEST_TEXTS.duplicateId(record.id, where),
    advice: INGEST_TEXTS.keepOne,
  };
}

function idOf(json: unknown): string | null {
  const row = namedRow.safeParse(json);
  return row.success ? row.data.id : null;
}
