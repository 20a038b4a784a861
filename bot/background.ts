import type { Advisor } from '../knowledge/advisor.js';
import type { Clock } from '../src/clock.js';
import type { Identifiers } from '../src/identifiers.js';
import type { Log } from '../src/log.js';
import { REINDEX } from '../src/storage/jobs.js';
import type { Storage } from '../src/storage/storage.js';
import { watchIndex } from './jobs/index-watch.js';
import { ingestWork } from './jobs/ingest-process.js';
import { createJobLoop } from './jobs/job-loop.js';

export interface BackgroundDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly advisor: Pick<Advisor, 'refresh' | 'manifest'>;
  /** Of the service: a process that it starts reads the same configuration. */
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
}

const POLL_MS = 2000;

/** Everything that the service does without being asked. Returns what ends it. */
export function startBackground(deps: BackgroundDeps): () => Promise<void> {
  const shared = { ...deps, pollMs: POLL_MS };
  const jobs = createJobLoop({ ...shared, works: new Map([[REINDEX, ingestWork(['reindex'], deps)]]) });
  jobs.start();
  const stopWatching = watchIndex(shared);
  return async () => {
    await Promise.all([jobs.stop(), stopWatching()]);
  };
}
