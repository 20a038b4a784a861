import type { StoredRecord } from '../library.js';
import type { TechnologyRecord } from '../records/record.js';
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
  /** The record's own technique is one that the asker rules out (不想用RTO). */
  readonly unwanted: boolean;
  /** Restricted or eliminated by a standing record for this use. */
  readonly discouraged: boolean;
}

/** A candidate this far below the best one answers another question. */
const RELEVANT_SHARE = 0.6;
const SHOWN_AT_MOST = 3;

/**
 * The suggestions in the order shown (design.md section 4, Rank). What does not apply, is discouraged or not wanted is never
 * among them; where any record treats the named pollutant, only such records are. Records of the asked industry come first;
 * within the same coverage a grade C record comes after every A and B record, even where its stated range applies and
 * theirs is silent.
 *
 * @param candidates in order of relevance
 */
export function shownOrder(candidates: readonly Candidate[]): Candidate[] {
  const usable = candidates.filter(
    (one) => one.fit.verdict !== 'does_not_apply' && !one.discouraged && !one.unwanted,
  );
  const treating = usable.filter((candidate) => candidate.samePollutant);
  const meant = treating.length > 0 ? treating : usable;
  const best = meant[0]?.hit.score ?? 0;
  const relevant = meant.filter((one) => one.hit.score >= best * RELEVANT_SHARE);
  const vendors = relevant.some((one) => isVendorClaim(one) && one.sameIndustry);
  // A vendor's claim must not come first because a national record of that very industry fell below the cut.
  const pool = vendors ? meant.filter((one) => relevant.includes(one) || one.sameIndustry) : relevant;
  return pool
    .map((candidate, relevance) => ({ candidate, relevance }))
    .sort((a, b) => tier(a.candidate) - tier(b.candidate) || a.relevance - b.relevance)
    .slice(0, SHOWN_AT_MOST)
    .map(({ candidate }) => candidate);
}

export function isVendorClaim(candidate: Candidate): boolean {
  return candidate.stored.record.source.grade === 'C';
}

function tier(candidate: Candidate): number {
  return (candidate.sameIndustry ? 0 : 2) + (isVendorClaim(candidate) ? 1 : 0);
}
