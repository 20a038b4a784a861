import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAILPOINTS } from '../../bot/turn/failpoints.js';
import { systemClock } from '../../src/clock.js';
import { openStorage } from '../../src/storage/storage.js';
import { bundleService } from './kill/bundle.js';
import { type Death, Lane } from './kill/lane.js';
import { findLosses } from './kill/losses.js';
import { seededRandom } from './kill/seeded-random.js';
import { openSink } from './kill/sink.js';

const SEED = 20_261_124;
const LANES = [
  ['alone', 1],
  ['beside another process on the same database', 2],
] as const;
/** Deaths of each failpoint in each lane: over a hundred in all. */
const DEATHS_EACH = 2;
const LATEST_PASSAGE = 6;
/** For a busy machine, never a thing that the test measures. */
const LONGEST_MS = 900_000;

/** Each failpoint in a seeded order, each time at a seeded passage. */
function plan(random: () => number): Death[] {
  const deaths = Array.from({ length: DEATHS_EACH }, () => FAILPOINTS).flat();
  return deaths
    .map((failpoint) => ({ failpoint, passage: 1 + Math.floor(random() * LATEST_PASSAGE), order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ failpoint, passage }) => ({ failpoint, passage }));
}

describe('a service that is killed at every failpoint, again and again', () => {
  let service: Awaited<ReturnType<typeof bundleService>>;
  beforeAll(async () => {
    service = await bundleService();
  });
  afterAll(() => rmSync(service.folder, { recursive: true, force: true }));

  test('is killed a hundred times in all', () => {
    expect(LANES.length * DEATHS_EACH * FAILPOINTS.length).toBeGreaterThanOrEqual(100);
  });

  test.concurrent.for(LANES)(
    '%s, loses nothing and says nothing twice',
    { timeout: LONGEST_MS },
    async ([, processes], { onTestFinished, expect }) => {
      const random = seededRandom(SEED + processes);
      const dataDir = mkdtempSync(join(tmpdir(), 'yishi-kill-'));
      const sink = await openSink(random);
      onTestFinished(async () => {
        await sink.close();
        rmSync(dataDir, { recursive: true, force: true });
      });
      const lane = new Lane({
        entry: service.entry,
        dataDir,
        sink,
        random,
        processes,
        deaths: plan(random),
      });
      await lane.run();

      const storage = await openStorage({ databaseUrl: null, dataDir, clock: systemClock() });
      onTestFinished(() => storage.close());
      expect(await findLosses(storage, lane.taken, sink.arrivals)).toEqual([]);
      expect(lane.deaths).toHaveLength(DEATHS_EACH * FAILPOINTS.length);
      expect(new Set(lane.deaths.map(({ failpoint }) => failpoint))).toEqual(new Set(FAILPOINTS));
    },
  );
});
