import * as audit from '../../src/audit/audit.js';
import { isCalendarDate } from '../../src/calendar/calendar-date.js';
import { chinaDate } from '../../src/clock.js';
import { personSubject } from '../../src/directory/people.js';
import * as expertProfiles from '../../src/storage/expert-profiles.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import { textField } from './form-fields.js';
import { expertTexts } from './texts.js';

/** As typed. */
export interface TypedAvailability {
  /** YYYY-MM-DD, or empty. */
  readonly awayUntil: string;
  readonly loadLimit: string;
}

export interface AvailabilityErrors {
  readonly awayUntil?: string;
  readonly loadLimit?: string;
}

const MOST_DEMANDS = 50;

export type SavedAvailability =
  | { readonly kind: 'done' }
  | { readonly kind: 'invalid'; readonly errors: AvailabilityErrors }
  | { readonly kind: 'conflict' };

export function typedAvailability(body: unknown): TypedAvailability {
  return {
    awayUntil: textField(body, 'away_until').trim(),
    loadLimit: textField(body, 'load_limit').normalize('NFKC').trim(),
  };
}

/** Saves what an expert says of themselves; the recusals, which a coordinator keeps, stay. */
export async function saveAvailability(
  tx: WriteExecutor,
  personId: string,
  typed: TypedAvailability,
  version: number | null,
  now: string,
): Promise<SavedAvailability> {
  const before = await expertProfiles.find(tx, personId);
  const errors = errorsOf(typed, before.awayUntil, now);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const awayUntil = typed.awayUntil === '' ? null : typed.awayUntil;
  const loadLimit = Number(typed.loadLimit);
  // Sent twice, or the same that somebody else set: it is as it should be.
  if (before.awayUntil === awayUntil && before.loadLimit === loadLimit) return { kind: 'done' };
  if (version !== before.version) return { kind: 'conflict' };
  const saved = await expertProfiles.save(tx, { ...before, awayUntil, loadLimit }, now);
  if (saved === null) return { kind: 'conflict' };
  const payload = { awayUntil, loadLimit };
  const entry = { subject: personSubject(personId), actor: personId, action: 'expert.availability' };
  await audit.append(tx, { ...entry, payload, now });
  return { kind: 'done' };
}

function errorsOf(typed: TypedAvailability, former: string | null, now: string): AvailabilityErrors {
  const { badDate, badLimit } = expertTexts.availability;
  const { awayUntil, loadLimit } = typed;
  // An absence that is over may stay as it stands.
  const dateHolds =
    awayUntil === '' ||
    awayUntil === former ||
    (isCalendarDate(awayUntil) && awayUntil >= chinaDate(new Date(now)));
  const limitHolds = /^\d{1,3}$/.test(loadLimit) && Number(loadLimit) <= MOST_DEMANDS;
  return {
    ...(dateHolds ? {} : { awayUntil: badDate }),
    ...(limitHolds ? {} : { loadLimit: badLimit(MOST_DEMANDS) }),
  };
}
