import type { Demand } from '../../src/demand/demand.js';
import type { PrecisionSlot } from '../../src/demand/profile.js';
import type { FormField } from './button.js';
import type { FormPending } from './pending.js';

/** At most two questions a turn, in this order: with place and time people begin to talk. */
const ORDER: readonly PrecisionSlot[] = ['place', 'time', 'subject', 'measure'];
const QUESTIONS_AT_MOST = 2;

/**
 * What the form asks for next; nothing when the demand can be shown as it will be filed. The problem and the province
 * are asked for until they are there, the rest once: what is not told stays open and can be filled in the preview.
 */
export function nextFields(
  { profile, province, kind }: Pick<Demand, 'profile' | 'province' | 'kind'>,
  form: FormPending,
): readonly FormField[] {
  if ((profile.problem ?? '') === '') return ['problem'];
  const open = ORDER.filter(
    (slot) => profile[slot] === null && !profile.unknown.includes(slot) && !form.asked.includes(slot),
  );
  // An emergency does not wait for details, and an expert is asked for by the subject alone.
  if (kind === 'demand' && open.length > 0) return open.slice(0, QUESTIONS_AT_MOST);
  if (province === null) return ['province'];
  // Its caller is rung by the coordinator; nobody else needs the number that day.
  if (kind === 'emergency') return [];
  if (form.phone !== null && form.shared === null) return ['share'];
  return form.phone === null && !form.asked.includes('phone') ? ['phone'] : [];
}

export function isSlot(field: FormField): field is PrecisionSlot {
  return field !== 'province' && field !== 'phone' && field !== 'share';
}

/** The form when it asks for `fields` now. */
export function asking(form: FormPending, fields: readonly FormField[], editing = false): FormPending {
  return { ...form, asking: [...fields], asked: [...new Set([...form.asked, ...fields])], editing };
}
