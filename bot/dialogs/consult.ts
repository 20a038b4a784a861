import type { Advisor } from '../../knowledge/advisor.js';
import type { Answer } from '../../knowledge/answer/answer.js';
import type { Action, Redirect, TurnResult } from '../../knowledge/answer/turn-result.js';
import { type ConsultationState, isOpen } from '../../src/consultation/state.js';
import { type ConsultationEvent, nextState } from '../../src/consultation/transitions.js';
import { answerReply } from '../cards/answer-reply.js';
import type { Reply } from '../cards/reply.js';
import type { ConsultationProfile, Dialog, DialogInput, DialogOutput } from './dialog.js';
import { filesTexts, HELP_WORDS } from './texts.js';

const FRESH: ConsultationProfile = { inquiry: null, rounds: 0, asked: [] };

/** What an action means to the consultation; null leaves it, and what it remembers, as they were. */
const EVENT_OF_ACTION: Readonly<Record<Exclude<Action, 'redirect'>, ConsultationEvent | null>> = {
  answer: 'answered',
  no_answer: 'answered',
  clarify: 'asked_back',
  // Only offered so far: filing the demand is what escalates.
  escalate: 'answered',
  manage: null,
  help: null,
};

const EVENT_OF_REDIRECT: Readonly<Record<Redirect, ConsultationEvent | null>> = {
  complaint: 'redirected',
  emergency: 'redirected',
  other_mode: 'redirected',
  // A remark about the weather does not end the matter.
  out_of_scope: null,
};

/** The main dialog: one question in, one answer out; what was understood stays with the consultation. */
export function createConsultDialog({ advisor }: { advisor: Advisor }): Dialog {
  return async (input) => {
    if (input.kind === 'greeting') {
      const answer = await advisor.advise({ ...questionOf(input, FRESH), text: HELP_WORDS });
      return { replies: [answerReply(answer)], consultation: null, result: null };
    }
    const { state, profile } = unfinished(input);
    const filed =
      input.files.length === 0 ? [] : [plainReply(filesTexts.kept(input.files, input.text === ''))];
    if (input.text === '') return { replies: filed, consultation: { state, profile }, result: null };
    const answer = await advisor.advise(questionOf(input, profile));
    return {
      replies: [...filed, answerReply(answer)],
      consultation: nextConsultation(state, profile, answer),
      result: answer.result,
    };
  };
}

function plainReply(text: string): Reply {
  return { text, card: null, suggestions: [] };
}

/** The consultation that the message belongs to; an ended one is none. */
function unfinished({ consultation }: DialogInput) {
  if (consultation !== null && isOpen(consultation.state)) return consultation;
  return { state: 'open', profile: FRESH } as const;
}

function questionOf(input: DialogInput, profile: ConsultationProfile) {
  return {
    text: input.text,
    role: input.role,
    province: input.consultation?.province ?? input.province,
    previous: profile.inquiry,
    rounds: profile.rounds,
    asked: profile.asked,
  };
}

function eventOf({ action, redirect }: TurnResult): ConsultationEvent | null {
  if (action !== 'redirect') return EVENT_OF_ACTION[action];
  return redirect === null ? null : EVENT_OF_REDIRECT[redirect];
}

function nextConsultation(
  before: ConsultationState,
  profile: ConsultationProfile,
  { result, inquiry }: Answer,
): DialogOutput['consultation'] {
  const event = eventOf(result);
  const state = event === null ? null : nextState(before, event);
  if (state === null) return null;
  const rounds = event === 'asked_back' ? profile.rounds + 1 : 0;
  const questions = result.questions.map(({ param }) => param);
  // A new issue may need what an old one was asked for.
  const asked = inquiry.text.startsWith(profile.inquiry?.text ?? '\n') ? profile.asked : [];
  return { state, profile: { inquiry, rounds, asked: [...new Set([...asked, ...questions])] } };
}
