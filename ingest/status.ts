import { type Clock, isoNow } from '../src/clock.js';
import { allCurrent, counts, type RecordCount } from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';
import { type IndexVocabulary, indexState } from './index-refresh.js';

export interface Status {
  /** Editions by kind and status. */
  readonly editions: readonly RecordCount[];
  /** Published records that the index should hold. */
  readonly published: number;
  readonly index: {
    readonly id: string;
    readonly stale: boolean;
    readonly passages: number;
    readonly model: string;
    readonly format: number;
  } | null;
}

/** Reads only. `storage` null stands for a database that does not exist yet. */
export async function readStatus(
  storage: Storage | null,
  options: { readonly clock: Clock; readonly dataDir: string; readonly vocabulary: IndexVocabulary },
): Promise<Status> {
  const published = storage === null ? [] : await allCurrent(storage.db, isoNow(options.clock));
  const state = indexState(options.dataDir, published, options.vocabulary);
  return {
    editions: storage === null ? [] : await counts(storage.db),
    published: published.length,
    index: state.kind === 'missing' ? null : { ...outlineOf(state.manifest), stale: state.kind === 'stale' },
  };
}

function outlineOf(manifest: {
  id: string;
  model: string;
  format: number;
  partitions: readonly { passages: number }[];
}) {
  const { id, model, format, partitions } = manifest;
  return { id, model, format, passages: partitions.reduce((sum, { passages }) => sum + passages, 0) };
}
