import { createHash } from 'node:crypto';
import { regions } from '../region/region.js';
import type { Demand } from './demand.js';
import { type Ranking, rankExperts } from './dispatch.js';
import type { Candidate, Need } from './dispatch-candidate.js';
import type { Likeness, PartName } from './dispatch-parts.js';

export interface Suggestion<C extends Candidate = Candidate> extends Ranking<C> {
  /** Breaks the ties; the same again while the demand does not change, and kept with the dispatch. */
  readonly seed: string;
}

/** What a demand asks of whoever takes it up. */
function needOf(demand: Demand, today: string): Need {
  const { profile, province } = demand;
  const city = cityOf(profile.region);
  return {
    domains: profile.domain === null ? [] : [profile.domain],
    industries: profile.industries,
    pollutants: profile.pollutants,
    processes: profile.processes,
    province,
    city,
    mode: profile.referral?.mode ?? null,
    onDate: dateOf(profile.referral?.date ?? null) ?? today,
    parties: partiesOf(demand),
  };
}

/** Ranks who could take a demand; ties fall as its version decides, so that a second look shows the same order. */
export function suggest<C extends Candidate>(
  demand: Demand,
  candidates: readonly C[],
  { today, likeness }: { readonly today: string; readonly likeness: Likeness },
): Suggestion<C> {
  const seed = createHash('sha256').update(`${demand.id}:${demand.version}`).digest('hex').slice(0, 16);
  const ranking = rankExperts(needOf(demand, today), candidates, { random: randomOf(seed), likeness });
  return { ...ranking, seed };
}

/** What of a suggestion is kept with the dispatch: enough to explain the order later. */
export function keptSuggestion({ seed, ranked, shortfall }: Suggestion, most: number) {
  const shares = ({ parts }: Suggestion['ranked'][number]) =>
    Object.fromEntries(
      PART_NAMES.map((name) => [name, { score: parts[name].score, weight: parts[name].weight }]),
    );
  return {
    seed,
    shortfall,
    ranked: ranked
      .slice(0, most)
      .map((one) => ({ id: one.candidate.id, total: one.total, parts: shares(one) })),
  };
}

export const PART_NAMES: readonly PartName[] = [
  'domain',
  'industry',
  'technique',
  'region',
  'cases',
  'load',
  'availability',
];

/** Numbers in [0, 1) that follow from the seed: a hash of a counter, the plainest generator that is fair. */
function randomOf(seed: string): () => number {
  let count = 0;
  return () => {
    count += 1;
    const digest = createHash('sha256').update(`${seed}:${count}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}

/** The city of a region that is one, or lies in one. */
function cityOf(region: string | null): string | null {
  if (region === null) return null;
  const all = regions();
  const chain = [all.byCode(region), ...all.ancestors(region)];
  return chain.find((each) => each?.level === 'city')?.code ?? null;
}

/** A whole date in the words of an official; anything vaguer decides nothing. */
function dateOf(words: string | null): string | null {
  return words !== null && /^\d{4}-\d{2}-\d{2}$/.test(words) ? words : null;
}

/** Who asks, as recusals may name them: the id of the person, and what the asker said about themselves. */
function partiesOf({ personId, profile }: Demand): string[] {
  return [personId, profile.subject].filter((party) => party !== null);
}
