/**
 * Parameters that a figure can be given for, with the canonical unit ('' = a bare number). Spellings of the
 * corpus's inlet ranges come first; what it writes in brackets is split off by `qualifierOf`.
 */
export const PARAMS = `
风量 | | 气量 废气量 处理风量 排风量 烟气量 风机风量 总风量 标况风量 排气量 单房风量 | unit=m³/h media=大气
VOCs浓度 | | VOCs VOC 有机废气浓度 NMHC 非甲烷总烃 非甲烷总烃浓度 TVOC 总VOCs VOCs初始浓度 初始浓度 挥发性有机物 | unit=mg/m³ media=大气
颗粒物浓度 | | 颗粒物 粉尘浓度 烟尘浓度 含尘浓度 含尘量 粉尘 烟尘 初始含尘 | unit=mg/m³ media=大气
油烟浓度 | | 油烟 | unit=mg/m³ media=大气
SO2 | | 二氧化硫 SO2浓度 硫氧化物 | unit=mg/m³ media=大气
NOx | | 氮氧化物 NOx浓度 NO2 一氧化氮 氮氧化物浓度 | unit=mg/m³ media=大气
臭气浓度 | | 臭气 恶臭浓度 | unit=无量纲 media=大气
废气温度 | | 入口温度 烟温 吸附温度 运行温度 烟气温度 进气温度 排气温度 气体温度 排烟温度 温度 进口温度 | unit=℃ media=大气
相对湿度 | | 湿度 RH 含湿量 | unit=% media=大气
颗粒粒径 | | 粒径 粒度 颗粒大小 尘粒径 | unit=μm media=大气
烟尘比电阻 | | 比电阻 粉尘比电阻 | unit=Ω·cm media=大气
煤硫分 | | 硫分 含硫量 煤含硫 燃煤硫分 | unit=% media=大气
占送风量比例 | | 占送风量 送风比例 掺烧比例 | unit=% media=大气
水量 | | 废水量 污水量 处理水量 日水量 处理规模 水量规模 排水量 废水产生量 处理量 | unit=m³/d media=水
COD | | CODcr COD值 COD浓度 化学需氧量 | unit=mg/L media=水
BOD5 | | BOD 生化需氧量 | unit=mg/L media=水
SS | | 悬浮物 悬浮物浓度 悬浮固体 SS浓度 | unit=mg/L media=水
氨氮 | | 氨氮浓度 NH3-N | unit=mg/L media=水
总氮 | | TN | unit=mg/L media=水
总磷 | | TP 磷酸盐 | unit=mg/L media=水
pH | | pH值 酸碱度 | media=水
B/C | | B/C比 BC比 可生化性 BOD/COD | media=水
石油类 | | 含油量 含油 石油类浓度 油含量 | unit=mg/L media=水
动植物油 | | | unit=mg/L media=水
六价铬 | | Cr6+ Cr(VI) Cr6 六价 六价铬浓度 | unit=mg/L media=水
总铬 | | 铬 总铬浓度 含铬 | unit=mg/L media=水
总镍 | | 镍 含镍 镍离子 总镍浓度 | unit=mg/L media=水
总铜 | | 铜 含铜 铜离子 总铜浓度 | unit=mg/L media=水
总镍或总铜 | | | unit=mg/L media=水
总锌 | | 锌 | unit=mg/L media=水
总氰化物 | | 总氰 氰化物 含氰 氰 氰浓度 氰根 | unit=mg/L media=水
氟化物 | | 氟离子 含氟 氟 | unit=mg/L media=水
硫酸盐 | | 硫酸根 SO42- | unit=mg/L media=水
硫化物 | | | unit=mg/L media=水
氯离子 | | 氯化物 | unit=mg/L media=水
含盐量 | | 盐分 盐度 含盐 TDS 盐 溶解性总固体 全盐量 盐含量 | unit=g/L media=水
电导率 | | 电导 | unit=μS/cm media=水
硬度 | | 总硬度 | unit=mg/L media=水
色度 | | | unit=倍 media=水
酚 | | 挥发酚 总酚 苯酚 | unit=mg/L media=水
水温 | | 废水温度 进水温度 | unit=℃ media=水
冬季水温 | | 冬天水温 | unit=℃ media=水
固含量 | | 含固率 含固量 | unit=% media=水
有机物含量 | | 有机物 | unit=% media=水
硫酸质量分数 | | 硫酸浓度 废硫酸浓度 硫酸含量 酸浓度 | unit=% media=固废危废
含水率 | | 含水量 水分 | unit=% media=固废危废
含油率 | | 含油率(质量) | unit=% media=固废危废
有机质含量 | | 有机质 有机物比例 | unit=% media=固废危废
铜或镍含量 | | 铜含量 镍含量 含铜率 含镍率 干基铜 干基镍 | unit=% media=固废危废
浸出液氰化物 | | 浸出液总氰 浸出氰 浸出总氰 浸出液氰 浸出氰化物 | unit=mg/L media=固废危废
固体总氰 | | 氰渣总氰 总氰含量 | unit=mg/kg media=固废危废
占熟料比例 | | 占熟料 投加比例 掺加比例 | unit=% media=固废危废
固废量 | | 产生量 危废量 污泥量 产废量 | unit=t/a media=固废危废
年均降雨量 | | 降雨量 年降雨量 年均降雨 年降水量 降水量 | unit=mm
蒸发强度 | | 年蒸发量 蒸发量 | unit=mm
地下水埋深 | | 地下水位埋深 地下水位 水位埋深 埋深 | unit=m
噪声级 | | 噪声 噪音 声级 声压级 噪声值 | unit=dB media=噪声
锅炉吨位 | | 蒸发吨位 锅炉容量 | unit=蒸吨
养殖规模 | | 存栏 出栏 存栏量 养殖量 | unit=头
面积 | | 占地 占地面积 | unit=亩
投资预算 | | 预算 投资 资金 | unit=万元
去除率 | | 去除效率 净化效率 处理效率 脱除率 效率 脱硫效率 脱硝效率 除尘效率 | unit=%
`;

/** Canonical parameters that one range may speak of at once. */
export const ANY_OF: Readonly<Record<string, readonly string[]>> = { 总镍或总铜: ['总镍', '总铜'] };

/**
 * What a bracket after a parameter means. purpose: one of several uses, each with its own range; variant: holds
 * for another layout than the record's own, so it is told, not tested; place and basis: says where or how the
 * figure is measured, and is tested.
 */
export const QUALIFIERS: Readonly<Record<string, Qualifier>> = {
  回收: { kind: 'purpose', trait: '可回收' },
  治理: { kind: 'purpose' },
  '一级A/O': { kind: 'variant' },
  窑尾投加: { kind: 'place' },
  干基: { kind: 'basis' },
};

export interface Qualifier {
  readonly kind: 'purpose' | 'variant' | 'place' | 'basis';
  /** Trait in words that names the purpose. */
  readonly trait?: string;
}

/** Parameters whose qualified form is another parameter: cyanide per mass of residue. */
export const QUALIFIED: Readonly<Record<string, string>> = { '总氰(窑尾投加)': '固体总氰' };
