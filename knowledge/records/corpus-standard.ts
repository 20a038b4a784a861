import { z } from 'zod';
import { sourceOfBasis, sourceOfStandard, standardSource } from './corpus-source.js';
import {
  absentStandard,
  identifier,
  optionalDate,
  optionalText,
  optionalTexts,
  orderStep,
  regionCode,
  standardKind,
  standardLimit,
  text,
} from './fields.js';
import type { StandardOrderRecord, StandardRecord } from './record.js';
import { RECORD_TEXTS } from './texts.js';

/** Readers of corpus rows on standards: both passes of limits, and the order in which standards apply. */

export const standardRow = z
  .strictObject({
    id: identifier,
    number: text,
    title: text,
    subject: text,
    limits: z.array(standardLimit),
    clause: optionalText,
    note: optionalText,
    publish_date: optionalDate,
    level: z.enum(['national', 'local']).nullish(),
    region: regionCode.nullish(),
    industries: optionalTexts,
    kind: standardKind.nullish().transform((kind) => kind ?? null),
    standing: optionalText,
    standing_source: optionalText,
    supersedes: optionalTexts,
    effective_date: optionalDate,
    /** Rows of an earlier file that this one replaces: read by `replacedRows`, no part of the record. */
    replaces_row: z.array(identifier).nullish(),
    source: standardSource,
  })
  .transform(
    (row): StandardRecord => ({
      id: row.id,
      kind: 'standard',
      title: row.title,
      number: row.number,
      subject: row.subject,
      limits: row.limits,
      note: row.note,
      ...reachOf(row),
      standardKind: row.kind,
      industries: row.industries,
      standing: row.standing,
      standingSource: row.standing_source,
      supersedes: row.supersedes,
      effectiveDate: row.effective_date,
      source: sourceOfStandard({
        number: row.number,
        title: row.title,
        clause: row.clause,
        date: row.publish_date,
        ...row.source,
      }),
    }),
  );

export const standardOrderRow = z
  .strictObject({
    id: identifier,
    industry: text,
    medium: text,
    region: z.union([regionCode, z.literal('other')]),
    basis: text,
    order: z.array(orderStep).min(1),
    absent: z.array(absentStandard).nullish(),
    caution: optionalText,
  })
  .transform(
    (row): StandardOrderRecord => ({
      ...row,
      kind: 'standard_order',
      title: RECORD_TEXTS.standardOrderTitle(row.industry, row.medium, regionName(row.region)),
      absent: row.absent ?? [],
      source: sourceOfBasis(row.basis),
    }),
  );

function regionName(region: string): string {
  if (region === '440000') return RECORD_TEXTS.guangdong;
  return region === 'other' ? RECORD_TEXTS.elsewhere : region;
}

interface Reach {
  readonly level: 'national' | 'local';
  readonly region: string;
}

/** Level and region as given; otherwise from the number: DB44… is a local standard of 440000. */
function reachOf(row: {
  number: string;
  level?: Reach['level'] | null | undefined;
  region?: string | null | undefined;
}): Reach {
  const province = /^DB\s*(?<code>\d{2})/.exec(row.number)?.groups?.code;
  return {
    level: row.level ?? (province === undefined ? 'national' : 'local'),
    region: row.region ?? (province === undefined ? '100000' : `${province}0000`),
  };
}
