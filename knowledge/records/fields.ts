import { z } from 'zod';
import { DOMAINS, isDomainCode } from '../../src/domains.js';
import { RECORD_TEXTS } from './texts.js';

/** The building blocks that every record shape shares, so that a rule holds whatever the file looked like. */

/** Longest text of one field: about forty pages, far beyond any section; longer is a file in the wrong place. */
const LONGEST_TEXT = 60_000;

export const text = z.string().regex(/\S/, RECORD_TEXTS.blank).max(LONGEST_TEXT);
/** Text that its source may leave open; the empty string says so. */
export const openText = z.string().max(LONGEST_TEXT);
/** Absent, null and blank all mean: the source does not say. */
export const optionalText = openText.nullish().transform((value) => (value?.trim() ? value : null));
const optionalNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
export const optionalFlag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null);
export const texts = z.array(text);
export const optionalTexts = texts.nullish().transform((value) => value ?? []);

export const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, RECORD_TEXTS.badId);
export const grade = z.enum(['A', 'B', 'C', 'draft']);
export const domain = z.string().transform((value, context) => {
  if (isDomainCode(value)) return value;
  context.addIssue({ code: 'custom', message: RECORD_TEXTS.notAllowed(Object.keys(DOMAINS)) });
  return z.NEVER;
});
/** A year, month or day as far as the source tells it. */
const partialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, RECORD_TEXTS.badDate);
export const optionalDate = z
  .union([z.literal(''), partialDate], { error: () => RECORD_TEXTS.badDate })
  .nullish()
  .transform((value) => value || null);
/** A whole day, for what begins or ends on it. */
export const optionalDay = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, RECORD_TEXTS.badDay)
  .nullish()
  .transform((value) => value ?? null);
/** GB/T 2260 code; 100000 is our convention for the whole country. */
export const regionCode = z.string().regex(/^\d{6}$/, RECORD_TEXTS.badRegion);

const bounds = { min: optionalNumber, max: optionalNumber };

type Bounds = { readonly min: number | null; readonly max: number | null };

function rejectCrossedBounds({ min, max }: Bounds, context: z.RefinementCtx): void {
  if (min === null || max === null || min <= max) return;
  context.addIssue({ code: 'custom', path: ['min'], message: RECORD_TEXTS.minAboveMax(min, max) });
}

export const applicabilityRange = z
  .strictObject({
    param: text,
    ...bounds,
    unit: optionalText,
    role: z.enum(['inlet', 'design', 'benefit', 'condition']),
  })
  .superRefine((range, context) => {
    rejectCrossedBounds(range, context);
    if (range.min === null && range.max === null) {
      context.addIssue({ code: 'custom', path: ['min'], message: RECORD_TEXTS.noBound });
    }
  });

export const indicator = z
  .strictObject({
    name: text,
    op: optionalText,
    value: optionalNumber,
    ...bounds,
    unit: optionalText,
    text: optionalText,
  })
  .superRefine(rejectCrossedBounds);

export const standardLimit = z.strictObject({
  item: text,
  value: text,
  /** Empty where the quantity has none, as pH. */
  unit: openText,
  condition: optionalText,
});

export const standardKind = z.enum(['industry', 'comprehensive', 'general', 'quality']);
export const standingValue = z.enum(['encouraged', 'restricted', 'eliminated']);

export const orderStep = z.strictObject({
  rank: z.int().min(1),
  number: text,
  ids: z.array(identifier),
  covers: text,
  why: text,
});

export const absentStandard = z.strictObject({ what: text, why: text });
