import { running } from '../demand/clock.js';
import type { Demand } from '../demand/demand.js';
import { DEADLINE_NAMES } from '../demand/events.js';
import { isEnded } from '../demand/states.js';
import type { Notice } from '../storage/notices.js';

type Facts = Pick<Demand, 'state' | 'assigneeId' | 'clock'>;

/** Kinds of news that count in one state of the demand alone: afterwards they would ask for what nobody waits for. */
const ONLY_IN: Readonly<Record<string, Demand['state']>> = {
  file: 'submitted',
  supply: 'submitted',
  return: 'returned',
  decline: 'declined',
  ask_back: 'awaiting_facts',
  'reminded.supply': 'returned',
  'reminded.take': 'dispatched',
  'reminded.facts': 'awaiting_facts',
  'reminded.confirm': 'awaiting_confirmation',
};

/** Kinds that need somebody to act: pointless once the demand has ended. */
const ONLY_WHILE_OPEN: ReadonlySet<string> = new Set([
  'urge',
  'add_facts',
  'answer',
  'answer_lapsed',
  'take',
]);

/**
 * True when the demand has moved on so far that a notice would mislead whoever reads it. What only tells what happened
 * (a reply, a refusal) never is, unless the asker has withdrawn.
 */
export function isMoot(notice: Pick<Notice, 'kind' | 'audience' | 'personId'>, demand: Facts): boolean {
  const { kind, audience, personId } = notice;
  const only = ONLY_IN[kind];
  if (only !== undefined && demand.state !== only) return true;
  if (ONLY_WHILE_OPEN.has(kind) && isEnded(demand.state)) return true;
  if (isOfDeadline(kind) && !deadlineRuns(kind, demand)) return true;
  if (audience === 'assignee' && kind !== 'replaced' && demand.assigneeId !== personId) return true;
  return audience === 'asker' && demand.state === 'withdrawn' && kind !== 'supply_lapsed';
}

function isOfDeadline(kind: string): boolean {
  return kind.startsWith('warned.') || kind.startsWith('overdue.');
}

/** While the asker is waited for a deadline still stands, but nobody can do anything about it. */
function deadlineRuns(kind: string, { clock }: Facts): boolean {
  const name = DEADLINE_NAMES.find((each) => kind.endsWith(`.${each}`));
  return clock.pausedAt === null && running(clock).some(([each]) => each === name);
}
