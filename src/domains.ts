/** The plan's ten fields of assistance (环科财〔2021〕55号, section 三). */
export const DOMAINS = {
  D1: '绿色低碳转型发展',
  D2: '细颗粒物与臭氧污染协同防控',
  D3: '水生态完整性保护与修复',
  D4: '支撑碳达峰与碳中和',
  D5: '陆海统筹与海洋生态保护修复',
  D6: '土壤污染防治与安全利用',
  D7: '危险废物风险精准管控',
  D8: '农业面源污染防治与农村环境整治',
  D9: '监督整改与应急处置',
  D10: '其他',
} as const;

export type DomainCode = keyof typeof DOMAINS;

export function isDomainCode(text: string): text is DomainCode {
  return Object.hasOwn(DOMAINS, text);
}
