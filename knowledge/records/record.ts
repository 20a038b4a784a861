import type { DomainCode } from '../../src/domains.js';

/** The types of knowledge/records: what a record holds once its file shape is behind it. */
export type RecordKind =
  | 'technology'
  | 'standard'
  | 'standard_order'
  | 'standing'
  | 'case'
  | 'unit'
  | 'policy'
  | 'expert';

/** A national standard or official catalogue, B journal, C vendor's claim; draft: an official draft. */
export type Grade = 'A' | 'B' | 'C' | 'draft';

/** One shape for every origin, whatever the file gave (a bare address becomes `url` with the rest null). */
export interface Source {
  readonly title: string;
  readonly issuer: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly edition: string | null;
  readonly clause: string | null;
  readonly page: number | null;
  readonly url: string | null;
  readonly kind: string | null;
  readonly grade: Grade;
  /** For drafts: 征求意见稿 and what is known of later stages. */
  readonly stage: string | null;
  /** How the figures were checked: 文本层, 看图核对… */
  readonly verified: string | null;
  /** False when only an excerpt was at hand. */
  readonly excerptComplete: boolean | null;
}

interface RecordBase {
  readonly id: string;
  readonly title: string;
  readonly source: Source;
}

/** inlet: what the user's stream must meet, the only role tested; the others are shown, never tested. */
export type RangeRole = 'inlet' | 'design' | 'benefit' | 'condition';

export interface ApplicabilityRange {
  readonly param: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
  readonly role: RangeRole;
}

export interface Indicator {
  readonly name: string;
  readonly op: string | null;
  readonly value: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
  readonly text: string | null;
}

export interface TechnologyRecord extends RecordBase {
  readonly kind: 'technology';
  readonly domain: DomainCode;
  readonly medium: string;
  readonly pollutants: readonly string[];
  readonly industries: readonly string[];
  readonly processRoute: string;
  readonly indicators: readonly Indicator[];
  readonly applicability: {
    readonly text: string;
    readonly ranges: readonly ApplicabilityRange[];
    readonly notApplicable: string | null;
  };
  readonly features: string | null;
  readonly maturity: string;
  readonly provider: string | null;
  readonly case: string | null;
  readonly cost: string | null;
}

export interface StandardLimit {
  readonly item: string;
  readonly value: string;
  readonly unit: string;
  readonly condition: string | null;
}

/** One table or class of a standard. `limits` is empty where only number and title are known: never state a figure then. */
export interface StandardRecord extends RecordBase {
  readonly kind: 'standard';
  readonly number: string;
  readonly subject: string;
  readonly limits: readonly StandardLimit[];
  readonly note: string | null;
  readonly level: 'national' | 'local';
  /** GB/T 2260 code; 100000 = the whole country. */
  readonly region: string;
  /** industry / comprehensive / general / quality; null where the file does not say. */
  readonly standardKind: 'industry' | 'comprehensive' | 'general' | 'quality' | null;
  readonly industries: readonly string[];
  /** 已被替代… or 不确定…; never 现行. */
  readonly standing: string | null;
  readonly standingSource: string | null;
  readonly supersedes: readonly string[];
  readonly effectiveDate: string | null;
}

/** Which of our standards apply to an industry and medium, in which order. */
export interface StandardOrderRecord extends RecordBase {
  readonly kind: 'standard_order';
  readonly industry: string;
  readonly medium: string;
  /** 440000 or 'other'. */
  readonly region: string;
  readonly basis: string;
  readonly order: readonly {
    readonly rank: number;
    readonly number: string;
    readonly ids: readonly string[];
    readonly covers: string;
    readonly why: string;
  }[];
  readonly absent: readonly { readonly what: string; readonly why: string }[];
  readonly caution: string | null;
}

/** Official status of a technology: encouraged, restricted, eliminated. */
export interface StandingRecord extends RecordBase {
  readonly kind: 'standing';
  readonly standing: 'encouraged' | 'restricted' | 'eliminated';
  readonly match: readonly string[];
  readonly scope: string;
  readonly exception: string | null;
}

export interface CaseRecord extends RecordBase {
  readonly kind: 'case';
  readonly domain: DomainCode;
  readonly medium: string;
  readonly region: string;
  readonly industry: string;
  readonly providers: readonly string[];
  readonly authorUnits: readonly string[];
  readonly process: string;
  readonly results: readonly string[];
  readonly cost: readonly string[];
  readonly year: string | null;
  readonly technologies: readonly string[];
  readonly evidence: string | null;
}

export interface UnitRecord extends RecordBase {
  readonly kind: 'unit';
  readonly unitType: string;
  readonly region: string;
  readonly serviceScope: string;
  readonly domains: readonly DomainCode[];
  readonly note: string | null;
}

/** One section of a policy text. */
export interface PolicyRecord extends RecordBase {
  readonly kind: 'policy';
  /** Section id as in the file: 3.2, 4.2, N, R… */
  readonly section: string;
  readonly text: string;
}

export type KnowledgeRecord =
  | TechnologyRecord
  | StandardRecord
  | StandardOrderRecord
  | StandingRecord
  | CaseRecord
  | UnitRecord
  | PolicyRecord;
