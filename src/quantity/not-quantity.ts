/** A stretch of text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What has digits and measures nothing: standard numbers, document numbers, dates, times of day, telephone
 * and identity numbers, addresses, waste codes, ordinals. Every pattern is bounded, so that a scan is linear.
 */
const PATTERNS: readonly RegExp[] = [
  /https?:\/\/[^\s，。]{1,300}/gi,
  /[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}/g,
  /(?:GB|HJ|DB|CJ|HG|SL|NY|JB|YY|QB|AQ|SH|SY|DL|JGJ|CJJ|ISO|T)\s?\d{0,2}\s?\/?\s?(?:[TZ]\s)?\s?\d{2,5}(?:\.\d{1,3})?(?:\s?[-—–]{1,2}\s?(?:19|20)?\d{2})(?!\d)/gi,
  /(?:GB|HJ|CJ|HG|NY|DB\d{2})\s?\/?\s?(?:[TZ]\s?)?\d{2,5}(?:\.\d{1,3})?(?!\d)/gi,
  /[〔[(（【](?:19|20)\d{2}[〕\])）】]\s?第?\d{1,5}号/g,
  /(?:19|20)\d{2}\s?年(?:\s?\d{1,2}\s?月(?:份|\s?\d{1,2}\s?[日号])?)?/g,
  /(?<!\d)(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/g,
  /(?<!\d)\d{1,2}\s?月\s?\d{1,2}\s?[日号]/g,
  /(?<!\d)\d{1,2}\s?月(?:份|底|初|中旬)/g,
  /(?<!\d)[01]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)/g,
  /(?<![\d.])1[3-9]\d{9}(?!\d)/g,
  /(?<![\d.])0\d{2,3}-\d{7,8}(?!\d)/g,
  /(?<![\d.])\d{12,40}[\dXx]?/g,
  /(?<![\d.])123(?:45|69)(?![\d.])/g,
  /(?:拨打|电话|热线|拨|打)\s?1[12][09](?!\d)/g,
  /HW\s?\d{2}|9\d{2}-\d{3}-\d{2}|(?<!\d)\d{2,7}-\d{2}-\d(?!\d)/g,
  /第\s?\d{1,4}\s?[条章页号款项类次名部分期批时]/g,
  /(?<!\d)\d{1,4}\s?[#号](?:线|楼|炉|机|井|点|文|仓|罐|塔)?/g,
  /PM\s?(?:2\.5|10|1)(?!\d)/gi,
];

/** Spans that hold no quantity, in no particular order; they may overlap. */
export function notQuantities(text: string): Span[] {
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((found) => ({ start: found.index, end: found.index + found[0].length })),
  );
}
