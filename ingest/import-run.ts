import type { Clock } from '../src/clock.js';
import { isoNow } from '../src/clock.js';
import { YishiError } from '../src/errors.js';
import type { Identifiers } from '../src/identifiers.js';
import { allCurrent, type RecordEdition } from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';
import { holdImportLease, type ImportLease } from './import-lease.js';
import { type IndexVocabulary, indexState, rebuildIndex, recordsToIndex } from './index-refresh.js';
import { STARTER_FOLDER } from './input.js';
import { writeEditions } from './pipeline.js';
import { type Plan, planImport } from './plan.js';
import type { Progress } from './progress.js';
import type { Reading } from './reading.js';
import { INGEST_TEXTS } from './texts.js';

export interface ImportDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly vocabulary: IndexVocabulary;
  readonly root: string;
  /** Threads of the embedding model. */
  readonly threads: number;
  readonly dataDir: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Says in Chinese that another process is being waited for. */
  readonly onWait: () => void;
}

export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly kept: number;
  readonly withdrawn: readonly string[];
  readonly index: { readonly id: string; readonly built: boolean; readonly passages: number };
}

const RETRY_MS = 500;

/**
 * Imports what was read and brings the index up to date. Nothing to do costs no lease, no model and no build.
 * With `ifMissing`, another import is waited for, and what others changed or withdrew stays as it is; without
 * it, another import makes this one fail with YishiError('busy').
 */
export async function runImport(
  deps: ImportDeps,
  reading: Reading,
  ifMissing: boolean,
): Promise<ImportOutcome> {
  const first = await survey(deps, reading, ifMissing);
  if (first.index !== null) return { ...unwritten(first.plan), index: first.index };
  const lease = ifMissing ? await waitForLease(deps) : await holdImportLease(deps);
  try {
    // Another import may have run between the survey and the lease.
    const { plan, index } = await survey(deps, reading, ifMissing);
    if (index !== null) return { ...unwritten(plan), index };
    const written = await writeEditions(
      { ...deps, lease, onProgress: showing(deps, INGEST_TEXTS.writing) },
      plan,
    );
    deps.progress.end();
    return { ...unwritten(plan), ...written, index: await refreshIndex(deps) };
  } finally {
    deps.progress.end();
    await lease.release();
  }
}

interface Survey {
  readonly plan: Plan;
  /** Set when there is nothing to write and the index is current: then the import is done. */
  readonly index: ImportOutcome['index'] | null;
}

async function survey(deps: ImportDeps, reading: Reading, ifMissing: boolean): Promise<Survey> {
  const { storage, clock, dataDir, vocabulary } = deps;
  const now = isoNow(clock);
  const plan = await planImport(storage.db, reading, {
    now,
    isForeign: ifMissing ? notFromStarter : () => false,
  });
  if (plan.created.length + plan.updated.length + plan.withdrawn.length > 0) return { plan, index: null };
  const state = indexState(dataDir, await allCurrent(storage.db, now), vocabulary);
  return { plan, index: state.kind === 'current' ? { ...described(state.manifest), built: false } : null };
}

/** A new starter edition replaces what the starter knowledge brought, and nobody's own words or decisions. */
function notFromStarter(newest: RecordEdition): boolean {
  return newest.status === 'withdrawn' || !newest.sourceFile.startsWith(`${STARTER_FOLDER}/`);
}

async function refreshIndex(deps: ImportDeps): Promise<ImportOutcome['index']> {
  const { storage, clock, dataDir, vocabulary } = deps;
  const published = await allCurrent(storage.db, isoNow(clock));
  const state = indexState(dataDir, published, vocabulary);
  if (state.kind === 'current') return { ...described(state.manifest), built: false };
  const records = recordsToIndex(published);
  const manifest = await rebuildIndex({ ...deps, records, onProgress: showing(deps, INGEST_TEXTS.indexing) });
  return { ...described(manifest), built: true };
}

function described(manifest: { id: string; partitions: readonly { passages: number }[] }) {
  return { id: manifest.id, passages: manifest.partitions.reduce((sum, { passages }) => sum + passages, 0) };
}

function unwritten({ unchanged, kept, withdrawn }: Plan) {
  return { created: 0, updated: 0, unchanged, kept, withdrawn };
}

function showing({ progress }: ImportDeps, label: string) {
  return (done: number, total: number) => progress.update(label, done, total);
}

async function waitForLease(deps: ImportDeps): Promise<ImportLease> {
  for (let told = false; ; told = true) {
    deps.signal.throwIfAborted();
    try {
      return await holdImportLease(deps);
    } catch (error) {
      if (!(error instanceof YishiError && error.code === 'busy')) throw error;
    }
    if (!told) deps.onWait();
    await deps.clock.wait(RETRY_MS, deps.signal);
  }
}
