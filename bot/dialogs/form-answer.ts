import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import type { Demand } from '../../src/demand/demand.js';
import { findPhone, withoutPhones } from '../../src/demand/phone.js';
import { type DemandProfile, LONGEST_SLOT, type PrecisionSlot } from '../../src/demand/profile.js';
import { findRegion } from '../../src/region/mention.js';
import type { FormField } from './button.js';
import { provinceOf, withFacts } from './draft-profile.js';
import { isSlot } from './form-fields.js';
import type { FormPending } from './pending.js';
import { isSkip, type SharedOut, shareOut, yesOrNo } from './slot-words.js';

type Content = Pick<Demand, 'profile' | 'province'>;

/** What became of one message in the form. `problem` says why nothing did. */
export interface Taken extends Content {
  readonly form: FormPending;
  readonly problem: 'too_long' | 'no_province' | 'no_phone' | 'no_yes_or_no' | null;
}

interface Said {
  readonly text: string;
  readonly demand: Demand;
  readonly form: FormPending;
  /** What a text says by itself. */
  readonly read: (text: string) => Inquiry;
}

/** Takes a message into the draft: whatever was asked for, and every fact that it says besides. Loses no word. */
export function takeAnswer(said: Said): Taken {
  const [first] = said.form.asking;
  if (first === 'share') return takeShare(said);
  if (first === 'phone') return takePhone(said);
  if (first === 'province') return takeProvince(said);
  if (first === undefined && findPhone(said.text) !== null) return takePhone(said);
  return takeSlots(said);
}

/** 不知道, or 不留: the field stays open and is not asked for again. */
export function takeSkip({ demand, form }: Pick<Said, 'demand' | 'form'>): Taken {
  const { profile, province } = demand;
  const [first] = form.asking;
  const unchanged = { profile, province, form: { ...form, editing: false } };
  if (first === 'province' && province === null) return { ...unchanged, problem: 'no_province' };
  if (first === 'share') return { ...unchanged, form: { ...form, shared: false }, problem: null };
  if (first === 'phone')
    return { ...unchanged, form: { ...form, phone: null, shared: null, editing: false }, problem: null };
  const unknown = form.asking.filter(isSlot).filter((slot) => profile[slot] === null && slot !== 'problem');
  return { ...unchanged, profile: withUnknown(profile, unknown), problem: null };
}

function takeSlots({ text, demand, form, read }: Said): Taken {
  const asked = form.asking.filter(isSlot);
  const shared = shareOut(withoutPhones(text), asked.length > 0 ? asked : ['problem']);
  if (asked.length > 0 && isSkip(text)) return takeSkip({ demand, form });
  const filled = fill(demand.profile, shared.said, form.editing);
  const phone = form.phone ?? findPhone(text);
  const unchanged = { profile: demand.profile, province: demand.province, form };
  if (filled === null) return { ...unchanged, problem: 'too_long' };
  const profile = withUnknown(withFacts(filled, read(factsIn(shared.said))), shared.unknown);
  const region = findRegion(shared.said.place ?? '') ?? findRegion(text);
  return {
    profile: { ...profile, region: region ?? profile.region },
    province: provinceHeard(demand, region, asked),
    form: { ...form, phone, editing: false },
    problem: null,
  };
}

/** Where something is tells nothing of what it is: 许村镇 is no rural sewage. */
function factsIn({ place: _place, ...said }: SharedOut['said']): string {
  return Object.values(said).join('，');
}

/** A region in an answer to where it is decides; one that is only mentioned fills a gap. */
function provinceHeard(
  { province }: Demand,
  region: string | null,
  asked: readonly FormField[],
): string | null {
  const heard = provinceOf(region);
  return asked.includes('place') ? (heard ?? province) : (province ?? heard);
}

function takeProvince(said: Said): Taken {
  const { text, demand, form } = said;
  const province = provinceOf(findRegion(text));
  if (province === null && isSkip(text)) return takeSkip(said);
  const problem = province === null ? 'no_province' : null;
  // The words are the place where none is known yet, else an addition; a bare name is neither.
  const asked: FormField[] = demand.profile.place === null ? ['place'] : [];
  const saysNothing = [...text].length <= LONGEST_REMARK && (problem !== null || asked.length === 0);
  const taken = saysNothing ? unchangedBy(said) : takeSlots({ ...said, form: { ...form, asking: asked } });
  const kept = { ...taken.form, asking: form.asking, editing: false };
  return {
    ...taken,
    province: province ?? taken.province,
    form: kept,
    problem: taken.problem ?? problem,
  };
}

function unchangedBy({ demand, form }: Said): Taken {
  const { profile, province } = demand;
  return { profile, province, form, problem: null };
}

function takePhone(said: Said): Taken {
  const { text, demand, form } = said;
  const phone = findPhone(text);
  const unchanged = { profile: demand.profile, province: demand.province };
  if (phone === null) {
    if (isSkip(text) || yesOrNo(text) === false) return takeSkip(said);
    if (/\d{5}/.test(text) || yesOrNo(text) === true || text.length <= LONGEST_REMARK)
      return { ...unchanged, form, problem: 'no_phone' };
    // Something else came to mind: it goes where it belongs, and the question stands.
    return { ...takeSlots({ ...said, form: { ...form, asking: [] } }), form, problem: 'no_phone' };
  }
  const rest = withoutPhones(text).replace(ABOUT_A_PHONE, '');
  const settled: FormPending = { ...form, phone, shared: null, editing: false };
  if ([...rest].length <= LONGEST_REMARK) return { ...unchanged, form: settled, problem: null };
  const taken = takeSlots({ ...said, form: { ...form, asking: [], editing: false } });
  return { ...taken, form: settled };
}

/** So few characters beside a number, or instead of one, are no facts. */
const LONGEST_REMARK = 6;
const ABOUT_A_PHONE = /\d{3}\*{4}\d{4}|我?的?(?:手机|电话|联系)(?:号码?|方式)?|是|[:：，,。.\s]/g;

function takeShare(said: Said): Taken {
  const { text, demand, form } = said;
  const shared = yesOrNo(text);
  const unchanged = { profile: demand.profile, province: demand.province };
  if (shared !== null) return { ...unchanged, form: { ...form, shared, editing: false }, problem: null };
  if (isSkip(text)) return takeSkip(said);
  const phone = findPhone(text);
  if (phone !== null) return { ...unchanged, form: { ...form, phone }, problem: 'no_yes_or_no' };
  const taken = takeSlots({ ...said, form: { ...form, asking: [] } });
  return { ...taken, form, problem: taken.problem ?? 'no_yes_or_no' };
}

/** The profile with the words in their slots, added to what stands there or instead of it; null when one is too long. */
function fill(
  profile: DemandProfile,
  said: Readonly<Partial<Record<PrecisionSlot, string>>>,
  replace: boolean,
): DemandProfile | null {
  const entries = Object.entries(said).filter(([, words]) => words !== '') as [PrecisionSlot, string][];
  const filled = entries.map(([slot, words]) => {
    const before = profile[slot];
    return [slot, before === null || replace ? words : `${before}\n${words}`] as const;
  });
  if (filled.some(([, words]) => words.length > LONGEST_SLOT)) return null;
  const known = new Set(filled.map(([slot]) => slot));
  return {
    ...profile,
    ...Object.fromEntries(filled),
    unknown: profile.unknown.filter((slot) => !known.has(slot)),
  };
}

function withUnknown(profile: DemandProfile, slots: readonly PrecisionSlot[]): DemandProfile {
  return { ...profile, unknown: [...new Set([...profile.unknown, ...slots])] };
}
