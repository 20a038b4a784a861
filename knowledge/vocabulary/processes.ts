/** Steps of production; `industries` is the trade that the word gives away. */
export const PROCESSES = `
喷漆 | | 喷涂 喷漆房 喷房 喷漆废气 喷漆线 喷漆室 面漆 底漆 油性漆 烤漆 烤漆房 补漆 流平 喷漆车间 上漆 刷漆 油漆 溶剂型涂料 | industries=涂装 media=大气 emits=VOCs
水性漆 | | 水性涂料 水性木器漆 水性面漆 | media=大气 emits=VOCs
喷粉 | | 粉末喷涂 静电喷粉 喷塑 | industries=涂装 emits=颗粒物
电泳 | | 电泳漆 电泳线 | industries=涂装 emits=VOCs
烘干 | | 烘道 烘箱 烘房 烘干废气 烘干炉 固化炉 烘干室 | emits=VOCs
涂胶 | | 上胶 点胶 喷胶 施胶 | emits=VOCs
打磨 | | 抛光 打磨房 砂光 打磨间 研磨 抛丸 喷砂 | media=大气 emits=颗粒物
开料 | | 木工 锯料 机加工粉尘 裁板 | industries=家具制造 emits=颗粒物
焊接 | | 电焊 焊烟 | emits=颗粒物
凹印 | | 凹版印刷 凹版 凹印机 | industries=包装印刷 emits=VOCs
凸印 | | 柔印 柔版 柔版印刷 凸版印刷 | industries=包装印刷 emits=VOCs
平版印刷 | | 胶印 平印 润湿液 润版液 | industries=印刷 emits=VOCs
丝网印刷 | | 丝印 网印 | industries=印刷 emits=VOCs
复合 | | 干式复合 干复 无溶剂复合 覆膜 复合机 | industries=包装印刷 emits=VOCs
制版 | | 冲版 显影液 平版制版 冲版水 | industries=包装印刷
磷化 | | 磷化线 磷化废水 磷化池 陶化 转化膜 脱脂 除油 | media=水
镀铬 | | 镀硬铬 装饰铬 铬镀槽 | industries=电镀
镀锌 | | 锌镍合金 镀锌线 钝化废水 钝化液 | industries=电镀
镀镍 | | 化学镀镍 化学镍 电镀镍 化镍 镀镍漂洗 | industries=电镀
镀铜 | | 焦铜 焦磷酸铜 酸铜 氰化镀铜 化学镀铜 化铜 沉铜 | industries=电镀
镀银 | | 氰化镀银 镀金 氰银 | industries=电镀
镀槽 | | 电镀线 挂镀 滚镀 镀件 漂洗槽 | industries=电镀
阳极氧化 | | 氧化线 |
酸洗 | | 酸洗线 除锈 |
显影 | | 脱膜 去膜 退膜 脱膜液 去膜液 退膜液 显影废液 油墨废液 油墨废水 | industries=印制电路板 media=水
蚀刻 | | 刻蚀 蚀刻液 微蚀 铜氨 铜氨水 铜氨废水 | industries=电子 media=水
鞣制 | | 铬鞣 鞣液 复鞣 染色加脂 蓝湿皮 | industries=制革 media=水
脱毛 | | 浸灰 脱灰 生皮 脱毛车间 | industries=制革 media=水
退浆 | | 煮炼 煮漂 精炼 碱减量 丝光 退煮漂 前处理废水 | industries=纺织印染 media=水
染色 | | 染缸 活性染料 染料 轧染 | industries=纺织印染 media=水
定形 | | 定型 定型机 定形机 热定形 热定型 | industries=纺织印染 media=大气 emits=油烟
涂层 | | 涂层机 涂层线 PU涂层 涂层整理 涂层废气 | industries=纺织印染 emits=VOCs
后整理 | | 织物整理 泡沫整理 | industries=纺织印染
洗毛 | | 洗毛废水 | industries=毛纺 media=水
待宰 | | 待宰圈 待宰间 待宰栏 | industries=屠宰 emits=恶臭
宰杀 | | 洗肠水 洗肚水 肠水 褪毛 烫毛 开膛 内脏清洗 血水 肠衣 | industries=屠宰
烟熏 | | 熏蒸 油炸 烟熏间 烟熏房 熏制 蒸煮车间 | industries=肉类加工 emits=油烟
解冻 | | 冻肉解冻 | industries=肉类加工
冲天炉 | | 化铁炉 | industries=铸造 media=大气
冷芯盒 | | 制芯 芯子 射芯 热芯盒 芯砂 | industries=铸造 media=大气 emits=三乙胺
浇注 | | 造型 砂处理 落砂 清砂 熔炼 中频炉 电炉熔炼 消失模 | industries=铸造 media=大气
脱模 | | 脱模剂 脱模油 | emits=油雾
淬火 | | 淬油 热处理 回火 | emits=油雾
湿式机加工 | | 切削 数控机床 磨削 磨床 车铣 | industries=机械加工 emits=油雾
发动机试验 | | 发动机台架 试车 台架试验 热试 | industries=汽车制造 media=大气
喷雾干燥 | | 喷雾塔 喷雾干燥塔 喷干塔 | industries=陶瓷 media=大气 emits=颗粒物
窑炉 | | 辊道窑 梭式窑 烧成窑 窑炉烟气 工业窑炉 炉窑 | media=大气
抛光废水 | | 含泥废水 含釉废水 釉料废水 | industries=陶瓷 media=水
合成 | | 合成釜 反应釜 合成车间 |
发酵过程 | | 发酵罐 发酵尾气 发酵液 喷浆造粒 | industries=发酵
蒸氨 | | 蒸氨废水 剩余氨水 | industries=焦化 media=水
脱硫废水 | | 湿法脱硫废水 | industries=火电 media=水
磨煤机 | | 钢球磨 中速磨 球磨机 | industries=火电 media=噪声
冷却塔 | | 凉水塔 晾水塔 | media=噪声
锅炉排汽 | | 排汽放空 安全阀排汽 吹管 | media=噪声
风机 | | 引风机 送风机 罗茨风机 鼓风机 | media=噪声
水泵 | | 循环泵 给水泵 泵房 | media=噪声
空压机 | | 压缩机 空压站 | media=噪声
冲床 | | 冲压 锻造 | media=噪声
变压器 | | 配电房 |
气化 | | 灰水 气化灰水 | industries=煤化工 media=水
蒸煮 | | 硫酸盐法制浆 碱回收 黑液 | industries=制浆造纸
循环水排污 | | 除盐站排水 循环冷却水 | media=水
投料 | | 配料 调配 | emits=颗粒物
炼胶 | | 密炼 硫化 | industries=橡胶塑料 media=大气 emits=VOCs
挤出 | | 造粒 | industries=橡胶塑料 emits=VOCs
食堂烹饪 | | 炒菜 后厨 | industries=餐饮 media=大气 emits=油烟
`;
