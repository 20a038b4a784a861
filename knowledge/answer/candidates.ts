import type { StoredRecord } from '../library.js';
import type { StandingRecord, TechnologyRecord } from '../records/record.js';
import { assessFit } from '../search/fit.js';
import type { AnswerContext } from './context.js';
import type { Candidate } from './shown-order.js';
import { isDiscouraged } from './standing.js';

const SEARCHED = 60;
const RANKED_AT_MOST = 20;

/** Technologies in order of relevance, each checked against the database, assessed for fit and for standing. */
export async function findCandidates(
  context: AnswerContext,
  standings: readonly StoredRecord<StandingRecord>[],
): Promise<Candidate[]> {
  const { inquiry, vocabulary } = context;
  const hits = await context.search.find({
    text: inquiry.text,
    inquiry,
    kinds: ['technology'],
    limit: SEARCHED,
  });
  const stored = await context.library.get(hits.map((hit) => hit.id));
  return hits.flatMap((hit) => {
    const found = stored.get(hit.id);
    if (found === undefined || !isTechnology(found)) return [];
    return [
      {
        stored: found,
        hit,
        fit: assessFit(found.record, inquiry, vocabulary),
        sameIndustry: (hit.parts.industry ?? 0) > 0,
        samePollutant: (hit.parts.pollutant ?? 0) > 0,
        unwanted: isUnwanted(found.record, context),
        discouraged: isDiscouraged(found.record, standings),
      },
    ];
  });
}

/** True when the record's name says that it is, or is a kind of, what the asker rules out (催化燃烧 → RCO). */
function isUnwanted(record: TechnologyRecord, { inquiry, vocabulary }: AnswerContext): boolean {
  if (inquiry.unwanted.length === 0) return false;
  const own = vocabulary
    .match(record.title)
    .flatMap((match) => match.entries.filter(({ kind }) => kind === 'technique'))
    .flatMap((entry) => vocabulary.lineage(entry));
  return own.some((name) => inquiry.unwanted.includes(name));
}

/** The result's `ranked`: order of relevance without what does not apply. */
export function rankedIds(candidates: readonly Candidate[]): string[] {
  return candidates
    .filter((candidate) => candidate.fit.verdict !== 'does_not_apply')
    .slice(0, RANKED_AT_MOST)
    .map((candidate) => candidate.stored.record.id);
}

function isTechnology(stored: StoredRecord): stored is StoredRecord<TechnologyRecord> {
  return stored.record.kind === 'technology';
}
