import type { DomainCode } from '../../src/domains.js';
import type { Entities } from './entities.js';
import type { Intent } from './inquiry.js';

interface Rule {
  readonly domain: DomainCode;
  readonly media?: readonly string[];
  readonly pattern?: RegExp;
}

/** Rules of the plan's ten fields, the special before the general. */
const RULES: readonly Rule[] = [
  { domain: 'D9', pattern: /督察|督查|应急处置|突发环境|应急(?:除|削污|监测)|环境事件/ },
  {
    domain: 'D4',
    media: ['低碳'],
    pattern: /碳(?:达峰|中和|捕集|排放|足迹|市场|配额|核查|减排)|减排量|CCUS|温室气体/,
  },
  { domain: 'D5', media: ['海水'], pattern: /填海|围海|海洋|近岸|海湾|入海|海水/ },
  {
    domain: 'D8',
    media: ['农村水', '农业水'],
    pattern: /农村|村镇|村里|畜禽|养殖|厕所|化粪池|面源|秸秆|农膜|乡镇/,
  },
  { domain: 'D7', media: ['固废危废'], pattern: /危废|危险废物|固废|废渣|铁桶|废桶|废物管理/ },
  {
    domain: 'D6',
    media: ['土壤', '地下水'],
    pattern: /土壤|场地修复|地块|耕地|农田|[稻水旱良]田|重金属污染.{0,6}(?:地|田)/,
  },
  {
    domain: 'D1',
    pattern:
      /清洁生产|源头替代|水性油墨|油改水|绿色(?:工厂|低碳|转型)|无溶剂复合|逆流(?:清洗|漂洗)|环境托管|小浴比/,
  },
  {
    domain: 'D10',
    media: ['噪声'],
    pattern: /环评|排污许可|辐射|电磁|噪声|监测|三线一单|验收|损害赔偿|核安全/,
  },
  { domain: 'D2', media: ['大气'], pattern: /臭氧|PM2\.5|机动车|尾气|运输车|货车|黄标车|新能源车|国六|空气/ },
  { domain: 'D3', media: ['水'], pattern: /河|湖|水体|蓝藻|排污口|余氯|水质/ },
];

/** The field that a text belongs to; complaints and emergencies go to D9. Null when nothing tells. */
export function domainOf(text: string, entities: Entities, intent: Intent): DomainCode | null {
  if (intent === 'complaint' || intent === 'emergency') return 'D9';
  const leading = entities.media[0];
  const byLead = RULES.find((rule) => leading !== undefined && rule.media?.includes(leading));
  const special = RULES.slice(0, 4).find(
    (rule) => rule.pattern?.test(text) || overlaps(rule, entities.media),
  );
  if (special !== undefined) return special.domain;
  if (intent === 'policy')
    return RULES.slice(4).find((rule) => rule.pattern?.test(text))?.domain ?? byLead?.domain ?? 'D10';
  if (RULES[6]?.pattern?.test(text)) return 'D1';
  return byLead?.domain ?? RULES.find((rule) => rule.pattern?.test(text))?.domain ?? null;
}

function overlaps(rule: Rule, media: readonly string[]): boolean {
  return rule.media?.some((medium) => media.includes(medium)) ?? false;
}
