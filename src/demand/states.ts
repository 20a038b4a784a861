/**
 * Where one demand stands. Source: the design's section on consultation, demand and delivery; the Chinese names are
 * those of 一事一议. Core states: 延期, 督办, 合并 and 转办 come as further rows of the table of transitions.
 */
export const DEMAND_STATES = [
  'draft',
  'submitted',
  'returned',
  'refused',
  'transferred',
  'accepted',
  'dispatched',
  'taken',
  'declined',
  'in_progress',
  'awaiting_facts',
  'replied',
  'awaiting_confirmation',
  'closed',
  'reopened',
  'withdrawn',
  'case_candidate',
  'case_review',
  'case_published',
] as const;

export type DemandState = (typeof DEMAND_STATES)[number];

export function isDemandState(text: string): text is DemandState {
  return DEMAND_STATES.some((state) => state === text);
}

/** States in which nobody owes the asker anything more. Some still lead on: closed is reopened, or becomes a case. */
const ENDED: ReadonlySet<DemandState> = new Set([
  'refused',
  'transferred',
  'closed',
  'withdrawn',
  'case_candidate',
  'case_review',
  'case_published',
] as const);

export function isEnded(state: DemandState): boolean {
  return ENDED.has(state);
}

/** States that an assignee has work in: they count as load. */
export const ASSIGNED_STATES: readonly DemandState[] = [
  'dispatched',
  'taken',
  'in_progress',
  'awaiting_facts',
  'replied',
  'awaiting_confirmation',
];

/** Filed and not ended: what a coordinator is answerable for. */
export const OPEN_STATES: readonly DemandState[] = DEMAND_STATES.filter(
  (state) => state !== 'draft' && !isEnded(state),
);
