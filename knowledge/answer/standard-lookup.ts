import type { StoredRecord } from '../library.js';
import type { StandardOrderRecord, StandardRecord } from '../records/record.js';
import type { AnswerContext } from './context.js';
import { isSuperseded, limitIsAsked } from './standard-item.js';

type StoredStandard = StoredRecord<StandardRecord>;

export interface Applicable {
  /** In legal order. */
  readonly rows: readonly StoredStandard[];
  /** The record that states the order, where there is one for this industry, medium and place. */
  readonly order: StoredRecord<StandardOrderRecord> | null;
}

const SEARCHED = 30;
const WHOLE_COUNTRY = '100000';

/** Words that name a class, a period or a way of discharge: they choose between the tables of one standard. */
const CLASS_WORDS =
  /一级A|一级B|[一二三四]级|特别排放|直接排放|间接排放|表\d|[ⅠⅡⅢⅣⅤ0-5][类级]|昼间|夜间|燃煤|燃气|燃油|生物质|珠三角|城镇污水|无组织|排气筒|厂界|厂区|新建|现有/g;

/** All rows of the standard with this number, those that match the asked pollutant and class first. */
export function numberedStandards(
  context: AnswerContext,
  number: string,
  all: readonly StoredStandard[],
): StoredStandard[] {
  const wanted = plainNumber(number);
  const rows = all.filter(({ record }) => {
    const own = plainNumber(record.number);
    return own === wanted || own.startsWith(`${wanted}-`);
  });
  return byAskedFirst(context, rows);
}

/** GB/T 31962—2015 and gb31962-2015 are the same number but for the T, which matters. */
function plainNumber(number: string): string {
  return number
    .toUpperCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[—–－]/g, '-');
}

/**
 * Standards for the asked industry, medium and place. A stated order (生态环境标准管理办法 article 24) decides where
 * there is one; otherwise what the search found, ordered local before national, industry before general.
 */
export async function applicableStandards(
  context: AnswerContext,
  all: readonly StoredStandard[],
): Promise<Applicable & { near: readonly StoredStandard[] }> {
  const order = statedOrder(context, await context.library.all('standard_order'));
  const byId = new Map(all.map((stored) => [stored.record.id, stored]));
  if (order !== null) {
    const rows = order.record.order.flatMap((entry) => entry.ids.flatMap((id) => byId.get(id) ?? []));
    return { rows: byAskedFirst(context, rows), order, near: [] };
  }
  const hits = await context.search.find({
    text: context.question.text,
    inquiry: context.inquiry,
    kinds: ['standard'],
    limit: SEARCHED,
  });
  const found = hits.flatMap((hit) => byId.get(hit.id) ?? []);
  const rows = found.filter((stored) => covers(context, stored.record));
  return { rows: legalOrder(byAskedFirst(context, rows)), order: null, near: found.slice(0, 2) };
}

function statedOrder(context: AnswerContext, orders: readonly StoredRecord<StandardOrderRecord>[]) {
  const { inquiry, vocabulary } = context;
  const region = provinceOf(context) === '440000' ? '440000' : 'other';
  const matches = orders.filter(({ record }) => {
    const industry = vocabulary.industry(record.industry)?.name ?? record.industry;
    const media = vocabulary.match(record.medium).filter(({ entry }) => entry.kind === 'medium');
    const sameMedium =
      inquiry.media.length === 0 ||
      media.length === 0 ||
      media.some(({ entry }) => inquiry.media.includes(entry.name));
    return inquiry.industries.includes(industry) && sameMedium;
  });
  return matches.find(({ record }) => record.region === region) ?? null;
}

/** GB/T 2260 code of the province that the question is about. */
function provinceOf(context: AnswerContext): string | null {
  const region = context.inquiry.region ?? context.question.province;
  return region === null ? null : `${region.slice(0, 2)}0000`;
}

/** A standard answers the question only when it covers the named industry, or is a general one with the pollutant. */
function covers(context: AnswerContext, record: StandardRecord): boolean {
  const { inquiry, vocabulary } = context;
  if (record.level === 'local' && record.region !== WHOLE_COUNTRY && record.region !== provinceOf(context))
    return false;
  const own = record.industries.map((name) => vocabulary.industry(name)?.name ?? name);
  const sameIndustry = own.some((name) => inquiry.industries.includes(name));
  const hasPollutant = record.limits.some((limit) => limitIsAsked(context, limit));
  if (inquiry.industries.length > 0) return sameIndustry && (inquiry.pollutants.length === 0 || hasPollutant);
  return own.length === 0 && hasPollutant;
}

function byAskedFirst(context: AnswerContext, rows: readonly StoredStandard[]): StoredStandard[] {
  const classes = new Set(context.question.text.match(CLASS_WORDS) ?? []);
  const score = ({ record }: StoredStandard) => {
    const described = `${record.subject} ${record.source.clause ?? ''} ${record.limits.map(({ condition }) => condition).join(' ')}`;
    const sameClass = [...classes].filter((word) => described.includes(word)).length;
    const pollutant = record.limits.some((limit) => limitIsAsked(context, limit)) ? 2 : 0;
    return sameClass + pollutant;
  };
  return rows
    .map((row, index) => ({ row, index, score: score(row) }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ row }) => row);
}

/** Local before national, industry before the rest; a superseded text is history and comes last. Stable. */
function legalOrder(rows: readonly StoredStandard[]): StoredStandard[] {
  const rank = ({ record }: StoredStandard) =>
    (isSuperseded(record) ? 100 : 0) +
    (record.level === 'local' ? 0 : 10) +
    (record.standardKind === 'industry' ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}
