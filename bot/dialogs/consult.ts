import type { Advisor } from '../../knowledge/advisor.js';
import type { Answer } from '../../knowledge/answer/answer.js';
import type { Action, Redirect, TurnResult } from '../../knowledge/answer/turn-result.js';
import type { ConsultationState } from '../../src/consultation/state.js';
import { type ConsultationEvent, nextState } from '../../src/consultation/transitions.js';
import { withoutPhones } from '../../src/demand/phone.js';
import { answerReply } from '../cards/answer-reply.js';
import { plainReply, type Reply, type Tap } from '../cards/reply.js';
import type { ConsultationProfile, DialogInput, DialogOutput } from './dialog.js';
import { emergencyReply } from './emergency.js';
import { FRESH, type Here, newHere } from './here.js';
import { filesTexts, HELP_WORDS, offerTexts } from './texts.js';

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

/** Who we are, what can be asked and who can see it. */
export async function greet(advisor: Pick<Advisor, 'advise'>, input: DialogInput): Promise<DialogOutput> {
  const answer = await advisor.advise({ ...questionOf(input, FRESH), text: HELP_WORDS });
  return { replies: [answerReply(answer)], consultation: null, result: null };
}

/** Files without a word: they are kept, and the question is asked for. */
export function keepFiles(input: DialogInput, { id, state, profile }: Here): DialogOutput {
  const replies = [plainReply(filesTexts.kept(input.files, true))];
  return { replies, consultation: { id, state, profile }, result: null };
}

/** The answer said, with what can be done about it, and the consultation after it. */
export function answerIn(input: DialogInput, before: Here, answer: Answer): DialogOutput {
  const filed = input.files.length === 0 ? [] : [plainReply(filesTexts.kept(input.files, false))];
  const here = homeOf(input, before, answer);
  const reply = answer.result.redirect === 'emergency' ? emergencyReply(answer) : answerReply(answer);
  return {
    replies: [...filed, withOffers(input, before, here, reply, answer)],
    consultation: nextConsultation(here, answer),
    result: answer.result,
  };
}

/** While one issue waits for its expert, a question about another opens a consultation of its own. */
function homeOf(input: DialogInput, here: Here, { inquiry, result }: Answer): Here {
  const goesOn = inquiry.text !== input.text;
  const opens = eventOf(result) !== null && nextState('open', eventOf(result) ?? 'answered') === 'open';
  return here.state === 'escalated' && opens && !goesOn ? newHere(input) : here;
}

function withOffers(input: DialogInput, before: Here, here: Here, reply: Reply, { result }: Answer): Reply {
  const { action } = result;
  if (action !== 'answer' && action !== 'no_answer') return reply;
  const filed = input.asker.demands.find(
    ({ consultationId, state }) => consultationId === here.id && state !== 'draft',
  );
  const isSame = here.id === before.id && here.state === 'escalated';
  const tap: Tap =
    isSame && filed !== undefined
      ? {
          kind: 'do',
          title: offerTexts.add,
          value: { do: 'add_facts', demandId: filed.id, text: withoutPhones(input.text) },
        }
      : { kind: 'do', title: offerTexts[action], value: { do: 'escalate' } };
  return { ...reply, suggestions: [tap, ...reply.suggestions] };
}

export function questionOf(input: DialogInput, profile: ConsultationProfile) {
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
  { id, state: before, profile }: Here,
  { result, inquiry }: Answer,
): DialogOutput['consultation'] {
  const event = eventOf(result);
  const state: ConsultationState | null = event === null ? null : nextState(before, event);
  if (state === null) return null;
  const rounds = event === 'asked_back' ? profile.rounds + 1 : 0;
  const questions = result.questions.map(({ param }) => param);
  const goesOn = inquiry.text.startsWith(profile.inquiry?.text ?? '\n');
  // A new issue may need what an old one was asked for.
  const asked = [...new Set([...(goesOn ? profile.asked : []), ...questions])];
  const suggested = result.technologies.map(({ id: recordId, edition, title }) => ({
    recordId,
    edition,
    title: title.slice(0, LONGEST_TITLE),
  }));
  const offered = suggested.length === 0 && goesOn ? (profile.offered ?? []) : suggested;
  const shortfall = result.action === 'no_answer' ? (result.text.split('\n')[0] ?? null) : null;
  return { id, state, profile: { inquiry, rounds, asked, offered, shortfall } };
}

const LONGEST_TITLE = 200;
