import { halfWidth } from '../../src/quantity/half-width.js';

const NUMBER =
  /(?<![A-Za-z])(GB|HJ|CJJ|CJ|HG|NY|SL|SH|QB|AQ|JGJ|JB|YY|DB\s?\d{2})\s?(\/?\s?[TZ](?![a-z]))?\s?\/?\s?(\d{1,5}(?:\.\d{1,3})?)(?:\s?[-—–－]{1,2}\s?((?:19|20)\d{2}|\d{2}))?(?!\d)/gi;

/** Standard numbers of a text in one form: GB 18918-2002, GB/T 31962-2015, HJ 2301-2017, DB44/2367-2022. */
export function standardNumbers(text: string): string[] {
  const found = [...halfWidth(text).matchAll(NUMBER)].map((match) =>
    canonical(match[1] ?? '', match[2] ?? '', match[3] ?? '', match[4]),
  );
  return [...new Set(found)];
}

/** One number in the same form, or null when the text is none: lets a record's number meet an asker's. */
export function canonicalStandardNumber(text: string): string | null {
  return standardNumbers(text)[0] ?? null;
}

function canonical(body: string, recommended: string, digits: string, year: string | undefined): string {
  const issuer = body.replace(/\s/g, '').toUpperCase();
  const mark = recommended === '' ? '' : `/${recommended.replace(/[\s/]/g, '').toUpperCase()}`;
  const gap = issuer.startsWith('DB') && mark === '' ? '/' : ' ';
  return `${issuer}${mark}${gap}${digits}${year === undefined ? '' : `-${year}`}`;
}
