import { type Region, type Regions, regions } from './region.js';

/** Short names of cities that are everyday words, or chemistry: 白银 is a city and a metal. They need their 市. */
const EVERYDAY = new Set([
  '白银',
  '东方',
  '大同',
  '长治',
  '通化',
  '黑河',
  '三明',
  '朝阳',
  '资阳',
  '中山',
  '海东',
  '随州',
]);

/**
 * GB/T 2260 code of the finest region that a text names, or null. Provinces and cities are found by full or short
 * name, counties by full name only; a name that several regions share (朝阳区) counts only beside its city or province.
 */
export function findRegion(text: string): string | null {
  finder ??= createRegionFinder(regions());
  return finder(text);
}

/** Made once, when it is first asked for: sorting out 3,000 names takes milliseconds. */
let finder: ((text: string) => string | null) | null = null;

function createRegionFinder(table: Regions): (text: string) => string | null {
  const names = searchedNames(table.all);
  return (text) => {
    const named = [...names].filter(([name]) => text.includes(name)).flatMap(([, found]) => found);
    const codes = new Set(named.map((region) => region.code));
    const above = (region: Region) =>
      table.ancestors(region.code).filter((ancestor) => codes.has(ancestor.code)).length;
    const sure = named.filter((region) => above(region) > 0 || isOnly(region, named, text));
    const [finest] = sure.sort((a, b) => above(b) - above(a) || depth(a) - depth(b));
    return finest?.code ?? null;
  };
}

/** True when no other named region could be meant by the same word. */
function isOnly(region: Region, named: readonly Region[], text: string): boolean {
  const rivals = named.filter((other) => other.code !== region.code && other.name === region.name);
  const longer = named.some(
    (other) =>
      other.name.includes(region.shortName) && other.name !== region.name && text.includes(other.name),
  );
  return rivals.length === 0 && !(longer && !text.includes(region.name));
}

const DEPTH = { nation: 0, province: 1, city: 2, county: 3 } as const;

function depth(region: Region): number {
  return DEPTH[region.level];
}

function searchedNames(all: readonly Region[]): Map<string, Region[]> {
  const names = new Map<string, Region[]>();
  const provinces = new Set(
    all.filter(({ level }) => level === 'province').map((region) => region.shortName),
  );
  for (const region of all) {
    if (region.level === 'nation') continue;
    for (const name of spellings(region, provinces)) names.set(name, [...(names.get(name) ?? []), region]);
  }
  return names;
}

/** 吉林 is the province; its city of that name needs its 市. */
function spellings({ level, name, shortName }: Region, provinces: ReadonlySet<string>): string[] {
  if (level === 'county') return name.length > 2 ? [name] : [];
  const ambiguous = EVERYDAY.has(shortName) || (level === 'city' && provinces.has(shortName));
  return shortName.length >= 2 && !ambiguous ? [...new Set([name, shortName])] : [name];
}
