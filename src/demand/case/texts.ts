import type { DomainCode } from '../../domains.js';
import type { MaskKind } from './masked.js';

/** What stands in a case in place of what was masked. */
export const MASK: Readonly<Record<MaskKind, string>> = {
  phone: '（电话略）',
  email: '（邮箱略）',
  number: '（证件号略）',
  company: '某单位',
  person: '某人',
  place: '某地',
};

/** The medium of a case where its field says it; the editor chooses where none does. */
export const MEDIUM_OF_DOMAIN: Readonly<Partial<Record<DomainCode, string>>> = {
  D1: '低碳',
  D2: '大气',
  D3: '水',
  D4: '低碳',
  D5: '海水',
  D6: '土壤',
  D7: '固废危废',
  D8: '农村水',
};

/** Media that a case can be about: canonical names of the vocabulary. */
export const MEDIA = [
  '大气',
  '水',
  '固废危废',
  '土壤',
  '地下水',
  '噪声',
  '农村水',
  '农业水',
  '海水',
  '低碳',
] as const;

export const caseTexts = {
  sourceTitle: (receipt: string) => `来自需求 ${receipt}`,
  sourceKind: '帮扶案例',
  evidence: '由专家答复整理，提出人已确认，编辑已审核',
  otherIndustry: '其他',
  nation: '全国',
  title: (region: string, industry: string, subject: string) => `${region}${industry}：${subject}`,
  process: (problem: string, measure: string) => `问题：${problem}\n建议：${measure}`,
} as const;
