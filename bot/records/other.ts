import type { CaseRecord, PolicyRecord, StandingRecord, UnitRecord } from '../../knowledge/records/record.js';
import { DOMAINS } from '../../src/domains.js';
import { type HtmlValue, html } from '../page/html.js';
import { fieldList, section } from './parts.js';
import { STANDING, recordTexts as texts } from './texts.js';

export function standingBody(record: StandingRecord): HtmlValue {
  return fieldList([
    [texts.standing, STANDING[record.standing]],
    [texts.match, record.match],
    [texts.scope, record.scope],
    [texts.exception, record.exception],
  ]);
}

export function caseBody(record: CaseRecord): HtmlValue {
  return fieldList([
    [texts.industry, record.industry],
    [texts.medium, record.medium],
    [texts.region, record.region],
    [texts.process, record.process],
    [texts.results, record.results],
    [texts.cost, record.cost],
    [texts.year, record.year],
    [texts.providers, record.providers],
    [texts.authors, record.authorUnits],
    [texts.domain, DOMAINS[record.domain]],
    [texts.evidence, record.evidence],
  ]);
}

export function unitBody(record: UnitRecord): HtmlValue {
  return fieldList([
    [texts.unitType, record.unitType],
    [texts.region, record.region],
    [texts.service, record.serviceScope],
    [texts.domains, record.domains.map((code) => DOMAINS[code])],
    [texts.note, record.note],
  ]);
}

export function policyBody(record: PolicyRecord): HtmlValue {
  const paragraphs = record.text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return [
    fieldList([[texts.section, record.section]]),
    section(
      texts.text,
      paragraphs.map((line) => html`<p>${line}</p>`),
    ),
  ];
}
