/** What the actors say. */
export const actorTexts = {
  chooseExperts: '就请这几位专家',
  questions: [
    (place: string) => `${place}家具厂喷漆废气总超标，风量2万方每小时，怎么治理`,
    (place: string) => `${place}印染厂废水COD 800 mg/L降不下来，有什么办法`,
    (place: string) => `${place}养猪场的粪水味道太大，周边意见多，怎么处理`,
    (place: string) => `${place}电镀废水里的镍一直超标，用什么技术`,
    (place: string) => `${place}农村生活污水设施停运了，怎么修复`,
    (place: string) => `${place}化工厂的废盐堆了几百吨，怎么处置`,
  ],
  emergency: (place: string) => `${place}氨气罐刚才泄漏了，有两个工人晕倒`,
  referral: '推荐一位懂家具厂喷漆废气的专家，下周三到现场看看',
  thanks: '解决了，谢谢',
  unsolved: '没解决',
  unknown: '不知道',
  noPhone: '不留',
  demands: '我的需求',
  cancel: '取消',
  time: ['上个月开始的', '今年6月起，希望年底前解决', '去年就有了'],
  subject: ['家具喷漆，风量2万方每小时', '印染，日排水800吨', '存栏三千头'],
  measure: ['能达标就行，预算不多', '场地小，希望设备不要太大'],
  fact: ['补充一下，夜里味道更大', '补充：上周换过一次活性炭，没有用', '现场照片过两天再发'],
  answer: ['水量每天大约八百吨', '设备是2019年装的', '没有测过，我们不知道'],
  supply: '补充说明：进口浓度约每立方米三百毫克，用的是水性漆',
  reject: ['照做了还是超标', '设备太贵用不起', '说得太笼统，不知道从哪里下手'],
  comment: '专家讲得很清楚',
} as const;

/** What the staff writes. */
export const staffTexts = {
  return: '请补充进口浓度和风量',
  refuse: { ground: 'not_technical', reason: '这是补贴政策的问题', address: '请找当地生态环境局的法规科' },
  transfer: { mode: 'city', reason: '市里正有专家驻点' },
  dispatch: '就近请本省专家',
  elsewhere: '前一位一直没有回音，改请另一位',
  questions: ['日排水量大约多少', '现有设备哪一年装的', '近半年的监测数据有吗'],
  decline: '近期出差，办不了',
  reply: (number: number) => `第${number}号答复：建议先做源头替代，再用吸附浓缩加催化燃烧，详见附上的步骤。`,
  complement: (number: number) => `第${number}号答复：补充一点，吸附剂要按风量定期更换。`,
  onBehalfOf: '省环科院王工，电话口述',
  told: '电话里讲了答复的要点',
  unreachable: '打了没有人接',
  drop: '和已有案例重复',
  returnCase: '成本一栏请补上',
} as const;

/** What the command prints. */
export const reportTexts = {
  usage:
    '用法：npm run simulate -- [--provinces 1…31] [--consultations 每省件数] [--seed 种子] [--from 2026-09-15] [--to 2026-12-15]',
  title: (provinces: number, consultations: number, from: string, to: string, seed: number) =>
    `模拟一个季度：${provinces} 个省，每省 ${consultations} 次咨询，${from} 至 ${to}，种子 ${seed}`,
  hired: (provinces: number) => `人员就位：${provinces} 个省的协调员、编辑、专家和工作人员`,
  progress: (day: string, begun: number, filed: number, seconds: number) =>
    `${day}  咨询 ${begun}，需求 ${filed}，用时 ${seconds} 秒`,
  restarted: (day: string) => `${day}  服务重启`,
  jumped: (day: string) => `${day}  时钟跳到这一天`,
  counts: '发生了什么',
  checks: '核对',
  passed: (name: string, count: number) => `✓ ${name}（${count} 项）`,
  failed: (name: string, faults: number) => `✗ ${name}：${faults} 处不符`,
  more: (count: number) => `  …另有 ${count} 处`,
  cost: (wall: number, cpu: number, requests: number, consultations: number) =>
    `用时 ${wall} 秒，处理器 ${cpu} 秒，请求 ${requests} 次，平均每次咨询处理器 ${Math.round((cpu * 1000) / consultations)} 毫秒`,
  extrapolated: (cpu: number) => `按这个速度，31 个省各 100 次约需处理器 ${cpu} 秒`,
  good: '全部相符',
  bad: '有不符之处',
  names: {
    surprises: '每一步都得到了该有的回应',
    accounted: '每次咨询和每件需求都有下落，编号不缺不重',
    timelines: '每件需求的经过连续，且合乎流转表',
    clock: '每次提醒、警示、超期、到期都只发生一次，且在该发生的那一刻',
    figures: '独立重算的数字与控制台一致',
    chains: '审计链全部完好',
    leftovers: '已了结的需求没有留下计时和通知',
    replies: '没有一份答复无人知晓',
    quiet: '夜里除应急外没有打扰办事的人',
    once: '没有一条消息送达两次',
  },
  log: '服务记下的警告和错误',
} as const;
