import { knownFacts, quantityText } from '../../knowledge/answer/known-facts.js';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import { withoutPhones } from '../../src/demand/phone.js';
import { type DemandProfile, EMPTY_PROFILE, LONGEST_SLOT } from '../../src/demand/profile.js';
import type { Quantity } from '../../src/quantity/quantity.js';
import { regionName } from '../../src/region/names.js';
import { regions } from '../../src/region/region.js';

/** Most words of a list and longest word, as the profile's schema has it. */
const MOST_WORDS = 40;
const LONGEST_WORD = 200;

/** A time that somebody named in passing, in their own words. */
const WHEN =
  /(?:从|自)?(?:(?:今|去|前)年|上个?月|这个?月|上周|最近|近期|昨天|前天|今天|\d{1,2}月(?:\d{1,2}[日号]|份|初|底)?)(?:以来|开始|起)?/;

/** The draft of a demand with all that is known when the asker turns to people. */
export function draftProfile(
  inquiry: Inquiry | null,
  more: Pick<DemandProfile, 'offered' | 'shortfall'>,
): DemandProfile {
  if (inquiry === null) return { ...EMPTY_PROFILE, ...more };
  const problem = withoutPhones(inquiry.text);
  return withFacts(
    {
      ...EMPTY_PROFILE,
      ...more,
      problem: fitting(problem),
      time: WHEN.exec(problem)?.[0] ?? null,
      place: inquiry.region === null ? null : regionName(inquiry.region),
      subject: orNull(knownFacts({ ...inquiry, quantities: figuresOf(inquiry) })),
      measure: orNull(inquiry.constraints.join('、')),
    },
    inquiry,
  );
}

/** The profile with what can be read from a further text: names add, a figure replaces its like, a region is new. */
export function withFacts(profile: DemandProfile, inquiry: Inquiry): DemandProfile {
  const told = figuresOf(inquiry);
  const figures = told.map(quantityText);
  const params = told.map(({ param }) => `${param} `);
  const kept = profile.figures.filter((figure) => !params.some((param) => figure.startsWith(param)));
  return {
    ...profile,
    region: inquiry.region ?? profile.region,
    domain: profile.domain ?? inquiry.domain,
    industries: union(profile.industries, inquiry.industries),
    pollutants: union(profile.pollutants, inquiry.pollutants),
    processes: union(profile.processes, inquiry.processes),
    figures: union(kept, figures),
  };
}

/** What was measured, not what is wanted; where a unit is only assumed, the figure stays as it was written. */
function figuresOf({ quantities }: Inquiry): readonly Quantity[] {
  return quantities
    .filter(({ param, role }) => param !== null && role !== 'target')
    .map((each) => (each.unitAssumed ? { ...each, min: null, max: null, unit: null } : each));
}

/** GB/T 2260 code of the province that a region lies in, or null. */
export function provinceOf(region: string | null): string | null {
  return region === null ? null : (regions().provinceOf(region)?.code ?? null);
}

function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])].map((word) => word.slice(0, LONGEST_WORD)).slice(0, MOST_WORDS);
}

function orNull(text: string): string | null {
  return text === '' ? null : fitting(text);
}

/** The issue's own text may be several messages together; the transcript has all of it. */
function fitting(text: string): string {
  return text.length <= LONGEST_SLOT ? text : `${text.slice(0, LONGEST_SLOT - 1)}…`;
}
