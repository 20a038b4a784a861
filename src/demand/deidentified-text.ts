import { redactText } from '../redaction.js';
import { MASK } from './texts.js';

/** Signs that people put between the digits of a number, invisible ones too. */
const GAP = '[\\s\\p{Pd}\\p{Cf}_]{0,3}';
const DOT = '[\\s\\p{Pd}\\p{Cf}_.·()（）]{0,3}';
const DIGIT = '\\p{Nd}';
const ALONE_BEFORE = '(?<!\\p{Nd})';
const ALONE_AFTER = '(?!\\p{Nd})';
/** 17 digits and a check character, with a date of birth inside: GB 11643. */
const IDENTITY_CARD = [
  `${DIGIT}{6}`,
  `(?:19|20|１９|２０)${DIGIT}{2}`,
  `${DIGIT}{2}`,
  `${DIGIT}{2}`,
  `${DIGIT}{3}`,
  '[\\p{Nd}Xx\\uFF38\\uFF58]',
].join(GAP);
interface Rule {
  readonly pattern: RegExp;
  readonly mask: string;
}

/** In this order: what says more about itself comes first. All are bounded, since the text may be anything. */
const RULES: readonly Rule[] = [
  { pattern: /[\w.+-]{1,64}[@＠][\w-]{1,63}(?:[.。．][\w-]{1,63}){1,5}/g, mask: MASK.mail },
  {
    pattern: /((?:微信|薇信|威信|vx|wx|weixin|wechat|qq)(?:号|群)?)(?:同号)?(\s*[:：是为]?\s*)[\w-]{5,30}/gi,
    mask: `$1$2${MASK.account}`,
  },
  { pattern: new RegExp(`${ALONE_BEFORE}${IDENTITY_CARD}${ALONE_AFTER}`, 'gu'), mask: MASK.card },
  // 统一社会信用代码 (GB 32100), and the number of a 排污许可证, which begins with it
  {
    pattern: /(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?:\d{3}[A-Z])?(?![0-9A-Z])/g,
    mask: MASK.card,
  },
  // A bank card as it is printed
  {
    pattern: /(?<!\p{Nd})\p{Nd}{4}(?:[\s\p{Pd}]\p{Nd}{4}){3}(?:[\s\p{Pd}]\p{Nd}{1,4})?(?!\p{Nd})/gu,
    mask: MASK.number,
  },
  // A mobile number however it is split, and one in the usual groups with dots.
  {
    pattern: new RegExp(`${ALONE_BEFORE}[1１]${GAP}[3-9３-９](?:${GAP}${DIGIT}){9}${ALONE_AFTER}`, 'gu'),
    mask: MASK.phone,
  },
  {
    pattern: new RegExp(
      `${ALONE_BEFORE}[1１][3-9３-９]${DIGIT}${DOT}${DIGIT}{4}${DOT}${DIGIT}{4}${ALONE_AFTER}`,
      'gu',
    ),
    mask: MASK.phone,
  },
  // So long a number is of an account, a card or a person; a figure never has eleven digits.
  { pattern: /\p{Nd}{11,}[Xx]?/gu, mask: MASK.number },
  // Spelled out.
  { pattern: /[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{7,}/g, mask: MASK.phone },
  {
    pattern: /(?<!\p{Nd})[48]00(?:\p{Nd}{7}|[\s\p{Pd}]\p{Nd}{3}[\s\p{Pd}]\p{Nd}{4})(?!\p{Nd})/gu,
    mask: MASK.phone,
  },
  {
    pattern:
      /((?:电话|座机|手机|号码|热线|传真|tel|phone)[^\p{Nd}\n]{0,6})\p{Nd}(?:[\s\p{Pd}]?\p{Nd}){6,}/giu,
    mask: `$1${MASK.phone}`,
  },
  {
    pattern:
      /(联系人|负责人|法人代表|法人|法定代表人|姓名)(\s*[:：是叫为]?\s*)(?!\[)\p{Script=Han}{2,4}(?![\p{Script=Han}])/gu,
    mask: `$1$2${MASK.name}`,
  },
  // The commonest surnames before a way of address.
  {
    pattern:
      /[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔向汤]\p{Script=Han}{0,2}?(?=先生|女士|小姐|总经理|经理|厂长|老板|师傅|老师|董事长|科长|处长|局长|主任|站长|镇长|村长|书记|总(?!\p{Script=Han})|总(?=[说让要的在给和您]))/gu,
    mask: MASK.name,
  },
  {
    pattern: /[\p{Script=Han}]{2,4}(?:大道|路|街|巷|弄)\s?\p{Nd}{1,5}\s?(?:弄|巷)?\p{Nd}{0,4}\s?号/gu,
    mask: MASK.address,
  },
];

/** Shortest name that is looked for: one character alone stands in too many words. */
const SHORTEST_NAME = 2;

/**
 * A text of the asker as the assigned side may read it: without phone numbers, numbers of cards and accounts,
 * addresses of mail, names of companies and persons as far as they can be told, and without any of `names`
 * verbatim. What looks like one of these goes too: better a figure asked back than a person given away.
 */
export function deidentifyText(text: string, names: readonly string[] = []): string {
  const known = [...names]
    .map((name) => name.trim())
    .filter((name) => name.length >= SHORTEST_NAME)
    .sort((a, b) => b.length - a.length);
  const unnamed = known.reduce((rest, name) => rest.replaceAll(name, MASK.name), text);
  const ruled = RULES.reduce((rest, { pattern, mask }) => rest.replace(pattern, mask), unnamed);
  return redactText(maskCompanies(ruled));
}

const COMPANY =
  /[\p{Script=Han}A-Za-z0-9（）()·&]{1,30}?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|合作社)/gu;
const COMPANY_FORM = /(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|(?:专业)?合作社)$/u;
/** Words before a name that are no part of it. */
const LEAD_IN =
  /^.*(?:我们是|我司是|我厂是|我是|找过|找了|请了|找到|委托|位于|联系|采购|购买|来自|名叫|叫做|属于|隶属|的|是|在|由|被|请|找|叫)/u;
/** What a company is without being named. */
const UNNAMED =
  /^(?:本|我|贵|该|某|我们|他们|你们|一家|这家|那家|某家|两家|几家|多家|有家|子|分|总|母|上级|其他|别的|外地|本地|当地|大|小)?(?:环保|设备|工程|检测|监测|物业|运营|运维|第三方|水务|施工|设计|化工|印染|食品|养殖|种植|建材|保险|咨询|技术|治理|处置|危废)?$/u;

/** 园区内 12 家公司 */
const COUNTED = /[\d一二三四五六七八九十几多两这那某有]家$/;

function maskCompanies(text: string): string {
  return text.replace(COMPANY, (found) => {
    const lead = LEAD_IN.exec(found)?.[0] ?? '';
    const name = found.slice(lead.length);
    const own = name.replace(COMPANY_FORM, '');
    return UNNAMED.test(own) || COUNTED.test(own) ? found : lead + MASK.company;
  });
}
