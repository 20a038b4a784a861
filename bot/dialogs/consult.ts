import type { Advisor } from '../../knowledge/advisor.js';
import type { Answer } from '../../knowledge/answer/answer.js';
import { answerReply } from '../cards/answer-reply.js';
import type { Consultation, ConsultationProfile, ConsultationState, Dialog, DialogInput } from './dialog.js';
import { HELP_WORDS } from './texts.js';

const FRESH: ConsultationProfile = { inquiry: null, rounds: 0, asked: [] };

/** The main dialog: one question in, one answer out; what was understood stays with the consultation. */
export function createConsultDialog({ advisor }: { advisor: Advisor }): Dialog {
  return async (input) => {
    if (input.kind === 'greeting') {
      const answer = await advisor.advise({ ...questionOf(input, FRESH), text: HELP_WORDS });
      return { replies: [answerReply(answer)], consultation: null, result: null };
    }
    const profile = openProfile(input.consultation);
    const answer = await advisor.advise(questionOf(input, profile));
    return {
      replies: [answerReply(answer)],
      consultation: nextConsultation(profile, answer),
      result: answer.result,
    };
  };
}

function openProfile(consultation: Consultation | null): ConsultationProfile {
  return consultation?.state === 'open' ? consultation.profile : FRESH;
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

/** Help and management leave the consultation as it is; a redirect ends it. */
function nextConsultation(profile: ConsultationProfile, { result, inquiry }: Answer) {
  if (result.action === 'help' || result.action === 'manage') return null;
  const state: ConsultationState = result.action === 'redirect' ? 'redirected' : 'open';
  const rounds = result.action === 'clarify' ? profile.rounds + 1 : 0;
  const questions = result.questions.map(({ param }) => param);
  // A new issue may need what an old one was asked for.
  const before = inquiry.text.startsWith(profile.inquiry?.text ?? '\n') ? profile.asked : [];
  return { state, profile: { inquiry, rounds, asked: [...new Set([...before, ...questions])] } };
}
