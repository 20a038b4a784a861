import { DOMAINS } from '../domains.js';
import { findRegion } from '../region/mention.js';
import { regionName } from '../region/names.js';
import { regions } from '../region/region.js';
import { deidentifyText } from './deidentified-text.js';
import type { Demand, DemandKind } from './demand.js';
import type { DemandProfile, PrecisionSlot } from './profile.js';
import type { DemandState } from './states.js';
import { MASK } from './texts.js';

/** A demand as the assigned side may know it: what is to be solved, not whose it is. */
export interface DeidentifiedDemand {
  readonly id: string;
  readonly receipt: string | null;
  readonly kind: DemandKind;
  readonly state: DemandState;
  /** 浙江省湖州市长兴县: never finer than a county; empty where no place is known. */
  readonly place: string;
  /** The asker's words, masked; the place is the one above. Null where nothing was said. */
  readonly slots: Readonly<Record<PrecisionSlot, string | null>>;
  /** Slots of which the asker said that they do not know. */
  readonly unknown: readonly PrecisionSlot[];
  readonly domain: string | null;
  readonly industries: readonly string[];
  readonly pollutants: readonly string[];
  readonly processes: readonly string[];
  readonly figures: readonly string[];
  /** Published records that were suggested before. */
  readonly offered: DemandProfile['offered'];
  readonly shortfall: string | null;
  /** How and when an expert is wanted; whom the asker chose is not for the chosen. */
  readonly visit: { readonly mode: 'online' | 'onsite' | null; readonly date: string | null } | null;
  /** Only where the asker agreed, and while somebody works on it. */
  readonly phone: string | null;
}

/** From taking it until it is over somebody may have to ring. */
const PHONE_STATES: ReadonlySet<DemandState> = new Set([
  'taken',
  'in_progress',
  'awaiting_facts',
  'replied',
  'awaiting_confirmation',
] as const);

/**
 * The demand without what tells who asks. `names` are those that are known of the asker (person, organisation); they
 * are masked wherever they stand. Pure; also for the card in the assignee's chat.
 */
export function deidentify(demand: Demand, names: readonly string[] = []): DeidentifiedDemand {
  const { id, receipt, kind, state, profile } = demand;
  const masked = masker(demand, names);
  const slot = (text: string | null) => (text === null ? null : masked(text));
  const place = placeOf(demand);
  const { domain, referral } = profile;
  return {
    id,
    receipt,
    kind,
    state,
    place,
    slots: {
      problem: slot(profile.problem),
      time: slot(profile.time),
      place: place === '' ? null : place,
      subject: slot(profile.subject),
      measure: slot(profile.measure),
    },
    unknown: profile.unknown,
    domain: domain === null ? null : DOMAINS[domain],
    industries: profile.industries.map(masked),
    pollutants: profile.pollutants.map(masked),
    processes: profile.processes.map(masked),
    figures: profile.figures.map(masked),
    offered: profile.offered,
    shortfall: slot(profile.shortfall),
    visit: referral === null ? null : { mode: referral.mode, date: slot(referral.date) },
    phone: demand.phoneShared && PHONE_STATES.has(state) ? demand.phone : null,
  };
}

/** The same masks for whatever else the asker wrote to this demand: answers, additions, names of files. */
export function masker(
  { profile, phone }: Pick<Demand, 'profile' | 'phone'>,
  names: readonly string[] = [],
): (text: string) => string {
  const known = names.flatMap(shorterNames);
  const own = [
    ...finerThanCounty(profile).map((address) => [address, MASK.address] as const),
    ...(phone === null ? [] : [[phone, MASK.phone] as const]),
  ];
  return (text) =>
    deidentifyText(
      own.reduce((rest, [words, mask]) => rest.replaceAll(words, mask), text),
      known,
    );
}

function placeOf({ profile, province }: Pick<Demand, 'profile' | 'province'>): string {
  const code = profile.region ?? (profile.place === null ? null : findRegion(profile.place)) ?? province;
  return regionName(code) || regionName(province);
}

const ADDRESS_WORD = /[镇乡村路街巷屯组号苑区园]/;
const SHORTEST_ADDRESS = 3;
/** Parts of a place that say nothing of where it is. */
const COMMON_PLACE =
  /^(?:工业园区?|产业园区?|化工园区?|开发区|园区|厂区|农村(?:地区)?|镇上|村里|乡镇|城区|郊区|小区|山区|景区|社区)+$/;

/** What the asker said of the place below the county, so that it is found where they say it again. */
function finerThanCounty({ place, region }: DemandProfile): readonly string[] {
  if (place === null) return [];
  const code = region ?? findRegion(place);
  const above = code === null ? [] : [regions().byCode(code), ...regions().ancestors(code)];
  const larger = above.flatMap((each) => (each === null ? [] : [each.name, each.shortName]));
  const rest = larger.reduce((text, name) => text.replaceAll(name, ' '), place);
  return rest
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= SHORTEST_ADDRESS && ADDRESS_WORD.test(part) && !COMMON_PLACE.test(part));
}

/** 佛山市南海区华美家具有限公司 is also called 华美家具有限公司 and 华美家具. */
function shorterNames(name: string): readonly string[] {
  const code = findRegion(name);
  const above = code === null ? [] : [regions().byCode(code), ...regions().ancestors(code)];
  const larger = above.flatMap((each) => (each === null ? [] : [each.name, each.shortName]));
  const local = larger
    .sort((a, b) => b.length - a.length)
    .reduce((rest, region) => (rest.startsWith(region) ? rest.slice(region.length) : rest), name)
    .replace(/^[省市区县]/, '');
  const bare = local.replace(COMPANY_FORM, '');
  return [name, local, ...(bare.length >= SHORTEST_BARE ? [bare] : [])];
}

/** Two characters of a trade name are an everyday word too often: 华美, 天然, 清水. */
const SHORTEST_BARE = 3;
const COMPANY_FORM = /(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团)$/;
