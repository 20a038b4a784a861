import type { Entities } from './entities.js';
import type { Voice } from './voice.js';

/**
 * Everyday telling of what somebody else's plant does to a place: no single word says complaint, several kinds of
 * word together do. Each kind counts once; knowledge from inside counts against.
 */
const KINDS: readonly { readonly kind: string; readonly everyday: boolean; readonly pattern: RegExp }[] = [
  {
    kind: 'facility',
    everyday: false,
    pattern:
      /厂|公司|企业|老板|商户|商家|作坊|养殖|(?:猪|牛|鸡|鸭|羊|煤|料|石|砂|沙|矿|屠宰|养殖|填埋|垃圾|停车|洗车|市|采石|回收)场|(?:饭|餐|酒|商|小|面|烧烤|洗车|汽修|喷漆|修理|五金|水果|夜宵|早餐|大排|打印|干洗|洗衣)店|地?摊|茶?馆|窑|大?棚|(?:屠宰|加工|收购|维修|收集|装卸|销售|处理)点|(?:泵|搅拌|中转|压缩|加油|垃圾|变电|处理|收购|回收|污水)站|[工物]业[区园]|流园|园区|搅拌车|工地|施工|项目|有车|有人|渣土车|罐车|大车|货车|酒吧|KTV|网吧|矿山|矿上|开矿|采石|开发商|承包商|施工队|养殖户|物业|窝点|铁匠铺|[货罐卡泥土砂]车|塔吊|基站|信号塔/,
  },
  {
    kind: 'place',
    everyday: true,
    pattern:
      /(?:路|河|溪|湖|江|海|村|街|山|厂|墙|水源|学校|医院|小区|铁路|公路|井|屋|门|塘|渠|沟)[边旁前]|旁边?(?!通)|隔壁|附近|周边|周围|对面|楼[上下]|门[口前]|后院|屋[后前]|路过|一条街|整条街|马路|人行道|巷|胡同|村[里口前后中头]|城中村|乡下|镇上|我们?村|本村|全村|我家|家里|家门|邻居|小区|居民|住户|业主|家长|村民|百姓|群众|学校|幼儿园|医院|养老院|围墙|荒地|绿化带|空地|农田|稻田|麦田|果园|菜[地园]|茶园|山[沟坡上里]|林地|河[里道边面滩]|河水|[这那]条河|水塘|池塘|灌溉渠|渠里|树林|林子|竹林|湿地|路上|路面|田头|课桌|墙体|墙壁|地板|楼道|走廊|沟渠|水渠|小河|溪|景区|公园|广场|院子|桌子|窗|阳台|床|保护区|[这那我]边|这里|这儿|这一带|一带|下游|上游|就地|老家|整条河|整个村|教室/,
  },
  {
    kind: 'time',
    everyday: true,
    pattern:
      /天天|每天|整天|整夜|整晚|通宵|半夜|夜里|夜间|晚上|深夜|凌晨|早上|早晨|傍晚|中午|一大早|从早到晚|没日没夜|一直|总是|总有|经常|常年|长期|多年|好几年|十几年|几十年|几个月|半个月|好久|至今|照样|照常|依旧|又开|又恢复|恢复生产|依旧|依然|还是|还在|仍然|不断|不停|昼夜|24小时|每周|每月|每年|每到|轮流|持续|一刮风|刮风|一下雨|下雨|晴天|雨天|夏天|冬天|从来没|从没|以前|原来|自从|什么时候能|又开始|越来越|一到/,
  },
  {
    kind: 'harm',
    everyday: true,
    pattern:
      /捂鼻|捂着|刺耳|刺鼻|难闻|呛|过敏|担心|害怕|可怕|没法|没办法|无法|不敢|不能[吃喝用住种睡开]|睡|午休|头疼|头晕|恶心|受不了|忍受|气愤|愤怒|难受|心慌|烦|咳|尘肺|得了|生病|患病|癌|影响|危害|伤害|毁|庄稼|晾|洗菜|苍蝇|蚊蝇|老鼠|臭得|熏得|呛得|吵得|苦恼|烦恼|发霉|怕|惊扰|骚扰|染[红黄黑绿]|越来越少|少了|绝迹|不长|不结果|掉叶|腐蚀|开裂|裂缝|堵[了住塞]|看不见|怀疑|孕妇|老人|孩子|小孩|学生|病人|把[^，。；]{1,8}(?:烧|熏|毁|染|压坏|淹|弄|震|堵|占)|被[^，。；]{1,8}(?:污染|填|淹|毁|熏|染|堵|占|烧|压|吵|震)|死了|枯|绝收|减产/,
  },
  {
    kind: 'scene',
    everyday: true,
    pattern:
      /飞扬|漫天|满天|飘|弥漫|满地|横流|一层|遍地|成堆|如山|堆成|满是|全是|都是|到处|一股|惨叫|黑了|成了|染成|发黑|墨汁|酱油色|牛奶/,
  },
  {
    kind: 'nuisance',
    everyday: false,
    pattern:
      /臭|味|腥|吵|噪声|噪音|声音|声响|轰|灰|粉[尘末]|扬尘|尘土|烟|泡沫|污水|废水|血水|粪|泔水|浆水|泥水|黑水|脏水|垃圾|废渣|废料|废气|[红黑紫黄绿白]色|震动|震得|辐射|飞絮|油污(?!染)|音响|音乐|喇叭|唱|喧哗|鞭炮|狗叫|五颜六色|染料水|热水|尾气|排风口|外机|水泥浆|雾霾|烧(?:电线|轮胎|塑料|垃圾|秸秆)/,
  },
  {
    kind: 'act',
    everyday: false,
    pattern:
      /直接|偷偷|随意|随便|擅自|乱[排倒扔堆丢放埋烧]|倾倒|倒[在进到入]|排[到进入]|往[^，。；]{1,6}(?:排|倒|扔|冒|流|放)|直冲|冲[进到]|流[进到入着黑]|冒[出着]|堆[在满]|扔[在进到]|埋[在进到]|漂[浮着]|填满|散发|落[在到]|投[肥药]|洒[在得了落]|撒[在得了]|乱飞|穿墙|抽[地河]/,
  },
  {
    kind: 'authority',
    everyday: true,
    pattern:
      /政府|环保局|部门|领导|投诉|反映|举报|整改|(?:没有?|无|未)(?:任何|办|取得|见|做|装|经|盖|加)?[^，。；]{0,4}(?:手续|环评|许可|措施|处理|化粪池|设备|证|围挡|收集|遮盖|防尘网?|喷淋|遮挡|限产|屏障)|监管|推来推去|不管|没人|无人|搬走|(?:要求|赶紧|尽快|让[他它]们?)搬|关掉|停掉|不同意|有意见|说法|怎么能|凭什么|为什么|为啥|是不是造假|公示|开会|上面/,
  },
];

/** Kinds that must come together; one more when the asker also asks what to do. */
const LEAST = 2;
/** Words of those who work there. */
const SHOP = /车间|机组|生产线|工段|工序|机房/;
/** Kinds that a report from inside a workshop has no use for. */
const OUTSIDE = new Set(['place', 'time', 'authority']);
/** Pollutants that people name who smell, hear and see them. */
const LAY = new Set([
  '恶臭',
  '噪声',
  '油烟',
  '颗粒物',
  '扬尘',
  'VOCs',
  '振动',
  '黑臭',
  '蓝藻',
  '粪污',
  '粪便',
  '有机垃圾',
  '辐射',
  'H2S',
]);

/** Kinds of everyday words in a text when they amount to a complaint, else nothing. */
export function narrativeSignals(text: string, voice: Voice, entities: Entities): string[] {
  const found = KINDS.flatMap(({ kind, everyday, pattern }) => {
    const words = pattern.exec(text)?.[0];
    return words === undefined ? [] : [{ kind, everyday, words }];
  });
  const inside = insideWords(text, entities) * (voice.seeking ? 2 : 1);
  const everyday = found.filter((one) => one.everyday).length;
  const told = found.some((one) => one.kind !== 'facility' && one.kind !== 'place' && one.kind !== 'time');
  const least = voice.seeking ? LEAST + 1 : LEAST;
  const weight = found.length - inside;
  const enough =
    weight >= least && (everyday >= (voice.seeking ? 2 : 1) || (weight > least && !voice.seeking));
  if (!enough || !(told || voice.accuses || voice.resident)) return [];
  if (entities.processes.length > 0 && !voice.resident && !found.some((one) => OUTSIDE.has(one.kind)))
    return [];
  return found.map((one) => one.words);
}

/** How much the text speaks as the trade does: of techniques, of what nobody smells or sees, of groundwater. */
function insideWords(text: string, entities: Entities): number {
  if (entities.media.includes('地下水')) return 2;
  const technical = entities.pollutants.some((one) => !LAY.has(one.name));
  return technical || entities.techniques.length > 0 || SHOP.test(text) ? 1 : 0;
}
