import { Asker } from './asker.js';
import type { Console } from './console.js';
import { Coordinator } from './coordinator.js';
import { Expert } from './expert.js';
import type { Options } from './options.js';
import { hire, type Province } from './staff.js';
import { reportTexts as texts } from './texts.js';
import { dayOf, hourOf } from './working-hours.js';
import { World } from './world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** The set-up takes place before the quarter. */
const BEFORE_MS = 3 * HOUR_MS;
/** Days at the end in which nobody does anything: every way to an asker then has had its time. */
const TAIL_DAYS = 4;
const RESTARTS = 5;

export interface Campaign {
  readonly world: World;
  readonly admin: Console;
  readonly provinces: readonly Province[];
  /** First and last instant of the quarter, and that at which everything stops; milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Plays the quarter. The service stays open at the end, for the checks. */
export async function play(
  options: Options,
  dataDir: string,
  say: (line: string) => void,
): Promise<Campaign> {
  const from = Date.parse(`${options.from}T00:00:00.000+08:00`);
  const to = Date.parse(`${options.to}T24:00:00.000+08:00`);
  const end = to + TAIL_DAYS * DAY_MS + 12 * HOUR_MS;
  const world = new World(options, dataDir, from - BEFORE_MS);
  await world.open();
  const { admin, provinces } = await hire(world);
  say(texts.hired(provinces.length));
  planPeople(world, provinces, from, to);
  planFaults(world, from, to, say);
  planProgress(world, from, to, say);
  await world.runUntil(to);
  // The page is closed, the desk is empty: what is planned for later never happens.
  while (world.agenda.take() !== null);
  world.ringing.clear();
  await world.runUntil(end);
  return { world, admin, provinces, from, to, end };
}

function planPeople(world: World, provinces: readonly Province[], from: number, to: number): void {
  for (const province of provinces) {
    const coordinator = new Coordinator(world, province);
    coordinator.planVisits(from, to);
    for (const person of province.experts) new Expert(world, person);
    const random = world.random(`consultations-${province.code}`);
    for (let index = 1; index <= world.options.consultations; index += 1) {
      const asker = new Asker(world, province, index, { onEmergency: () => coordinator.ring() });
      // At any hour of any day: nights, weekends and holidays too.
      world.agenda.plan(from + random.next() * (to - from), () => asker.begin());
    }
  }
}

/** The service goes down for some minutes or hours; once the clock leaps into a night. */
function planFaults(world: World, from: number, to: number, say: (line: string) => void): void {
  const random = world.random('faults');
  for (let count = 1; count <= RESTARTS; count += 1) {
    const at = from + ((count - 0.5 + random.between(-0.3, 0.3)) / RESTARTS) * (to - from);
    world.agenda.plan(at, async () => {
      await world.restart(random.between(0.02, 9) * HOUR_MS);
      say(texts.restarted(dayText(world.now)));
    });
  }
  // From a night, when notices are held for the morning, to 23:10 of another one in Beijing.
  const leap = hourOf(dayOf(from + random.between(0.35, 0.6) * (to - from)), 22.75) + random.next() * HOUR_MS;
  world.agenda.plan(leap, async () => {
    await world.jump(hourOf(dayOf(world.now + 3 * DAY_MS), 23.17) - world.now);
    say(texts.jumped(dayText(world.now)));
  });
}

function planProgress(world: World, from: number, to: number, say: (line: string) => void): void {
  const begin = performance.now();
  for (let at = from + WEEK_MS; at < to; at += WEEK_MS) {
    world.agenda.plan(at, async () => {
      const { begun, filed } = world.journal;
      const count = [...begun.values()].reduce((sum, each) => sum + each, 0);
      const seconds = Math.round((performance.now() - begin) / 1000);
      say(texts.progress(dayText(world.now), count, filed.length, seconds));
    });
  }
}

function dayText(at: number): string {
  return new Date(at + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');
}
