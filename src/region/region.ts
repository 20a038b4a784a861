import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.js';
import { LEVELS, type Level } from './level.js';
import { shortName } from './short-name.js';

/** The whole country, above every province. */
export const NATION = '100000';

export interface Region {
  /** Six digits: GB/T 2260, and 660000 for 兵团 (see regions.tsv). */
  readonly code: string;
  /** 广东省, 佛山市, 南海区 */
  readonly name: string;
  /** 广东, 佛山, 南海 */
  readonly shortName: string;
  readonly level: Level;
  readonly parent: string | null;
}

export interface Regions {
  /** Parents before their children. */
  readonly all: readonly Region[];
  byCode(code: string): Region | null;
  /** Regions of a full or short name, the larger first: 吉林 is a province and a city, 朝阳区 is in several. */
  byName(name: string): readonly Region[];
  /** From the parent up to the whole country; empty for that, and for an unknown code. */
  ancestors(code: string): readonly Region[];
  /** The province-level region that a code lies in, or is. Null above provinces and for an unknown code. */
  provinceOf(code: string): Region | null;
}

/** The table's text as the project ships it. */
export function readRegionsFile(): string {
  return readFileSync(join(projectRoot(), 'src/region/regions.tsv'), 'utf8');
}

let shipped: Regions | undefined;

/** The shipped table, read once. */
export function regions(): Regions {
  shipped ??= createRegions(parseRegions(readRegionsFile()));
  return shipped;
}

/** Rows of `code, name, parent, level` by tabs; lines that begin with # are notes. */
export function parseRegions(text: string): Region[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [code = '', name = '', parent = '', levelName = ''] = line.split('\t');
      const level = LEVELS.find((each) => each === levelName) ?? 'county';
      return { code, name, shortName: shortName(name, level), level, parent: parent === '' ? null : parent };
    });
}

function createRegions(all: readonly Region[]): Regions {
  const codes = new Map(all.map((region) => [region.code, region]));
  const names = indexByName(all);
  const byCode = (code: string) => codes.get(code) ?? null;
  const ancestors = (code: string): Region[] => {
    const parent = byCode(byCode(code)?.parent ?? '');
    return parent === null ? [] : [parent, ...ancestors(parent.code)];
  };
  return {
    all,
    byCode,
    byName: (name) => names.get(name.trim()) ?? [],
    ancestors,
    provinceOf: (code) =>
      [byCode(code), ...ancestors(code)].find((region) => region?.level === 'province') ?? null,
  };
}

function indexByName(all: readonly Region[]): Map<string, Region[]> {
  const names = new Map<string, Region[]>();
  const bySize = [...all].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  for (const region of bySize) {
    for (const name of new Set([region.name, region.shortName])) {
      names.set(name, [...(names.get(name) ?? []), region]);
    }
  }
  return names;
}
