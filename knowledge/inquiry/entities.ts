import type { Entry, EntryKind } from '../vocabulary/entry.js';
import type { Match } from '../vocabulary/matcher.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';

/** What of the vocabulary a text names, in order of mention, without what it denies. */
export interface Entities {
  readonly matches: readonly Match[];
  readonly pollutants: readonly Entry[];
  readonly industries: readonly Entry[];
  readonly processes: readonly Entry[];
  readonly techniques: readonly Entry[];
  readonly traits: readonly Entry[];
  readonly media: readonly string[];
  /** Techniques that the asker rules out (不想用RTO). */
  readonly unwanted: readonly string[];
}

/** 有没有, 是不是 ask and deny nothing. */
const DENIED =
  /(?:不含|(?<!有)没有|未含|不存在|无明显|未检出|并无|(?<!是)不是|(?:不|无)(?:想|愿意?|要|能|会|再|需)?(?:再)?(?:出|产生))(?:什么|任何|有)?$/;
/** 要不要RTO, 能不能用RTO ask for it and rule nothing out. */
const UNWANTED =
  /(?:(?<!想)不想[再要]?[用上装要]|不愿意?[用上装]|不打算[用上装]|(?<!用)不用|(?<!要)不要[用上装]?|(?<![上比])不上|(?<![能可])不能[用上装]|(?<!可)不可用|别[用上装]|不考虑[用上]?|除了|排除|替代|换掉|淘汰)(?:传统的?|原来的?|现有的?)?$/;
const UNWANTED_AFTER = /^[我们厂这里就也都太贵，, ]{0,6}(?:(?<!想)不想[用上装要]|不考虑|[用上装]不起)/;
const COMBUSTION = /(?:RTO|RCO|燃烧|催化|VOC|喷漆|有机废气|非甲烷|活性炭|转轮|吸附)/i;
/** A kind of water that the vocabulary does not name: 黄水, 酸洗水. */
const SOME_WATER = /[黄红黑白绿蓝脏臭酸碱铬铜镍氰盐油浆类洗]水(?![泥平果性印墨])/;
const WATER_HEAVY: readonly string[] = ['农村生活', '畜禽养殖', '海水养殖', '水产养殖'];

/** Reads the names out of a text. CO is the technique beside other words of VOCs treatment, else the gas. */
export function readEntities(text: string, vocabulary: Vocabulary): Entities {
  const matches = vocabulary.match(text);
  const told = matches.filter((match) => !isDenied(text, match));
  const unwanted = told.filter((match) => isUnwanted(text, match));
  const excluded = new Set(unwanted);
  const wanted = told.filter((match) => !excluded.has(match));
  const of = (kind: EntryKind, from: readonly Match[] = told) =>
    unique(from.flatMap((match) => match.entries.filter((entry) => entry.kind === kind && !entry.generic)));
  const isGas = matches.some((match) => match.text === 'CO') && !COMBUSTION.test(text);
  const pollutants = unique([...of('pollutant'), ...measuredIn(told, vocabulary)]).filter(
    (entry) => entry.name !== '一氧化碳' || isGas || /一氧化碳/.test(text),
  );
  const techniques = of('technique', wanted).filter(
    (entry) => entry.name !== '催化燃烧' || !isGas || /催化/.test(text),
  );
  const processes = of('process');
  const industries = withImplied(of('industry'), [...processes, ...pollutants], vocabulary);
  return {
    matches,
    pollutants,
    industries,
    processes,
    techniques,
    traits: of('trait'),
    media: mediaOf(text, [...of('medium'), ...endings(told, vocabulary)], industries, [
      [...pollutants, ...processes],
      of('technique'),
      emittedBy([...processes, ...industries], vocabulary),
    ]),
    unwanted: of('technique', unwanted).flatMap((entry) => (techniques.includes(entry) ? [] : [entry.name])),
  };
}

/** 不想用RTO, RTO我们不考虑. */
function isUnwanted(text: string, match: Match): boolean {
  return (
    UNWANTED.test(text.slice(Math.max(0, match.start - 8), match.start)) ||
    UNWANTED_AFTER.test(text.slice(match.end, match.end + 12))
  );
}

/** 不含有机硅, 没有氯: also where the spelling itself begins with 含. */
function isDenied(text: string, match: Match): boolean {
  const before = text.slice(Math.max(0, match.start - 6), match.start);
  return DENIED.test(before) || (match.text.startsWith('含') && /[不未]$/.test(before));
}

/** A concentration names what it is the concentration of: VOCs浓度 → VOCs. */
function measuredIn(matches: readonly Match[], vocabulary: Vocabulary): Entry[] {
  const params = matches.flatMap((match) => match.entries.filter((entry) => entry.kind === 'param'));
  return params
    .flatMap((param) => vocabulary.pollutant(param.name.replace(/浓度$/, '')) ?? [])
    .filter((entry) => !entry.generic);
}

function unique(entries: readonly Entry[]): Entry[] {
  return [...new Set(entries)];
}

/** A process or a waste gives its industry away (鞣制 → 制革) where the text names none. */
function withImplied(named: readonly Entry[], makers: readonly Entry[], vocabulary: Vocabulary): Entry[] {
  if (named.length > 0) return [...named];
  const implied = makers.flatMap((maker) => maker.industries.map((name) => vocabulary.industry(name)));
  return unique(implied.filter((entry) => entry !== null));
}

/** What the last characters of a name say of its medium: 含氟废水, 喷漆废气. */
const ENDINGS: readonly { readonly pattern: RegExp; readonly medium: string }[] = [
  { pattern: /(?:废水|污水|洗水)$/, medium: '水' },
  { pattern: /(?:废气|烟气)$/, medium: '大气' },
  { pattern: /(?:污泥|废渣)$/, medium: '固废危废' },
];

function endings(matches: readonly Match[], vocabulary: Vocabulary): Entry[] {
  return matches.flatMap((match) =>
    ENDINGS.filter((row) => row.pattern.test(match.text)).flatMap(
      (row) => vocabulary.medium(row.medium) ?? [],
    ),
  );
}

function emittedBy(makers: readonly Entry[], vocabulary: Vocabulary): Entry[] {
  return makers.flatMap((maker) => maker.emits.flatMap((name) => vocabulary.pollutant(name) ?? []));
}

/** Named media first; then what pollutants and processes, techniques, the trade suggest, the first that tells. */
function mediaOf(
  text: string,
  named: readonly Entry[],
  industries: readonly Entry[],
  hints: readonly (readonly Entry[])[],
): string[] {
  const media = new Set(named.map((entry) => entry.name));
  for (const hint of hints)
    if (media.size === 0) for (const entry of hint) for (const one of entry.media) media.add(one);
  if (media.size === 0 && SOME_WATER.test(text)) media.add('水');
  const trades = industries.map((entry) => entry.name).filter((name) => WATER_HEAVY.includes(name));
  if (media.has('水') && trades.includes('农村生活')) media.add('农村水');
  if (media.has('水') && trades.includes('畜禽养殖')) media.add('农业水');
  if (media.has('水') && trades.includes('海水养殖')) media.add('海水');
  return [...media];
}
