import type { Quantity } from '../../src/quantity/quantity.js';
import type { Entities } from './entities.js';
import { narrativeSignals } from './narrative.js';
import type { Voice } from './voice.js';

/** Groups of words by which people report somebody else's pollution. `weight` as used in `complaintSignals`. */
interface Group {
  readonly name: string;
  readonly weight: 'ask' | 'accuse' | 'act' | 'nuisance' | 'harm' | 'scene' | 'worry';
  readonly pattern: RegExp;
}

const GROUPS: readonly Group[] = [
  {
    name: '要求处理',
    weight: 'ask',
    pattern:
      /(?<!被)举报(?!了?(?:我们|咱|我司|我厂)|电话是|奖励|办法)|(?:我要|我想|想要?|要|来|进行|多次|再次|一直|反复|向[^，。；]{1,8}|去哪里?|哪里|怎么|如何|到哪|实名|匿名)投诉(?!了?(?:我们|咱|我司|我厂))|^投诉(?!了?(?:我们|我司))|投诉无门|投诉[^，。；]{0,6}(?:没用|没人|无果|不管|没结果|石沉大海)|信访|上访|曝光|控告|检举|反映(?:过|了|多次|情况|问题|无果|一下|给)|(?:多次|一直|反复|再次|想|要|特此|向[^，。；]{1,8})反映|请(?:求|你们|有关|相关|领导|环保|政府|部门|尽快|立即|及时|严|依法)?[^，。；]{0,8}(?:查处|查一查|查一下|查查|来查|调查|处理一下|整治|制止|取缔|关停|解决一下|管管|管一管|来管|介入|核查|核实|重视|督促|严惩)|请(?:求)?(?:尽快|及时|依法|立即|抓紧|予以)?(?:处理|解决)(?:$|[。！!，,])|(?:希望|恳请|恳求|盼|望|呼吁|强烈要求|要求|建议)[^。；]{0,14}(?:部门|领导|政府|环保局|查处|关停|搬迁|取缔|停产|停工|整治一下|管一管|管管|给个说法|给个交代|予以处理|尽快处理|尽快解决|严查|惩处|赔偿)|(?:坚决|强烈|一致|全体)?(?:反对|抵制|抗议)(?!者)|质疑|没人管|无人管|没有人管|没人理|无人问津|无人过问|不管不问|视而不见|不作为|踢皮球|推诿|互相推|管管|有(?:没有)?人管|谁来管|谁管|哪个部门管|归谁管|找谁(?:管|投诉|反映|举报)|该找谁|能不能管|何时(?:能|才)(?:解决|处理|整治)|什么时候(?:能|才)[^，。；]{0,4}(?:管|解决|整治|处理好|停)|(?<!需)求(?:处理|解决|关注|查处|帮忙管)|严查|彻查|严惩|为民做主|还我们?|讨个说法|给个说法|维权|12345|12369|的投诉[。！!]?$|(?:居民|村民|业主|我们|大家|群众|住户)[^，。；]{0,4}(?:都)?不同意|(?:希望|请|建议|要求|望)[^。；]{0,4}加强[^。；]{0,14}(?:监管|管理|整治|治理力度|执法|巡查)|要求(?:装|安装|采取|关|停|拆|迁|整改|治理)/,
  },
  {
    name: '指责',
    weight: 'accuse',
    pattern:
      /扰民|偷排|偷倒|乱[排倒扔堆丢埋烧采挖]|滥排|暗管|渗坑|私设排污|(?:半夜|晚上|夜里|深夜|凌晨|夜间)偷?(?:排|放|偷|开|施工)|趁(?:夜|雨|晚上|下雨)[^，。；]{0,6}排|违法(?:排|倾倒|生产|经营|养殖|开采|建)|违规(?:排|倾倒|生产|经营|养殖|开采|建)|非法(?:排|倾倒|生产|经营|养殖|开采|填埋|炼|小)|无证|没有证|没证|无照|黑作坊|黑窝点|黑加工|小作坊|散乱污|未批先建|弄虚作假|造假|数据造假|触目惊心|苦不堪言|忍无可忍|民不聊生|叫苦连天|怨声载道|深受其害|深受其扰|无法忍受|难以忍受|受不了|臭气熏天|臭不可闻|恶臭难闻|臭死|熏死|熏人|呛人|呛鼻|刺鼻难闻|吵死|震耳欲聋|肆意|屡教不改|死灰复燃|明目张胆|光天化日|猖獗|无良|黑心|害人|没良心|丧尽天良|污染(?:更|越来越|十分|非常|特别|极其|极为|相当)(?:重|严重|大)|严重污染(?:了)?(?:环境|周边|附近|水|河|空气|农田|我)|严重影响|毒烟|置之不理|不理不睬|充耳不闻|联名|难忍|一直没(?:得到|有)?[^，。；]{0,4}(?:处理|解决|整改|治理)|不达标还|环保设施(?:形同虚设|不开|没开|停运|闲置)|设备不开|不开环保设备/,
  },
  {
    name: '排放行为',
    weight: 'act',
    pattern:
      /满天|漫天|滚滚|撒漏|滴漏污水|抛洒|(?:染|变|弄)成了?[^，。；]{0,3}[红黑黄白绿紫蓝]|遗撒|(?:扔|抛|丢|埋)(?:进|到|在|入)[^，。；]{0,3}(?:河|江|湖|溪|塘|沟|渠|水库|田|海|井|路边|村|山)|正对着?|(?:往|向|朝|在)[^，。；]{0,5}(?:河|江|湖|溪|塘|沟|渠|水库|田|海|井|下水道|雨水管?|山|路边|地里|空地)[^，。；]{0,2}(?:倒|排(?!放)|扔|倾倒|丢|泼|偷放)|直排|直接(?:排|流|倒|进|入|冲)(?:到|进|入|往|向)?[^，。；]{0,4}(?:河|江|湖|溪|塘|沟|渠|水库|农田|田|海|路|地|下水|雨水|山)|(?:排|流|倒|冲|漏|灌|倾倒)(?:到|进|入|往|向|在)[^，。；]{0,5}(?:河|江|湖|溪|塘|沟|渠|水库|农田|田|海|井|路边|村|雨水|山沟|山上|地里|马路)|露天(?:焚烧|烧|堆放|堆|喷漆|作业)|焚烧(?:垃圾|秸秆|电线|轮胎|塑料|废)|烧(?:垃圾|秸秆|电线|轮胎|塑料)|冒(?:黑烟|黄烟|白烟|浓烟|大烟)|黑烟|浓烟|污水横流|横流|粪水横流|外溢|溢流到|随意(?:排|倾倒|堆|丢|焚)|到处(?:排|倒|飞|是)/,
  },
  {
    name: '气味声尘',
    weight: 'nuisance',
    pattern:
      /恶臭|臭味|臭气|臭烘烘|很臭|好臭|真臭|太臭|发臭|臭水|气味|异味|怪味|味道|味(?:太|很|特别|非常|好|挺|更)?[大重浓]|味儿|刺鼻|难闻|油烟|噪声|噪音|太吵|很吵|吵|轰鸣|机器声|灰尘|粉尘|扬尘|灰大|落灰|烟尘|震动|辐射|嗡嗡|白烟|浓烟|黑烟|下灰|(?:一层|都是|全是|满是|一抹)[^，。；]{0,3}灰|排烟口|焚烧味|焦糊味|塑料味|油漆味|农药味|臭/,
  },
  {
    name: '受害',
    weight: 'harm',
    pattern:
      /睡不好|没法(?:养|种|住|活|生活)|血铅|破坏[^，。；]{0,4}(?:山|林|植被|生态|环境|农田|水源)|水土流失|意见很大|熏(?:死|坏|黄|枯)|影响(?:[^，。；]{0,6})(?:居民|村民|小区|生活|休息|睡眠|睡觉|学习|学生|孩子|老人|健康|病人|群众|周边|附近|庄稼|出行|身体)|睡不着|无法(?:入睡|休息|睡觉|正常|开窗|生活|入住|居住|呼吸)|(?:不敢|不能|没法|没办法)(?:开窗|入住|睡|晾|住人|出门|开门)|庄稼[^，。；]{0,6}(?:死|长不|绝收|枯|减产)|不能(?:耕种|种菜|种地|灌溉)|绝收|减产|头晕|头疼|头痛|恶心|咳嗽|流鼻血|喘不|得癌|癌症|生病|患病|井水[^，。；]{0,6}(?:不能|没法|发|变)|水[^，。；]{0,3}(?:不能喝|没法喝|不敢喝)|身心|度日如年/,
  },
  {
    name: '所见',
    weight: 'scene',
    pattern:
      /(?:漂着|漂浮着?|浮着|堆着|堆满|堆放着?|倒满|扔满|到处是|满是|布满|堆积如山|成堆|遍地)[^，。；]{0,8}(?:垃圾|废|油|死|渣|泡沫|塑料|粪|污|土)|(?:垃圾|废渣|粪便|废物|渣土|建筑垃圾|死猪)[^，。；]{0,6}(?:成山|如山|遍地|满地|成堆|堆积|漂|没人清|无人清|堆在)|(?:河|溪|沟|塘|江|渠|湖)[^，。；]{0,4}(?:水)?(?:发黑|发臭|变黑|变臭|变红|变白|变色|黑臭|又黑又臭|乌黑|墨黑|污浊|浑浊|全是)|(?:离|距|距离|隔)[^，。；]{0,10}(?:不到|只有|仅|只隔|才)?[^，。；]{0,3}(?:米|公里)|一墙之隔|挨着|紧挨|紧邻|几米/,
  },
  {
    name: '担忧',
    weight: 'worry',
    pattern:
      /会不会[^，。；]{0,4}(?:破坏|影响|污染|危害|有害|致癌|有辐射|毁)|(?:是否|有没有)[^，。；]{0,4}(?:破坏|危害|致癌)|(?:凭什么|为什么|为何|怎么能|怎么可以|岂能)[^。；]{0,12}(?:建|让|允许|批|排|不管|没人)|(?:准备|计划|打算|要|拟|正在)?(?:在)[^，。；]{0,10}(?:建|修|盖)[^，。；]{0,10}(?:污染|影响|危害|担心|害怕|不同意|反对)|不同意(?:建|在)|担心(?:有)?(?:污染|影响|辐射|健康|危害)/,
  },
];

/** A title (食堂油烟处理) tells nothing of anybody. */
const TITLE =
  /(?:处理|治理|控制|除臭|降噪|改造|修复|回用|利用|处置|防治|净化|回收|设计|工艺|技术|设备|装备|方案|办法|措施|系统|项目|工程|标准|怎么弄)[。！!？?]*$/;
/** Who gives such a figure knows the plant from inside. */
const STREAM: ReadonlySet<string> = new Set(
  '风量 VOCs浓度 颗粒物浓度 SO2 NOx 臭气浓度 废气温度 相对湿度 水量 COD BOD5 SS 氨氮 总氮 总磷 pH 含盐量 电导率'.split(
    ' ',
  ),
);

/** Words that say a complaint outright, whatever else is asked. */
const OUTRIGHT = GROUPS.filter((group) => group.weight === 'ask');

/**
 * The words that make a text a complaint, empty when it is none. Rules, in order:
 * one's own affair is none, unless it points at somebody else; asking authorities to act always is one; a
 * technical question is none; accusation is one; an act of discharge or a seen nuisance is one when the asker
 * is a resident or asks for nothing; two kinds of harm to residents are one, even with 怎么办.
 */
export function complaintSignals(
  text: string,
  voice: Voice,
  entities: Entities,
  quantities: readonly Quantity[],
): string[] {
  if (voice.own && !voice.accuses) return [];
  const found = GROUPS.flatMap((group) => {
    const words = group.pattern.exec(text)?.[0];
    return words === undefined ? [] : [{ weight: group.weight, words }];
  });
  const has = (weight: Group['weight']) => found.some((one) => one.weight === weight);
  const words = found.map((one) => one.words);
  if (has('ask') && !(voice.technical && onlyHopeful(text))) return words;
  if (voice.technical || quantities.some((one) => STREAM.has(one.param ?? ''))) return [];
  if (has('accuse') || has('worry')) return words;
  if (TITLE.test(text) && !/[没未不请求望]/.test(text)) return [];
  if (has('harm') && has('nuisance') && !/员工|工人|职工/.test(text)) return words;
  const outsider = voice.resident || voice.accuses;
  if (!outsider && entities.techniques.length + entities.processes.length > 0)
    return narrativeSignals(text, voice, entities);
  if (has('act') && !voice.seeking) return words;
  if (has('scene') && !voice.seeking && (has('nuisance') || outsider || !entitiesOfPlant(entities)))
    return words;
  const suffering = ['nuisance', 'harm', 'act', 'scene'] as const;
  if (outsider && suffering.some(has)) return words;
  if (has('harm') && (has('nuisance') || !voice.seeking)) return words;
  return narrativeSignals(text, voice, entities);
}

/** Whether a text asks authorities to act. */
export function demandsAction(text: string): boolean {
  return OUTRIGHT.some((group) => group.pattern.test(text));
}

/** 希望, 建议 and 反映 also stand in technical requests;举报 and 请查处 do not. */
function onlyHopeful(text: string): boolean {
  return !OUTRIGHT.some((group) =>
    /举报|查处|没人管|无人管|不作为|反对|抗议|质疑|曝光|信访|取缔|关停|严查|严惩/.test(
      group.pattern.exec(text)?.[0] ?? '',
    ),
  );
}

function entitiesOfPlant(entities: Entities): boolean {
  return entities.processes.length > 0 || entities.industries.length > 0;
}
