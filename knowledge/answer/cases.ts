import type { AnswerContext } from './context.js';
import { type Draft, fact, say } from './draft.js';
import { nextSection } from './no-answer.js';
import { caseItem, isAlike, isCase } from './related.js';
import { NOTICE, noAnswer, SECTION, cases as texts } from './texts.js';

const SEARCHED = 8;
const CASES_AT_MOST = 3;

/** Looks up cases; only those that share an industry, pollutant, process or technique with the question are shown. */
export async function answerCases(context: AnswerContext): Promise<Draft> {
  const { inquiry } = context;
  const hits = await context.search.find({ text: inquiry.text, inquiry, kinds: ['case'], limit: SEARCHED });
  const related = hits.filter(isAlike).slice(0, CASES_AT_MOST);
  const stored = await context.library.get(related.map((hit) => hit.id));
  const found = related.flatMap((hit) => stored.get(hit.id) ?? []).filter(isCase);
  const items = found.map((row) => caseItem(context, row));
  const [key, ...others] = items.flatMap(({ shown }) => shown.citations);
  if (key === undefined) {
    return {
      action: 'no_answer',
      reason: 'weak_evidence',
      offers: ['escalate'],
      conclusion: say(noAnswer.noCases),
      sections: [nextSection(inquiry.missing.length > 0)],
    };
  }
  return {
    action: 'answer',
    conclusion: fact(null, texts.conclusion(items.length), key, ...others),
    sections: [{ title: SECTION.cases, tone: 'good', items: items.map(({ item }) => item) }],
    notice: NOTICE,
    shown: { cases: items.map(({ shown }) => shown) },
  };
}
