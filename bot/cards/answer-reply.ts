import type { Answer } from '../../knowledge/answer/answer.js';
import type { Reply } from './reply.js';

/** An answer as one message. Buttons that say something become suggestions under it, the rest stay on the card. */
export function answerReply(answer: Answer): Reply {
  const { result, conclusion, sections, notice, actions } = answer;
  return {
    text: result.text,
    card: {
      conclusion,
      sections,
      notice,
      citations: result.citations,
      actions: actions.filter((action) => action.kind !== 'say'),
    },
    suggestions: actions.flatMap((action) => (action.kind === 'say' ? [action] : [])),
  };
}
