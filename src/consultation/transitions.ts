import type { ConsultationState } from './state.js';

export const CONSULTATION_EVENTS = [
  /** An answer was given, if only that there is no reliable basis for one. */
  'answered',
  /** A fact was asked for. */
  'asked_back',
  /** The matter is somebody else's: a complaint, an emergency, another of the five modes. */
  'redirected',
  /** A demand was filed from it. */
  'escalated',
  /** The expert's reply to the demand was delivered. */
  'reply_arrived',
  /** The asker says that it helped. */
  'confirmed',
  /** The asker says that it did not help. */
  'rejected',
  /** The asker takes the demand back or, where there is none, the question. */
  'cancelled',
  /** The asker has been silent for long. */
  'lapsed',
  /** The asker comes back to it. */
  'reopened',
] as const;

export type ConsultationEvent = (typeof CONSULTATION_EVENTS)[number];

type Transitions = Readonly<
  Record<ConsultationState, Readonly<Partial<Record<ConsultationEvent, ConsultationState>>>>
>;

/**
 * Every transition there is: state, event → state. Source: the glossary and the section on consultations of the design.
 * Where it left something open: a filed demand outlives a remark about something else and the asker's silence (it has
 * times of its own), so an escalated consultation is neither redirected nor lapses; and one that was redirected stays so,
 * since the next message opens another. A demand found wanting after it was confirmed takes its consultation along, and so
 * does a draft that is filed after the asker let its consultation go.
 */
export const TRANSITIONS: Transitions = {
  open: {
    answered: 'open',
    asked_back: 'open',
    rejected: 'open',
    escalated: 'escalated',
    confirmed: 'resolved',
    redirected: 'redirected',
    cancelled: 'lapsed',
    lapsed: 'lapsed',
  },
  escalated: {
    answered: 'escalated',
    asked_back: 'escalated',
    reply_arrived: 'open',
    confirmed: 'resolved',
    cancelled: 'open',
  },
  resolved: { reopened: 'open', escalated: 'escalated' },
  lapsed: { reopened: 'open', escalated: 'escalated' },
  redirected: {},
};

/** The state after `event`, or null where the event is not allowed in `state`. */
export function nextState(state: ConsultationState, event: ConsultationEvent): ConsultationState | null {
  return TRANSITIONS[state][event] ?? null;
}
