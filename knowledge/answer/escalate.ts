import { findCandidates, rankedIds } from './candidates.js';
import type { AnswerContext } from './context.js';
import { type Draft, say } from './draft.js';
import { escalate as texts } from './texts.js';

/** An explicit demand: people are to answer. What is asked and shown on the way is the dialog's. */
export async function answerEscalate(context: AnswerContext): Promise<Draft> {
  const candidates = await findCandidates(context, []);
  return {
    action: 'escalate',
    offers: ['escalate'],
    conclusion: say(texts.conclusion),
    sections: [],
    ranked: rankedIds(candidates),
  };
}
