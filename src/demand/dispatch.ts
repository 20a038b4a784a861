import type { Candidate, Need } from './dispatch-candidate.js';
import { type Evidence, exact, type Likeness, PARTS, type PartName } from './dispatch-parts.js';

export interface ScorePart {
  /** 0 to 1. */
  readonly score: number;
  /** Its share of the total; 0 where the need says nothing about it. The weights of one ranking sum to 1. */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
}

export interface Ranked<C extends Candidate = Candidate> {
  readonly candidate: C;
  /** 0 to 1, four decimals: what differs less is a tie. */
  readonly total: number;
  readonly parts: Readonly<Record<PartName, ScorePart>>;
}

/** Why somebody is not among the ranked; of several reasons the first. */
export type ExclusionReason = 'consent' | 'not_valid' | 'recusal' | 'away' | 'mode' | 'load' | 'unrelated';

export interface Exclusion<C extends Candidate = Candidate> {
  readonly candidate: C;
  readonly reason: ExclusionReason;
  /** The recusal's own words, the last day of absence, the load: null where the reason says it all. */
  readonly detail: string | null;
}

export interface Ranking<C extends Candidate = Candidate> {
  /** Best first. */
  readonly ranked: readonly Ranked<C>[];
  readonly excluded: readonly Exclusion<C>[];
  /** Null where there are at least two to choose from; else how many were left out for which reason. */
  readonly shortfall: Readonly<Partial<Record<ExclusionReason, number>>> | null;
}

interface Options {
  /** Uniform in [0, 1): breaks ties, so that nobody is favoured. Called once for each ranked candidate. */
  readonly random: () => number;
  /** How far a held word answers an asked one; only the same word where it is left out. */
  readonly likeness?: Likeness;
}

/** Fewer is no choice (design.md section 4). */
const CHOICE_FROM = 2;

/**
 * Ranks who could take a need, neutrally: by the table PARTS, ties in random order. Pure; the same seed gives the same
 * order whatever the order of `candidates`. A person confirms the choice or makes another one.
 */
export function rankExperts<C extends Candidate>(
  need: Need,
  candidates: readonly C[],
  { random, likeness = exact }: Options,
): Ranking<C> {
  const weights = weightsFor(need);
  const inOrder = [...candidates].sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  const judged = inOrder.map((candidate) => judge(need, candidate, { weights, likeness }));
  const excluded = judged.filter((one) => 'reason' in one);
  const ranked = judged
    .filter((one) => 'total' in one)
    .map((one) => ({ one, tie: random() }))
    .sort((a, b) => b.one.total - a.one.total || a.tie - b.tie)
    .map(({ one }) => one);
  return { ranked, excluded, shortfall: ranked.length < CHOICE_FROM ? counted(excluded) : null };
}

type Weights = Readonly<Record<PartName, number>>;

function judge<C extends Candidate>(
  need: Need,
  candidate: C,
  { weights, likeness }: { readonly weights: Weights; readonly likeness: Likeness },
): Ranked<C> | Exclusion<C> {
  const parts = mapParts((name) => ({
    ...PARTS[name].score(need, candidate, likeness),
    weight: weights[name],
  }));
  for (const [reason, applies] of EXCLUSIONS) {
    const found = applies(need, candidate, parts);
    if (found !== null) return { candidate, reason, detail: found.detail };
  }
  return { candidate, total: totalOf(parts), parts };
}

type Found = { readonly detail: string | null } | null;

const found = (holds: boolean, detail: string | null = null): Found => (holds ? { detail } : null);

type Excludes = (need: Need, candidate: Candidate, parts: Ranked['parts']) => Found;

/** In the order in which they are told: what somebody has in hand is of no interest where the subject is another. */
const EXCLUSIONS: readonly (readonly [ExclusionReason, Excludes])[] = [
  ['consent', (_, { consents }) => found(!consents)],
  [
    'not_valid',
    ({ onDate }, { validFrom, validUntil }) =>
      found(
        onDate != null && (onDate < (validFrom ?? onDate) || onDate > (validUntil ?? onDate)),
        validUntil,
      ),
  ],
  ['unrelated', (_need, _candidate, parts) => found(!isRelated(parts))],
  ['recusal', recused],
  [
    'away',
    ({ onDate }, { operational: { awayUntil } }) =>
      found(awayUntil !== null && (onDate == null || onDate <= awayUntil), awayUntil),
  ],
  [
    'mode',
    ({ mode }, { serviceModes }) =>
      found(mode != null && serviceModes.length > 0 && !serviceModes.includes(mode), mode ?? null),
  ],
  ['load', (_, { operational: { load, loadLimit } }) => found(load >= loadLimit, `${load}/${loadLimit}`)],
];

function recused({ parties = [] }: Need, { organisation, operational }: Candidate): Found {
  const own = operational.recusals.find(({ party }) => party === null || parties.includes(party));
  if (own !== undefined) return { detail: own.reason };
  return found(organisation !== null && parties.includes(organisation), organisation);
}

/** Somebody with nothing to do with the subject is no candidate, however near and free. */
function isRelated(parts: Ranked['parts']): boolean {
  const subject = [parts.domain, parts.industry, parts.technique].filter(({ weight }) => weight > 0);
  return subject.length === 0 || subject.some(({ score }) => score > 0);
}

function weightsFor(need: Need): Weights {
  const stated = (name: PartName) => (PARTS[name].applies(need) ? PARTS[name].weight : 0);
  const all = PART_NAMES.reduce((total, name) => total + stated(name), 0);
  return mapParts((name) => stated(name) / all);
}

function totalOf(parts: Ranked['parts']): number {
  const total = PART_NAMES.reduce((before, name) => before + parts[name].weight * parts[name].score, 0);
  return Math.min(1, Math.round(total * 10_000) / 10_000);
}

const PART_NAMES: readonly PartName[] = [
  'domain',
  'industry',
  'technique',
  'region',
  'cases',
  'load',
  'availability',
];

function mapParts<T>(value: (name: PartName) => T): Readonly<Record<PartName, T>> {
  return {
    domain: value('domain'),
    industry: value('industry'),
    technique: value('technique'),
    region: value('region'),
    cases: value('cases'),
    load: value('load'),
    availability: value('availability'),
  };
}

function counted(excluded: readonly Exclusion[]): NonNullable<Ranking['shortfall']> {
  const counts: Partial<Record<ExclusionReason, number>> = {};
  for (const { reason } of excluded) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
