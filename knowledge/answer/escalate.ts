import { findCandidates, rankedIds } from './candidates.js';
import type { AnswerContext } from './context.js';
import { type Draft, lines, say } from './draft.js';
import { knownFacts } from './known-facts.js';
import { nearestSection } from './no-answer.js';
import { SECTION, escalate as texts } from './texts.js';

/** An explicit demand: what is understood in the five precision slots, what is nearest, and where it goes. */
export async function answerEscalate(context: AnswerContext): Promise<Draft> {
  const candidates = await findCandidates(context, []);
  return {
    action: 'escalate',
    offers: ['escalate'],
    conclusion: say(texts.conclusion),
    sections: [
      lines(SECTION.profile, 'good', profileLines(context)),
      nearestSection(
        context,
        candidates.slice(0, 2).map((candidate) => candidate.stored),
      ),
      lines(SECTION.next, 'plain', [say(texts.how)]),
    ],
    ranked: rankedIds(candidates),
  };
}

/** 五个精准: problem, time, place, subject, measure; what is not known is said to be missing. */
function profileLines(context: AnswerContext) {
  const { inquiry, question } = context;
  const slots: [string, string][] = [
    [texts.profile.problem, question.text],
    [texts.profile.time, ''],
    [texts.profile.place, context.regionName(inquiry.region ?? question.province)],
    [texts.profile.subject, knownFacts(inquiry)],
    [texts.profile.measure, inquiry.constraints.join('、')],
  ];
  return slots.map(([label, text]) => say(text === '' ? texts.unknown : text, label));
}
