import type { ServiceMode } from '../../src/demand/dispatch-candidate.js';
import { halfWidth } from '../../src/quantity/half-width.js';
import { numeralAt } from '../../src/quantity/numeral.js';

/** When and how an expert is wanted, as a text says it. */
export interface Wishes {
  /** either: both would do. Null where nothing is said. */
  readonly mode: ServiceMode | 'either' | null;
  /** The words, and the (first) day that they mean, YYYY-MM-DD; null for words that name none. */
  readonly time: { readonly said: string; readonly date: string | null } | null;
}

/** What is said last counts: a text of several turns may correct itself. `today` is YYYY-MM-DD in China. */
export function readWishes(text: string, today: string): Wishes {
  const plain = halfWidth(text);
  return { mode: modeOf(plain), time: timeOf(plain, today) };
}

const NOT = '(?<!不用|不需要|不必|不要|无需|不去|不能|不方便)(?:去|到)?';
const MODES: readonly { readonly mode: ServiceMode | 'either'; readonly pattern: RegExp }[] = [
  {
    mode: 'either',
    pattern:
      /(?:线上|远程|视频)[^，。；]{0,6}(?:或|和|、|还是)[^，。；]{0,4}(?:现场|上门)[^，。；]{0,4}(?:都|均)?|(?:现场|上门)[^，。；]{0,6}(?:或|和|、|还是)[^，。；]{0,4}(?:线上|远程|视频)|(?:方式|线上|现场)?(?:都|均)(?:可以|可|行)|不限(?:方式)?|无所谓|随便/g,
  },
  {
    mode: 'online',
    pattern: new RegExp(
      `${NOT}(?:线上|远程|视频|网上|电话(?:里|上|指导|咨询)?|在线(?!监[测控]|仪|设备|数据))`,
      'g',
    ),
  },
  {
    mode: 'onsite',
    pattern: new RegExp(
      `${NOT}(?:现场(?!监测|检测|采样)|上门|到厂|来厂|进厂|实地|线下|当面|面对面|[来去]看一?看|过来|下厂|驻厂)`,
      'g',
    ),
  },
];

function modeOf(text: string): Wishes['mode'] {
  const mentions = MODES.flatMap(({ mode, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({
      mode,
      at: match.index,
      end: match.index + match[0].length,
    })),
  );
  const whole = mentions.filter(
    (one) => one.mode === 'either' || !mentions.some((other) => other !== one && holds(other, one)),
  );
  return whole.sort((a, b) => b.at - a.at)[0]?.mode ?? null;
}

function holds(outer: { at: number; end: number }, inner: { at: number; end: number }): boolean {
  return outer.at <= inner.at && outer.end >= inner.end && outer.end - outer.at > inner.end - inner.at;
}

const N = '(?<n>\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const M = '(?<m>\\d{1,2}|[一二三四五六七八九十]{1,2})';

interface TimeRule {
  readonly pattern: RegExp;
  readonly date: (found: Readonly<Record<string, string | undefined>>, today: string) => string | null;
}

/** The special before the general: what an earlier rule has read is not read again. */
const TIMES: readonly TimeRule[] = [
  {
    pattern: /(?<y>20\d{2})[年\-/.](?<m>\d{1,2})[月\-/.](?<d>\d{1,2})[日号]?/g,
    date: ({ y, m, d }) => day(Number(y), Number(m), Number(d)),
  },
  {
    pattern: new RegExp(`${M}月(?<d>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]`, 'g'),
    date: ({ m, d }, today) => coming(count(m), count(d), today),
  },
  {
    pattern: /(?<when>[这本]|下{1,2})个?(?:周|星期|礼拜)(?<d>[一二三四五六日天])/g,
    date: ({ when, d }, today) => {
      const weeks = when?.startsWith('下') ? when.length : 0;
      const weekday = '一二三四五六'.indexOf(d ?? '');
      return addDays(monday(today), weeks * 7 + (weekday < 0 ? 6 : weekday));
    },
  },
  {
    pattern: /(?:周|星期|礼拜)(?<d>[一二三四五六日天])/g,
    date: ({ d }, today) => {
      const weekday = '一二三四五六'.indexOf(d ?? '');
      const date = addDays(monday(today), weekday < 0 ? 6 : weekday);
      return date < today ? addDays(date, 7) : date;
    },
  },
  {
    pattern: /大后天|后天|明[天日]|今[天日]/g,
    date: ({ all }, today) => addDays(today, { 大: 3, 后: 2, 明: 1 }[all?.[0] ?? ''] ?? 0),
  },
  {
    pattern: new RegExp(`${N}个?(?<unit>天|日|周|星期|月)(?:之|以)?[内后]`, 'g'),
    date: ({ n, unit }, today) =>
      unit === '月'
        ? addMonths(today, count(n))
        : addDays(today, count(n) * (unit === '天' || unit === '日' ? 1 : 7)),
  },
  { pattern: /下个?(?:周|星期|礼拜)/g, date: (_, today) => addDays(monday(today), 7) },
  { pattern: /[这本]个?(?:周|星期|礼拜|月)(?!底)/g, date: (_, today) => today },
  { pattern: /下个?月底/g, date: (_, today) => addDays(monthStart(addMonths(monthStart(today), 2)), -1) },
  { pattern: /下个?月/g, date: (_, today) => addMonths(monthStart(today), 1) },
  { pattern: /[这本]?个?月底/g, date: (_, today) => addDays(addMonths(monthStart(today), 1), -1) },
  { pattern: /年底|年内/g, date: (_, today) => `${today.slice(0, 4)}-12-31` },
  {
    pattern: new RegExp(`${M}月(?:份|初|上旬|(?<mid>中旬|中)|(?<late>下旬|底))?`, 'g'),
    date: ({ m, mid, late }, today) =>
      coming(count(m), late === undefined ? (mid === undefined ? 1 : 11) : 21, today),
  },
  { pattern: /尽快|尽早|马上|立[刻即]|越快越好|随时|现在就/g, date: (_, today) => today },
  { pattern: /近期|春节[前后]|节[前后]|年[前后]/g, date: () => null },
];

function timeOf(text: string, today: string): Wishes['time'] {
  const read: { at: number; end: number; said: string; date: string | null }[] = [];
  for (const { pattern, date } of TIMES)
    for (const match of text.matchAll(pattern)) {
      const at = match.index;
      const end = at + match[0].length;
      if (read.some((one) => one.at < end && at < one.end)) continue;
      read.push({ at, end, said: match[0], date: date({ ...match.groups, all: match[0] }, today) });
    }
  const [last] = read.sort((a, b) => b.at - a.at);
  return last === undefined ? null : { said: last.said, date: last.date };
}

function count(words: string | undefined): number {
  return numeralAt(words ?? '', 0)?.min ?? 0;
}

/** Null for the thirtieth of February. */
function day(year: number, month: number, date: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.toISOString().slice(0, 10) : null;
}

/** This year's, or next year's where it is over. */
function coming(month: number, date: number, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const found = day(year, month, date);
  const isOver = found !== null && found.slice(0, 7) < today.slice(0, 7);
  return isOver ? day(year + 1, month, date) : found;
}

function addDays(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Into the month's end where the day is too late for it. */
function addMonths(from: string, months: number): string {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

function monthStart(from: string): string {
  return `${from.slice(0, 8)}01`;
}

function monday(of: string): string {
  const weekday = (new Date(`${of}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(of, -weekday);
}
