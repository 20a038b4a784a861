import { readableUnit } from '../../src/quantity/readable-unit.js';
import type { Grade } from '../records/record.js';

/** Every sentence of an answer that a user reads, in one place. Facts come from records, never from here. */

export const GRADE_BADGE: Record<Grade, string> = {
  A: '国家标准',
  B: '期刊文献',
  C: '厂商宣称，未经核实',
  draft: '征求意见稿',
};

export const EXPERT_BADGE = { demo: '示例', listed: '专家名录' } as const;

export const STANDING_WORD = { encouraged: '鼓励类', restricted: '限制类', eliminated: '淘汰类' } as const;

/** What the collection calls a medium, as people say it: the thing and what is done with it. */
const MEDIUM_TEXT: Record<string, readonly [string, string]> = {
  大气: ['废气', '治理'],
  水: ['废水', '治理'],
  农村水: ['农村污水', '治理'],
  农业水: ['养殖污水', '治理'],
  海水: ['海水养殖尾水', '治理'],
  噪声: ['噪声', '治理'],
  土壤: ['土壤', '修复'],
  地下水: ['地下水', '修复'],
  固废: ['固体废物', '处理'],
  固废危废: ['固体废物和危险废物', '处理'],
  低碳: ['碳', '减排'],
};

export const mediumName = (medium: string) => MEDIUM_TEXT[medium]?.[0] ?? medium;
export const mediumText = (medium: string) => MEDIUM_TEXT[medium]?.join('') ?? medium;

export const LABEL = {
  why: '为什么适合',
  fits: '已核对',
  check: '还要核对',
  caveat: '跨行业提醒',
  route: '工艺路线',
  indicators: '关键指标',
  limits: '使用限制',
  cost: '费用',
  source: '出处',
  results: '效果',
  scopeOfUse: '涉及范围',
  standing: '效力',
  note: '说明',
  reason: '依据',
  exception: '例外',
  service: '公开资料',
} as const;

export const SECTION = {
  technologies: '可以考虑的技术',
  notApplicable: '不适用，已排除',
  warnings: '不建议采用',
  cases: '相关案例',
  units: '相关单位（公开信息，不是推荐）',
  standards: '排放限值与适用标准',
  order: '适用先后（法定次序）',
  careful: '请注意',
  policies: '政策原文',
  questions: '请补充',
  sharpen: '补充这些，建议会更准',
  nearest: '库中最接近的内容（不能当作答案）',
  next: '可以怎么办',
  numbers: '请先打电话',
} as const;

export const NOTICE = '以上为技术参考，不作为验收或执法依据；采用前请结合现场监测和设计核实。';
/** National limits never stand alone: local ones come first (生态环境标准管理办法, article 24). */
export const LOCAL_STANDARDS = {
  absent:
    '以上是国家标准。所在省份可能有更严的地方标准，库中没有收录该省的地方标准，请向当地生态环境部门核对。',
  notFound:
    '以上是国家标准。所在省份的地方标准优先、可能更严；库中收录的该省地方标准里没有查到针对这一项的，请向当地生态环境部门核对。',
  unknown:
    '以上是国家标准。地方标准优先、可能更严，库中只收录了个别省份的地方标准；请说明省份，并向当地生态环境部门核对。',
};
export const UNIT_NOTE = '名单来自公开资料的署名或报道，先后随机，不代表推荐；资质与现状请自行核实。';

export const consult = {
  conclusion: (known: string, name: string) =>
    known === '' ? `可优先考虑「${name}」。` : `按您说的情况（${known}），可优先考虑「${name}」。`,
  conclusionMore: (n: number) => (n > 1 ? `共列${n}项，靠前的更贴近您的情况。` : ''),
  vendorFirst: '排在最前面的是厂商宣称，未经核实；请向厂家索要同行业的实测报告和可以核实的案例。',
  nothingFits: (n: number) => `查到的${n}项相近技术都与您给的条件不符，没有可以直接建议的。`,
  warned: (subject: string, standing: string, title: string) =>
    `「${subject}」在《${title}》中列为${standing}`,
  warnedConclusion: (subject: string, standing: string, title: string, isDraft: boolean) =>
    `不建议采用「${subject}」：《${title}》把它列为${standing}${isDraft ? '，正式文本请再核对' : ''}。`,
  why: (industries: string, medium: string, pollutants: string) =>
    `用于${industries}的${medium}${pollutants === '' ? '' : `，针对${pollutants}`}`,
  scope: (text: string) => `适用：${text}`,
  caveat: (record: string, asked: string) => `原文针对${record}，用到${asked}前须先核对废气或废水组成和工况`,
  askStandard: (industry: string, medium: string, pollutant: string) =>
    `${industry}${medium}${pollutant}执行什么排放标准？`,
  profileOf: (name: string, list: string) => `${name}：${list}`,
  pageOf: (title: string) => `${title}（公开网页）`,
  sourceLine: (title: string, number: string | null, clause: string | null, date: string | null) =>
    [`《${title}》`, number ?? '', clause === null ? '' : clauseText(clause)]
      .filter((part) => part !== '')
      .join(' ') + (date === null ? '' : `（${date}）`),
};

/** 6.1.2.1 → 第6.1.2.1条; 表1 and 摘要 stay as they are. */
function clauseText(clause: string): string {
  return /^[\d.]+$/.test(clause) ? `第${clause}条` : clause;
}

export const clarify = {
  conclusion: '还差一点信息，才能给出合适的技术。',
  conclusionNear: '您的问题可能有几种做法，补充下面的信息后就能给出合适的。',
  unknownIsFine: '不清楚的可以直接说“不知道”。',
};

export const noAnswer = {
  weak: '这个问题在现有知识库里没有查到可靠依据，不敢随意回答。',
  noText: '这个问题需要法规或标准原文，库中目前没有核实过的条文，不能凭印象回答。',
  numberOnly: (number: string) => `库中只有${number}的编号和名称，限值没有核实过，不能给出数字。`,
  numberAbsent: (number: string) => `库中没有收录${number}的原文，不能给出其中的数字。`,
  noCases: '没有查到与您的问题相符的案例。',
  noEvents: '目前没有收录培训和推介活动的安排。',
  turnTo:
    '可以请专家答复：点“提交需求”，或者直接说“提交需求”，我帮您整理好，交给省里的协调员安排。也可以问当地生态环境局的科技部门。',
  enrich: '如果补充行业、污染物和浓度、水量或风量，我可以再查一次。',
};

export const escalate = {
  conclusion: '您的问题可以请专家来答复，我帮您整理成一份技术需求，交给省里的协调员安排。',
};

export const redirect = {
  complaint: {
    conclusion:
      '您反映的是需要有人到现场查处的问题，请向投诉举报渠道反映，这里没有执法权，也不会把对话转给执法部门。',
    lines: [
      '拨打 12345 政务服务便民热线（可说明是生态环境问题，全国统一）。',
      '生态环境投诉举报原 12369 热线已并入 12345 的地区，拨 12369 也会转接；还可以用微信公众号“12369环保举报”。',
      '反映时说清时间、地点、单位名称、现象（气味、颜色、声音），有照片或视频更好，并记下受理编号。',
    ],
    enterprise: '如果您就是企业一方，想知道怎么治理，请直接告诉我行业、污染物和现状，我来查技术。',
  },
  emergency: {
    conclusion: '这可能是紧急情况，请先保证人的安全，马上打电话。',
    lines: [
      '有人中毒、受伤或昏迷：120。',
      '着火、爆炸、危险化学品泄漏：119。',
      '有人为投毒、倾倒或交通事故：110、122。',
      '河流、水源、空气被污染：12345（生态环境 12369），并报告当地政府值班室。',
    ],
    water:
      '在查清之前，不要饮用或使用可疑的水，也不要用来做饭、喂牲畜；请拨 12345 要求供水、疾控和生态环境部门检测，并询问临时供水。',
    away: '人员先往上风向和高处撤离，不要围观，不要自己下井、下池救人。',
    after: '脱险之后，如需要应急处置的技术资料，可以把污染物、地点和水量告诉我。',
  },
  outOfScope: {
    conclusion: '这个问题不属于生态环境技术咨询的范围，我帮不上忙。',
    hint: '我能回答的是废气、废水、噪声、固废危废、土壤地下水、农村环境等方面的治理技术、排放标准和帮扶政策。',
  },
  otherMode: (mode: string) => `您说的更适合「${mode}」，不是「一事一议」。`,
  otherModeHow: '请由当地生态环境局向省级生态环境部门提出；单个、具体的技术问题仍可以在这里问我。',
} as const;

export const standards = {
  unclear: '执行哪个标准取决于行业和排放去向，请补充：',
  found: (number: string, title: string) => `查到 ${number}《${title}》的限值。`,
  figure: (number: string, subject: string, figures: string) => `${number}（${subject}）规定：${figures}。`,
  seeBelow: '其余适用标准见下。',
  rank: (rank: number, number: string, covers: string, why: string) =>
    `${rank}. ${number}：${covers}（${why}）`,
  absent: (what: string, why: string) => `库中没有${what}：${why}`,
  supersededMark: '已被替代',
  localBadge: '地方标准',
  nationalBadge: '国家标准',
  superseded: '此标准已被替代，以下数字只作历史对照，不能用来判断现在是否达标。',
  noFigure: '库中没有核实过的限值，只列编号和名称。',
  more: (n: number) => `另有${n}项限值，见出处页面。`,
  limit: (item: string, value: string, unit: string, condition: string | null) =>
    `${item}：${value}${unit === '' ? '' : ` ${readableUnit(unit)}`}${condition === null ? '' : `（${condition}）`}`,
  askProvince: '您在哪个省？（地方标准优先于国家标准）',
};

export const policy = {
  conclusion: (section: string) =>
    `《百城千县万名专家生态环境科技帮扶行动计划》（环科财〔2021〕55号）${section}有规定。`,
};

export const cases = {
  conclusion: (n: number) => `查到${n}个相关案例。`,
};

export const manage = {
  my_demands: '这里可以看您提过的技术需求。',
  confirm: '太好了。以后再有问题，直接说就行。',
  cancel: '好，刚才的问题先放下。需要时随时再问。',
  withdraw: '提交过的技术需求可以撤回。',
  bind: '请把管理员给您的绑定码发给我，例如“绑定 K7PMQ2XA”。',
} as const;

export const help = {
  conclusion: '您好，我是一事一议助手，回答企业和地方的生态环境技术问题，每条都给出处。',
  lines: [
    '怎么问：说清行业、污染物、浓度、水量或风量就行，不清楚的可以说“不知道”。',
    '能问：治理技术、排放标准限值、案例、帮扶政策。查不到的，可以提交技术需求，请专家来答复。',
    '谁能看到：提问是匿名的。只有您提交了技术需求，省里的协调员和答复的专家才看得到，提交前会先给您看。这里不是执法线索来源，执法部门看不到。请不要写身份证号等个人信息。',
    '不能代替：我的回答是技术参考，不作为验收或执法依据。',
  ],
  smalltalk: '您好，遇到什么环境问题直接说就行，我来查技术、标准和案例。',
  examples: [
    '家具厂喷漆废气，风量2万方每小时，VOCs浓度300毫克，怎么治理？',
    '厂家推荐UV光氧治VOCs',
    '电镀含铬废水六价铬80mg/L怎么处理',
    '村里生活污水分散，有什么适合的处理办法',
    '广东家具厂VOCs排放标准是多少',
    '一事一议是什么，怎么申请帮扶',
  ],
} as const;

/** What to ask for a missing fact that is no figure; figures are asked for by `askParam`. */
export const QUESTION = {
  行业: '是什么行业、哪个工序产生的？（例如家具喷漆、电镀、养猪场）',
  污染物: '主要是什么污染物？（例如VOCs、颗粒物、COD、氨氮、六价铬）',
  介质: '是废气、废水、噪声、固废，还是土壤问题？',
  用地类型: '是农用地还是建设用地？现在或将来作什么用？',
  排放要求: '想达到什么目标？（例如达标排放、回用、减量）',
  region: '在哪个省、市？',
} as const;

/** Asked for where nothing tells what would help more. */
export const FALLBACK_PARAMS = ['行业', '污染物'] as const;
export const ASK_INDUSTRY = { param: '行业', text: QUESTION.行业 };

export const questionOf = (param: string): string | null =>
  Object.hasOwn(QUESTION, param) ? QUESTION[param as keyof typeof QUESTION] : null;

export const askParam = (param: string, unit: string | null) =>
  `${param}大约是多少？${unit === null || unit === '' ? '' : `（单位 ${unit}）`}`;
