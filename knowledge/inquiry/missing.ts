import type { Quantity } from '../../src/quantity/quantity.js';
import type { Entry } from '../vocabulary/entry.js';
import { WATER_MEDIA } from '../vocabulary/media.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { Entities } from './entities.js';
import type { Intent } from './inquiry.js';

/**
 * Canonical facts whose absence matters most, most important first. Besides parameters: 介质, 行业, 污染物,
 * 用地类型. A problem of a whole city or basin misses nothing that its asker could tell in a line.
 */
export function missingFacts(
  text: string,
  entities: Entities,
  quantities: readonly Quantity[],
  constraints: readonly string[],
  intent: Intent,
  vocabulary: Vocabulary,
): string[] {
  if (intent === 'standard') return wantedOfStandard(entities);
  if (!CONSULTED.has(intent) || REGIONAL.test(text)) return [];
  const told = new Set(quantities.filter((one) => one.role !== 'target').map((one) => one.param));
  const facts = wanted(entities, vocabulary).filter((fact) => !told.has(fact));
  return constraints.length > 0 ? facts.filter((fact) => fact !== '排放要求') : facts;
}

const REGIONAL =
  /(?:城市|全市|全县|全区|区域|流域)[^，。；]{0,8}(?:空气|大气|水环境|水质|污染|环境质量)|空气质量/;
const CONSULTED: ReadonlySet<Intent> = new Set(['consult', 'compare', 'cases', 'file_demand']);

/** Which limit applies hangs on trade, pollutant and place. */
function wantedOfStandard(entities: Entities): string[] {
  return [
    ...(entities.media.length > 0 || entities.pollutants.length > 0 ? [] : ['介质']),
    ...(entities.industries.length > 0 ? [] : ['行业']),
    ...(entities.pollutants.length > 0 ? [] : ['污染物']),
  ];
}

function wanted(entities: Entities, vocabulary: Vocabulary): string[] {
  const subject = entities.industries.length > 0 || entities.processes.length > 0 ? [] : ['行业'];
  const pollutant = entities.pollutants.length > 0 ? [] : ['污染物'];
  const strengths = strengthsOf(entities, vocabulary);
  if (entities.media.length === 0) return ['介质', ...subject, ...pollutant];
  if (entities.media.includes('大气')) return [...subject, ...pollutant, ...strengths, '风量'];
  if (entities.media.some((medium) => WATER_MEDIA.includes(medium)))
    return [...subject, ...pollutant, ...strengths, '水量'];
  if (entities.media.includes('噪声')) return [...subject, '噪声级'];
  if (entities.media.includes('土壤') || entities.media.includes('地下水'))
    return [...pollutant, '用地类型', '面积'];
  return [...subject, ...pollutant, '含水率', '固废量'];
}

/** The concentrations to ask for: of the pollutants named, else of what the trade emits, else COD for water. */
function strengthsOf(entities: Entities, vocabulary: Vocabulary): string[] {
  const named = entities.pollutants.flatMap((one) => strengthOf(one, vocabulary) ?? []);
  if (named.length > 0) return [...new Set(named)].slice(0, 2);
  const emitted = [...entities.processes, ...entities.industries].flatMap((one) => one.emits);
  const params = emitted.flatMap((name) => {
    const pollutant = vocabulary.pollutant(name);
    return pollutant === null ? [] : (strengthOf(pollutant, vocabulary) ?? []);
  });
  if (entities.media.includes('大气')) return [...new Set(params)].slice(0, 1);
  return entities.media.includes('水') ? ['COD'] : [];
}

/** A single organic is asked for as VOCs浓度; what has no parameter in the tables is not asked for. */
function strengthOf(pollutant: Entry, vocabulary: Vocabulary): string | null {
  const own = vocabulary.param(pollutant.param ?? pollutant.name);
  if (own !== null) return own.name;
  return vocabulary.lineage(pollutant).some((name) => name === 'VOCs' || name === '颗粒物')
    ? (vocabulary.param(vocabulary.lineage(pollutant).includes('VOCs') ? 'VOCs浓度' : '颗粒物浓度')?.name ??
        null)
    : null;
}
