import type { StoredRecord } from '../library.js';
import type { Grade, TechnologyRecord } from '../records/record.js';
import type { Fit } from '../search/fit.js';
import type { Hit } from '../search/hit.js';

/** One technology that the search found, with all that decides whether and where it is shown. */
export interface Candidate {
  readonly stored: StoredRecord<TechnologyRecord>;
  readonly hit: Hit;
  readonly fit: Fit;
  /** The record names an industry that the asker named (or its parent). False when the asker named none. */
  readonly sameIndustry: boolean;
  /** The record treats a pollutant that the asker named. False when the asker named none. */
  readonly samePollutant: boolean;
  /** Restricted or eliminated by a standing record for this use. */
  readonly discouraged: boolean;
}

const GRADE_ORDER: Record<Grade, number> = { A: 0, B: 1, draft: 2, C: 3 };

/** A candidate this far below the best one answers another question. */
const RELEVANT_SHARE = 0.6;
const SHOWN_AT_MOST = 3;

/**
 * The suggestions in the order shown (design.md section 4, Rank): what does not apply or is discouraged is never
 * among them; where any record treats the named pollutant, only such records are; records of the asked industry come first; within the same coverage a grade C record comes after
 * every A and B record, even where its stated range applies and theirs is silent.
 *
 * @param candidates in order of relevance
 */
export function shownOrder(candidates: readonly Candidate[]): Candidate[] {
  const usable = candidates.filter(
    (candidate) => candidate.fit.verdict !== 'does_not_apply' && !candidate.discouraged,
  );
  const treating = usable.filter((candidate) => candidate.samePollutant);
  const meant = treating.length > 0 ? treating : usable;
  const best = meant[0]?.hit.score ?? 0;
  const relevant = meant.filter((candidate) => candidate.hit.score >= best * RELEVANT_SHARE);
  return relevant
    .map((candidate, relevance) => ({ candidate, relevance }))
    .sort((a, b) => tier(a.candidate) - tier(b.candidate) || a.relevance - b.relevance)
    .slice(0, SHOWN_AT_MOST)
    .map(({ candidate }) => candidate);
}

/** True when a vendor's claim stands first because no national or journal record covers the same ground. */
export function vendorFirst(shown: readonly Candidate[]): boolean {
  return shown[0]?.stored.record.source.grade === 'C';
}

function tier(candidate: Candidate): number {
  const industry = candidate.sameIndustry ? 0 : 10;
  return industry + (GRADE_ORDER[candidate.stored.record.source.grade] === GRADE_ORDER.C ? 1 : 0);
}
