/**
 * Pollutants of the corpus and their neighbours; names are the corpus's own where it has one. 铜 and 总铜 are one
 * entry, 总铬 and 六价铬 are two (see ./inference.ts for what one figure says of the other).
 */
export const POLLUTANTS = `
VOCs | | VOC 挥发性有机物 挥发性有机化合物 有机废气 有机气体 溶剂味 油漆味 漆味 有机溶剂废气 气态VOCs | media=大气 param=VOCs浓度
TVOC | VOCs | 总VOCs 总VOC 总挥发性有机物 | media=大气 param=VOCs浓度
NMHC | VOCs | 非甲烷总烃 非甲烷烃 非甲总烃 | media=大气 param=VOCs浓度
苯系物 | VOCs | 三苯 BTEX | media=大气
苯 | 苯系物 | | 
甲苯 | 苯系物 | | media=大气
二甲苯 | 苯系物 | | media=大气
三甲苯 | 苯系物 | | media=大气
甲苯与二甲苯合计 | 苯系物 | 甲苯和二甲苯合计 | media=大气
乙苯 | 苯系物 | | media=大气
苯乙烯 | 苯系物 | | media=大气 traits=易聚合
甲醛 | VOCs | | traits=易聚合
乙醛 | VOCs | | traits=易聚合
丙烯醛 | VOCs | | traits=易聚合
丙烯腈 | VOCs | | traits=易聚合,含氮
丙烯酸酯 | VOCs | 丙烯酸 甲基丙烯酸甲酯 | traits=易聚合
丁二烯 | VOCs | 1,3-丁二烯 | traits=易聚合
环氧乙烷 | VOCs | |
甲醇 | VOCs | |
乙醇 | VOCs | 酒精 |
异丙醇 | VOCs | IPA |
丙酮 | VOCs | | traits=易氧化
丁酮 | VOCs | 甲乙酮 MEK | traits=易氧化
环己酮 | VOCs | | traits=易氧化
甲基异丁基酮 | VOCs | MIBK | traits=易氧化
乙酸乙酯 | VOCs | 醋酸乙酯 乙酯 |
乙酸丙酯 | VOCs | 乙酸正丙酯 正丙酯 醋酸丙酯 |
乙酸丁酯 | VOCs | 醋酸丁酯 丁酯 |
DMF | VOCs | 二甲基甲酰胺 N,N-二甲基甲酰胺 | traits=含氮
DMAC | VOCs | 二甲基乙酰胺 | traits=含氮
NMP | VOCs | N-甲基吡咯烷酮 | traits=含氮
胺类 | VOCs | 有机胺 甲胺 二甲胺 | traits=含氮
三甲胺 | 胺类 | | media=大气 traits=含氮
三乙胺 | 胺类 | | media=大气 traits=含氮
卤代烃 | VOCs | 氯代烃 氯代烷烃 有机氯 卤代有机物 二氯甲烷 三氯甲烷 氯仿 三氯乙烯 四氯乙烯 二氯乙烷 氯甲烷 溴甲烷 氟代烃 氟利昂 溴代烃 | traits=含卤
氯乙烯 | 卤代烃 | | traits=含卤
氯苯 | 卤代烃 | 氯苯类 二氯苯 | traits=含卤
SVOCs | | 半挥发性有机物 SVOC |
PAHs | SVOCs | 多环芳烃 PAH |
苯并(a)芘 | PAHs | 苯并芘 苯并[a]芘 |
LNAPL | 石油烃 | DNAPL 浮油 非水相液体 | media=地下水
石油烃 | | 总石油烃 TPH | media=土壤
颗粒物 | | 粉尘 烟尘 灰尘 打磨粉尘 木屑 木粉 木尘 药尘 焊烟 焊接烟尘 总悬浮颗粒物 TSP ^PM PM2.5 PM10 细颗粒物 烟粉尘 烟（粉）尘 粉尘浓度 灰大 | media=大气 param=颗粒物浓度
扬尘 | 颗粒物 | 道路扬尘 施工扬尘 工地扬尘 | media=大气
漆雾 | 颗粒物 | 过喷漆雾 喷漆雾 | media=大气 traits=含尘
油雾 | | 油雾废气 油烟雾 | media=大气
油烟 | | 厨房油烟 餐饮油烟 | media=大气 param=油烟浓度
沥青烟 | | 沥青油烟 沥青烟气 | media=大气
SO2 | | 二氧化硫 硫氧化物 SOx | media=大气 traits=含硫
SO3 | | 三氧化硫 | media=大气 traits=含硫,酸性气
NOx | | 氮氧化物 NO2 二氧化氮 ^NO 一氧化氮 氮氧化合物 黄烟 | media=大气
一氧化碳 | | ^CO CO气体 | media=大气
CO2 | | 二氧化碳 | media=低碳,大气
甲烷 | | CH4 |
HCl | | 氯化氢 含盐酸雾 盐酸雾 盐酸酸雾 氯化氢气体 | media=大气 traits=酸性气,含卤
Cl2 | | 氯气 | media=大气 traits=酸性气,含卤
HF | | 氟化氢 氢氟酸雾 氢氟酸废气 | media=大气 traits=酸性气,含卤
硫酸雾 | | | media=大气 traits=酸性气
酸雾 | | 酸性废气 酸洗废气 | media=大气 traits=酸性气
铬酸雾 | | | media=大气
氰化氢 | | HCN | media=大气
氨 | | 氨气 NH3 氨味 尿素味 液氨 | media=大气 traits=含氮
H2S | 还原硫 | 硫化氢 臭鸡蛋味 | media=大气 traits=含硫,酸性气
还原硫 | 恶臭 | TRS 总还原硫 硫醇 | media=大气 traits=含硫
甲硫醇 | 还原硫 | | media=大气 traits=含硫
甲硫醚 | 还原硫 | | media=大气 traits=含硫
二甲二硫 | 还原硫 | | media=大气 traits=含硫
二硫化碳 | 还原硫 | ^CS2 | media=大气 traits=含硫
恶臭 | | 臭气 异味 臭味 臭 气味 味儿大 味道大 味大 味儿 难闻 恶臭气体 除臭 臭气浓度 | media=大气 param=臭气浓度
二噁英 | | 二恶英 二噁英类 二英 | media=大气 traits=含卤
臭氧 | | O3 | media=大气
一氧化二氮 | | N2O |
COD | | CODcr COD值 化学需氧量 化学耗氧量 | media=水
高锰酸盐指数 | | CODMn | media=水
BOD5 | | BOD 生化需氧量 五日生化需氧量 | media=水
SS | | 悬浮物 悬浮固体 固体悬浮物 水中悬浮物 | media=水
氨氮 | | NH3-N NH4-N NH4+-N 铵态氮 NH₃-N 高氨氮 | media=水
总氮 | | TN | media=水
总磷 | | TP 磷 除磷 总磷（湖、库） | media=水
磷酸盐 | 总磷 | 正磷酸盐 磷酸盐（以P计） | media=水
氮磷 | | 氮和磷 | media=水
亚硝酸盐 | | 亚硝态氮 亚硝氮 | media=水
硝酸盐 | | 硝态氮 硝酸盐氮 硝酸盐（以N计） | media=水
石油类 | | 含油废水 石油类物质 浮油废水 矿物油类 | media=水
动植物油 | | 动植物油类 油脂 | media=水
酚 | | 挥发酚 苯酚 酚类 含酚 总酚 | media=水
苯胺 | | 苯胺类 | media=水 traits=含氮
硝基苯 | | 硝基苯类 |  traits=含氮
色度 | | 颜色深 脱色 有颜色 | media=水 param=色度
氰化物 | | 氰 含氰 总氰化物 总氰 氰根 含氰废水 | media=水 param=总氰化物
氟化物 | | 含氟 氟离子 含氟废水 除氟 氟 无机氟化物 氟及其化合物 | traits=含卤
硫化物 | | 含硫化物 硫离子 | traits=含硫
硫酸盐 | | 硫酸根 高硫酸盐 | media=水
氯离子 | | 氯化物 高氯离子 Cl-离子 | media=水
含盐量 | | 高盐 盐分 盐度 含盐 TDS 高盐废水 高含盐 盐 溶解性总固体 脱盐 | media=水
电导率 | | 电导 | media=水
硬度 | | 总硬度 高硬度 钙镁 除硬 | media=水
浊度 | | | media=水
阴离子表面活性剂 | | LAS 表面活性剂 |  media=水
总有机碳 | | TOC | media=水
可吸附有机卤化物 | | AOX 可吸附有机卤素 | media=水 traits=含卤
溶解氧 | | DO | media=水
余氯 | | 总余氯 游离氯 | media=水
粪大肠菌群 | | 大肠菌群 粪大肠杆菌 大肠杆菌 | media=水
蛔虫卵 | | |
抗生素 | 新污染物 | 四环素 大环内酯 青霉素 头孢 阿莫西林 抗性基因 | media=水 industries=制药
新污染物 | | 微塑料 全氟化合物 PFAS PFOS 内分泌干扰物 | media=水
尿素 | | | media=水
重金属 | | 金属离子 重金属离子 金属污染物 |
六价铬 | 总铬 | Cr6+ Cr(VI) Cr6 六价 铬六 六价铬离子 Cr(Ⅵ) | media=水
总铬 | 重金属 | 铬 含铬 三价铬 铬水 含铬废水 Cr3+ 铬及其化合物 |
总镍 | 重金属 | 镍 含镍 镍离子 Ni2+ 镍水 化镍 镍及其化合物 |
总铜 | 重金属 | 铜 含铜 铜离子 Cu2+ 铜水 |
总锌 | 重金属 | 锌 含锌 锌离子 Zn2+ |
总铅 | 重金属 | 铅 含铅 铅及其化合物 |
镉 | 重金属 | 总镉 镉米 镉大米 镉及其化合物 |
汞 | 重金属 | 总汞 水银 汞及其化合物 |
烷基汞 | 汞 | |
砷 | 重金属 | 总砷 砷及其化合物 |
锑 | 重金属 | 总锑 |
钼 | 重金属 | 总钼 |
铊 | 重金属 | 总铊 铊及其化合物 |
银 | 重金属 | =银 总银 含银 |
钴 | 重金属 | 总钴 |
锰 | 重金属 | 总锰 |
铁 | | =铁 总铁 |
铝 | | =铝 总铝 |
锡 | 重金属 | =锡 锡及其化合物 |
铍 | 重金属 | =铍 总铍 |
硒 | | =硒 总硒 |
钡 | | =钡 |
配位化合物 | | 络合物 络合 络合废水 络合重金属 配合物 螯合物 EDTA 络合镍 络合铜 破络 | media=水
有机物 | | 有机污染物 有机污染 难降解有机物 |
废水 | | =废水 | generic
用水 | | 节水 新鲜水用量 用水量大 | media=水
清洗水 | | 漂洗水 清洗废水 水洗水 | media=水
酸碱 | | 酸碱废水 废碱 酸性废水 碱性废水 含酸废水 |
整理剂 | | |  media=水
羊毛脂 | | | media=水 industries=毛纺
黑臭 | | 黑臭水体 水体黑臭 河道发黑发臭 | media=水 industries=城市水体
蓝藻 | | 水华 藻类 藻华 控藻 除藻 富营养化 | media=水
噪声 | | 噪音 吵 轰鸣 声音大 响声大 低频噪声 | media=噪声 param=噪声级
振动 | | 震动 |  media=噪声
污泥 | | 污泥处置 生化污泥 剩余污泥 市政污泥 | media=固废危废
电镀污泥 | 污泥 | 含铜污泥 含镍污泥 重金属污泥 表面处理污泥 | media=固废危废 industries=电镀
含铬污泥 | 污泥 | 铬泥 铬污泥 | media=固废危废 industries=制革
含油污泥 | 污泥 | 油泥 油泥砂 油泥沙 落地油泥 罐底油泥 | media=固废危废
漆渣 | | 废漆渣 磷化渣 | media=固废危废 industries=涂装
废切削液 | | 废乳化液 切削液 乳化液 废切削油 皂化液 | media=固废危废 industries=机械加工
废矿物油 | | 废机油 废润滑油 废液压油 废油再生 | media=固废危废
废溶剂 | | 废有机溶剂 废清洗剂 废稀料 废稀释剂 | media=固废危废
废硫酸 | | 废酸 废酸再生 废硫酸液 烷基化废酸 | media=固废危废
废盐 | | 工业废盐 副产盐 杂盐 | media=固废危废
废显影液 | | 废定影液 废冲版液 | media=固废危废
废脱硝催化剂 | | 失活催化剂 废催化剂 废SCR催化剂 钒钛催化剂 脱硝催化剂 | media=固废危废 industries=锅炉
废锂电池 | | 废动力电池 退役动力电池 退役三元电池 三元电池 退役电池 锂电池回收 废电池 废锂离子电池 | media=固废危废 industries=电池回收
锰渣 | | 电解锰渣 | media=固废危废 industries=电解锰
氰渣 | | 氰化尾渣 氰化渣 含氰尾渣 | media=固废危废 industries=黄金
含铬皮革废料 | | 皮革碎料 革屑 削匀革屑 蓝湿皮边角料 皮革废料 | media=固废危废 industries=制革
下脚料 | | 屠宰下脚料 屠宰废弃物 碎肉骨 | media=固废危废 industries=屠宰
粪便 | | 肠胃内容物 动物粪便 | media=固废危废
粪污 | | 畜禽粪污 猪粪 鸡粪 牛粪 畜禽粪便 粪肥 | industries=畜禽养殖
有机垃圾 | | 厨余垃圾 易腐垃圾 餐厨垃圾 农村垃圾 村里垃圾 生活垃圾 | media=固废危废
废塑料 | | 废旧塑料 塑料垃圾 | media=固废危废
废活性炭 | | 失效活性炭 | media=固废危废
飞灰 | | 焚烧飞灰 | media=固废危废
农药残留 | | 农残 |
辐射 | | 电磁辐射 放射性 电场强度 磁感应强度 |
`;
