import type { ServiceMode } from '../../src/demand/dispatch-candidate.js';
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

/**
 * Somebody who can be asked; `title` is the name as it is displayed. Only what was published: load, absence and
 * recusals belong to the person who works here, not to the record.
 */
export interface ExpertRecord extends RecordBase {
  readonly kind: 'expert';
  /** True for an invented person: name, unit and source say 示例, and a service in production does not import them. */
  readonly demo: boolean;
  readonly unitName: string;
  readonly unitType: '高校' | '科研院所' | '企业' | '事业单位' | '协会';
  /** 职称, as 教授 or 高级工程师. */
  readonly professionalTitle: string;
  readonly titleLevel: '正高' | '副高' | '其他';
  /** The main field first. */
  readonly domains: readonly DomainCode[];
  /** GB/T 2260 code of the province-level region. */
  readonly province: string;
  readonly city: string | null;
  readonly industries: readonly string[];
  /** Steps of production and treatment techniques. */
  readonly processes: readonly string[];
  readonly pollutants: readonly string[];
  readonly achievements: readonly string[];
  readonly serviceModes: readonly ServiceMode[];
  /** Agreed to be shown to everybody; otherwise the officials of the own province see the record. */
  readonly consentPublic: boolean;
  /** YYYY-MM-DD in China, both inclusive; null is open. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

export type KnowledgeRecord =
  | TechnologyRecord
  | StandardRecord
  | StandardOrderRecord
  | StandingRecord
  | CaseRecord
  | UnitRecord
  | PolicyRecord
  | ExpertRecord;

/** Found by text. Experts are not: they are ranked by their fields (src/demand/dispatch.ts). */
export type IndexedRecord = Exclude<KnowledgeRecord, ExpertRecord>;

/** Whether a record or an edition of one belongs into the index. */
export function isIndexed<R extends { readonly kind: string }>(
  record: R,
): record is Exclude<R, ExpertRecord> {
  return record.kind !== 'expert';
}
