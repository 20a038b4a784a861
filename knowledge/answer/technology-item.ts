import type { Inquiry } from '../inquiry/inquiry.js';
import type { Indicator, TechnologyRecord } from '../records/record.js';
import type { AnswerItem, AnswerLine } from './answer.js';
import { recordBadge } from './badge.js';
import { fact } from './draft.js';
import type { Candidate } from './shown-order.js';
import { sourceLine } from './source-line.js';
import { consult, LABEL, mediumText } from './texts.js';

/** A suggested technology as it is shown: why it fits, what is still to check, figures, limits, source. */
export function technologyItem(candidate: Candidate, inquiry: Inquiry, key: string): AnswerItem {
  const { record } = candidate.stored;
  const optional = (label: string, text: string | null) =>
    text === null || text === '' ? [] : [fact(label, text, key)];
  return {
    recordId: record.id,
    title: record.title,
    badge: recordBadge(record),
    lines: [
      ...becauseOf(candidate).map((text, index) => fact(index === 0 ? LABEL.why : LABEL.fits, text, key)),
      ...toCheck(candidate).map((text) => fact(LABEL.check, text, key)),
      ...caveat(candidate, inquiry, key),
      ...optional(LABEL.route, record.processRoute),
      ...optional(LABEL.indicators, indicatorText(record.indicators)),
      ...optional(LABEL.limits, limitsText(record)),
      ...optional(LABEL.cost, record.cost),
      fact(LABEL.source, sourceLine(record), key),
    ],
  };
}

/** Why it is suggested: what it is for, and each stated condition that the asker's figures meet. */
export function becauseOf(candidate: Candidate): string[] {
  const { record } = candidate.stored;
  const purpose = consult.why(
    record.industries.join('、'),
    mediumText(record.medium),
    record.pollutants.join('、'),
  );
  const scope = record.applicability.text;
  const applies = candidate.fit.lines.filter((line) => line.verdict === 'applies').map((line) => line.text);
  return [scope === '' ? purpose : `${purpose}；${consult.scope(scope)}`, ...applies];
}

function toCheck(candidate: Candidate): string[] {
  return candidate.fit.lines.filter((line) => line.verdict === 'unknown').map((line) => line.text);
}

function caveat(candidate: Candidate, inquiry: Inquiry, key: string): AnswerLine[] {
  if (candidate.sameIndustry || inquiry.industries.length === 0) return [];
  const text = consult.caveat(candidate.stored.record.industries.join('、'), inquiry.industries.join('、'));
  return [fact(LABEL.caveat, text, key)];
}

function indicatorText(indicators: readonly Indicator[]): string {
  return indicators
    .map((indicator) => indicator.text ?? indicator.name)
    .filter((text) => text !== '')
    .join('；');
}

function limitsText(record: TechnologyRecord): string {
  return [record.applicability.notApplicable, record.features]
    .filter((text) => text !== null && text !== '')
    .join('；');
}
