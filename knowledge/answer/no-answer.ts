import type { StoredRecord } from '../library.js';
import type { AnswerItem } from './answer.js';
import { recordBadge } from './badge.js';
import type { AnswerContext } from './context.js';
import { type Draft, fact, lines, say } from './draft.js';
import type { ExcludedItems } from './excluded.js';
import type { Candidate } from './shown-order.js';
import { sourceLine } from './source-line.js';
import { consult, LABEL, SECTION, noAnswer as texts } from './texts.js';
import type { Reason } from './turn-result.js';

interface Nearest {
  readonly reason: Reason;
  readonly ranked: readonly string[];
  readonly excluded: ExcludedItems | null;
  readonly near: readonly Candidate[];
}

/** Says plainly that the knowledge does not carry an answer, what was nearest, and whom to turn to. */
export function noAnswer(context: AnswerContext, { reason, ranked, excluded, near }: Nearest): Draft {
  return {
    action: 'no_answer',
    reason,
    offers: ['escalate'],
    conclusion: conclusionOf(excluded),
    sections: [
      ...(excluded === null ? [] : [excluded.section]),
      nearestSection(
        context,
        near.map((candidate) => candidate.stored),
      ),
      nextSection(context.inquiry.missing.length > 0),
    ],
    shown: { notApplicable: excluded?.excluded ?? [] },
    ranked,
  };
}

function conclusionOf(excluded: ExcludedItems | null) {
  const [key, ...others] = excluded?.excluded.flatMap(({ citations }) => citations) ?? [];
  return key === undefined
    ? say(texts.weak)
    : fact(null, consult.nothingFits(others.length + 1), key, ...others);
}

export function nearestSection(context: AnswerContext, near: readonly StoredRecord[]) {
  return {
    title: SECTION.nearest,
    tone: 'plain' as const,
    items: near.map((stored) => nearestItem(context, stored)),
  };
}

function nearestItem(context: AnswerContext, stored: StoredRecord): AnswerItem {
  const key = context.book.cite(stored);
  const line = sourceLine(stored.record);
  return {
    recordId: stored.record.id,
    title: stored.record.title,
    badge: recordBadge(stored.record),
    lines: [fact(LABEL.source, line, key)],
  };
}

export function nextSection(enrich: boolean) {
  return lines(SECTION.next, 'plain', [...(enrich ? [say(texts.enrich)] : []), say(texts.turnTo)]);
}
