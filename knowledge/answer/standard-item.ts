import { classWords } from '../inquiry/class-words.js';
import type { StoredRecord } from '../library.js';
import type { StandardLimit, StandardRecord } from '../records/record.js';
import type { AnswerItem } from './answer.js';
import { recordBadge } from './badge.js';
import type { AnswerContext } from './context.js';
import { fact } from './draft.js';
import { sourceLine } from './source-line.js';
import { LABEL, standards as texts } from './texts.js';

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
  return {
    recordId: record.id,
    title: `${record.number} ${record.title} ${record.subject}`.trim(),
    badge: recordBadge(record),
    lines: [
      ...limits
        .slice(0, LIMITS_AT_MOST)
        .map((limit) => fact(null, texts.limit(limit.item, limit.value, limit.unit, limit.condition), key)),
      ...(record.limits.length === 0 ? [fact(null, texts.noFigure, key)] : []),
      ...(rest > 0 && record.limits.length > 0 ? [fact(null, texts.more(rest), key)] : []),
      ...(record.note === null ? [] : [fact(LABEL.note, record.note, key)]),
      ...(record.standing === null ? [] : [fact(LABEL.standing, record.standing, key)]),
      fact(LABEL.source, sourceLine(record), key),
    ],
  };
}

/**
 * The limits of the pollutants asked for, all of them where none was named or none matches; those of the asked class
 * come first, those of a period that is over last.
 */
export function askedLimits(context: AnswerContext, record: StandardRecord): readonly StandardLimit[] {
  const matching = record.limits.filter((limit) => limitIsAsked(context, limit));
  const limits = matching.length > 0 ? matching : record.limits;
  const classes = classWords(context.inquiry.text);
  const rank = (limit: StandardLimit) =>
    sharedClasses(limit, classes) - (isPast(limit, context.today) ? 100 : 0);
  return [...limits].sort((a, b) => rank(b) - rank(a));
}

/** How many of the asked classes the limit's condition names. */
export function sharedClasses(limit: StandardLimit, classes: readonly string[]): number {
  return classes.filter((word) => `${limit.item} ${limit.condition ?? ''}`.includes(word)).length;
}

/** True when the condition names the last day of its period, and that day is before `today` (YYYY-MM-DD). */
export function isPast(limit: StandardLimit, today: string): boolean {
  const end = /至(\d{4}-\d{2}-\d{2})/.exec(limit.condition ?? '')?.[1];
  return end !== undefined && end < today;
}

/** True when the limit is for a pollutant that the asker named, or for one that belongs to it (苯 to VOCs does not). */
export function limitIsAsked({ vocabulary, inquiry }: AnswerContext, limit: StandardLimit): boolean {
  const own = vocabulary.pollutant(limit.item);
  return inquiry.pollutants.some(
    (name) => own?.name === name || limit.item === name || isSumOf(limit.item, name),
  );
}

/** Standards state VOCs as one of several sums; whoever asks for VOCs means these. */
function isSumOf(item: string, name: string): boolean {
  return name === 'VOCs' && /VOC|NMHC|非甲烷总烃/i.test(item);
}
