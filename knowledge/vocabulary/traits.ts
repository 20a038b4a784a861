/**
 * Properties of a stream, a site or a use, against which the exclusions of the records are read. A record's
 * clause and an asker's words meet in the same entry; broader covers narrower (含卤 covers 氯代烃).
 */
export const TRAITS = `
含卤 | | 含氯 含氟废气 卤代烃 卤化物 卤代 卤素 含卤化物 含卤代烃 氯代烃 有机氯 氯代 含溴 卤代有机物 | media=大气
有机硅 | | 硅烷 硅氧烷 含硅 硅油 硅酮 硅胶 有机硅烷 硅树脂 含有机硅 | media=大气
有机磷 | | 含磷废气 磷酸酯 含有机磷 有机磷废气 | media=大气
含硫 | | 含硫化物 含硫化合物 有机硫 硫醇 含硫废气 硫化物 |
含氮 | | 含氮废气 含氮有机物 含氮化合物 | media=大气
催化剂毒物 | | 毒物 催化剂中毒 使催化剂中毒 |
易聚合 | | 易自聚 自聚 易自聚物 聚合 交联 易聚合组分 会聚合 单体 |
易氧化 | | 易在炭上氧化 酮类 醛酮 |
酸性气 | | 酸性气体 酸性废气 酸雾 |
高沸点 | | 高沸点物 高沸物 高沸点有机物 |
水溶性 | | 溶于水 易溶于水 水溶性好 水溶 |
可回收 | | 有回收价值 回收价值 回收溶剂 溶剂回收 收回溶剂 溶剂收回 溶剂卖钱 卖溶剂 回收卖钱 收回卖钱 |
高湿 | | 湿度高 湿度大 湿气重 水汽大 水汽多 含湿量高 潮湿 高湿度 水蒸气多 水分大 湿气大 很湿 带水 | media=大气
含尘 | | 粉尘多 灰大 含颗粒物 含漆雾 漆雾多 |
高温 | | 温度高 高温废气 高温烟气 |
高比电阻 | | 高铝 高硅 高铝高硅 高比电阻粉尘 比电阻高 |
轻质颗粒 | | 轻质粉尘 轻飘 木绒 棉绒 纤维尘 |
细颗粒 | | 细粉 超细粉尘 很细 亚微米 |
爆炸性粉尘 | | 铝镁粉尘 涉爆粉尘 可燃粉尘 铝粉 镁粉 |
间歇 | | 间歇生产 间断生产 间歇排放 时开时停 断断续续 批次生产 不连续 白天开晚上停 开开停停 单班生产 |
波动大 | | 浓度波动大 工况波动 波动 水质波动大 水量波动大 忽高忽低 时高时低 工况不稳 不稳定 水质水量波动大 浓度不稳 冲击负荷 抗冲击 |
连续稳定 | | 连续运行 连续生产 工况稳定 水质稳定 水质稳 水量稳定 浓度稳定 稳定运行 |
高浓度 | | 高浓 浓度高 浓度很高 高负荷 |
低浓度 | | 浓度低 浓度很低 中低浓度 低负荷 |
大风量 | | 风量大 大气量 |
小风量 | | 风量小 |
用地紧张 | | 地方小 场地小 没地方 占地小 放不下 空间小 场地有限 地方有限 |
难降解 | | 可生化性差 难生化 生化性差 不好生化 B/C低 |
高盐 | 无机盐高 | 高含盐 高盐分 盐高 含盐高 盐分高 高盐废水 |
无机盐高 | | 无机盐 无机盐含量高 其他无机酸 无机酸 |
含毒物 | | 有毒 生物毒性 毒性大 抑制性物质 |
铁氰 | 络合氰 | 铁氰配合物 铁氰化物 亚铁氰 亚铁氰化物 铁氰络合物 普鲁士蓝 |
络合氰 | | 氰络合物 络合氰化物 氰配合物 络合的氰 |
黑铬 | | 镀黑铬 黑铬电镀 黑铬废水 |
强氧化性 | | 氧化性强 强氧化 强氧化剂 |
有机物高 | | 有机物含量高 有机物多 高有机物 |
含重金属 | | 有重金属 |
含油 | | 带油 油多 油污 |
余氯 | | 含余氯 |
硬水 | | 高硬度 硬度高 钙含量高 钙镁高 结垢 |
复杂工件 | | 工件复杂 异形件 复杂零件 形状复杂 盲孔 |
大型镀件 | | 大型工件 大件 大型零件 超大工件 |
钢卷 | | 卷板 带钢 钢带 |
接触食品 | | 直接接触食品 食品接触 接触食物 食品内包装 食品包装内层 内层接触 食品袋内层 食品内袋 直接装食品 接触食品的 |
蒸煮包装 | | 高温蒸煮 蒸煮袋 水煮袋 水煮 耐蒸煮 |
薄膜印刷 | | 塑料薄膜 薄膜里印 薄膜凹印 里印 |
水源保护区 | | 水源防护带 饮用水水源保护区 水源地保护区 集中供水水源防护带 集中供水水源 饮用水水源地 饮用水源地 水源地 | media=水
岩溶区 | | 喀斯特 裂隙岩溶 裂隙岩溶区 溶洞 石灰岩地区 岩溶 |
含水层露头 | | 露头 |
饮用水用途 | | 生活饮用水 自来水处理 饮用水处理剂 自来水厂 |
寒冷 | | 北方 冬天冷 冬季低温 严寒 东北 高寒 低温地区 |
干旱 | | 干旱少雨 缺水 蒸发强 |
有消纳土地 | | 有配套农田 配套农田 需消纳地 有消纳地 有足够土地 |
缺少土地 | | 土地不足 无土地 没有地 无消纳地 没地消纳 无充足土地 没有农田 没有配套农田 |
特别排放限值 | | 特排 特别限值 |
天然气燃料 | | 以天然气为燃料 烧天然气 天然气窑 |
煤燃料 | | 烧煤 燃煤 煤粉 水煤浆 发生炉煤气 煤气发生炉 |
石油焦燃料 | | 石油焦 烧石油焦 |
生物质燃料 | | 烧生物质 生物质 生物质成型燃料 秸秆 木屑颗粒 |
`;

/** A record that asks for the first is ruled out (hard) or doubtful (soft) for a stream with the second. */
export const OPPOSITES: readonly {
  readonly needed: string;
  readonly told: string;
  readonly hard: boolean;
}[] = [
  { needed: '连续稳定', told: '间歇', hard: false },
  { needed: '连续稳定', told: '波动大', hard: false },
  { needed: '天然气燃料', told: '煤燃料', hard: true },
  { needed: '天然气燃料', told: '石油焦燃料', hard: true },
  { needed: '天然气燃料', told: '生物质燃料', hard: true },
  { needed: '有消纳土地', told: '缺少土地', hard: true },
];

/** A trait in words as the interval of a parameter that it stands for at least. */
export const TRAIT_VALUES: readonly {
  readonly trait: string;
  readonly param: string;
  readonly min: number;
  readonly max: number;
}[] = [{ trait: '高湿', param: '相对湿度', min: 85, max: 100 }];

/** Single characters that name a family inside an excluding clause (含硫、卤、硅、磷等毒物), nowhere else. */
export const ELEMENTS: Readonly<Record<string, string>> = {
  硫: '含硫',
  卤: '含卤',
  氯: '含卤',
  氟: '含卤',
  硅: '有机硅',
  磷: '有机磷',
  氮: '含氮',
};

/** Wording of a clause that names a trait which its single words do not. */
export const WORDINGS: readonly { readonly pattern: RegExp; readonly trait: string }[] = [
  { pattern: /聚合[^；]{0,8}氧化/, trait: '易氧化' },
];
