/**
 * Where one consultation stands. It ends resolved (the asker says that it helped), redirected (it belongs to somebody
 * else) or lapsed (nothing more was said); while escalated it waits for an expert's reply, and goes on when that arrives.
 * Source: the glossary of the design (docs/architecture.md); the table `consultations` allows the same states.
 */
export const CONSULTATION_STATES = ['open', 'escalated', 'resolved', 'redirected', 'lapsed'] as const;

export type ConsultationState = (typeof CONSULTATION_STATES)[number];

const OPEN: ReadonlySet<ConsultationState> = new Set(['open', 'escalated'] as const);

/** Whether the asker is still in it. There is at most one such consultation per asker and conversation. */
export function isOpen(state: ConsultationState): boolean {
  return OPEN.has(state);
}

/** Whether it has ended: only reopening leads out, where anything does. */
export function isFinal(state: ConsultationState): boolean {
  return !isOpen(state);
}
