import { type Clock, isoNow } from '../src/clock.js';
import { YishiError } from '../src/errors.js';
import type { Identifiers } from '../src/identifiers.js';
import { acquire, checkFence, release, renew } from '../src/storage/leases.js';
import type { Storage } from '../src/storage/storage.js';

const KEY = 'ingest';
/** How long an import that was killed blocks the next one; a live one renews three times as often. */
export const IMPORT_LEASE_SECONDS = 20;

type WriteExecutor = Parameters<typeof checkFence>[0];

/** The right to import: one process at a time, over all processes of one database. */
export interface ImportLease {
  /** Part of every commit. Throws YishiError('lease_lost') once another process has taken over. */
  check(tx: WriteExecutor): Promise<void>;
  release(): Promise<void>;
}

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

/** Throws YishiError('busy'), retryable, while another import holds the lease. */
export async function holdImportLease({ storage, clock, identifiers }: Deps): Promise<ImportLease> {
  const owner = identifiers.next();
  const expiresAt = () => new Date(clock.now().getTime() + IMPORT_LEASE_SECONDS * 1000).toISOString();
  const fence = await storage.write((tx) =>
    acquire(tx, { key: KEY, owner, now: isoNow(clock), expiresAt: expiresAt() }),
  );
  if (fence === null) throw new YishiError('busy', 'another import holds the lease', { retryable: true });
  const held = { key: KEY, owner, fence };
  const stop = new AbortController();
  const keeper = keepAlive(async () => {
    await clock.wait((IMPORT_LEASE_SECONDS * 1000) / 3, stop.signal);
    return !stop.signal.aborted && storage.write((tx) => renew(tx, { ...held, expiresAt: expiresAt() }));
  });
  return {
    check: (tx) => checkFence(tx, held),
    release: async () => {
      stop.abort();
      await keeper;
      await storage.write((tx) => release(tx, held));
    },
  };
}

async function keepAlive(renewOnce: () => Promise<boolean>): Promise<void> {
  // A renewal that fails for once is made up for by the next; a lost lease shows in `check`.
  while (await renewOnce().catch((error: unknown) => error instanceof YishiError && error.retryable)) {}
}
