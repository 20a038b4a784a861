/** Rows in our own shape, made up for the tests. */
export function unitRow(id: string, serviceScope = '虚构的服务范围'): Record<string, unknown> {
  return {
    id,
    kind: 'unit',
    title: `示例单位${id}`,
    unitType: '科研院所',
    region: '未公开',
    serviceScope,
    domains: ['D3'],
    note: null,
    source: { title: '示例网页', grade: 'B' },
  };
}

export function expertRow(id: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    kind: 'expert',
    title: `示例专家·${id}`,
    demo: true,
    unitName: '示例单位·甲',
    unitType: '高校',
    professionalTitle: '教授',
    titleLevel: '正高',
    domains: ['D2'],
    province: '330000',
    industries: ['家具制造'],
    processes: ['喷漆'],
    pollutants: ['VOCs'],
    achievements: [],
    serviceModes: ['online'],
    consentPublic: true,
    source: { title: '示例名录', grade: 'C' },
    ...fields,
  };
}

export function technologyRow(id: string, ranges: readonly object[] = []): Record<string, unknown> {
  return {
    id,
    kind: 'technology',
    title: `示例工艺${id}`,
    domain: 'D3',
    medium: '水',
    pollutants: ['COD'],
    industries: ['纺织印染'],
    processRoute: '调节→生化→沉淀',
    indicators: [],
    applicability: { text: '示例废水', ranges },
    maturity: '文献报道',
    source: { title: '示例论文', grade: 'B' },
  };
}

export function jsonl(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
