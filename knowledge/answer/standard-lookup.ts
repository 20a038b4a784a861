import { regions } from '../../src/region/region.js';
import { classWords } from '../inquiry/class-words.js';
import type { StoredRecord } from '../library.js';
import type { StandardOrderRecord, StandardRecord } from '../records/record.js';
import type { Hit } from '../search/hit.js';
import { WATER_MEDIA } from '../vocabulary/media.js';
import { isSuperseded } from './badge.js';
import type { AnswerContext } from './context.js';
import { limitIsAsked } from './standard-item.js';

type StoredStandard = StoredRecord<StandardRecord>;

export interface Applicable {
  /** In legal order. */
  readonly rows: readonly StoredStandard[];
  /** The record that states the order, where there is one for this industry, medium and place. */
  readonly order: StoredRecord<StandardOrderRecord> | null;
}

const SEARCHED = 30;
/** Mean of 1/rank over the three lists: 0.6 is about second place in each. */
const SURE_AGREEMENT = 0.6;
const WHOLE_COUNTRY = '100000';

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
  const asked = rows.filter(({ record }) => record.limits.some((limit) => limitIsAsked(context, limit)));
  return byAskedFirst(context, asked.length > 0 ? asked : rows);
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
    const ranks = order.record.order.map((entry) => entry.ids.flatMap((id) => byId.get(id) ?? []));
    return { rows: inLegalOrder(context, ranks), order, near: [] };
  }
  const hits = await context.search.find({
    text: context.inquiry.text,
    inquiry: context.inquiry,
    kinds: ['standard'],
    limit: SEARCHED,
  });
  const found = hits.flatMap((hit) => byId.get(hit.id) ?? []);
  const sure = new Set(hits.filter(isSure).map((hit) => hit.id));
  const rows = found.filter(({ record }) => covers(context, record, sure.has(record.id)));
  const exact = rows.filter(({ record }) => sure.has(record.id));
  const classed = ofAskedClass(context, rows);
  const best = exact.length > 0 && context.inquiry.industries.length === 0 ? exact : rows;
  const kept = classed.length > 0 ? classed : best;
  return { rows: legalOrder(byAskedFirst(context, kept)), order: null, near: found.slice(0, 2) };
}

/** All three lists have it at the top, and it meets what the asker named (or they agree altogether). */
function isSure({ parts }: Hit): boolean {
  const ranks = [parts.rankWords, parts.rankBigrams, parts.rankVector].map((rank) => rank ?? 0);
  const agreement = ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length;
  return agreement >= SURE_AGREEMENT && ((parts.entity ?? 0) === 1 || agreement === 1);
}

function statedOrder(context: AnswerContext, orders: readonly StoredRecord<StandardOrderRecord>[]) {
  const region = provinceOf(context) === '440000' ? '440000' : 'other';
  const matches = orders.filter(
    ({ record }) => meetsIndustry(context, [record.industry]) && meetsMedium(context, record.medium),
  );
  return matches.find(({ record }) => record.region === region) ?? null;
}

/** An asked industry is one of these, a branch of one or the trade above one. */
function meetsIndustry({ inquiry, vocabulary }: AnswerContext, names: readonly string[]): boolean {
  const own = names.flatMap((name) => {
    const whole = vocabulary.industry(name);
    if (whole !== null) return [whole];
    return vocabulary.match(name).flatMap((match) => match.entries.filter(({ kind }) => kind === 'industry'));
  });
  return inquiry.industries.some((name) => {
    const asked = vocabulary.industry(name);
    return asked !== null && own.some((entry) => KIN.has(vocabulary.relation(asked, entry) ?? ''));
  });
}

const KIN: ReadonlySet<string> = new Set(['same', 'narrower', 'broader']);

/** True where either side names no medium, or they share one. */
function meetsMedium({ inquiry, vocabulary }: AnswerContext, medium: string): boolean {
  const own = vocabulary
    .match(medium)
    .flatMap((match) => match.entries.filter(({ kind }) => kind === 'medium'));
  const shared = own.some(({ name }) =>
    inquiry.media.some(
      (asked) => WATER.has(asked) === WATER.has(name) && (asked === name || WATER.has(name)),
    ),
  );
  return own.length === 0 || inquiry.media.length === 0 || shared;
}

/** Standards speak of 废水 whether it comes from a village, a farm or a plant. */
const WATER: ReadonlySet<string> = new Set(WATER_MEDIA);

/** GB/T 2260 code of the province that the question is about. */
export function provinceOf(context: AnswerContext): string | null {
  const region = context.inquiry.region ?? context.question.province;
  return region === null ? null : (regions().provinceOf(region)?.code ?? null);
}

/**
 * Whether a found standard answers the question: it is for the named industry (or for any), has the named pollutant,
 * and where neither was named its own words are those of the question.
 */
function covers(context: AnswerContext, record: StandardRecord, sameWords: boolean): boolean {
  const { inquiry } = context;
  const local = record.level === 'local' && record.region !== WHOLE_COUNTRY;
  if (local && record.region !== provinceOf(context)) return false;
  if (!meetsMedium(context, `${record.title} ${record.subject}`)) return false;
  const hasPollutant = record.limits.some((limit) => limitIsAsked(context, limit));
  if (inquiry.industries.length > 0) {
    // Rows of the first collection name their industry in the title only.
    const named = record.industries.length > 0 ? record.industries : [record.title];
    return meetsIndustry(context, named) && (inquiry.pollutants.length === 0 || hasPollutant || sameWords);
  }
  return sameWords || (record.industries.length === 0 && hasPollutant);
}

/** Rank by rank as stated; where a pollutant was named, ranks without it are left out if any has it. */
function inLegalOrder(
  context: AnswerContext,
  ranks: readonly (readonly StoredStandard[])[],
): StoredStandard[] {
  const asked = ranks.map((rows) =>
    rows.filter(({ record }) => record.limits.some((one) => limitIsAsked(context, one))),
  );
  const kept = asked.some((rows) => rows.length > 0) ? asked : ranks;
  return kept.flatMap((rows) => byAskedFirst(context, rows));
}

/** The rows of the asked class (一级A, Ⅲ类) that have the asked pollutant: another class would be another answer. */
function ofAskedClass(context: AnswerContext, rows: readonly StoredStandard[]): StoredStandard[] {
  const classes = classWords(context.inquiry.text);
  const { pollutants } = context.inquiry;
  return rows.filter(({ record }) => {
    const described = [record.subject, ...record.limits.map(({ condition }) => condition ?? '')].join(' ');
    const sameClass = classes.some((word) => described.includes(word));
    return (
      sameClass && (pollutants.length === 0 || record.limits.some((limit) => limitIsAsked(context, limit)))
    );
  });
}

function byAskedFirst(context: AnswerContext, rows: readonly StoredStandard[]): StoredStandard[] {
  const classes = classWords(context.inquiry.text);
  const score = ({ record }: StoredStandard) => {
    const described = `${record.subject} ${record.source.clause ?? ''} ${record.limits.map(({ condition }) => condition).join(' ')}`;
    const sameClass = classes.filter((word) => described.includes(word)).length;
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
