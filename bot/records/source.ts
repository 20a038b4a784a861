import type { Source } from '../../knowledge/records/record.js';
import type { HtmlValue } from '../page/html.js';
import { addressLink, fieldList } from './parts.js';
import { GRADE, recordTexts as texts } from './texts.js';

/** Everything that is known of where a record comes from and how far it can be trusted. */
export function sourceFields(source: Source): HtmlValue {
  return fieldList([
    [texts.sourceTitle, source.title],
    [texts.sourceNumber, source.number],
    [texts.clause, source.clause],
    [texts.page, source.page],
    [texts.issuer, source.issuer],
    [texts.date, source.date],
    [texts.sourceEdition, source.edition],
    [texts.sourceKind, source.kind],
    [texts.grade, `${source.grade === 'draft' ? '' : `${source.grade} · `}${GRADE[source.grade]}`],
    [texts.stage, source.stage],
    [texts.verified, source.verified],
    [texts.excerpt, completeness(source.excerptComplete)],
    [texts.address, addressLink(source.url)],
  ]);
}

function completeness(complete: boolean | null): string | null {
  if (complete === null) return null;
  return complete ? texts.excerptComplete : texts.excerptPartial;
}
