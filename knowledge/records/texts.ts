/** Every Chinese sentence of this folder. */
export const RECORD_TEXTS = {
  notAnObject: '应为一个 JSON 对象（花括号括起的一条记录）',
  unknownKind: (kind: string, known: readonly string[]) =>
    `不认识的记录类型“${kind}”，应为 ${known.join('、')} 之一`,
  unrecognised: (known: readonly string[]) =>
    `认不出是哪一类记录：请加上 kind 字段，取 ${known.join('、')} 之一`,
  missing: '缺少此字段，请补上',
  wrongType: (expected: string) => `类型不对，应为${expected}`,
  blank: '不能为空，请填写内容',
  notAllowed: (allowed: readonly string[]) => `取值不对，应为 ${allowed.join('、')} 之一`,
  unknownFields: (names: readonly string[]) => `不认识的字段 ${names.join('、')}，请核对字段名或删去`,
  badId: '编号只能用字母、数字、点、短横线和下划线，且不超过 64 个字符',
  badDate: '日期应写作 2023、2023-08 或 2023-08-25',
  badDay: '日期应写作 2023-08-25',
  badRegion: '行政区划代码应为 6 位数字（全国写 100000）',
  badProvince: '应为省级行政区划代码，如 330000',
  cityElsewhere: '不在所填的省（区、市）之内，请核对行政区划代码',
  demoUnmarked: '示例记录要写明“示例”，以免当作真人真单位',
  daysCrossed: '出库日期早于入库日期',
  minAboveMax: (min: number, max: number) => `下限 ${min} 大于上限 ${max}，请核对原文`,
  noBound: '范围至少要有下限或上限',
  tooLong: (most: number) => `过长，最多 ${most} 个字符`,
  invalid: '内容不合要求',
  types: {
    string: '文字',
    number: '数字',
    int: '整数',
    boolean: '是否（true 或 false）',
    array: '列表（方括号）',
    object: '对象（花括号）',
  } satisfies Record<string, string>,
  /** What every invented record says of itself. */
  demoMark: '示例',
  /** Title of a source of which only the address was noted. */
  untitledSource: '公开网页（题名未记录）',
  /** Region of an organisation whose file leaves it empty; the word that the cases use. */
  regionNotPublished: '未公开',
  guangdong: '广东省',
  elsewhere: '其他省份',
  standardOrderTitle: (industry: string, medium: string, region: string) =>
    `${industry}（${medium}）排放标准的适用顺序：${region}`,
} as const;
