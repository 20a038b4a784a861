import type { Advisor } from '../../knowledge/advisor.js';
import type { Clock } from '../../src/clock.js';
import type { Log } from '../../src/log.js';

/** Looks for another index every `pollMs` and swaps it in; one that is not sound is logged and left. Returns the stop. */
export function watchIndex(deps: {
  readonly advisor: Pick<Advisor, 'refresh' | 'manifest'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly pollMs: number;
}): () => Promise<void> {
  const { advisor, clock, log, pollMs } = deps;
  const over = new AbortController();
  const watch = async () => {
    while (!over.signal.aborted) {
      try {
        if (await advisor.refresh()) log.info({ manifest: advisor.manifest }, 'a new index is in use');
      } catch (error) {
        log.error({ error }, 'the new index cannot be used; the old one stays');
      }
      await clock.wait(pollMs, over.signal);
    }
  };
  const watching = watch();
  return async () => {
    over.abort();
    await watching;
  };
}
