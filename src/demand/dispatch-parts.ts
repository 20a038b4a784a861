import type { Candidate, Need } from './dispatch-candidate.js';

/** Which field of the candidate answered which word, and how well (0 to 1). */
export interface Evidence {
  readonly field:
    | 'domains'
    | 'industries'
    | 'pollutants'
    | 'processes'
    | 'province'
    | 'city'
    | 'closedCases'
    | 'load'
    | 'serviceModes';
  /** Null where the need names nothing, as for the load. */
  readonly asked: string | null;
  readonly found: string;
  readonly strength: number;
}

/** How far a held name answers the asked one, 0 to 1; `createKinship` of the knowledge gives one for its vocabulary. */
export type Likeness = (
  field: 'industries' | 'pollutants' | 'processes',
  asked: string,
  held: string,
) => number;

interface Scored {
  /** 0 to 1. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

interface Part {
  /** Share of the total before the parts that the need says nothing about are left out. All of them sum to 1. */
  readonly weight: number;
  /** Whether the need says anything that this part could answer. */
  readonly applies: (need: Need) => boolean;
  readonly score: (need: Need, candidate: Candidate, likeness: Likeness) => Scored;
}

export type PartName = 'domain' | 'industry' | 'technique' | 'region' | 'cases' | 'load' | 'availability';

/** The one table of what counts how much. */
export const PARTS: Readonly<Record<PartName, Part>> = {
  // The plan sorts its experts by ten fields; coarse, so it must not carry a choice alone.
  domain: {
    weight: 0.2,
    applies: ({ domains }) => domains.length > 0,
    score: (need, candidate) => covered(need, candidate, ['domains']),
  },
  // Who knows a trade knows its streams, habits and rules: heaviest, with the technique.
  industry: {
    weight: 0.25,
    applies: ({ industries }) => industries.length > 0,
    score: (need, candidate, likeness) => covered(need, candidate, ['industries'], likeness),
  },
  // Pollutants, steps of production and treatment: what the advice is about.
  technique: {
    weight: 0.25,
    applies: ({ pollutants, processes }) => pollutants.length + processes.length > 0,
    score: (need, candidate, likeness) => covered(need, candidate, ['pollutants', 'processes'], likeness),
  },
  // Near means at hand and used to the province's rules; more would let a big province crowd out the better expert.
  region: { weight: 0.1, applies: ({ province }) => province !== null, score: near },
  // Closed demands are proof; more would leave newcomers without a first one.
  cases: {
    weight: 0.1,
    applies: ({ domains, industries }) => domains.length + industries.length > 0,
    score: experienced,
  },
  // Spreads the work among those who are equally good.
  load: { weight: 0.05, applies: () => true, score: free },
  // Who cannot come at all is left out before; the rest is convenience.
  availability: { weight: 0.05, applies: () => true, score: serves },
};

type Facet = 'domains' | 'industries' | 'pollutants' | 'processes';

/** The same word and no other. */
export function exact(_field: string, asked: string, held: string): number {
  return asked === held ? 1 : 0;
}

/** Mean over the asked words of how well the best of the held ones answers. */
function covered(
  need: Need,
  candidate: Candidate,
  facets: readonly Facet[],
  likeness: Likeness = exact,
): Scored {
  const asked = facets.flatMap((field) => need[field].map((word) => ({ field, word })));
  const evidence = asked.flatMap(({ field, word }): Evidence[] => {
    const answered = candidate[field].map((held): Evidence => {
      const strength = field === 'domains' ? exact(field, word, held) : unit(likeness(field, word, held));
      return { field, asked: word, found: held, strength };
    });
    const [best] = answered.filter(({ strength }) => strength > 0).sort((a, b) => b.strength - a.strength);
    return best === undefined ? [] : [best];
  });
  return { score: sum(evidence) / Math.max(1, asked.length), evidence };
}

/** On line the distance does not count, only whether somebody works under the same province's rules. */
const REGION_SCORE = {
  onsite: { city: 1, province: 0.7, elsewhere: 0 },
  online: { city: 1, province: 1, elsewhere: 0.6 },
} as const;

function near({ province, city, mode }: Need, candidate: Candidate): Scored {
  const scores = REGION_SCORE[mode ?? 'onsite'];
  if (province === null || candidate.province !== province) return { score: scores.elsewhere, evidence: [] };
  if (city != null && candidate.city === city)
    return {
      score: scores.city,
      evidence: [{ field: 'city', asked: city, found: city, strength: scores.city }],
    };
  const evidence: Evidence = {
    field: 'province',
    asked: province,
    found: province,
    strength: scores.province,
  };
  return { score: scores.province, evidence: [evidence] };
}

/** So many closed demands of the same trade leave nothing to be desired; one of the same field counts half. */
const ENOUGH_CASES = 3;
const SAME_FIELD_ONLY = 0.5;

function experienced(need: Need, { operational }: Candidate, likeness: Likeness): Scored {
  const evidence = operational.closedCases.flatMap(({ domain, industry }): Evidence[] => {
    const kin = need.industries.map((asked) =>
      industry === null ? 0 : unit(likeness('industries', asked, industry)),
    );
    const alike = Math.max(0, ...kin);
    const sameField = domain !== null && need.domains.includes(domain);
    const strength = Math.max(alike, sameField ? SAME_FIELD_ONLY : 0);
    if (strength === 0) return [];
    const named = alike > 0 ? industry : domain;
    return [{ field: 'closedCases', asked: named, found: named ?? '', strength }];
  });
  return { score: unit(sum(evidence) / ENOUGH_CASES), evidence };
}

function free(_need: Need, { operational: { load, loadLimit } }: Candidate): Scored {
  const score = loadLimit > 0 ? unit(1 - load / loadLimit) : 0;
  return {
    score,
    evidence: [{ field: 'load', asked: null, found: `${load}/${loadLimit}`, strength: score }],
  };
}

/** Of somebody who does not say how they serve, or serves in one way only where both would do. */
const PERHAPS = 0.5;

function serves({ mode }: Need, { serviceModes }: Candidate): Scored {
  const evidence = serviceModes
    .filter((one) => mode == null || one === mode)
    .map((one): Evidence => ({ field: 'serviceModes', asked: mode ?? null, found: one, strength: 1 }));
  const whole = mode == null ? serviceModes.length > 1 : serviceModes.includes(mode);
  return { score: whole ? 1 : PERHAPS, evidence };
}

function sum(evidence: readonly Evidence[]): number {
  return evidence.reduce((total, { strength }) => total + strength, 0);
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
