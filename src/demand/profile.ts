import { z } from 'zod';
import { DOMAINS, type DomainCode } from '../domains.js';

/** Longest text of one slot, in UTF-16 units: whatever fits into one message fits into it. */
export const LONGEST_SLOT = 4000;
const LONGEST_LINE = 200;
const MOST_WORDS = 40;

const slot = z.string().trim().max(LONGEST_SLOT).nullable().default(null);
const words = z.array(z.string().max(LONGEST_LINE)).max(MOST_WORDS).default([]);
const domainCodes = Object.keys(DOMAINS).filter((code): code is DomainCode => Object.hasOwn(DOMAINS, code));

/** The five precision slots in the order of the plan: 问题精准、时间精准、区位精准、对象精准、措施精准. */
export const PRECISION_SLOTS = ['problem', 'time', 'place', 'subject', 'measure'] as const;
export type PrecisionSlot = (typeof PRECISION_SLOTS)[number];

/** What the service had suggested before the asker turned to people, with the editions that it rested on. */
const offered = z.object({
  recordId: z.string(),
  edition: z.string(),
  title: z.string().max(LONGEST_LINE),
});

/** What an official asks for who wants an expert: the chosen ones, and who steps in. */
const referral = z.object({
  experts: z.array(z.string()).max(5),
  backup: z.string().nullable(),
  mode: z.enum(['online', 'onsite']).nullable(),
  date: z.string().max(LONGEST_LINE).nullable(),
});

/**
 * A demand's content. `problem`, `time`, `place`, `subject` and `measure` are the asker's words; the rest is what was
 * understood and serves the dispatch. `unknown` holds the slots of which the asker said that they do not know.
 */
export const demandProfile = z.object({
  problem: slot,
  time: slot,
  /** Place in words, below the province: 佛山南海区某镇. */
  place: slot,
  subject: slot,
  measure: slot,
  unknown: z.array(z.enum(PRECISION_SLOTS)).default([]),
  /** GB/T 2260 code of the place, as fine as it is known. */
  region: z.string().nullable().default(null),
  domain: z.enum(domainCodes).nullable().default(null),
  industries: words,
  pollutants: words,
  processes: words,
  /** Figures as they are shown: 风量 20000 m³/h. */
  figures: words,
  offered: z.array(offered).max(10).default([]),
  /** Why what was offered did not do: in the asker's words, or the reason of the evidence rule. */
  shortfall: slot,
  referral: referral.nullable().default(null),
});

export type DemandProfile = z.infer<typeof demandProfile>;

export const EMPTY_PROFILE: DemandProfile = demandProfile.parse({});

/** What has to be said before a demand can be filed: the rest may be unknown. */
export function missingForFiling(profile: DemandProfile, province: string | null): readonly string[] {
  const missing = [];
  if ((profile.problem ?? '').length === 0) missing.push('problem');
  if (province === null) missing.push('province');
  return missing;
}
