import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { chinaDate } from '../clock.js';
import type { WriteExecutor } from '../storage/tables.js';
import type { Change } from './change.js';
import type { Demand } from './demand.js';
import { type DemandEvent, EVENT_DATA } from './events.js';
import { missingForFiling } from './profile.js';

/** Questions that an expert may ask back in one round: after that the answer is due with what there is. */
export const MOST_ASK_BACKS = 3;

interface GuardContext {
  readonly tx: WriteExecutor;
  readonly calendar: WorkingCalendar;
  readonly demand: Demand;
  readonly change: Change;
}

/** What the table of transitions cannot say: returns the name of what is wrong, or null. */
type Guard = (context: GuardContext) => string | null | Promise<string | null>;

const GUARDS: Readonly<Partial<Record<DemandEvent, Guard>>> = {
  file: ({ demand }) => missingForFiling(demand.profile, demand.province)[0] ?? null,
  ask_back: ({ demand }) => (demand.askBacks >= MOST_ASK_BACKS ? 'ask_backs_used' : null),
  urge: ({ demand, calendar, change }) =>
    urgedToday(demand, calendar, change.now) ? 'urged_recently' : null,
  add_facts: ({ change }) => {
    const { text, files } = EVENT_DATA.add_facts.parse(change.data);
    return text === '' && files.length === 0 ? 'nothing_added' : null;
  },
  dispatch: async ({ tx, demand, change }) => {
    const { assigneeId } = EVENT_DATA.dispatch.parse(change.data);
    if (assigneeId === demand.assigneeId && demand.state !== 'reopened') return 'same_assignee';
    return (await isExpert(tx, assigneeId)) ? null : 'assigneeId';
  },
};

/** Why `change` may not happen although the table allows it, or null. */
export async function refusalOf(
  tx: WriteExecutor,
  { calendar }: { readonly calendar: WorkingCalendar },
  demand: Demand,
  change: Change,
): Promise<string | null> {
  const guard = GUARDS[change.row.event];
  return guard === undefined ? null : guard({ tx, calendar, demand, change });
}

/** 催办 counts once on a working day and on the days off that follow it: more often helps nobody. */
function urgedToday({ urgedAt }: Demand, calendar: WorkingCalendar, now: string): boolean {
  if (urgedAt === null) return false;
  const [last, today] = [chinaDate(new Date(urgedAt)), chinaDate(new Date(now))];
  return last === today || calendar.workingDaysBetween(last, today).days === 0;
}

async function isExpert(tx: WriteExecutor, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('memberships')
    .select('id')
    .where('person_id', '=', personId)
    .where('role', 'in', ['expert', 'unit_staff'])
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
