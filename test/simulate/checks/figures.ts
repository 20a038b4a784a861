import type { Console } from '../console.js';
import type { Deed } from '../journal.js';
import { reportTexts } from '../texts.js';
import { recount } from './clock-recount.js';
import type { Facts, Finding, Matter } from './facts.js';

const DAY_MS = 86_400_000;
const CLOSED = ['closed', 'case_candidate', 'case_review', 'case_published'];
const ENDED = [...CLOSED, 'refused', 'transferred', 'withdrawn'];

interface Figures {
  readonly open: Readonly<Record<string, number>>;
  readonly overdue: number;
  readonly filed: number;
  readonly closed: number;
  readonly replied: number;
  readonly medianDaysToReply: number | null;
  readonly ratings: readonly number[];
  readonly mean: number | null;
  readonly confirmedByAsker: number;
  readonly confirmedBySilence: number;
}

/** What the console shows of each province and of the country, against what the actors saw. */
export async function figures(facts: Facts): Promise<Finding> {
  const { provinces, admin, matters } = facts;
  const states = new Map<string, string>();
  const faults: string[] = [];
  for (const { code, coordinator } of provinces) {
    await coordinator.arrive();
    const seen = await statesSeen(coordinator);
    for (const [id, state] of seen) states.set(id, state);
    const filed = facts.world.journal.filed.filter(({ province }) => province === code);
    if (seen.size !== filed.length) faults.push(`${code}: ${filed.length} filed, ${seen.size} in the queue`);
  }
  await admin.arrive();
  for (const { code, coordinator } of provinces) {
    const shown = await shownTo(coordinator, facts, code);
    faults.push(...differences(code, counted(facts, states, code), shown));
  }
  faults.push(...differences('nation', counted(facts, states, null), await shownTo(admin, facts, null)));
  return { name: reportTexts.names.figures, count: (provinces.length + 1) * 10 + matters.length, faults };
}

/** The state of every demand of a province, as its coordinator pages through the queue. */
async function statesSeen(coordinator: Console): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { rows: { id: string; state: string }[]; next: string | null } | null =
      await coordinator.must(
        'GET',
        `/queue?tab=all${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
    if (page === null) return seen;
    for (const { id, state } of page.rows) seen.set(id, state);
    cursor = page.next;
  }
  return seen;
}

async function shownTo(reader: Console, { world }: Facts, province: string | null): Promise<Figures> {
  const { from, to } = world.options;
  const where = province === null ? '' : `&province=${province}`;
  const shown = await reader.must('GET', `/figures?from=${from}&to=${to}${where}`);
  const { satisfaction, open, provinces: _provinces, ...rest } = shown;
  const { ratings, mean, confirmedByAsker, confirmedBySilence } = satisfaction;
  const states = (open as { state: string; count: number }[])
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => [state, count] as const);
  return { ...rest, open: Object.fromEntries(states), ratings, mean, confirmedByAsker, confirmedBySilence };
}

function counted(facts: Facts, states: ReadonlyMap<string, string>, province: string | null): Figures {
  const { world, matters, end } = facts;
  const filed = world.journal.filed.filter((each) => province === null || each.province === province);
  const own = filed.map((each) => ({
    ...each,
    state: states.get(each.demandId) ?? '',
    deeds: world.journal.deeds.filter(({ demandId }) => demandId === each.demandId),
  }));
  const open: Record<string, number> = {};
  for (const { state } of own) if (!ENDED.includes(state)) open[state] = (open[state] ?? 0) + 1;
  const isLate = ({ id }: Pick<Matter, 'id'>) => {
    const matter = matters.find((each) => each.id === id);
    return matter !== undefined && recount(matter, world.journal.dark, end).isLate;
  };
  const waits = own.flatMap(({ at, deeds }) => {
    const first = deeds.filter(({ what }) => what === 'reply').map((deed) => deed.at)[0];
    return first === undefined ? [] : [(first - at) / DAY_MS];
  });
  const stars = own.flatMap(({ deeds }) => lastRating(deeds) ?? []);
  const closed = own.filter(({ state }) => CLOSED.includes(state));
  const byAsker = closed.filter(({ deeds }) => lastVerdict(deeds) === 'confirm');
  return {
    open,
    overdue: own.filter(({ state, demandId }) => !ENDED.includes(state) && isLate({ id: demandId })).length,
    filed: own.length,
    closed: closed.length,
    replied: waits.length,
    medianDaysToReply: waits.length === 0 ? null : rounded(median(waits)),
    ratings: [1, 2, 3, 4, 5].map((rating) => stars.filter((each) => each === rating).length),
    mean: stars.length === 0 ? null : rounded(stars.reduce((sum, each) => sum + each, 0) / stars.length),
    confirmedByAsker: byAsker.length,
    confirmedBySilence: closed.length - byAsker.length,
  };
}

/** A confirmation begins without stars. */
function lastRating(deeds: readonly Deed[]): number | null {
  let rating: number | null = null;
  for (const deed of deeds) {
    if (deed.what === 'confirm') rating = null;
    if (deed.what === 'rate') rating = deed.rating ?? null;
  }
  return rating;
}

function lastVerdict(deeds: readonly Deed[]): string | undefined {
  return deeds.findLast(({ what }) => what === 'confirm' || what === 'reject')?.what;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[middle - 0.5]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function differences(place: string, own: Figures, shown: Figures): string[] {
  return (Object.keys(own) as (keyof Figures)[]).flatMap((key) => {
    const [mine, theirs] = [sortedJson(own[key]), sortedJson(shown[key])];
    return mine === theirs ? [] : [`${place} ${key}: counted ${mine}, shown ${theirs}`];
  });
}

function sortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
