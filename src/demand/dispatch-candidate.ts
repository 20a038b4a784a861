import type { DomainCode } from '../domains.js';

export type ServiceMode = 'online' | 'onsite';

/** What somebody is wanted for. Words are canonical names of the vocabulary; an empty list says nothing. */
export interface Need {
  readonly domains: readonly DomainCode[];
  readonly industries: readonly string[];
  readonly pollutants: readonly string[];
  /** Steps of production and treatment techniques. */
  readonly processes: readonly string[];
  /** GB/T 2260 code of the province-level region, null where it is not known. */
  readonly province: string | null;
  readonly city?: string | null;
  readonly mode?: ServiceMode | null;
  /** YYYY-MM-DD in China. Without it whoever is away at all is not available. */
  readonly onDate?: string | null;
  /** Names or ids of those on the asking side, for recusals. */
  readonly parties?: readonly string[];
}

export interface Recusal {
  /** Name or id of the party; null recuses from everything. */
  readonly party: string | null;
  readonly reason: string;
}

/** What is known of a candidate beside the published record: never part of the knowledge. */
export interface Operational {
  /** Demands in hand, and the number from which on there is no more. */
  readonly load: number;
  readonly loadLimit: number;
  /** YYYY-MM-DD in China, the last day of absence. */
  readonly awayUntil: string | null;
  readonly recusals: readonly Recusal[];
  readonly closedCases: readonly { readonly domain: DomainCode | null; readonly industry: string | null }[];
}

/** What is known of the persons behind these records; who is left out has nothing to tell. */
export type Operations = (recordIds: readonly string[]) => Promise<ReadonlyMap<string, Operational>>;

/** Of somebody who has no demand yet and said nothing about themselves. */
export const NO_OPERATIONS: Operational = {
  load: 0,
  loadLimit: 5,
  awayUntil: null,
  recusals: [],
  closedCases: [],
};

/** Who could be asked: an expert, or a unit as far as its record has these facets. */
export interface Candidate {
  readonly id: string;
  readonly type: 'expert' | 'unit';
  readonly domains: readonly DomainCode[];
  readonly industries: readonly string[];
  readonly pollutants: readonly string[];
  readonly processes: readonly string[];
  readonly province: string | null;
  readonly city: string | null;
  /** Empty where the record does not say. */
  readonly serviceModes: readonly ServiceMode[];
  /** Where the expert works, or the unit's own name: nobody advises their own house. */
  readonly organisation: string | null;
  /** YYYY-MM-DD in China, both inclusive; null is open. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Agreed to be shown to whoever asks. */
  readonly consents: boolean;
  readonly operational: Operational;
}
