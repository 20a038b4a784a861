import { type Clock, isoNow } from '../../src/clock.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import * as leases from '../../src/storage/leases.js';
import type { Storage } from '../../src/storage/storage.js';
import type { Failpoint } from './failpoints.js';

/** The right to run turns of one key; the fence goes up each time it changes hands. */
export interface Lease {
  readonly key: string;
  readonly owner: string;
  readonly fence: number;
}

export interface LeaseDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly failpoint: Failpoint;
  readonly leaseSeconds: number;
}

export interface HeldLease {
  readonly lease: Lease;
  /** True when the holder before did not give it back: it died, or stood still for longer than the lease. */
  readonly abandoned: boolean;
  release(): Promise<void>;
}

/** One turn at a time for each asker in each conversation. */
export function leaseKey(key: { readonly conversationId: string; readonly asker: string }): string {
  return `turn:${key.conversationId}:${key.asker}`;
}

/**
 * Takes the lease and renews it every third of its time until it is released; null when another holds it. Whoever
 * loses it meanwhile learns so at the commit, from the fence: that is the only place where it matters.
 */
export async function holdLease(deps: LeaseDeps, key: string): Promise<HeldLease | null> {
  const taken = await take(deps, key);
  if (taken === null) return null;
  const over = new AbortController();
  const renewing = keepRenewing(deps, taken.lease, over.signal);
  return {
    ...taken,
    release: async () => {
      over.abort();
      await renewing;
      deps.failpoint('lease.before-release');
      await deps.storage.write((tx) => leases.release(tx, taken.lease));
      deps.failpoint('lease.after-release');
    },
  };
}

async function take(deps: LeaseDeps, key: string): Promise<Omit<HeldLease, 'release'> | null> {
  // Its own name for every holding: two holders in one process must not share a lease.
  const owner = deps.identifiers.next();
  deps.failpoint('lease.before-acquire');
  const taken = await deps.storage.write(async (tx) => {
    const now = isoNow(deps.clock);
    const abandoned = await leases.isAbandoned(tx, key, now);
    const fence = await leases.acquire(tx, { key, owner, now, expiresAt: expiry(deps) });
    return fence === null ? null : { lease: { key, owner, fence }, abandoned };
  });
  if (taken !== null) deps.failpoint('lease.after-acquire');
  return taken;
}

async function keepRenewing(deps: LeaseDeps, lease: Lease, over: AbortSignal): Promise<void> {
  for (;;) {
    await deps.clock.wait((deps.leaseSeconds * 1000) / 3, over);
    if (over.aborted) return;
    try {
      if (!(await renew(deps, lease))) return;
    } catch (error) {
      deps.log.warn({ key: lease.key, error }, 'could not renew a lease, will try again');
    }
  }
}

async function renew(deps: LeaseDeps, lease: Lease): Promise<boolean> {
  deps.failpoint('lease.before-renew');
  const renewed = await deps.storage.write((tx) => leases.renew(tx, { ...lease, expiresAt: expiry(deps) }));
  deps.failpoint('lease.after-renew');
  if (!renewed) deps.log.warn({ key: lease.key }, 'lost a lease while its turn was running');
  return renewed;
}

function expiry({ clock, leaseSeconds }: LeaseDeps): string {
  return new Date(clock.now().getTime() + leaseSeconds * 1000).toISOString();
}
