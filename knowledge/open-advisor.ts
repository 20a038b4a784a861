import { join } from 'node:path';
import type { Clock } from '../src/clock.js';
import type { Operations } from '../src/demand/dispatch-candidate.js';
import { projectRoot } from '../src/project.js';
import type { Storage } from '../src/storage/storage.js';
import { type Advisor, createAdvisor } from './advisor.js';
import { currentSnapshotId, openSnapshot } from './index/snapshot.js';
import { openIntentListener } from './inquiry/intent-model.js';
import { createLibrary } from './library.js';
import { createEmbeddedEmbedder } from './models/embedded-embedder.js';
import { rememberRecent } from './models/recent-vectors.js';
import { createSearch } from './search/search.js';
import { createVocabulary } from './vocabulary/vocabulary.js';

export interface AdvisorOptions {
  readonly storage: Storage;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly operations?: Operations;
}

/** Two a question, for those that are answered at the same time. */
const RECENT_TEXTS = 64;

/** Opens model, index and library and puts them together. Fails with `snapshot_invalid` when there is no usable index. */
export async function openAdvisor({
  storage,
  dataDir,
  publicUrl,
  clock,
  random,
  operations,
}: AdvisorOptions): Promise<Advisor> {
  const vocabulary = createVocabulary();
  const embedder = rememberRecent(
    await createEmbeddedEmbedder({ root: projectRoot(), threads: 1 }),
    RECENT_TEXTS,
  );
  try {
    const folder = join(dataDir, 'index');
    const open = () => createSearch({ snapshot: openSnapshot(folder), embedder, vocabulary });
    let search = open();
    return createAdvisor({
      library: createLibrary(storage, clock),
      search: () => search,
      refresh: () => {
        if (currentSnapshotId(folder) === search.manifest) return false;
        search = open();
        return true;
      },
      vocabulary,
      listen: await openIntentListener(projectRoot(), embedder),
      publicUrl,
      clock,
      random,
      ...(operations === undefined ? {} : { operations }),
      close: () => embedder.close(),
    });
  } catch (error) {
    await embedder.close();
    throw error;
  }
}
