import { accidents, dangers } from './danger.js';

/** Phrases with a word of danger that describe equipment, rules or prevention: taken out before the test. */
const BENIGN =
  /爆炸(?:极限|下限|上限|性|危险|风险|浓度)|防爆|(?:会不会|是否会|能否|会)[^，。；]{0,4}(?:爆炸|着火|起火|自燃)|爆炸物|尘爆|粉尘爆炸(?:风险|防范|措施)|防(?:止)?(?:泄漏|渗漏|爆炸|火灾)|泄漏(?:回收|报警(?:器|装置|系统|仪)|监测|监控|检测|认定|率|点|浓度|排放|修复|系数|量|标准)|(?:内漏|跑冒滴漏)|(?:催化剂|污泥|菌种?|树脂|膜|生化(?:系统)?|系统|微生物|硝化菌)[^，。；]{0,6}中毒|中毒失活|毒性试验|急性毒性|火灾(?:危险|风险|隐患)|有火灾风险|应急预案|应急演练|应急物资|应急池|事故(?:应急)?池|(?:预防|防范|避免|防止|防)[^，。；]{0,10}(?:泄漏|爆炸|中毒|溃坝|火灾|着火|起火|自燃|事故)|着火点|(?:着火|起火|自燃|爆炸|泄漏)(?:怎么|如何|怎样)?(?:预防|防范|避免|防止)|(?:着火|起火|失火|自燃|泄漏|泄露|爆炸|中毒)的?(?:风险|隐患|可能性|概率|原因分析)|死水|死角|死泥|污泥死|填料着火|活性炭(?:箱)?(?:着火|起火)(?:风险|怎么预防|如何预防|预防)/g;

/** Words of history: whatever is told is over. */
const HISTORY = /论文|历史上|(?:19|20)\d{2}年[^，。；]{0,12}(?:事件|事故)/;
/** Words of paper, and titles: beside a bare noun (氨泄漏的应急预案) nothing is happening. */
const PAPER =
  /案例|经验(?:做法|总结)|预案|演练|标准|限值|规定|要求是|培训|法规|如何预防|怎么预防|怎样预防|如何防范|怎么防范|如何避免|怎么避免|备案|(?:材料|技术|装备|设备|系统|工艺|研究|方法)[。？?]?$/;
/** What is only thought of, up to the end of its clause. */
const SUPPOSED = /(?:如果|假如|假设|万一|一旦|要是|倘若|可能|防止|避免|预防|防范|为防)[^，。；]{1,20}/g;
const NOW =
  /正在|刚刚|刚才|刚(?:发生|发现|漏|翻|炸|起)|突然|现在|今天|今早|今晚|昨晚|昨天|凌晨|半夜|紧急|救命|快(?:来|点)|马上|怎么办|咋办|不能喝|还能喝|能不能喝|送医|送医院/;

let compiled: { readonly dangers: readonly RegExp[]; readonly accidents: readonly RegExp[] } | null = null;

/** Fills a phrase of equipment or prevention without ending the clause: 储罐泄漏应急预案 tells of no leak. */
function blank(found: string): string {
  return '〇'.repeat(found.length);
}

/** The words of danger in a text, empty when nobody seems to be in danger now. */
export function emergencySignals(text: string): string[] {
  const plain = text.replace(BENIGN, (found) => '，'.repeat(found.length));
  compiled ??= { dangers: dangers(), accidents: accidents() };
  const found = compiled.dangers.flatMap((danger) => danger.exec(plain)?.[0] ?? []);
  if (found.length === 0) return [];
  if (NOW.test(text)) return found;
  if (HISTORY.test(text)) return [];
  if (!PAPER.test(text)) return found;
  const told = text.replace(BENIGN, blank).replace(SUPPOSED, '，');
  return compiled.accidents.some((accident) => accident.test(told)) ? found : [];
}
