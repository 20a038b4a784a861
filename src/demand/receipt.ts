import { YishiError } from '../errors.js';
import { ABBREVIATIONS } from '../region/abbreviation.js';

const DIGITS = 5;
const SHAPE = new RegExp(`^([${Object.values(ABBREVIATIONS).join('')}])-?(\\d{4})-?(\\d{${DIGITS},7})$`, 'u');

/** 省-年-序: 浙-2026-00012. Throws on a code that is no province's. */
export function formatReceipt(province: string, year: number, number: number): string {
  const abbreviation = ABBREVIATIONS[province];
  if (abbreviation === undefined) throw new YishiError('internal', `no province has the code ${province}`);
  return `${abbreviation}-${year}-${String(number).padStart(DIGITS, '0')}`;
}

/** A receipt number as people type it (without dashes, with blanks or full-width signs) in its one form, or null. */
export function readReceipt(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/[—–－]/g, '-');
  const match = SHAPE.exec(plain);
  if (match === null) return null;
  const [, province, year, number] = match;
  return `${province}-${year}-${number}`;
}
