import type { Source } from '../../knowledge/records/record.js';
import type { HtmlValue } from '../page/html.js';
import { addressLink, fieldList } from './parts.js';
import { GRADE, recordTexts as texts } from './texts.js';

/**
 * Everything that is known of where a record comes from and how far it can be trusted. A grade weighs evidence: on a
 * page about a person it would read as a judgement, so it is left out there.
 */
export function sourceFields(source: Source, withGrade: boolean): HtmlValue {
  return fieldList([
    [texts.sourceTitle, source.title],
    [texts.sourceNumber, source.number],
    [texts.clause, source.clause],
    [texts.page, source.page],
    [texts.issuer, source.issuer],
    [texts.date, source.date],
    [texts.sourceEdition, source.edition],
    [texts.sourceKind, source.kind],
    [texts.grade, withGrade ? gradeText(source) : null],
    [texts.stage, source.stage],
    [texts.verified, source.verified],
    [texts.excerpt, completeness(source.excerptComplete)],
    [texts.address, addressLink(source.url)],
  ]);
}

function gradeText({ grade }: Source): string {
  return grade === 'draft' ? GRADE.draft : `${grade} · ${GRADE[grade]}`;
}

function completeness(complete: boolean | null): string | null {
  if (complete === null) return null;
  return complete ? texts.excerptComplete : texts.excerptPartial;
}
