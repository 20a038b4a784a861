import type { StoredRecord } from '../library.js';
import type { StandardLimit, StandardRecord } from '../records/record.js';
import type { AnswerItem } from './answer.js';
import type { AnswerContext } from './context.js';
import { fact } from './draft.js';
import { consult, LABEL, standards as texts } from './texts.js';

const LIMITS_AT_MOST = 8;

/** One table or class of a standard with the limits asked for, its standing and its source. */
export function standardItem(
  context: AnswerContext,
  stored: StoredRecord<StandardRecord>,
  key: string,
): AnswerItem {
  const { record } = stored;
  const limits = askedLimits(context, record);
  const rest = record.limits.length - Math.min(limits.length, LIMITS_AT_MOST);
  const { source } = record;
  return {
    recordId: record.id,
    title: `${record.number} ${record.title} ${record.subject}`.trim(),
    badge: badgeOf(record),
    lines: [
      ...limits
        .slice(0, LIMITS_AT_MOST)
        .map((limit) => fact(null, texts.limit(limit.item, limit.value, limit.unit, limit.condition), key)),
      ...(record.limits.length === 0 ? [fact(null, texts.noFigure, key)] : []),
      ...(rest > 0 && record.limits.length > 0 ? [fact(null, texts.more(rest), key)] : []),
      ...(record.note === null ? [] : [fact(LABEL.note, record.note, key)]),
      ...(record.standing === null ? [] : [fact(LABEL.standing, record.standing, key)]),
      fact(LABEL.source, consult.sourceLine(source.title, source.number, source.clause, source.date), key),
    ],
  };
}

/** The limits of the pollutants asked for; all of them where none was named or none matches. */
export function askedLimits(context: AnswerContext, record: StandardRecord): readonly StandardLimit[] {
  const matching = record.limits.filter((limit) => limitIsAsked(context, limit));
  return matching.length > 0 ? matching : record.limits;
}

/** True when the limit is for a pollutant that the asker named. */
export function limitIsAsked(context: AnswerContext, limit: StandardLimit): boolean {
  const entry = context.vocabulary.pollutant(limit.item);
  return context.inquiry.pollutants.some((name) => entry?.name === name || limit.item === name);
}

export function isSuperseded(record: StandardRecord): boolean {
  return record.standing?.startsWith(texts.supersededMark) ?? false;
}

function badgeOf(record: StandardRecord): string {
  if (isSuperseded(record)) return texts.supersededMark;
  return record.level === 'local' ? texts.localBadge : texts.nationalBadge;
}
