import { z } from 'zod';
import { isDomainCode } from '../../domains.js';
import { regions } from '../../region/region.js';
import type { Demand } from '../demand.js';
import { anonymise, type KnownNames } from './anonymise.js';
import type { Masked } from './masked.js';
import { caseTexts, MEDIA, MEDIUM_OF_DOMAIN } from './texts.js';

const LONGEST_LINE = 120;
const LONGEST_TEXT = 6000;
const MOST_LINES = 12;

const line = z.string().trim().max(LONGEST_LINE);
const lines = z.array(line).max(MOST_LINES);

/** What an editor writes; everything may be empty until it is submitted (see `missingForReview`). */
export const caseContent = z.object({
  title: line,
  domain: z.string().refine(isDomainCode),
  medium: z.enum(MEDIA),
  /** Province and city in words; nothing below. */
  region: line,
  industry: line,
  problem: z.string().trim().max(LONGEST_TEXT),
  measure: z.string().trim().max(LONGEST_TEXT),
  results: lines,
  cost: lines,
  year: z.string().regex(/^(\d{4})?$/),
});

export type CaseContent = z.infer<typeof caseContent>;

/** A prefilled draft, and what was masked in it. */
export interface PrefilledCase {
  readonly content: CaseContent;
  readonly masked: readonly Masked[];
}

/** The case that a demand and its last reply make, without what tells who asked. */
export function prefillCase(demand: Demand, reply: string, known: KnownNames): PrefilledCase {
  const { profile } = demand;
  const masked: Masked[] = [];
  const clean = (text: string, most: number) => {
    const result = anonymise(text, known);
    masked.push(
      ...result.masked.filter(
        (each) => !masked.some(({ kind, was }) => kind === each.kind && was === each.was),
      ),
    );
    return result.text.slice(0, most).trim();
  };
  const problem = clean([profile.problem, profile.subject].filter((text) => text).join('\n'), LONGEST_TEXT);
  const industry = profile.industries[0] ?? caseTexts.otherIndustry;
  const region = placeOf(demand);
  const domain = profile.domain ?? 'D10';
  const content: CaseContent = {
    title: caseTexts.title(region, industry, firstSentence(problem)).slice(0, LONGEST_LINE),
    domain,
    medium: MEDIA.find((each) => each === MEDIUM_OF_DOMAIN[domain]) ?? MEDIA[0],
    region,
    industry: industry.slice(0, LONGEST_LINE),
    problem,
    measure: clean(reply, LONGEST_TEXT),
    results: [],
    cost: [],
    year: (demand.closedAt ?? demand.updatedAt).slice(0, 4),
  };
  return { content, masked };
}

/** Fields that a case needs before anybody reviews it. */
export function missingForReview(content: CaseContent): readonly (keyof CaseContent)[] {
  const needed = ['title', 'region', 'industry', 'problem', 'measure'] as const;
  return needed.filter((field) => content[field] === '');
}

/** What of a case still looks as if it told who somebody is: shown to the editor, who decides. */
export function suspicious(content: CaseContent, known: KnownNames): readonly Masked[] {
  const texts = [content.title, content.problem, content.measure, ...content.results, ...content.cost];
  return anonymise(texts.join('\n'), known).masked;
}

/** Province and city of the problem's place. */
function placeOf({ province, profile }: Demand): string {
  const all = regions();
  const region = profile.region ?? province;
  if (region === null) return caseTexts.nation;
  const chain = [...all.ancestors(region)].reverse().concat(all.byCode(region) ?? []);
  const named = chain.filter(({ level }) => level === 'province' || level === 'city');
  const names = named.map(({ shortName }) => shortName).join('');
  return names === '' ? caseTexts.nation : names;
}

const LONGEST_TITLE = 40;

function firstSentence(text: string): string {
  return (/^[^。！？\n]*/.exec(text)?.[0] ?? '').slice(0, LONGEST_TITLE);
}
