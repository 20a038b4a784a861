import { regions } from '../../region/region.js';
import type { Masked, MaskKind } from './masked.js';
import { MASK } from './texts.js';

export interface Anonymised {
  readonly text: string;
  /** In the order in which they were found, each once. */
  readonly masked: readonly Masked[];
}

/** What is known of the people of a demand: masked wherever it stands, whatever it looks like. */
export interface KnownNames {
  readonly people: readonly string[];
  readonly organisations: readonly string[];
}

// A name does not reach back over a word that leads up to it, nor over a mask.
const NAME = /(?:(?![是在由向找给请被与略的说位])[\p{Script=Han}A-Za-z0-9·])/u.source;
const SURNAME =
  /[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]/u
    .source;
const COMPANY =
  /(?:[（(][\p{Script=Han}]{2,8}[）)])?(?:有限责任公司|股份有限公司|有限公司|集团|分公司|公司|合作社)/u
    .source;
const ROLE = /(?:联系人|负责人|经办人|法人|姓名)[：: ]{0,2}/u.source;
const TITLE = /(?:先生|女士|经理|厂长|老板|师傅|主任|书记|工程师|老师)/u.source;
const END = /(?=$|[，。；、,;\s（(])/u.source;
const WORKS = /厂(?![区界房])/u.source;

type Patterns = readonly (readonly [MaskKind, RegExp])[];

/** In this order: what an earlier one masks no later one sees. */
const NUMBERS: Patterns = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['number', /(?<![0-9A-Za-z])(?:\d{17}[\dXx]|[0-9A-Z]{2}\d{6}[0-9A-Z]{10})(?![0-9A-Za-z])/gu],
  [
    'phone',
    /(?<!\d)(?:(?:\+?86[-\s]?)?1[3-9](?:[-\s]?\d){9}|0\d{2,3}[-\s]?\d{7,8}|400[-\s]?\d{3}[-\s]?\d{4})(?!\d)/gu,
  ],
];
const NAMES: Patterns = [
  ['company', new RegExp(`${NAME}{2,24}?${COMPANY}`, 'gu')],
  ['person', new RegExp(`(?<=${ROLE})${SURNAME}\\p{Script=Han}{1,2}${END}`, 'gu')],
  ['person', new RegExp(`${SURNAME}\\p{Script=Han}{0,2}?${TITLE}`, 'gu')],
  ['place', /(?:(?![某地略和在])\p{Script=Han}){1,6}(?:大道|路|街|巷|弄)\d+(?:号|弄)?(?:\d*[栋幢座楼室])*/gu],
  // 城镇, 乡镇, 农村 and the like are kinds of places.
  ['place', /(?:(?![某地略和在])\p{Script=Han}){2,4}?(?:街道|社区|(?<![城乡集市村]|景德)镇(?![静压江]))/gu],
  ['place', /(?:(?![某地略和在])\p{Script=Han}){1,3}(?<![农乡山渔全每本各])村(?![镇民庄落级委])/gu],
];

/**
 * Takes out of a text what tells who somebody is: numbers, addresses of mail, names of firms and people, and places
 * below the city. It errs on the side of masking; an editor sees what was masked. Masking twice changes nothing.
 */
export function anonymise(text: string, known: KnownNames = { people: [], organisations: [] }): Anonymised {
  const masked: Masked[] = [];
  const mask = (kind: MaskKind, was: string): string => {
    if (!masked.some((each) => each.kind === kind && each.was === was)) masked.push({ kind, was });
    return MASK[kind];
  };
  let result = text.normalize('NFC');
  for (const [kind, name] of knownOf(known))
    result = result.split(name).join(result.includes(name) ? mask(kind, name) : '');
  // What is masked may set free what stood beside it: again, until nothing is found.
  for (let before = ''; before !== result; ) {
    before = result;
    result = maskPatterns(result, NUMBERS, mask);
    result = maskFactories(maskCounties(result, mask), mask);
    result = maskPatterns(result, NAMES, mask);
  }
  return { text: result, masked };
}

/** The longer first, so that a part of a name does not break the whole; single characters are words, not names. */
function knownOf({ people, organisations }: KnownNames): (readonly [MaskKind, string])[] {
  const all = [
    ...organisations.map((name) => ['company', name.trim()] as const),
    ...people.map((name) => ['person', name.trim()] as const),
  ];
  return all.filter(([, name]) => name.length > 1).sort(([, a], [, b]) => b.length - a.length);
}

type Mask = (kind: MaskKind, was: string) => string;

function maskPatterns(text: string, patterns: Patterns, mask: Mask): string {
  return patterns.reduce(
    (rest, [kind, pattern]) => rest.replace(pattern, (was) => (isMask(was) ? was : mask(kind, was))),
    text,
  );
}

function isMask(text: string): boolean {
  return Object.values(MASK).includes(text);
}

/** A works is a kind of thing (污水处理厂) unless a place is in its name. */
function maskFactories(text: string, mask: Mask): string {
  return text.replace(new RegExp(`${NAME}{2,16}?${WORKS}`, 'gu'), (was) => {
    const isNamed = regions().all.some(
      ({ level, name, shortName }) =>
        (level === 'city' && was.includes(shortName)) || (level === 'county' && was.includes(name)),
    );
    return isNamed ? mask('company', was) : was;
  });
}

/** Counties by their full name of three characters and more: 城区 and 郊区 are words. */
function maskCounties(text: string, mask: Mask): string {
  const named = regions().all.filter(
    ({ level, name }) => level === 'county' && name.length > 2 && text.includes(name),
  );
  const longest = [...new Set(named.map(({ name }) => name))].sort((a, b) => b.length - a.length);
  return longest.reduce(
    (rest, name) => rest.split(name).join(rest.includes(name) ? mask('place', name) : ''),
    text,
  );
}
