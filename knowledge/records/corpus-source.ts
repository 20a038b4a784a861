import { z } from 'zod';
import { grade, openText, optionalDate, optionalFlag, optionalText, text } from './fields.js';
import type { Grade, Source } from './record.js';
import { RECORD_TEXTS } from './texts.js';

/** The three ways in which corpus rows name their source, each brought to the one Source of record.ts. */

const NOTHING_ELSE = {
  issuer: null,
  number: null,
  date: null,
  edition: null,
  clause: null,
  page: null,
  url: null,
  kind: null,
  stage: null,
  verified: null,
  excerptComplete: null,
} as const;

/** The full object of technologies and standing rows. */
export const fullSource = z
  .strictObject({
    title: text,
    issuer: optionalText,
    number: optionalText,
    date: optionalDate,
    edition: optionalText,
    clause: optionalText,
    url: optionalText,
    kind: optionalText,
    grade,
    stage: optionalText,
    excerpt_complete: optionalFlag,
  })
  .transform(
    ({ excerpt_complete, ...given }): Source => ({
      ...NOTHING_ELSE,
      ...given,
      excerptComplete: excerpt_complete,
    }),
  );

/** What a standard row keeps under `source`; its number, title and clause stand beside it. */
export const standardSource = z.strictObject({ url: text, verified: text });

/** Cases and units: a bare address, or an address with a journal's name behind it. */
export const bareSource = openText.regex(/\S/, RECORD_TEXTS.blank);

/**
 * Source of a row that noted an address only. The page's title is unknown and not invented.
 * `excerptComplete` is false where the row says that it is an excerpt, null otherwise.
 */
export function sourceOfAddress(url: string, evidenceGrade: Grade, evidence: string | null = null): Source {
  return {
    ...NOTHING_ELSE,
    title: RECORD_TEXTS.untitledSource,
    url,
    grade: evidenceGrade,
    excerptComplete: evidence?.includes('非全文') ? false : null,
  };
}

interface StandardHead {
  readonly number: string;
  readonly title: string;
  readonly clause: string | null;
  readonly date: string | null;
  readonly url: string;
  readonly verified: string;
}

/**
 * Source of a standard row: grade A, since limits were verified in the standard's text or, for rows
 * without limits, number and title come from a catalogue of official standards.
 */
export function sourceOfStandard(head: StandardHead): Source {
  return { ...NOTHING_ELSE, ...head, kind: kindOfStandard(head.number), grade: 'A' };
}

/** The kinds of standard by the letters of their number (GB, HJ, DB); null for letters we do not know. */
function kindOfStandard(number: string): string | null {
  if (number.startsWith('GB')) return '国家标准';
  if (number.startsWith('HJ')) return '国家环境保护标准';
  return number.startsWith('DB') ? '地方标准' : null;
}

/** `《…》第24条；…` names a rule and its clause; another basis is its own title. */
export function sourceOfBasis(basis: string): Source {
  const named = /《(?<title>[^》]+)》(?<clause>第[^；，。]+条)?/.exec(basis)?.groups;
  return {
    ...NOTHING_ELSE,
    title: named?.title ?? basis,
    clause: named?.clause ?? null,
    grade: 'A',
  };
}
