import { DOMAINS, type DomainCode } from '../../src/domains.js';
import type {
  CaseRecord,
  IndexedRecord,
  PolicyRecord,
  StandardOrderRecord,
  StandardRecord,
  StandingRecord,
  TechnologyRecord,
  UnitRecord,
} from '../records/record.js';
import { packSentences } from './sentences.js';

/** The piece of a record that is indexed. `text` is what is embedded and cited, with the record's title in front. */
export interface Passage {
  readonly recordId: string;
  readonly text: string;
}

/** Characters of a passage; the model was measured with passages of 200–260. */
const PASSAGE_CHARACTERS = 260;

function line(label: string, values: readonly (string | null)[]): string | null {
  const said = values.filter((value): value is string => value !== null && value !== '');
  return said.length === 0 ? null : `${label}：${said.join('、')}。`;
}

function rangeText(range: TechnologyRecord['applicability']['ranges'][number]): string {
  const unit = range.unit ?? '';
  if (range.min !== null && range.max !== null) return `${range.param}${range.min}～${range.max}${unit}`;
  return range.min !== null
    ? `${range.param}≥${range.min}${unit}`
    : `${range.param}≤${range.max ?? ''}${unit}`;
}

function technologyParts(record: TechnologyRecord): (string | null)[] {
  const { applicability } = record;
  return [
    line('适用', [applicability.text]),
    line('行业', record.industries),
    line('介质', [record.medium]),
    line('污染物', record.pollutants),
    line('工艺', [record.processRoute]),
    line('条件', applicability.ranges.map(rangeText)),
    line('不适用', [applicability.notApplicable]),
    line('特点', [record.features]),
    line(
      '指标',
      record.indicators.map((indicator) => indicator.text ?? indicator.name),
    ),
    line('案例', [record.case]),
  ];
}

function standardParts(record: StandardRecord): (string | null)[] {
  return [
    line('内容', [record.subject]),
    line('行业', record.industries),
    line('项目', [...new Set(record.limits.map((limit) => limit.item))]),
    line('说明', [record.note]),
  ];
}

function standardOrderParts(record: StandardOrderRecord): (string | null)[] {
  return [
    line('行业', [record.industry]),
    line('介质', [record.medium]),
    line(
      '标准',
      record.order.map((step) => `${step.number} ${step.covers}`),
    ),
    line('注意', [record.caution]),
  ];
}

function standingParts(record: StandingRecord): (string | null)[] {
  return [line('技术', record.match), line('范围', [record.scope]), line('例外', [record.exception])];
}

function caseParts(record: CaseRecord): (string | null)[] {
  return [
    line('行业', [record.industry]),
    line('介质', [record.medium]),
    line('工艺', [record.process]),
    line('成效', record.results),
    line('费用', record.cost),
    line('地区', [record.region]),
    line('单位', [...record.providers, ...record.authorUnits]),
  ];
}

function domainNames(codes: readonly DomainCode[]): string[] {
  return codes.map((code) => DOMAINS[code]);
}

function unitParts(record: UnitRecord): (string | null)[] {
  return [
    line('类型', [record.unitType]),
    line('地区', [record.region]),
    line('服务', [record.serviceScope]),
    line('领域', domainNames(record.domains)),
  ];
}

function policyParts(record: PolicyRecord): (string | null)[] {
  return [record.text];
}

function partsOf(record: IndexedRecord): (string | null)[] {
  switch (record.kind) {
    case 'technology':
      return technologyParts(record);
    case 'standard':
      return standardParts(record);
    case 'standard_order':
      return standardOrderParts(record);
    case 'standing':
      return standingParts(record);
    case 'case':
      return caseParts(record);
    case 'unit':
      return unitParts(record);
    case 'policy':
      return policyParts(record);
  }
}

function headOf(record: IndexedRecord): string {
  return record.kind === 'standard' ? `${record.number} ${record.title}` : record.title;
}

/**
 * The passages of a record, at least one, each with the record's title in front and about PASSAGE_CHARACTERS long.
 * What decides whether a record is meant (range of use, industry, medium, pollutants) comes first.
 */
export function passagesOf(record: IndexedRecord): Passage[] {
  const head = `${headOf(record)}。`;
  const room = Math.max(80, PASSAGE_CHARACTERS - head.length);
  const body = partsOf(record).filter((part): part is string => part !== null);
  const bodies = packSentences(body, room);
  return (bodies.length === 0 ? [''] : bodies).map((text) => ({ recordId: record.id, text: head + text }));
}
