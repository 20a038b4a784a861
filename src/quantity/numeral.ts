/** One number as written: a single value (`min` = `max`) or a spoken spread (三四百, 几百, 上千). */
export interface Numeral {
  readonly end: number;
  readonly min: number;
  /** null: no upper bound (上千). */
  readonly max: number | null;
  /** What 多 or 几 after it would add: 1000 for 两千. */
  readonly step: number;
  /** True for Chinese digits without 百, 千, 万: such a number counts only before a unit. */
  readonly small: boolean;
  /** Largest multiplier written (万 in 2-3万), which a range hands to its left side. */
  readonly multiplier: number;
}

const DIGITS = '零一二三四五六七八九';
const MULTIPLIERS: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1000,
  万: 10_000,
  亿: 100_000_000,
};
/** 千 and 百 that begin a unit or a word, not a multiplier. */
const NOT_MULTIPLIER = /^(?:千[瓦克米帕伏赫]|百[分帕]|万[元块])/;
const ARABIC = /\d{1,3}(?:,\d{3})+(?:\.\d{1,9})?(?!\d)|\d{1,15}(?:\.\d{1,9})?(?!\d)/y;
const POWER =
  /\s?[×xX*]\s?10(?:\^|\*\*)?(-?\d{1,2}|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?!\d)|e([+-]?\d{1,2})(?![a-z0-9])|\^(\d{1,2})(?!\d)/iy;
const TEN_TO = /10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})/y;
const SPOKEN = /(?:好)?[几数]?(?:[百千万亿]|十)+/y;

/** Value of a Chinese or Arabic digit, -1 for any other character. */
function digit(char: string | undefined): number {
  if (char === undefined) return -1;
  if (char === '两' || char === '俩') return 2;
  if (char === '〇') return 0;
  return DIGITS.indexOf(char);
}

/** The number that begins at `at` in half-width text, or null. Looks at most some dozen characters ahead. */
export function numeralAt(text: string, at: number): Numeral | null {
  const char = text[at];
  if (char === undefined) return null;
  if (char >= '0' && char <= '9') return arabic(text, at);
  if (char === '上' || char === '几' || char === '数' || char === '好') return spoken(text, at);
  return digit(char) >= 0 || char === '十' ? chinese(text, at) : null;
}

function arabic(text: string, at: number): Numeral | null {
  ARABIC.lastIndex = at;
  const found = ARABIC.exec(text)?.[0];
  if (found === undefined) return null;
  const base = Number(found.replaceAll(',', ''));
  TEN_TO.lastIndex = at;
  const tenTo = TEN_TO.exec(text);
  if (tenTo !== null) return scientific(1, tenTo, at);
  POWER.lastIndex = at + found.length;
  const power = POWER.exec(text);
  if (power !== null) return scientific(base, power, at + found.length);
  return multiplied(text, at + found.length, base, stepOf(found));
}

function scientific(base: number, power: RegExpExecArray, from: number): Numeral {
  const exponent = Number(superscript(power[1] ?? power[2] ?? power[3] ?? '0'));
  const value = power[3] === undefined ? base * 10 ** exponent : base ** exponent;
  const safe = Number.isFinite(value) ? value : base;
  return { end: from + power[0].length, min: safe, max: safe, step: 0, small: false, multiplier: 1 };
}

function superscript(text: string): string {
  return [...text].map((char) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(char)).every((value) => value < 0)
    ? text
    : [...text].map((char) => (char === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(char))).join('');
}

/** The place value of the last digit that is not zero: 300 → 100, 1500 → 100, 2 → 1. */
function stepOf(digits: string): number {
  if (digits.includes('.')) return 0;
  const plain = digits.replaceAll(',', '');
  return 10 ** (plain.length - plain.replace(/0+$/, '').length);
}

/** 万, 千… after a figure, and what may follow them: 2万5千, 1万2, 3千万. */
function multiplied(text: string, from: number, base: number, step: number): Numeral {
  let { end, factor } = multiplierAt(text, from);
  let value = base * factor;
  let last = factor > 1 ? factor * step : step;
  const rest = factor > 1 ? remainder(text, end, factor) : null;
  if (rest !== null) {
    value += rest.value;
    end = rest.end;
    last = rest.step;
  }
  return { end, min: value, max: value, step: last, small: false, multiplier: factor };
}

function multiplierAt(text: string, from: number): { end: number; factor: number } {
  let end = from;
  let factor = 1;
  const start = text[end] === ' ' && '万亿'.includes(text[end + 1] ?? '?') ? end + 1 : end;
  for (let i = start; i < start + 3; i++) {
    const char = text[i] ?? '';
    const next = MULTIPLIERS[char];
    if (next !== undefined && !NOT_MULTIPLIER.test(text.slice(i, i + 2))) factor *= next;
    else if (i === start && /[wW]/.test(char) && /^(?![A-Za-z0-9])/.test(text.slice(i + 1))) factor = 10_000;
    else break;
    end = i + 1;
    if (char === 'w' || char === 'W') break;
  }
  return { end, factor };
}

/** 5千 in 2万5千, 2 in 1万2 (= 2000): a single digit, with its multiplier or a place below the last. */
function remainder(
  text: string,
  at: number,
  factor: number,
): { value: number; end: number; step: number } | null {
  const char = text[at] ?? '';
  const value = /\d/.test(char) ? Number(char) : digit(char);
  if (value < 1 || /[\d.]/.test(text[at + 1] ?? '')) return null;
  const own = MULTIPLIERS[text[at + 1] ?? ''];
  if (own !== undefined && own < factor && own > 10) return { value: value * own, end: at + 2, step: own };
  if (own !== undefined || !/^(?:$|[\s方吨立标个m，。,多毫])/.test(text.slice(at + 1, at + 2))) return null;
  return { value: (value * factor) / 10, end: at + 1, step: factor / 10 };
}

/** 几百, 数千, 上万, 好几十, 几十万: a spread over the leading place. */
function spoken(text: string, at: number): Numeral | null {
  const upward = text[at] === '上';
  SPOKEN.lastIndex = upward ? at + 1 : at;
  const found = SPOKEN.exec(text)?.[0];
  if (found === undefined || found.length > 6) return null;
  const many = /[几数]/.test(found);
  if (!upward && !many) return null;
  const scale = [...found].reduce((product, char) => product * (MULTIPLIERS[char] ?? 1), 1);
  const end = SPOKEN.lastIndex;
  if (upward && !many) return { end, min: scale, max: null, step: 0, small: false, multiplier: scale };
  return { end, min: 2 * scale, max: 10 * scale, step: 0, small: false, multiplier: scale };
}

interface Reading {
  value: number;
  section: number;
  pending: number;
  /** Second digit of 三四百; the spread grows by the same places. */
  spread: number;
  last: number;
  biggest: number;
}

/** Chinese digits with their places: 一万二, 两千三百, 十五, 三四百, 三点五. At most 16 characters. */
function chinese(text: string, at: number): Numeral | null {
  const reading: Reading = { value: 0, section: 0, pending: -1, spread: 0, last: 1, biggest: 1 };
  let i = at;
  for (; i < at + 16; i++) {
    const char = text[i] ?? '';
    if (!take(reading, char, text.slice(i, i + 2))) break;
  }
  const point = decimals(text, i, reading);
  if (i === at) return null;
  const tail = reading.pending < 0 ? 0 : closing(reading);
  const min = reading.value + reading.section + tail + point.value;
  const step =
    reading.pending > 0 && reading.biggest > 1 && tail >= 10 ? tail / reading.pending : reading.last;
  return {
    end: point.end,
    min,
    max: min + spreadOf(reading),
    step,
    small: reading.biggest < 100,
    multiplier: reading.biggest,
  };
}

function take(reading: Reading, char: string, pair: string): boolean {
  const value = digit(char);
  if (value >= 0) return takeDigit(reading, value);
  const place = MULTIPLIERS[char];
  if (place === undefined || NOT_MULTIPLIER.test(pair)) return false;
  reading.biggest = Math.max(reading.biggest, place);
  if (place >= 10_000) {
    const whole = reading.section + Math.max(reading.pending, 0);
    if (whole === 0) return false;
    reading.value = (reading.value + whole) * place;
    reading.section = 0;
    reading.spread *= place;
  } else {
    reading.section += (reading.pending < 0 ? 1 : reading.pending) * place;
    reading.spread *= place;
  }
  reading.last = place;
  reading.pending = -1;
  return true;
}

function takeDigit(reading: Reading, value: number): boolean {
  if (reading.pending <= 0) {
    reading.pending = value;
    return true;
  }
  const spread = value - reading.pending;
  if (reading.spread > 0 || spread < 1 || spread > 2) return false;
  reading.spread = spread;
  return true;
}

/** A last digit after a place of 百 or more without a zero stands one place lower: 一万二 = 12000. */
function closing(reading: Reading): number {
  return reading.last >= 100 && reading.spread === 0
    ? (reading.pending * reading.last) / 10
    : reading.pending;
}

function spreadOf(reading: Reading): number {
  return reading.spread;
}

/** 点五 after the whole part; 三四个点 is not meant. */
function decimals(text: string, at: number, reading: Reading): { value: number; end: number } {
  if (text[at] !== '点' || digit(text[at + 1]) < 0 || reading.biggest > 10) return { value: 0, end: at };
  let value = 0;
  let end = at + 1;
  for (let scale = 0.1; end < at + 6 && digit(text[end]) >= 0; scale /= 10, end++)
    value += digit(text[end]) * scale;
  return { value, end };
}
