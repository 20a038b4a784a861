import type { ExpertRecord } from '../../knowledge/records/record.js';
import { DOMAINS } from '../../src/domains.js';
import type { HtmlValue } from '../page/html.js';
import { fieldList } from './parts.js';
import { SERVICE_MODE, recordTexts as texts } from './texts.js';

/** An expert's published profile; nothing of it tells how to reach them, since a demand goes through the service. */
export function expertBody(record: ExpertRecord, regionName: (code: string) => string): HtmlValue {
  return fieldList([
    [texts.unitName, record.unitName],
    [texts.unitType, record.unitType],
    [texts.professionalTitle, texts.titleWithLevel(record.professionalTitle, record.titleLevel)],
    [texts.domains, record.domains.map((code) => DOMAINS[code])],
    [texts.location, regionName(record.city ?? record.province)],
    [texts.goodAtIndustries, record.industries],
    [texts.goodAtProcesses, record.processes],
    [texts.goodAtPollutants, record.pollutants],
    [texts.achievements, record.achievements],
    [texts.serviceModes, record.serviceModes.map((mode) => SERVICE_MODE[mode])],
    [texts.onTheList, texts.period(record.validFrom, record.validUntil)],
    [texts.public, record.consentPublic ? texts.consented : texts.notConsented],
    [texts.howToAsk, texts.howToAskExpert],
  ]);
}
