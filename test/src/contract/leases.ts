import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as activities from '../../../src/storage/activities.js';
import * as leases from '../../../src/storage/leases.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at, prepare } from './rows.js';
import type { Stage } from './stage.js';

interface Step {
  readonly owner: number;
  readonly deed: 'acquire' | 'renew' | 'commit' | 'release';
  /** Seconds that pass before the round this step is in. */
  readonly pause: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  owner: fc.nat(2),
  deed: fc.constantFrom('acquire', 'acquire', 'renew', 'commit', 'commit', 'release'),
  pause: fc.nat(7),
});
/** Steps of one round run at once, on two connections. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 10 });

export function leaseContract(stage: () => Stage): void {
  describe('leases', () => {
    test('a free lease is taken, a held one is not, an expired one changes hands with a higher fence', async () => {
      const { storage, other } = stage();
      const acquire = (from: Storage, owner: string, now: number) =>
        from.write((tx) => leases.acquire(tx, { key: 'k', owner, now: at(now), expiresAt: at(now + 10) }));
      expect(await acquire(storage, 'a', 0)).toBe(1);
      expect(await acquire(other, 'b', 9)).toBeNull();
      expect(await acquire(storage, 'a', 9)).toBeNull();
      expect(await acquire(other, 'b', 10)).toBe(2);
      const mine = { key: 'k', owner: 'a', fence: 1 };
      expect(await storage.write((tx) => leases.renew(tx, { ...mine, expiresAt: at(99) }))).toBe(false);
      await expect(storage.write((tx) => leases.checkFence(tx, mine))).rejects.toMatchObject({
        code: 'lease_lost',
      });
      await storage.write((tx) => leases.release(tx, mine));
      expect(await acquire(storage, 'a', 19)).toBeNull();
      await other.write((tx) => leases.release(tx, { key: 'k', owner: 'b', fence: 2 }));
      expect(await acquire(storage, 'a', 19)).toBe(3);
    });

    test('a lease that ran out is abandoned; one that is held, given back or unknown is not', async () => {
      const { storage } = stage();
      const lease = { key: 'k', owner: 'a', now: at(0), expiresAt: at(10) };
      expect(await leases.isAbandoned(storage.db, 'k', at(99))).toBe(false);
      const fence = await storage.write((tx) => leases.acquire(tx, lease));
      expect(await leases.isAbandoned(storage.db, 'k', at(9))).toBe(false);
      expect(await leases.isAbandoned(storage.db, 'k', at(10))).toBe(true);
      await storage.write((tx) => leases.release(tx, { key: 'k', owner: 'a', fence: fence! }));
      expect(await leases.isAbandoned(storage.db, 'k', at(99))).toBe(false);
    });

    test('of many that ask at once, one gets it', async () => {
      const { storage, other } = stage();
      const asked = Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? storage : other).write((tx) =>
          leases.acquire(tx, { key: 'k', owner: `o${index}`, now: at(0), expiresAt: at(9) }),
        ),
      );
      expect((await Promise.all(asked)).filter((fence) => fence !== null)).toEqual([1]);
    });

    test('whatever the interleaving, only the latest holder commits', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      let run = 0;
      await fc.assert(
        fc.asyncProperty(rounds, async (schedule) => {
          run += 1;
          const from = (await activities.after(storage.db, 'c1', 0, 10_000)).length;
          await play([storage, other], `key-${run}`, schedule);
          const deeds = await activities.after(storage.db, 'c1', from, 10_000);
          expectOrder(deeds.map(({ activity }) => activity));
        }),
        { seed: 20_260_302, numRuns: 25 },
      );
    });
  });
}

/** Every deed that succeeds writes itself into the transcript in its own transaction: its order is the truth. */
async function play(storages: readonly Storage[], key: string, schedule: readonly Step[][]): Promise<void> {
  const fences = new Map<number, number>();
  let serial = 0;
  let now = 0;
  for (const round of schedule) {
    now += round[0]?.pause ?? 0;
    await Promise.all(
      round.map(async ({ owner, deed }, index) => {
        serial += 1;
        const id = `${key}-${serial}`;
        await act(storages[index % storages.length]!, { id, key, owner, deed, now, fences });
      }),
    );
  }
}

interface Act {
  readonly id: string;
  readonly key: string;
  readonly owner: number;
  readonly deed: Step['deed'];
  readonly now: number;
  readonly fences: Map<number, number>;
}

async function act(storage: Storage, { id, key, owner, deed, now, fences }: Act): Promise<void> {
  const held = { key, owner: `o${owner}`, fence: fences.get(owner) ?? 0 };
  const expiresAt = at(now + 5);
  const fence = await storage
    .write(async (tx) => {
      let written = held.fence;
      if (deed === 'acquire') {
        const taken = await leases.acquire(tx, { key, owner: held.owner, now: at(now), expiresAt });
        if (taken === null) return null;
        written = taken;
      } else if (deed === 'renew') {
        if (!(await leases.renew(tx, { ...held, expiresAt }))) return null;
      } else if (deed === 'release') {
        await leases.release(tx, held);
        return null;
      } else await leases.checkFence(tx, held);
      const activity = { deed, owner, fence: written };
      await activities.append(tx, {
        id,
        conversationId: 'c1',
        direction: 'out',
        asker: 'x',
        activity,
        now: at(now),
      });
      return written;
    })
    .catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'lease_lost' });
      return null;
    });
  if (deed === 'acquire' && fence !== null) fences.set(owner, fence);
}

/** Fences go up by one with every change of hands, and nothing is done under any but the latest. */
function expectOrder(deeds: readonly Readonly<Record<string, unknown>>[]): void {
  let latest = { owner: -1 as unknown, fence: 0 };
  for (const { deed, owner, fence } of deeds) {
    if (deed === 'acquire') {
      expect(fence).toBe(latest.fence + 1);
      latest = { owner, fence: latest.fence + 1 };
    }
    expect({ owner, fence }).toEqual(latest);
  }
}
