import type { Quantity } from '../../src/quantity/quantity.js';
import type { Intent } from '../inquiry/inquiry.js';
import type { Grade } from '../records/record.js';

/** The result of one turn. A contract that tests, statistics and outside measurements read: extend by adding. */
export type Action = 'answer' | 'clarify' | 'no_answer' | 'escalate' | 'redirect' | 'manage' | 'help';
export type Redirect = 'complaint' | 'emergency' | 'other_mode' | 'out_of_scope';
export type Reason = 'no_verified_text' | 'weak_evidence' | 'nothing_fits' | 'withdrawn';
export type Offer = 'escalate' | 'referral';

export interface Citation {
  key: string;
  recordId: string;
  edition: string;
  title: string;
  number: string | null;
  clause: string | null;
  page: number | null;
  date: string | null;
  grade: Grade;
  /** Our record page. */
  url: string;
}

/** `citations` are keys into TurnResult.citations. */
export interface Shown {
  id: string;
  edition: string;
  title: string;
  citations: string[];
}

export interface ShownTechnology extends Shown {
  fit: 'applies' | 'unknown';
  grade: Grade;
  because: string[];
  score: number;
  scoreParts: Record<string, number>;
}

export interface Excluded {
  id: string;
  because: string;
  citations: string[];
}

export interface TurnResult {
  version: 1;
  action: Action;
  redirect: Redirect | null;
  reason: Reason | null;
  offers: Offer[];
  inquiry: {
    domain: string | null;
    intent: Intent;
    media: string[];
    pollutants: string[];
    industries: string[];
    region: string | null;
    quantities: Quantity[];
    missing: string[];
  };
  /** Suggestions in the shown order, at most three. */
  technologies: ShownTechnology[];
  /** Ruled out by a figure or a word. */
  notApplicable: Excluded[];
  /** Restricted or eliminated. */
  warnings: Excluded[];
  standards: Shown[];
  policies: Shown[];
  cases: Shown[];
  units: Shown[];
  experts: Shown[];
  /** The 20 most relevant technologies whatever the action, without those that do not apply. */
  ranked: string[];
  questions: { param: string; text: string }[];
  /** Every factual line of text, with the citation keys that support it. */
  claims: { text: string; citations: string[] }[];
  citations: Citation[];
  text: string;
  ms: number;
}
