import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { FAILPOINTS } from '../../../bot/turn/failpoints.js';
import { systemClock } from '../../../src/clock.js';
import { TRANSITIONS } from '../../../src/demand/transitions.js';
import { openStorage } from '../../../src/storage/storage.js';
import type { Backend } from '../../src/backend.js';
import { bundleService } from './bundle.js';
import { type Death, Lane } from './lane.js';
import { findLosses } from './losses.js';
import { MOMENTS, ROW_DEATHS, type RowDeath, rowDeath } from './rows.js';
import { seededRandom } from './seeded-random.js';
import { openSink } from './sink.js';

/** One database with service processes that are killed. */
export interface LanePlan {
  readonly name: string;
  readonly backend: Backend;
  /** Processes on the database at all times. */
  readonly processes: number;
  /** Deaths of each failpoint. */
  readonly deathsEach: number;
  /** Deaths at each row of the table of demands: at every moment around its commit, or at one of them. */
  readonly rows: 'every moment' | 'one moment';
}

export interface Campaign {
  readonly seed: number;
  /** Instead of each lane's own number. */
  readonly deathsEach: number | null;
  /** Each lane dies at every row at every moment. */
  readonly everyRow: boolean;
}

const SEED = 20_261_124;
const LATEST_PASSAGE = 6;
/** For a busy machine, never a thing that the test measures. */
const LONGEST_MS = 900_000;
const LONGEST_EACH_MS = 60_000;

/** The campaign that `KILL_DEATHS` (deaths of each failpoint), `KILL_ROWS=every` and `KILL_SEED` ask for: see docs/turn.md. */
export function campaignOf(env: Readonly<Record<string, string | undefined>>): Campaign {
  return {
    seed: Number(env.KILL_SEED ?? SEED),
    deathsEach: env.KILL_DEATHS === undefined ? null : Number(env.KILL_DEATHS),
    everyRow: env.KILL_ROWS === 'every',
  };
}

/** Kills the service of each lane at every failpoint and looks for losses afterwards; lanes run beside each other. */
export function killSuite(lanes: readonly LanePlan[], campaign: Campaign): void {
  describe('a service that is killed at every failpoint, again and again', () => {
    let service: Awaited<ReturnType<typeof bundleService>>;
    beforeAll(async () => {
      service = await bundleService();
    });
    afterAll(() => rmSync(service.folder, { recursive: true, force: true }));

    for (const plan of lanes) {
      const deathsEach = campaign.deathsEach ?? plan.deathsEach;
      const timeout = LONGEST_MS + LONGEST_EACH_MS * deathsEach * FAILPOINTS.length;
      test.concurrent(`${plan.name}, loses nothing and says nothing twice`, { timeout }, async (context) => {
        const { expect, onTestFinished } = context;
        const random = seededRandom(campaign.seed + plan.processes);
        const place = await plan.backend();
        onTestFinished(() => place.remove());
        const sink = await openSink(random);
        onTestFinished(() => sink.close());
        const { processes } = plan;
        const deaths = seededDeaths(random, deathsEach);
        const isEvery = campaign.everyRow || plan.rows === 'every moment';
        const rowDeaths = isEvery ? ROW_DEATHS : seededMoments(random);
        const lane = new Lane({ entry: service.entry, place, sink, random, processes, deaths, rowDeaths });
        // What was lost tells why it came no further.
        const stuck = await lane.run().then(
          () => [],
          (error: unknown) => [String(error)],
        );
        const storage = await openStorage({ ...place, clock: systemClock() });
        const { taken, tellers } = lane;
        const remains = { storage, taken, told: tellers.told, arrivals: sink.arrivals };
        const losses = await findLosses(remains).finally(storage.close);
        expect([...stuck, ...losses]).toEqual([]);
        expect(new Set(lane.rowDeaths)).toEqual(new Set(rowDeaths));
        expect(new Set(lane.deaths)).toEqual(new Set(deaths));
      });
    }
  });
}

/** Each row of the table at one moment. */
function seededMoments(random: () => number): RowDeath[] {
  return TRANSITIONS.map((_, row) =>
    rowDeath(row, MOMENTS[Math.floor(random() * MOMENTS.length)] ?? 'inside'),
  );
}

/** Each failpoint in a seeded order, each time at a seeded passage. */
function seededDeaths(random: () => number, deathsEach: number): Death[] {
  return Array.from({ length: deathsEach }, () => FAILPOINTS)
    .flat()
    .map((failpoint) => ({ failpoint, passage: 1 + Math.floor(random() * LATEST_PASSAGE), order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ failpoint, passage }) => ({ failpoint, passage }));
}
