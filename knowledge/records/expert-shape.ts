import { z } from 'zod';
import { regions } from '../../src/region/region.js';
import { domain, optionalDay, regionCode, text, texts } from './fields.js';
import type { ExpertRecord } from './record.js';
import { RECORD_TEXTS } from './texts.js';

/** The fields of an expert beside those that every record has. */
export const EXPERT_FIELDS = {
  kind: z.literal('expert'),
  demo: z.boolean(),
  unitName: text,
  unitType: z.enum(['高校', '科研院所', '企业', '事业单位', '协会']),
  professionalTitle: text,
  titleLevel: z.enum(['正高', '副高', '其他']),
  domains: z.array(domain).min(1),
  province: regionCode,
  city: regionCode.nullish().transform((code) => code ?? null),
  industries: texts,
  processes: texts,
  pollutants: texts,
  achievements: texts,
  serviceModes: z.array(z.enum(['online', 'onsite'])).min(1),
  consentPublic: z.boolean(),
  validFrom: optionalDay,
  validUntil: optionalDay,
};

type Checked = Pick<
  ExpertRecord,
  'demo' | 'title' | 'unitName' | 'source' | 'province' | 'city' | 'validFrom' | 'validUntil'
>;

/** The rules over several fields: an invented person says so wherever they are shown, places and days agree. */
export function checkExpert(expert: Checked, context: z.RefinementCtx): void {
  const problem = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message, input: undefined });
  if (expert.demo) {
    const shown = { title: expert.title, unitName: expert.unitName };
    for (const [field, value] of Object.entries(shown))
      if (!isMarked(value)) problem([field], RECORD_TEXTS.demoUnmarked);
    if (!isMarked(expert.source.title)) problem(['source', 'title'], RECORD_TEXTS.demoUnmarked);
  }
  const province = regions().byCode(expert.province);
  if (province?.level !== 'province') problem(['province'], RECORD_TEXTS.badProvince);
  if (expert.city !== null && regions().provinceOf(expert.city)?.code !== expert.province)
    problem(['city'], RECORD_TEXTS.cityElsewhere);
  if (expert.validFrom !== null && expert.validUntil !== null && expert.validUntil < expert.validFrom)
    problem(['validUntil'], RECORD_TEXTS.daysCrossed);
}

function isMarked(text: string): boolean {
  return text.includes(RECORD_TEXTS.demoMark);
}
