import type { StoredRecord } from '../library.js';
import type { StandingRecord, TechnologyRecord } from '../records/record.js';
import type { AnswerItem } from './answer.js';
import type { AnswerContext } from './context.js';
import { fact } from './draft.js';
import { sourceLine } from './source-line.js';
import { consult, GRADE_BADGE, LABEL, STANDING_WORD } from './texts.js';
import type { Excluded } from './turn-result.js';

type StoredStanding = StoredRecord<StandingRecord>;

/** Standing records that discourage something the asker names. */
export function discouragedByText(text: string, standings: readonly StoredStanding[]): StoredStanding[] {
  return standings.filter(
    ({ record }) => discourages(record) && record.match.some((word) => includesWord(text, word)),
  );
}

/**
 * True when the record's own name or route uses a discouraged technique for the use that the standing covers. A
 * passing mention among several steps does not count for the exception (odour treatment).
 */
export function isDiscouraged(record: TechnologyRecord, standings: readonly StoredStanding[]): boolean {
  const described = `${record.title} ${record.processRoute}`;
  return standings.some(
    ({ record: standing }) =>
      discourages(standing) &&
      record.pollutants.some((pollutant) => standing.scope.includes(pollutant)) &&
      standing.match.some((word) => includesWord(described, word)),
  );
}

function discourages(record: StandingRecord): boolean {
  return record.standing !== 'encouraged';
}

function includesWord(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.toLowerCase());
}

/** The warning as it is shown, with its source and the stage of the text. */
export function warningItem(
  context: AnswerContext,
  stored: StoredStanding,
): { item: AnswerItem; excluded: Excluded } {
  const { record } = stored;
  const key = context.book.cite(stored);
  const { source } = record;
  const because = consult.warned(record.title, STANDING_WORD[record.standing], source.title);
  const item: AnswerItem = {
    recordId: record.id,
    title: record.title,
    badge: GRADE_BADGE[source.grade],
    lines: [
      fact(LABEL.reason, because, key),
      fact(LABEL.scopeOfUse, record.scope, key),
      ...(record.exception === null ? [] : [fact(LABEL.exception, record.exception, key)]),
      ...(source.stage === null ? [] : [fact(LABEL.standing, source.stage, key)]),
      fact(LABEL.source, sourceLine(record), key),
    ],
  };
  return { item, excluded: { id: record.id, because, citations: [key] } };
}
