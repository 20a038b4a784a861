import type { Figure } from '../../src/quantity/figure.js';
import type { Entry } from '../vocabulary/entry.js';
import { WATER_MEDIA } from '../vocabulary/media.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { Entities } from './entities.js';

/** What a unit measures where no parameter stands beside it. */
const BY_DIMENSION: Readonly<Record<string, string>> = {
  sound: '噪声级',
  head: '养殖规模',
  money: '投资预算',
  conductivity: '电导率',
  resistivity: '烟尘比电阻',
  steam: '锅炉吨位',
};
/** Tonnes and cubic metres of these are goods, not water. */
const GOODS = /(?:年产|产能|产量|日产|生产|加工|宰|储量|库容|装了?|桶)[^，。；,;]{0,8}$/;
const LEAST_AIR_FLOW = 500;

/** The parameter that unit and context make plausible (2万方 of an exhaust → 风量), or null. */
export function assumedParam(
  text: string,
  figure: Figure,
  entities: Entities,
  vocabulary: Vocabulary,
): Entry | null {
  const { unit } = figure;
  if (unit === null) return null;
  const named =
    BY_DIMENSION[unit.dimension] ?? (unit.id === 'μm' ? '颗粒粒径' : unit.id === '亩' ? '面积' : null);
  if (named !== null) return vocabulary.param(named);
  const before = text.slice(Math.max(0, figure.start - 12), figure.start);
  if (GOODS.test(before)) return null;
  const air = entities.media.includes('大气');
  const water = entities.media.some((medium) => WATER_MEDIA.includes(medium));
  if (unit.dimension === 'flow' || unit.dimension === 'volume') return flow(figure, air, water, vocabulary);
  if (unit.dimension === 'temperature') return temperature(figure, air, water, vocabulary);
  if (unit.id === 't') return tonnes(text, figure, water, air, vocabulary);
  if (unit.dimension === 'times')
    return entities.pollutants.some((one) => one.name === '色度') ? vocabulary.param('色度') : null;
  if (unit.dimension === 'concentration' || unit.dimension === 'mass')
    return concentration(figure, air, entities, vocabulary);
  return null;
}

function flow(figure: Figure, air: boolean, water: boolean, vocabulary: Vocabulary): Entry | null {
  const id = figure.unit?.id ?? '';
  if (/^t\/|\/d$|^L\//.test(id))
    return air && !water && !id.startsWith('t') ? vocabulary.param('风量') : vocabulary.param('水量');
  if (id.endsWith('/a')) return water ? vocabulary.param('水量') : null;
  if (air && !water) return vocabulary.param('风量');
  if (water && !air) return vocabulary.param('水量');
  const value = figure.max ?? figure.min ?? 0;
  if (figure.unit?.dimension === 'volume' && value < LEAST_AIR_FLOW) return null;
  return vocabulary.param(id === 'm³/d' ? '水量' : value >= LEAST_AIR_FLOW ? '风量' : '水量');
}

function temperature(figure: Figure, air: boolean, water: boolean, vocabulary: Vocabulary): Entry | null {
  const hottest = figure.max ?? figure.min ?? 0;
  if (water && !air && hottest <= 100) return vocabulary.param('水温');
  return air || hottest > 100 ? vocabulary.param('废气温度') : null;
}

function tonnes(
  text: string,
  figure: Figure,
  water: boolean,
  air: boolean,
  vocabulary: Vocabulary,
): Entry | null {
  const after = text.slice(figure.end, figure.end + 6);
  if (/^的?(?:燃煤|燃气|生物质|蒸汽|热水|流化床|链条)?(?:锅炉|炉子)/.test(after))
    return vocabulary.param('锅炉吨位');
  if (/^的?(?:危废|固废|污泥|废渣|废油|漆渣|废液)/.test(after)) return vocabulary.param('固废量');
  return water && !air ? vocabulary.param('水量') : null;
}

/** mg without a name: the sole pollutant of the right medium, else what the trade emits. */
function concentration(
  figure: Figure,
  air: boolean,
  entities: Entities,
  vocabulary: Vocabulary,
): Entry | null {
  const perLitre = figure.unit?.id.endsWith('/L') ?? false;
  if (perLitre || !(air || figure.unit?.id.endsWith('/m³'))) {
    const dissolved = entities.pollutants.filter((one) =>
      vocabulary.param(one.param ?? one.name)?.media.includes('水'),
    );
    return dissolved.length === 1 ? vocabulary.param(dissolved[0]?.param ?? dissolved[0]?.name ?? '') : null;
  }
  const gases = entities.pollutants.filter((one) => one.media.includes('大气') && one.name !== '恶臭');
  const sole = gases.length === 1 ? gases[0] : undefined;
  if (sole !== undefined) return vocabulary.param(sole.param ?? sole.name);
  const emitted = [...entities.processes, ...entities.industries].flatMap((one) => one.emits)[0];
  const name = gases.length === 0 ? emitted : undefined;
  const pollutant = name === undefined ? null : vocabulary.pollutant(name);
  return pollutant === null ? null : vocabulary.param(pollutant.param ?? pollutant.name);
}
