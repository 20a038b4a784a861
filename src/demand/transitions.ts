import type { DemandEvent } from './events.js';
import { type DemandState, OPEN_STATES } from './states.js';
import type { DemandPart, Transition } from './transition.js';

const WORKING: readonly DemandState[] = ['taken', 'in_progress'];
const REPLIED: readonly DemandState[] = ['replied', 'awaiting_confirmation'];

/**
 * Every transition there is, one row each. A new one (延期, 督办, 合并, 转办) is a new row and the data it needs in
 * events.ts. An event that stands in no row for a state is refused there. Source: the design's section on demands.
 */
export const TRANSITIONS: readonly Transition[] = [
  { event: 'draft', from: ['none'], to: 'draft', by: ['asker'], tells: [] },
  { event: 'amend', from: ['draft'], to: 'same', by: ['asker'], tells: [] },
  { event: 'discard', from: ['draft'], to: 'withdrawn', by: ['asker'], tells: [] },
  { event: 'draft_lapsed', from: ['draft'], to: 'withdrawn', by: ['service'], tells: [] },
  {
    event: 'file',
    from: ['draft'],
    to: 'submitted',
    by: ['asker'],
    tells: ['coordinator'],
    clock: { start: ['accept'] },
  },
  {
    event: 'return',
    from: ['submitted'],
    to: 'returned',
    by: ['coordinator'],
    tells: ['asker'],
    clock: { meet: ['accept'] },
  },
  {
    event: 'supply',
    from: ['returned'],
    to: 'submitted',
    by: ['asker'],
    tells: ['coordinator'],
    clock: { start: ['accept'] },
  },
  {
    event: 'supply_lapsed',
    from: ['returned'],
    to: 'withdrawn',
    by: ['service'],
    tells: ['asker', 'coordinator'],
    clock: { end: true },
  },
  {
    event: 'refuse',
    from: ['submitted', 'returned'],
    to: 'refused',
    by: ['coordinator'],
    tells: ['asker'],
    clock: { meet: ['accept'], end: true },
  },
  {
    event: 'transfer',
    from: ['submitted', 'accepted'],
    to: 'transferred',
    by: ['coordinator'],
    tells: ['asker'],
    clock: { meet: ['accept'], end: true },
  },
  {
    event: 'accept',
    from: ['submitted'],
    to: 'accepted',
    by: ['coordinator'],
    tells: ['asker'],
    clock: { meet: ['accept'], start: ['firstReply', 'close'] },
  },
  {
    event: 'dispatch',
    from: ['accepted', 'declined', 'reopened'],
    to: 'dispatched',
    by: ['coordinator'],
    tells: ['assignee', 'asker'],
    assignee: 'set',
  },
  {
    // 改派
    event: 'dispatch',
    from: ['dispatched', ...WORKING, 'awaiting_facts'],
    to: 'dispatched',
    by: ['coordinator'],
    tells: ['assignee'],
    clock: { resume: true },
    assignee: 'set',
  },
  { event: 'take', from: ['dispatched'], to: 'taken', by: ['assignee'], tells: ['coordinator', 'asker'] },
  {
    event: 'decline',
    from: ['dispatched', ...WORKING, 'awaiting_facts'],
    to: 'declined',
    by: ['assignee'],
    tells: ['coordinator'],
    clock: { resume: true },
    assignee: 'clear',
  },
  { event: 'begin', from: ['taken'], to: 'in_progress', by: ['assignee'], tells: [] },
  {
    event: 'ask_back',
    from: WORKING,
    to: 'awaiting_facts',
    by: ['assignee'],
    tells: ['asker'],
    clock: { pause: true },
  },
  {
    event: 'answer',
    from: ['awaiting_facts'],
    to: 'in_progress',
    by: ['asker'],
    tells: ['assignee'],
    clock: { resume: true },
  },
  {
    event: 'answer_lapsed',
    from: ['awaiting_facts'],
    to: 'in_progress',
    by: ['service'],
    tells: ['assignee', 'coordinator'],
    clock: { resume: true },
  },
  {
    event: 'reply',
    from: [...WORKING, 'awaiting_facts', ...REPLIED],
    to: 'replied',
    by: ['assignee'],
    tells: ['asker', 'coordinator'],
    clock: { resume: true, meet: ['firstReply'] },
  },
  {
    event: 'reply',
    from: ['accepted', 'dispatched', 'taken', 'declined', 'in_progress', 'awaiting_facts', 'reopened'],
    to: 'replied',
    by: ['coordinator'],
    tells: ['asker'],
    clock: { resume: true, meet: ['firstReply'] },
  },
  {
    event: 'reply_delivered',
    from: ['replied'],
    to: 'awaiting_confirmation',
    by: ['service', 'coordinator'],
    tells: [],
    clock: { pause: true },
  },
  {
    event: 'confirm',
    from: REPLIED,
    to: 'closed',
    by: ['asker'],
    tells: ['assignee', 'coordinator'],
    clock: { meet: ['close'], end: true },
  },
  {
    event: 'confirm_lapsed',
    from: ['awaiting_confirmation'],
    to: 'closed',
    by: ['service'],
    tells: ['asker'],
    clock: { meet: ['close'], end: true },
  },
  {
    event: 'reject',
    from: [...REPLIED, 'closed'],
    to: 'reopened',
    by: ['asker'],
    tells: ['coordinator', 'assignee'],
    clock: { start: ['firstReply', 'close'] },
  },
  { event: 'rate', from: ['closed'], to: 'same', by: ['asker'], tells: [] },
  {
    event: 'withdraw',
    from: OPEN_STATES,
    to: 'withdrawn',
    by: ['asker'],
    tells: ['coordinator', 'assignee'],
    clock: { end: true },
  },
  {
    event: 'urge',
    from: OPEN_STATES.filter(
      (state) => !['returned', 'awaiting_facts', 'awaiting_confirmation'].includes(state),
    ),
    to: 'same',
    by: ['asker'],
    tells: ['coordinator', 'assignee'],
  },
  {
    event: 'add_facts',
    from: OPEN_STATES,
    to: 'same',
    by: ['asker'],
    tells: ['assignee', 'coordinator'],
  },
  { event: 'propose_case', from: ['closed'], to: 'case_candidate', by: ['coordinator', 'editor'], tells: [] },
  {
    event: 'submit_case',
    from: ['case_candidate'],
    to: 'case_review',
    by: ['coordinator', 'editor'],
    tells: [],
  },
  {
    event: 'return_case',
    from: ['case_review'],
    to: 'case_candidate',
    by: ['editor'],
    tells: ['coordinator'],
  },
  {
    event: 'drop_case',
    from: ['case_candidate', 'case_review'],
    to: 'closed',
    by: ['coordinator', 'editor'],
    tells: [],
  },
  {
    event: 'publish_case',
    from: ['case_review'],
    to: 'case_published',
    by: ['editor'],
    tells: ['coordinator', 'assignee'],
  },
  { event: 'warned', from: OPEN_STATES, to: 'same', by: ['service'], tells: ['coordinator', 'assignee'] },
  { event: 'overdue', from: OPEN_STATES, to: 'same', by: ['service'], tells: ['coordinator', 'assignee'] },
  {
    event: 'reminded',
    from: ['returned', 'dispatched', 'awaiting_facts', 'awaiting_confirmation'],
    to: 'same',
    by: ['service'],
    tells: [],
  },
];

/** The rows that `event` could follow from `state`; more than one where different parts may do it. */
export function rowsFor(state: DemandState | 'none', event: DemandEvent): readonly Transition[] {
  return TRANSITIONS.filter((row) => row.event === event && row.from.includes(state));
}

/** The events that someone in `parts` may cause in `state`, each once, in the table's order. */
export function possibleEvents(state: DemandState, parts: readonly DemandPart[]): readonly DemandEvent[] {
  const rows = TRANSITIONS.filter(
    (row) => row.from.includes(state) && row.by.some((part) => parts.includes(part)),
  );
  return [...new Set(rows.map(({ event }) => event))];
}
