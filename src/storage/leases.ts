import { YishiError } from '../errors.js';
import type { Executor, WriteExecutor } from './tables.js';

interface Held {
  readonly key: string;
  readonly owner: string;
  readonly fence: number;
}

/** Sorts before every time. */
const RELEASED = '';

/**
 * Takes a free or expired lease and returns its fencing number, which is higher than any before it; null while
 * another holds it (or the same owner: an owner asks once and renews).
 */
export async function acquire(
  tx: WriteExecutor,
  lease: { readonly key: string; readonly owner: string; readonly now: string; readonly expiresAt: string },
): Promise<number | null> {
  const row = await tx
    .insertInto('leases')
    .values({ key: lease.key, owner: lease.owner, fence: 1, expires_at: lease.expiresAt })
    .onConflict((oc) =>
      oc
        .column('key')
        .doUpdateSet((eb) => ({
          owner: lease.owner,
          fence: eb('leases.fence', '+', 1),
          expires_at: lease.expiresAt,
        }))
        .where('leases.expires_at', '<=', lease.now),
    )
    .returning('fence')
    .executeTakeFirst();
  return row?.fence ?? null;
}

/** Prolongs a lease that is still the caller's, even one past its time that nobody took. */
export async function renew(
  tx: WriteExecutor,
  lease: Held & { readonly expiresAt: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('leases')
    .set({ expires_at: lease.expiresAt })
    .where('key', '=', lease.key)
    .where('owner', '=', lease.owner)
    .where('fence', '=', lease.fence)
    .where('expires_at', '>', RELEASED)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Throws YishiError('lease_lost') unless the lease is still the caller's. Part of every commit: it writes the
 * row, so that nobody can take the lease over before the transaction ends (FOR UPDATE is not portable).
 */
export async function checkFence(tx: WriteExecutor, lease: Held): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('leases')
    .set({ fence: lease.fence })
    .where('key', '=', lease.key)
    .where('owner', '=', lease.owner)
    .where('fence', '=', lease.fence)
    .where('expires_at', '>', RELEASED)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new YishiError('lease_lost', 'the lease has another owner');
}

/** Gives the lease back; does nothing when it is no longer the caller's. */
export async function release(tx: WriteExecutor, lease: Held): Promise<void> {
  await tx
    .updateTable('leases')
    .set({ expires_at: RELEASED })
    .where('key', '=', lease.key)
    .where('owner', '=', lease.owner)
    .where('fence', '=', lease.fence)
    .execute();
}

/** True when the lease ran out without having been given back: its holder died or stood still. */
export async function isAbandoned(db: Executor, key: string, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('leases')
    .select('key')
    .where('key', '=', key)
    .where('expires_at', '>', RELEASED)
    .where('expires_at', '<=', now)
    .executeTakeFirst();
  return row !== undefined;
}
