import type { Indicator, TechnologyRecord } from '../../knowledge/records/record.js';
import { DOMAINS } from '../../src/domains.js';
import { readableUnit } from '../../src/quantity/readable-unit.js';
import { type HtmlValue, html } from '../page/html.js';
import { fieldList, rangeText, section, table } from './parts.js';
import { ROLE, recordTexts as texts } from './texts.js';

export function technologyBody(record: TechnologyRecord): HtmlValue {
  const { applicability } = record;
  return [
    fieldList([
      [texts.route, record.processRoute],
      [texts.medium, record.medium],
      [texts.pollutants, record.pollutants],
      [texts.industries, record.industries],
      [texts.domain, DOMAINS[record.domain]],
      [texts.maturity, record.maturity],
      [texts.features, record.features],
      [texts.provider, record.provider],
      [texts.case, record.case],
      [texts.cost, record.cost],
    ]),
    section(
      texts.applicability,
      fieldList([
        [texts.appliesTo, applicability.text],
        [texts.notApplicable, applicability.notApplicable],
      ]),
    ),
    section(texts.ranges, rangeTable(record)),
    section(texts.indicators, table(texts.indicatorColumns, record.indicators.map(indicatorRow))),
  ];
}

function rangeTable({ applicability }: TechnologyRecord): HtmlValue {
  const rows = applicability.ranges.map((range) => [
    range.param,
    rangeText(range.min, range.max),
    readableUnit(range.unit),
    ROLE[range.role],
  ]);
  return rows.length === 0
    ? null
    : html`${table(texts.rangeColumns, rows)}<p class="small">${texts.rangesNote}</p>`;
}

function indicatorRow(indicator: Indicator): HtmlValue[] {
  return [indicator.name, indicator.text ?? figureText(indicator)];
}

function figureText({ op, value, min, max, unit }: Indicator): string {
  const figure = value === null ? rangeText(min, max) : `${op ?? ''} ${value}`.trim();
  return unit === null ? figure : `${figure} ${readableUnit(unit)}`;
}
