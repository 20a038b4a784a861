import type { AnswerItem, AnswerSection } from './answer.js';
import { recordBadge } from './badge.js';
import type { AnswerContext } from './context.js';
import { fact } from './draft.js';
import type { Candidate } from './shown-order.js';
import { sourceLine } from './source-line.js';
import { LABEL, SECTION } from './texts.js';
import type { Excluded } from './turn-result.js';

/** Only what the asker would otherwise have expected is worth ruling out aloud. */
const CONSIDERED = 10;
const EXCLUDED_AT_MOST = 4;

/** Relevant technologies that a figure or a word rules out, each with the line that says so. */
export function excludedItems(context: AnswerContext, candidates: readonly Candidate[]) {
  const ruledOut = candidates
    .slice(0, CONSIDERED)
    .filter((candidate) => candidate.fit.verdict === 'does_not_apply')
    // Nobody expected the technique of another trade: ruling it out would only confuse.
    .filter((candidate) => candidate.sameIndustry || context.inquiry.industries.length === 0)
    .slice(0, EXCLUDED_AT_MOST)
    .map((candidate) => excludedItem(context, candidate));
  const section: AnswerSection = {
    title: SECTION.notApplicable,
    tone: 'warning',
    items: ruledOut.map(({ item }) => item),
  };
  return { section, excluded: ruledOut.map(({ excluded }) => excluded) };
}

export type ExcludedItems = ReturnType<typeof excludedItems>;

function excludedItem(
  context: AnswerContext,
  { stored, fit }: Candidate,
): { item: AnswerItem; excluded: Excluded } {
  const { record } = stored;
  const key = context.book.cite(stored);
  const against = fit.lines.filter((line) => line.verdict === 'does_not_apply').map((line) => line.text);
  const item: AnswerItem = {
    recordId: record.id,
    title: record.title,
    badge: recordBadge(record),
    lines: [
      ...against.map((text) => fact(LABEL.reason, text, key)),
      fact(LABEL.source, sourceLine(record), key),
    ],
  };
  return { item, excluded: { id: record.id, because: against.join('；'), citations: [key] } };
}
