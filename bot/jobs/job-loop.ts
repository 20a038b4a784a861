import { type Clock, isoNow } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import * as jobs from '../../src/storage/jobs.js';
import type { Storage } from '../../src/storage/storage.js';
import { backOffMs } from '../turn/back-off.js';

/** Does one job outside any transaction; resolves to its result, throws when it failed. Stops early when aborted. */
export type JobWork = (job: jobs.Job, signal: AbortSignal) => Promise<object>;

export interface JobLoopDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly works: ReadonlyMap<string, JobWork>;
  readonly pollMs: number;
}

export interface JobLoop {
  start(): void;
  /** Aborts what runs: another process, or the next start, does it again. */
  stop(): Promise<void>;
}

/** Longer than any job takes: a job whose process died is taken over after that. */
const CLAIM_MS = 15 * 60_000;
const MOST_ATTEMPTS = 5;
const LONGEST_BACK_OFF_MS = 300_000;

/** Runs jobs one after the other; over several processes each job runs in one of them. */
export function createJobLoop(deps: JobLoopDeps): JobLoop {
  const over = new AbortController();
  let running: Promise<void> | null = null;
  return {
    start: () => {
      running ??= run(deps, over.signal);
    },
    stop: async () => {
      over.abort();
      await running;
    },
  };
}

async function run(deps: JobLoopDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const [kind, work] of deps.works) while (await runNext(deps, kind, work, signal));
    } catch (error) {
      deps.log.error({ error }, 'looking for jobs failed; trying again');
    }
    await deps.clock.wait(deps.pollMs, signal);
  }
}

/** Whether there was one. */
async function runNext(
  deps: JobLoopDeps,
  kind: string,
  work: JobWork,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false;
  const { storage, clock, identifiers } = deps;
  if ((await jobs.open(storage.db, kind)).length === 0) return false;
  const owner = identifiers.next();
  const claimExpiresAt = new Date(clock.now().getTime() + CLAIM_MS).toISOString();
  const job = await storage.write((tx) =>
    jobs.claim(tx, { kind, owner, now: isoNow(clock), claimExpiresAt }),
  );
  if (job === null) return false;
  const end = await attempt(deps, job, work, signal);
  await storage.write((tx) => jobs.finish(tx, { id: job.id, owner, fence: job.fence }, end, isoNow(clock)));
  return end.kind !== 'again';
}

async function attempt(
  { clock, log }: JobLoopDeps,
  job: jobs.Job,
  work: JobWork,
  signal: AbortSignal,
): Promise<jobs.JobEnd> {
  try {
    return { kind: 'done', result: await work(job, signal) };
  } catch (caught) {
    const error = caught instanceof Error ? caught.message : String(caught);
    const now = clock.now().getTime();
    if (signal.aborted) return { kind: 'again', error, at: new Date(now).toISOString() };
    log.error({ jobId: job.id, kind: job.kind, attempt: job.attempts, error: caught }, 'a job failed');
    const busy = caught instanceof YishiError && caught.retryable;
    if (job.attempts >= MOST_ATTEMPTS && !busy) return { kind: 'failed', error };
    const wait = backOffMs(job.attempts, LONGEST_BACK_OFF_MS);
    return { kind: 'again', error, at: new Date(now + wait).toISOString() };
  }
}
