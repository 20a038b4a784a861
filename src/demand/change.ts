import type { WorkingCalendar } from '../calendar/working-calendar.js';
import type { Actor } from '../directory/authorize.js';
import { YishiError } from '../errors.js';
import { nextReceipt } from '../storage/receipts.js';
import type { WriteExecutor } from '../storage/tables.js';
import { type ClockRules, changeClock, type DemandClock, markStage } from './clock.js';
import type { Demand } from './demand.js';
import { type DemandEvent, EVENT_DATA, type EventData } from './events.js';
import { formatReceipt } from './receipt.js';
import type { ProvinceSettings } from './settings.js';
import { isEnded } from './states.js';
import type { Transition } from './transition.js';

/** One transition about to happen. */
export interface Change {
  readonly row: Transition;
  /** As EVENT_DATA of the row's event made it. */
  readonly data: object;
  readonly actor: Actor;
  readonly now: string;
}

type Fields<E extends DemandEvent> = (demand: Demand, data: EventData<E>, change: Change) => Partial<Demand>;

/** What an event changes of a demand besides its state, clock and assignee. */
const FIELDS: { readonly [E in DemandEvent]?: Fields<E> } = {
  amend: (_, { profile, province }) => ({ profile, province }),
  file: (_, { phone, phoneShared }, { now }) => ({
    phone,
    phoneShared: phoneShared && phone !== null,
    filedAt: now,
  }),
  return: (_, __, { actor }) => keptBy(actor),
  refuse: (_, __, { actor }) => keptBy(actor),
  accept: (_, __, { actor }) => keptBy(actor),
  dispatch: (_, { assigneeId }) => ({ assigneeId }),
  ask_back: ({ askBacks }) => ({ askBacks: askBacks + 1 }),
  urge: (_, __, { now }) => ({ urgedAt: now }),
  confirm: ({ outcome }, { rating }) => ({ outcome: { ...outcome, confirmedBy: 'asker', rating } }),
  confirm_lapsed: ({ outcome }) => ({ outcome: { ...outcome, confirmedBy: 'silence' } }),
  rate: ({ outcome }, { rating, comment }) => ({ outcome: { ...outcome, rating, comment } }),
  reject: ({ round, outcome }) => ({
    round: round + 1,
    askBacks: 0,
    outcome: { ...outcome, confirmedBy: null },
  }),
  publish_case: (_, { recordId }) => ({ caseRecordId: recordId }),
  warned: ({ clock }, { deadline }, { now }) => ({ clock: markStage(clock, deadline, { warnedAt: now }) }),
  overdue: ({ clock }, { deadline }, { now }) => ({ clock: markStage(clock, deadline, { overdueAt: now }) }),
  reminded: ({ clock }, { of }) => ({ clock: { ...clock, reminded: [...clock.reminded, of] } }),
};

/** The coordinator who acts keeps the demand: later news goes to them. */
function keptBy({ personId }: Actor): Partial<Demand> {
  return personId ? { coordinatorId: personId } : {};
}

/** The demand after `change`, with its receipt where it is filed; `tx` only for the receipt's counter. */
export async function changeDemand(
  tx: WriteExecutor,
  deps: { readonly calendar: WorkingCalendar },
  before: Demand,
  change: Change,
  settings: ProvinceSettings,
): Promise<Demand> {
  const { row, now } = change;
  const state = row.to === 'same' ? before.state : row.to;
  const changed: Demand = {
    ...before,
    ...fieldsOf(before, change),
    ...(row.assignee === 'clear' ? { assigneeId: null } : {}),
    state,
    version: before.version + 1,
    updatedAt: now,
    closedAt: isEnded(state) ? (before.closedAt ?? now) : null,
  };
  const clock = clockAfter(changed, before, change, rulesOf(before, settings, deps.calendar));
  const receipt = row.event === 'file' ? await receiptFor(tx, changed, now) : before.receipt;
  return { ...changed, clock, receipt };
}

function fieldsOf(before: Demand, { row, data, ...rest }: Change): Partial<Demand> {
  const fields = FIELDS[row.event];
  if (fields === undefined) return {};
  // The pair of function and data is one entry of two tables with the same keys.
  return (fields as Fields<DemandEvent>)(before, EVENT_DATA[row.event].parse(data), { row, data, ...rest });
}

function clockAfter(changed: Demand, before: Demand, { row, now }: Change, rules: ClockRules): DemandClock {
  const clock = changeClock(changed.clock, row.clock ?? {}, now, rules);
  // 改派 is from a state to itself and still a new wait.
  if (changed.state === before.state && row.event !== 'dispatch') return clock;
  return { ...clock, since: now, reminded: [] };
}

function rulesOf({ kind }: Demand, settings: ProvinceSettings, calendar: WorkingCalendar): ClockRules {
  const { acceptDays, firstReplyDays, closeDays } = settings;
  const sameDay = kind === 'emergency';
  const days = sameDay
    ? { accept: 0, firstReply: 0, close: closeDays }
    : { accept: acceptDays, firstReply: firstReplyDays, close: closeDays };
  return { days, calendar };
}

async function receiptFor(tx: WriteExecutor, { province }: Demand, now: string): Promise<string> {
  if (province === null) throw new YishiError('internal', 'a demand without a province cannot be filed');
  const { year, number } = await nextReceipt(tx, province, now);
  return formatReceipt(province, year, number);
}
