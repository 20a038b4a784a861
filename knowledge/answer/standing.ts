import type { StoredRecord } from '../library.js';
import type { StandingRecord, TechnologyRecord } from '../records/record.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { AnswerItem } from './answer.js';
import type { AnswerContext } from './context.js';
import { fact } from './draft.js';
import { sourceLine } from './source-line.js';
import { consult, GRADE_BADGE, LABEL, STANDING_WORD } from './texts.js';
import type { Excluded } from './turn-result.js';

type StoredStanding = StoredRecord<StandingRecord>;

/** Standing records that discourage something the asker names, unless it is for a use that the record excepts. */
export function discouragedByText(
  { inquiry, vocabulary }: AnswerContext,
  standings: readonly StoredStanding[],
): StoredStanding[] {
  return standings.filter(({ record }) => {
    const named = record.match.some((word) => includesWord(inquiry.text, word));
    return named && discourages(record) && !isExcepted(record, inquiry.pollutants, vocabulary);
  });
}

/** True when the asker names a pollutant of the exception (恶臭) and none that the standing is about (VOCs). */
function isExcepted(record: StandingRecord, asked: readonly string[], vocabulary: Vocabulary): boolean {
  const pollutantsOf = (text: string) =>
    vocabulary
      .match(text)
      .flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'pollutant'))
      .map(({ name }) => name);
  const excepted = pollutantsOf(record.exception ?? '');
  const meant = pollutantsOf(record.scope);
  return asked.some((name) => excepted.includes(name)) && !asked.some((name) => meant.includes(name));
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
