import * as audit from '../../../src/audit/audit.js';
import type { DemandEvent } from '../../../src/demand/events.js';
import { type DemandState, isDemandState, isEnded } from '../../../src/demand/states.js';
import { rowsFor } from '../../../src/demand/transitions.js';
import { NEVER } from '../settle.js';
import { reportTexts } from '../texts.js';
import { recount } from './clock-recount.js';
import { type Facts, type Finding, type Matter, nameOf } from './facts.js';

const { names } = reportTexts;

/** Consultations, receipts and states: nothing lost, nothing doubled. */
export async function accounted({ db, world, matters, provinces }: Facts): Promise<Finding> {
  const faults: string[] = [];
  const { filed, begun } = world.journal;
  const rows = await db.selectFrom('consultations').select('id').execute();
  const wanted = provinces.length * world.options.consultations;
  const count = [...begun.values()].reduce((sum, each) => sum + each, 0);
  // A question in a talk that waits for its expert opens another consultation, so there may be more.
  if (count !== wanted) faults.push(`${count} askers of ${wanted} came`);
  if (rows.length < count) faults.push(`${rows.length} consultations of ${count}`);
  const unfinished = await db.selectFrom('inbox').select('id').where('state', '!=', 'done').execute();
  if (unfinished.length > 0) faults.push(`${unfinished.length} messages were not answered`);
  const stored = matters.filter(({ receipt }) => receipt !== null);
  faults.push(
    ...differences(
      filed.map(({ receipt }) => receipt),
      stored.map(nameOf),
    ),
  );
  for (const each of filed) {
    const matter = stored.find(({ receipt }) => receipt === each.receipt);
    const isSame =
      matter?.id === each.demandId && matter.province === each.province && matter.kind === each.kind;
    if (!isSame) faults.push(`${each.receipt} is stored as another demand than it was filed as`);
  }
  faults.push(...gaps(stored.map(nameOf)));
  for (const { code, coordinator } of provinces) {
    await coordinator.arrive();
    for (const draft of matters.filter(({ receipt, province }) => receipt === null && province === code)) {
      const { status } = await coordinator.call('GET', `/demands/${draft.id}`);
      if (status !== 404) faults.push(`the draft ${draft.id} (${draft.state}) is shown to a coordinator`);
    }
  }
  return { name: names.accounted, count: wanted + stored.length, faults };
}

function differences(seen: readonly string[], stored: readonly string[]): string[] {
  const [known, kept] = [new Set(seen), new Set(stored)];
  return [
    ...seen.filter((each) => !kept.has(each)).map((each) => `${each} was given and is not stored`),
    ...stored.filter((each) => !known.has(each)).map((each) => `${each} is stored and nobody got it`),
    ...(known.size < seen.length ? ['a receipt was given twice'] : []),
  ];
}

/** Of each province and year: 1, 2, 3… */
function gaps(receipts: readonly string[]): string[] {
  const series = new Map<string, number[]>();
  for (const receipt of receipts) {
    const [province, year, number] = receipt.split('-');
    const key = `${province}-${year}`;
    series.set(key, [...(series.get(key) ?? []), Number(number)]);
  }
  return [...series].flatMap(([key, numbers]) =>
    numbers.sort((a, b) => a - b).every((number, index) => number === index + 1) ? [] : [`${key} has a gap`],
  );
}

/** Positions without gaps, each line where the last one ended, and every one of them in the table. */
export function timelines({ matters }: Facts): Finding {
  const faults = matters.flatMap((matter) =>
    timelineFaults(matter).map((fault) => `${nameOf(matter)}: ${fault}`),
  );
  return { name: names.timelines, count: matters.reduce((sum, { lines }) => sum + lines.length, 0), faults };
}

function timelineFaults({ lines, version, state }: Matter): string[] {
  const faults: string[] = [];
  let before = '';
  for (const [index, { position, event, from, to, role, at }] of lines.entries()) {
    if (position !== index + 1) faults.push(`position ${position} at place ${index + 1}`);
    if (from !== before) faults.push(`${event} begins in ${from} after ${before}`);
    if (index > 0 && at < (lines[index - 1]?.at ?? 0)) faults.push(`${event} is before what came before it`);
    const start = from === '' ? 'none' : from;
    const rows = start === 'none' || isDemandState(start) ? rowsFor(start, event as DemandEvent) : [];
    const isAllowed = rows.some(
      (row) => (row.to === 'same' ? to === from : to === row.to) && row.by.some((part) => part === role),
    );
    if (!isAllowed) faults.push(`${role} may not ${event} from ${start} to ${to}`);
    before = to;
  }
  if (lines.length !== version) faults.push(`version ${version} with ${lines.length} lines`);
  if (before !== state) faults.push(`is ${state} and ended in ${before}`);
  return faults;
}

export function clock({ matters, world, end }: Facts): Finding {
  let count = 0;
  const faults = matters.flatMap((matter) => {
    const result = recount(matter, world.journal.dark, end);
    count += result.count;
    return result.faults.map((fault) => `${nameOf(matter)}: ${fault}`);
  });
  return { name: names.clock, count, faults };
}

export async function chains({ db, world, provinces, matters }: Facts): Promise<Finding> {
  const heads = await db.selectFrom('audit_heads').select('subject').execute();
  const faults: string[] = [];
  for (const { subject } of heads) {
    const verdict = await audit.verify(db, subject);
    if (verdict.kind === 'broken') faults.push(`${subject} is broken at ${verdict.position}`);
  }
  for (const { code, coordinator } of provinces) {
    const some = matters.find(({ province, receipt }) => province === code && receipt !== null);
    if (some === undefined) continue;
    await coordinator.arrive();
    const shown = await coordinator.call('GET', `/audit/demand/${some.id}`);
    if (shown.body.verdict?.kind !== 'intact') faults.push(`${nameOf(some)} is not shown as intact`);
  }
  if (world.journal.surprises.length === 0 && heads.length === 0) faults.push('there is no chain');
  return { name: names.chains, count: heads.length, faults };
}

/** What nobody waits for any more does not ring. */
export async function leftovers({ db, matters }: Facts): Promise<Finding> {
  const ended = new Map(
    matters
      .filter(({ state }) => isEnded(state as DemandState))
      .map((matter) => [`demand:${matter.id}`, matter]),
  );
  const timers = await db
    .selectFrom('timers')
    .select(['subject', 'kind', 'claim_expires_at as claim'])
    .where('state', '=', 'pending')
    .execute();
  const left = timers.flatMap(({ subject, kind }) => {
    const matter = ended.get(subject);
    return matter === undefined ? [] : [`${nameOf(matter)} is ${matter.state} and has a timer ${kind}`];
  });
  const aside = timers
    .filter(({ claim }) => claim === NEVER)
    .map(({ kind, subject }) => `${kind} of ${subject} failed`);
  const untold = matters.flatMap((matter) =>
    matter.notices
      .filter(({ state }) => state === 'pending')
      .map(({ kind }) => `${nameOf(matter)}: ${kind} was never told`),
  );
  return { name: names.leftovers, count: ended.size, faults: [...left, ...aside, ...untold] };
}
