import type { StandardOrderRecord, StandardRecord } from '../../knowledge/records/record.js';
import { readableUnit } from '../../src/quantity/readable-unit.js';
import { type HtmlValue, html } from '../page/html.js';
import { fieldList, recordLink, section, table } from './parts.js';
import { STANDARD_KIND, STANDARD_LEVEL, recordTexts as texts } from './texts.js';

export function standardBody(record: StandardRecord, regionName: string): HtmlValue {
  const kind = record.standardKind === null ? '' : `（${STANDARD_KIND[record.standardKind]}）`;
  return [
    fieldList([
      [texts.number, record.number],
      [texts.subject, record.subject],
      [texts.level, `${STANDARD_LEVEL[record.level]}${kind}`],
      [texts.region, regionName],
      [texts.industries, record.industries.length === 0 ? texts.anyIndustry : record.industries],
      [texts.effective, record.effectiveDate],
      [texts.standing, record.standing],
      [texts.standingSource, record.standingSource],
      [texts.supersedes, record.supersedes],
      [texts.note, record.note],
    ]),
    section(texts.limits, limitTable(record)),
  ];
}

function limitTable({ limits }: StandardRecord): HtmlValue {
  const rows = limits.map(({ item, value, unit, condition }) => [item, value, readableUnit(unit), condition]);
  return table(texts.limitColumns, rows) ?? html`<p class="caution">${texts.noLimits}</p>`;
}

/** Which standards apply, in which order, each linked to its limits. */
export function orderBody(record: StandardOrderRecord, regionName: string, base: string): HtmlValue {
  const rows = record.order.map(({ rank, number, ids, covers, why }) => {
    const [first] = ids;
    return [rank, first === undefined ? number : recordLink(base, first, number), covers, why];
  });
  return [
    fieldList([
      [texts.industry, record.industry],
      [texts.medium, record.medium],
      [texts.region, regionName],
      [texts.basis, record.basis],
      [texts.caution, record.caution],
    ]),
    section(texts.order, table(texts.orderColumns, rows)),
    section(texts.absent, fieldList(record.absent.map(({ what, why }) => [what, why] as const))),
  ];
}
