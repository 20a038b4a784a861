import type { StoredRecord } from '../library.js';
import type { CaseRecord, TechnologyRecord, UnitRecord } from '../records/record.js';
import type { Hit } from '../search/hit.js';
import type { AnswerItem } from './answer.js';
import { recordBadge } from './badge.js';
import type { AnswerContext } from './context.js';
import { fact } from './draft.js';
import { LABEL } from './texts.js';
import type { Shown } from './turn-result.js';

const CASES_AT_MOST = 2;
const SEARCHED = 15;
const UNITS_AT_MOST = 3;

/** A record as it stands in the result. */
export function shownOf(stored: StoredRecord, key: string): Shown {
  return { id: stored.record.id, edition: stored.edition, title: stored.record.title, citations: [key] };
}

/**
 * Cases that used one of the shown technologies, then cases of the asked industry or of the same pollutant in the
 * same medium, as the search ranks them.
 */
export async function casesOf(
  context: AnswerContext,
  shown: readonly TechnologyRecord[],
): Promise<StoredCase[]> {
  const { inquiry, library, search } = context;
  const hits = await search.find({ text: inquiry.text, inquiry, kinds: ['case'], limit: SEARCHED });
  const found = [...(await library.get(hits.map((hit) => hit.id))).values()].filter(isCase);
  const ids = new Set(shown.map((record) => record.id));
  const used = found.filter(({ record }) => record.technologies.some((id) => ids.has(id)));
  const alike = hits
    .filter((hit) => isAlike(hit))
    .flatMap((hit) => found.find(({ record }) => record.id === hit.id) ?? []);
  return [...new Set([...used, ...alike])].slice(0, CASES_AT_MOST);
}

type StoredCase = StoredRecord<CaseRecord>;

/** A case for another industry is no precedent, whatever it treats. */
export function isAlike({ parts }: Hit): boolean {
  const sameSubject =
    (parts.pollutant ?? 0) > 0 && (parts.medium ?? 0) > 0 && (parts.otherIndustry ?? 0) === 0;
  return (parts.industry ?? 0) > 0 || sameSubject;
}

export function isCase(stored: StoredRecord): stored is StoredCase {
  return stored.record.kind === 'case';
}

export function caseItem(
  context: AnswerContext,
  stored: StoredRecord<CaseRecord>,
): { item: AnswerItem; shown: Shown } {
  const { record } = stored;
  const key = context.book.cite(stored);
  const where = [record.region, record.industry, record.year].filter((part) => part !== null && part !== '');
  const item: AnswerItem = {
    recordId: record.id,
    title: record.title,
    badge: recordBadge(record),
    lines: [
      fact(null, where.join(' · '), key),
      ...(record.process === '' ? [] : [fact(LABEL.route, record.process, key)]),
      ...(record.results.length === 0 ? [] : [fact(LABEL.results, record.results.join('；'), key)]),
      ...(record.cost.length === 0 ? [] : [fact(LABEL.cost, record.cost.join('；'), key)]),
    ],
  };
  return { item, shown: shownOf(stored, key) };
}

/**
 * Units with a stated reason: named by a shown technology or case, or publicly working on the same pollutant or
 * industry. More reasons come first, ties in random order, so that none is favoured (design.md section 4).
 */
export async function unitsOf(
  context: AnswerContext,
  technologies: readonly TechnologyRecord[],
  cases: readonly CaseRecord[],
): Promise<StoredRecord<UnitRecord>[]> {
  const named = new Set([
    ...technologies.flatMap((record) => (record.provider === null ? [] : [record.provider])),
    ...cases.flatMap((record) => [...record.providers, ...record.authorUnits]),
  ]);
  const topics = [...context.inquiry.pollutants, ...context.inquiry.industries];
  const { domain } = context.inquiry;
  const all = await context.library.all('unit');
  return all
    .map((stored) => {
      const { record } = stored;
      const inDomain = domain === null || record.domains.includes(domain);
      const topical = inDomain ? topics.filter((topic) => record.serviceScope.includes(topic)).length : 0;
      return { stored, reasons: (isNamed(record.title, named) ? 2 : 0) + topical, tie: context.random() };
    })
    .filter(({ reasons }) => reasons > 0)
    .sort((a, b) => b.reasons - a.reasons || a.tie - b.tie)
    .slice(0, UNITS_AT_MOST)
    .map(({ stored }) => stored);
}

function isNamed(title: string, named: ReadonlySet<string>): boolean {
  return [...named].some((name) => name.split(/[、，,；;]/).some((part) => part.trim() === title));
}

export function unitItem(
  context: AnswerContext,
  stored: StoredRecord<UnitRecord>,
): { item: AnswerItem; shown: Shown } {
  const { record } = stored;
  const key = context.book.cite(stored);
  const item: AnswerItem = {
    recordId: record.id,
    title: record.title,
    badge: record.unitType,
    lines: [
      fact(LABEL.service, [record.serviceScope, record.region].filter((part) => part !== '').join('；'), key),
    ],
  };
  return { item, shown: shownOf(stored, key) };
}
