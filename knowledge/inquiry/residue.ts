import type { Vocabulary } from '../vocabulary/vocabulary.js';

/**
 * Words with which anybody asks about anything: they name no thing. What is left of a question without them and
 * without the vocabulary's words is something in particular that the knowledge may not know (风电叶片, 飞灰).
 */
const ASKING =
  /我们|咱们|你们|这边|那边|公司|工厂|厂里|车间|单位|企业|项目|厂区|厂|家|现在|目前|最近|一直|经常|有点|非常|特别|比较|怎么办|怎样|怎么|如何|什么样|什么|哪种|哪些|哪个|哪里|多少钱|多少|有没有|能不能|可不可以|是不是|可以|能够|应该|需要|想要|想|要|请问|请教|请|求|帮忙|帮|推荐|介绍|给|上一套|上套|一套|一个|一下|一些|一种|几种|几个|套|个|种|好用|好的|好|合适|适合|成熟|靠谱|先进|最新|便宜|省钱|划算|费用|价格|报价|成本|投资|环保|环境|生态|设备|装置|设施|机器|工艺|技术|方案|方法|办法|措施|做法|思路|建议|案例|处理|治理|解决|整改|改造|升级|提标|达标|超标|排放|排污|减排量|减排|污染物|污染|控制|净化|去除|降低|减少|计算公式|计算|公式|核算|测算|问题|情况|要求|标准|太大|太高|太|大|高|很|了|的|得|地|吗|呢|吧|啊|呀|是|有|没|不|和|与|及|或|在|被|把|对|从|到|用|上|下|做|搞|弄|周边|附近|居民|邻居|群众|投诉|反映|意见|气味|味道|难闻|原理|机理|作用|影响|区别|优缺点|流程|参数|设计|运行|管理|说明|知识|资料|强化|生物|化学|物理/g;

/** The part of a question that names something unknown: '' when nothing is left. */
export function residue(text: string, vocabulary: Vocabulary): string {
  const known = vocabulary.match(text);
  const unknown = [...known]
    .reverse()
    .reduce((rest, match) => rest.slice(0, match.start) + rest.slice(match.end), text);
  return unknown.replaceAll(ASKING, '').replaceAll(/[^\p{Script=Han}A-Za-z]/gu, '');
}
