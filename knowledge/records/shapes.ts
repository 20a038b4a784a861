import { z } from 'zod';
import { checkExpert, EXPERT_FIELDS } from './expert-shape.js';
import {
  absentStandard,
  applicabilityRange,
  domain,
  grade,
  identifier,
  indicator,
  openText,
  optionalDate,
  optionalFlag,
  optionalText,
  optionalTexts,
  orderStep,
  regionCode,
  standardKind,
  standardLimit,
  standingValue,
  text,
  texts,
} from './fields.js';

/** Our own shape of records, as knowledge/data keeps it and an export writes it: the types of record.ts. */

const source = z.strictObject({
  title: text,
  issuer: optionalText,
  number: optionalText,
  date: optionalDate,
  edition: optionalText,
  clause: optionalText,
  page: z
    .int()
    .min(1)
    .nullish()
    .transform((page) => page ?? null),
  url: optionalText,
  kind: optionalText,
  grade,
  stage: optionalText,
  verified: optionalText,
  excerptComplete: optionalFlag,
});

const base = { id: identifier, title: text, source };

const technology = z.strictObject({
  ...base,
  kind: z.literal('technology'),
  domain,
  medium: text,
  pollutants: texts,
  industries: texts,
  processRoute: text,
  indicators: z.array(indicator),
  applicability: z.strictObject({
    text: openText,
    ranges: z.array(applicabilityRange),
    notApplicable: optionalText,
  }),
  features: optionalText,
  maturity: text,
  provider: optionalText,
  case: optionalText,
  cost: optionalText,
});

const standard = z.strictObject({
  ...base,
  kind: z.literal('standard'),
  number: text,
  subject: text,
  limits: z.array(standardLimit),
  note: optionalText,
  level: z.enum(['national', 'local']),
  region: regionCode,
  standardKind: standardKind.nullish().transform((kind) => kind ?? null),
  industries: optionalTexts,
  standing: optionalText,
  standingSource: optionalText,
  supersedes: optionalTexts,
  effectiveDate: optionalDate,
});

const standardOrder = z.strictObject({
  ...base,
  kind: z.literal('standard_order'),
  industry: text,
  medium: text,
  region: z.union([regionCode, z.literal('other')]),
  basis: text,
  order: z.array(orderStep).min(1),
  absent: z
    .array(absentStandard)
    .nullish()
    .transform((absent) => absent ?? []),
  caution: optionalText,
});

const standing = z.strictObject({
  ...base,
  kind: z.literal('standing'),
  standing: standingValue,
  match: texts.min(1),
  scope: text,
  exception: optionalText,
});

const caseRecord = z.strictObject({
  ...base,
  kind: z.literal('case'),
  domain,
  medium: text,
  region: text,
  industry: text,
  providers: optionalTexts,
  authorUnits: optionalTexts,
  process: text,
  results: optionalTexts,
  cost: optionalTexts,
  year: optionalText,
  technologies: z
    .array(identifier)
    .nullish()
    .transform((ids) => ids ?? []),
  evidence: optionalText,
});

const unit = z.strictObject({
  ...base,
  kind: z.literal('unit'),
  unitType: text,
  region: text,
  serviceScope: text,
  domains: z.array(domain).min(1),
  note: optionalText,
});

const policy = z.strictObject({ ...base, kind: z.literal('policy'), section: text, text });

const expert = z.strictObject({ ...base, ...EXPERT_FIELDS }).superRefine(checkExpert);

/** One schema per kind, keyed by `kind`. */
export const RECORD_SCHEMAS = {
  technology,
  standard,
  standard_order: standardOrder,
  standing,
  case: caseRecord,
  unit,
  policy,
  expert,
};
