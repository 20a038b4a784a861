/** Words that hold a spelling of the vocabulary and mean something else. Found first, and dropped. */
export const SILENT: readonly string[] =
  `无锡 盐城 海盐 盐池 盐酸 含盐酸 食盐 铜陵 铜仁 铜川 银行 银川 白银 铁路 地铁 高铁 铝合金 铅笔 铅山 锡林 汞柱 磷肥 磷矿 氨基
铜版纸 铜牌 苯环 臭豆腐 臭美 吵架 碳酸 硅谷 一体化管理 村镇银行 施工图 排水沟 大气层 空气能 空气压缩机 太阳能
固体废物污染环境防治法 大气污染防治法 水污染防治法 土壤污染防治法 噪声污染防治法 海洋环境保护法 技术指导目录 水泥罐车 水泥路
机械设备 物业公司 工业互联网 数字化 水平 水准 水果 水电 水费 水表 家具城 汽车站 汽车票 酒店 医院感染 温度计 湿度计
味道好 口味 品味 兴味 韵味 趣味 意味 玩味 银色 金银 氰基 磷脂 余氯仪 印刷体 生物化学 物理化学`
    .split(/\s+/)
    .filter((word) => word !== '');
