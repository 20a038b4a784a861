import type { KnowledgeRecord } from '../knowledge/records/record.js';
import { type Clock, isoNow } from '../src/clock.js';
import { saveEdition, withdraw } from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';
import type { ImportLease } from './import-lease.js';
import type { Plan } from './plan.js';
import type { IncomingRecord } from './reading.js';

/** Records per transaction: some tens of milliseconds, so that a turn never waits long for its commit. */
const BATCH = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly lease: Pick<ImportLease, 'check'>;
  /** Asked between transactions. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Written {
  readonly created: number;
  readonly updated: number;
}

/**
 * Writes the new editions of a plan, published and public, in short transactions, each of which stands on its
 * own: after a crash or an abort the next run finds the written ones unchanged and goes on. Throws the
 * signal's reason when aborted, YishiError('lease_lost') when another import took over.
 */
export async function writeEditions(deps: Deps, plan: Plan): Promise<Written> {
  const changes = [...plan.created, ...plan.updated];
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (let from = 0; from < changes.length; from += BATCH) {
    deps.signal.throwIfAborted();
    const batch = changes.slice(from, from + BATCH);
    const outcomes = await writeBatch(deps, batch);
    for (const outcome of outcomes) counts[outcome] += 1;
    deps.onProgress(from + batch.length, changes.length);
  }
  await withdrawReplaced(deps, plan.withdrawn);
  return { created: counts.created, updated: counts.updated };
}

function writeBatch({ storage, clock, lease }: Deps, batch: readonly IncomingRecord[]) {
  return storage.write(async (tx) => {
    await lease.check(tx);
    const outcomes: Awaited<ReturnType<typeof saveEdition>>[] = [];
    for (const incoming of batch) outcomes.push(await saveEdition(tx, editionOf(incoming, isoNow(clock))));
    return outcomes;
  });
}

function editionOf({ record, hash, file }: IncomingRecord, importedAt: string) {
  return {
    id: record.id,
    kind: record.kind,
    title: record.title,
    contentHash: hash,
    status: 'published',
    visibility: record.kind === 'expert' && !record.consentPublic ? 'province' : 'public',
    region: regionOf(record),
    content: record,
    sourceFile: file,
    importedAt,
    validUntil: validUntilOf(record),
  } as const;
}

/** GB/T 2260 code of what holds or sits in one region; null for the whole country and for kinds without a code. */
function regionOf(record: KnowledgeRecord): string | null {
  if (record.kind === 'expert') return record.province;
  return record.kind === 'standard' && record.level === 'local' ? record.region : null;
}

/** The end of an expert's last day in China, which has no summer time. */
function validUntilOf(record: KnowledgeRecord): string | null {
  if (record.kind !== 'expert' || record.validUntil === null) return null;
  return new Date(Date.parse(`${record.validUntil}T00:00:00+08:00`) + DAY_MS).toISOString();
}

async function withdrawReplaced({ storage, clock, lease }: Deps, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await storage.write(async (tx) => {
    await lease.check(tx);
    for (const id of ids) await withdraw(tx, id, isoNow(clock));
  });
}
