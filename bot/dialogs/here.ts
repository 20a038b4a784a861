import type { Action, Redirect, TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Intent } from '../../knowledge/inquiry/inquiry.js';
import { type ConsultationState, isOpen } from '../../src/consultation/state.js';
import type { Demand } from '../../src/demand/demand.js';
import type { Reply } from '../cards/reply.js';
import type { ConsultationProfile, DialogAct, DialogInput, DialogOutput } from './dialog.js';

export const FRESH: ConsultationProfile = { inquiry: null, rounds: 0, asked: [] };

/** The consultation that a message belongs to: the open one, else one that this turn begins. */
export interface Here {
  readonly id: string;
  readonly state: ConsultationState;
  readonly province: string | null;
  readonly profile: ConsultationProfile;
}

export function hereOf(input: DialogInput): Here {
  const { consultation } = input;
  return consultation !== null && isOpen(consultation.state) ? consultation : newHere(input);
}

/** Another consultation, while the one before waits for its reply. */
export function newHere({ newId, province }: DialogInput): Here {
  return { id: newId(), state: 'open', province, profile: FRESH };
}

/** The asker's own demand of an id; null for another's and for none. */
export function ownDemand({ asker }: DialogInput, demandId: string): Demand | null {
  return asker.demands.find(({ id }) => id === demandId) ?? null;
}

interface Done {
  readonly replies?: readonly Reply[];
  readonly acts?: readonly DialogAct[];
  readonly profile?: Partial<ConsultationProfile>;
  readonly state?: ConsultationState;
  readonly action: Action;
  readonly redirect?: Redirect;
  readonly intent: Intent;
  /** What an answer found on the way: its ranking counts whatever the turn becomes (results.md). */
  readonly found?: TurnResult | null;
  /** What will be said, where it is only said in the commit. */
  readonly expected?: readonly Reply[];
}

/** The output of a turn that says or does something about demands: with the result that every turn has. */
export function done(here: Here, turn: Done): DialogOutput {
  const { replies = [], acts = [], expected = [], found = null } = turn;
  const profile = { ...here.profile, pending: null, ...turn.profile };
  const text = [...replies, ...expected].map((reply) => reply.text).join('\n');
  return {
    replies,
    acts,
    consultation: { id: here.id, state: turn.state ?? here.state, profile },
    result: { ...(found ?? bareResult(profile, turn.intent)), ...saidResult(turn, text) },
  };
}

function saidResult({ action, redirect }: Done, text: string): Partial<TurnResult> {
  return { action, redirect: redirect ?? null, reason: null, text, claims: [], citations: [], questions: [] };
}

/** A turn in which nothing was looked up. */
function bareResult({ inquiry }: ConsultationProfile, intent: Intent): TurnResult {
  return {
    version: 1,
    action: 'manage',
    redirect: null,
    reason: null,
    offers: [],
    inquiry: {
      domain: inquiry?.domain ?? null,
      intent,
      media: [...(inquiry?.media ?? [])],
      pollutants: [...(inquiry?.pollutants ?? [])],
      industries: [...(inquiry?.industries ?? [])],
      region: inquiry?.region ?? null,
      quantities: [...(inquiry?.quantities ?? [])],
      missing: [...(inquiry?.missing ?? [])],
    },
    technologies: [],
    notApplicable: [],
    warnings: [],
    standards: [],
    policies: [],
    cases: [],
    units: [],
    experts: [],
    ranked: [],
    questions: [],
    claims: [],
    citations: [],
    text: '',
    ms: 0,
  };
}
