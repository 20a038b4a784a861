import { z } from 'zod';
import { bareSource, fullSource, sourceOfAddress } from './corpus-source.js';
import { standardOrderRow, standardRow } from './corpus-standard.js';
import {
  applicabilityRange,
  domain,
  grade,
  identifier,
  indicator,
  openText,
  optionalText,
  optionalTexts,
  standingValue,
  text,
  texts,
} from './fields.js';
import type { CaseRecord, StandingRecord, TechnologyRecord, UnitRecord } from './record.js';
import { RECORD_TEXTS } from './texts.js';

/** Readers of the rows of a corpus file (snake_case, no `kind` of ours): same rules, one source shape. */

const technologyRow = z
  .strictObject({
    id: identifier,
    name: text,
    domain,
    medium: text,
    pollutants: texts,
    industries: texts,
    process_route: text,
    indicators: z.array(indicator),
    applicability: z.strictObject({
      text: openText,
      ranges: z.array(applicabilityRange),
      not_applicable: optionalText,
    }),
    features: optionalText,
    maturity: text,
    provider: optionalTexts,
    case: optionalTexts,
    cost: z.array(z.strictObject({ name: text, value: z.number(), unit: text })).nullish(),
    source: fullSource,
  })
  .transform(
    ({ name, process_route, applicability, provider, cost, ...row }): TechnologyRecord => ({
      ...row,
      kind: 'technology',
      title: name,
      processRoute: process_route,
      applicability: {
        text: applicability.text,
        ranges: applicability.ranges,
        notApplicable: applicability.not_applicable,
      },
      provider: listed(provider),
      case: listed(row.case),
      cost: listed((cost ?? []).map((item) => `${item.name} ${item.value} ${item.unit}`)),
    }),
  );

const standingRow = z
  .strictObject({
    id: identifier,
    standing: standingValue,
    subject: text,
    match: texts.min(1),
    scope: text,
    exception: optionalText,
    source: fullSource,
  })
  .transform(({ subject, ...row }): StandingRecord => ({ ...row, kind: 'standing', title: subject }));

const caseRow = z
  .strictObject({
    id: identifier,
    title: text,
    domain,
    medium: text,
    region: text,
    industry: text,
    provider: optionalTexts,
    author_units: optionalTexts,
    process: text,
    results: optionalTexts,
    cost: optionalTexts,
    year: optionalText,
    tech: z.array(identifier).nullish(),
    source: bareSource,
    note: optionalText,
    grade,
    evidence: optionalText,
  })
  .transform(
    ({ provider, author_units, tech, note, grade: given, ...row }): CaseRecord => ({
      ...row,
      kind: 'case',
      providers: provider,
      authorUnits: author_units,
      technologies: tech ?? [],
      // The note (厂商网页, 含反面结论…) says how far the case proves anything: it belongs to the evidence.
      evidence: [row.evidence, note].filter((part) => part !== null).join('；') || null,
      source: sourceOfAddress(row.source, given, row.evidence),
    }),
  );

/**
 * Units carry no grade of their own. What their pages prove is that the organisation published on the
 * subject (author affiliations in journals, mostly), which is what B stands for; it is no claim of
 * quality, and `note` (公开信息摘录，不代表入库或推荐) goes wherever the unit is shown.
 */
const unitRow = z
  .strictObject({
    id: identifier,
    name: text,
    unit_type: text,
    region: optionalText,
    service_scope: text,
    domains: z.array(domain).min(1),
    source: bareSource,
    note: optionalText,
  })
  .transform(
    ({ name, unit_type, service_scope, ...row }): UnitRecord => ({
      ...row,
      kind: 'unit',
      title: name,
      unitType: unit_type,
      region: row.region ?? RECORD_TEXTS.regionNotPublished,
      serviceScope: service_scope,
      source: sourceOfAddress(row.source, 'B'),
    }),
  );

/** In this order: the first row shape all of whose marks a row has is the one that reads it. */
export const CORPUS_SHAPES = [
  { marks: ['process_route'], schema: technologyRow },
  { marks: ['number', 'limits'], schema: standardRow },
  { marks: ['basis', 'order'], schema: standardOrderRow },
  { marks: ['standing', 'match'], schema: standingRow },
  { marks: ['unit_type'], schema: unitRow },
  { marks: ['industry', 'process', 'results'], schema: caseRow },
] as const;

function listed(items: readonly string[]): string | null {
  return items.length === 0 ? null : items.join('、');
}
