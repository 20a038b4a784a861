import type { DeadlineName, DemandEvent } from '../../src/demand/events.js';
import { MOST_ASK_BACKS } from '../../src/demand/guards.js';
import type { DemandState } from '../../src/demand/states.js';
import { FILE_LIMITS } from '../../src/files/limits.js';

const megabytes = Math.round(FILE_LIMITS.fileBytes / 1024 / 1024);

/** Every sentence of the assigned side's pages. */
export const expertTexts = {
  title: '我的任务',
  backToList: '我的任务',

  list: {
    lead: (name: string) => `${name}，您好。分派给您的技术需求都在这里。`,
    open: '在办',
    over: '已结束',
    none: '现在没有要办的需求。有新的分派时，聊天里会收到一张卡片。',
    untitled: '（未写明问题）',
    urgent: '应急',
  },

  bind: {
    title: '请先绑定身份',
    lead: '这里是专家和技术单位办理需求的页面，要先把聊天绑定到您本人。',
    steps: [
      '向协调员要一个一次性绑定码（15 分钟内有效）。',
      '回到聊天，发送：绑定 XXXXXXXX（换成您的绑定码）。',
      '看到“绑定成功”后，再打开这个页面。',
    ],
    same: '请用同一台手机、同一个浏览器打开聊天和这个页面。',
    toChat: '去聊天里绑定',
  },

  gone: {
    title: '这件需求不在您名下',
    lines: ['可能已经改派给别人，或者链接不完整。', '如有疑问，请联系本省协调员。'],
    typed: '您刚才写的内容没有发出。需要的话，可以从下面复制保存。',
  },

  deadline: {
    day: (month: number, day: number) => `${month} 月 ${day} 日`,
    dayOfYear: (year: number, month: number, day: number) => `${year} 年 ${month} 月 ${day} 日`,
    midnight: '24:00',
    ask: { accept: '受理', firstReply: '给出首次答复', close: '办结' } satisfies Record<DeadlineName, string>,
    before: (at: string, what: string, left: string) => `请在 ${at} 前${what}（${left}）`,
    late: (at: string, what: string) => `应在 ${at} 前${what}，已经超时，请尽快办理`,
    left: (days: number) => (days <= 0 ? '今天到期' : `还有 ${days} 个工作日`),
    provisional: '；节假日安排公布后日期可能调整',
    paused: '等提问人补充，计时暂停',
  },

  /** Where a demand stands when nothing runs, or what is up to the assigned side. */
  state: {
    dispatched: '请先看看能不能办：接单，或者退单。',
    taken: '您已接单，可以写答复了。',
    in_progress: '正在办理，可以写答复了。',
    awaiting_facts: '您的问题已发给提问人。不等补充，也可以先答复。',
    replied: '答复已发出，正在送达提问人。',
    awaiting_confirmation: '答复已送达，等提问人确认。',
    reopened: '提问人反映没有解决，协调员正在安排重办。',
    closed: '已办结，谢谢您。',
    case_candidate: '已办结，正在整理成案例。',
    case_review: '已办结，案例正在审核。',
    case_published: '已办结，并收入案例库。',
    withdrawn: '提问人已撤回，不用再办了。',
    refused: '这件需求已不再办理。',
    transferred: '这件需求已转到其他帮扶模式。',
  } as Readonly<Partial<Record<DemandState, string>>>,
  round: (round: number) => `第 ${round} 轮办理`,

  facts: {
    title: '需求',
    masked: '为保护提问人，姓名、单位、电话等已隐去。',
    joint: '、',
    unknown: '提问人也不清楚',
    unsaid: '没有说明',
    domain: '帮扶领域',
    industries: '行业',
    pollutants: '污染物',
    processes: '工艺',
    figures: '数据',
    visit: '希望方式',
    modes: { online: '线上', onsite: '到现场' },
    offered: '助手已推荐',
    shortfall: '为什么没解决',
    phone: '联系电话',
    phoneNote: '提问人同意把电话给您，请只为办理这件需求使用。',
    files: '附件',
    filesNote: '附件是原件，内容没有隐去，请不要转发。',
    size: (kilobytes: number) =>
      kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`,
  },

  talk: { title: '往来' },
  timeline: {
    title: '办理经过',
    events: {
      dispatch: '分派给您',
      take: '您接单',
      begin: '开始办理',
      ask_back: '您向提问人提问',
      answer: '提问人回答',
      answer_lapsed: '提问人到期没有回答，继续计时',
      reply: '答复',
      reply_delivered: '答复已送达',
      confirm: '提问人确认解决',
      confirm_lapsed: '提问人到期没有回应，按已解决办结',
      reject: '提问人反映没有解决',
      rate: '提问人评分',
      urge: '提问人催办',
      add_facts: '提问人补充情况',
      supply: '提问人补充情况',
      withdraw: '提问人撤回',
      warned: '到期提醒',
      overdue: '超时提醒',
      propose_case: '列为案例候选',
      publish_case: '收入案例库',
    } as Readonly<Partial<Record<DemandEvent, string>>>,
    onBehalf: '协调员代为答复',
    yours: '您的答复',
    /** Of an assignee before: nobody is named. */
    before: { ask_back: '此前向提问人的提问', reply: '此前的答复' },
    files: (count: number) => `附件 ${count} 个`,
    rating: (rating: number) => `${rating} 分`,
  },

  take: { button: '接单' },
  decline: {
    title: '退单',
    lead: '请说明原因，协调员会另行安排。',
    reasons: [
      '不是我的专业',
      '近期没有时间',
      '需要到现场，不方便',
      '与提问人有利害关系',
      '材料太少，无法判断',
    ],
    reasonsLabel: '原因（可多选）',
    joint: '；',
    more: '补充说明',
    instead: '推荐他人（选填）',
    insteadHint: '姓名、单位或专长都可以，只有协调员看得到。',
    button: '退单',
    confirm: '确定退单吗？退单后这件需求由协调员另行安排。',
  },
  askBack: {
    title: '请提问人补充',
    used: (used: number) => `每轮最多问 ${MOST_ASK_BACKS} 次，已问 ${used} 次`,
    spent: `这一轮的 ${MOST_ASK_BACKS} 次已经用完，请按现有情况答复。`,
    label: '要问的问题',
    hint: '一次问清楚，写明要什么数据、资料。提问人回答之前计时暂停。',
    button: '发给提问人',
  },
  reply: {
    title: '写答复',
    again: '补充答复',
    jump: '去写答复',
    label: '答复内容',
    hint: '先写结论，再写依据和做法。会原样发给提问人。',
    againHint: '会接着上次的答复，再发给提问人一条。',
    files: `附件（选填，最多 ${FILE_LIMITS.filesPerMessage} 个，每个不超过 ${megabytes} MB）`,
    kept: '已上传，随答复一起发出',
    button: '发送答复',
    againButton: '发送补充答复',
  },

  form: {
    counted: (count: number, most: number) => `${count} / ${most} 字`,
    /** For the script; `{n}` and `{most}` are filled in there. */
    countPattern: '{n} / {most} 字',
    empty: '还没有写内容。',
    tooLong: (most: number) => `太长了，最多 ${most} 字。`,
    noReason: '请选一个原因，或者写几个字。',
    tooManyFiles: `一次最多带 ${FILE_LIMITS.filesPerMessage} 个附件，请去掉几个再发。`,
    filesRefused: '这次选的文件没有收下，写的内容还在。请重新选择文件再发。',
    tooLargeFile: `有文件超过 ${megabytes} MB，请压缩后再选。`,
    busy: '正在发送…',
    problem: '没有发出。',
    goThere: '去修改',
  },

  problem: {
    conflict: (news: string) =>
      `您打开页面之后，这件需求有了新情况：${news}。您写的内容还在，请看过新情况再发。`,
    /** When and what. */
    news: (at: string, what: string) => `${at} ${what}`,
    joint: '；',
    otherNews: '状态有变化',
    wrongState: (news: string) => `现在不能这样办了：${news}。您写的内容没有发出，可以从下面复制保存。`,
    spent: `这一轮已经问过 ${MOST_ASK_BACKS} 次了，请按现有情况答复。`,
    expired: '页面放得太久了，没有发出。内容还在，请再点一次。',
    unchanged: '没有办成，请再试一次。',
    typed: '您写的内容',
  },

  done: {
    take: '已接单。可以直接写答复，需要的话先请提问人补充。',
    decline: '已退单，协调员会另行安排。谢谢您说明原因。',
    ask_back: '问题已发给提问人，计时暂停。有回答时聊天里会提醒您。',
    reply: '答复已发出，会送到提问人的聊天里。',
    availability: '已保存。',
  },

  availability: {
    title: '我的安排',
    lead: '协调员分派时会参考。',
    awayUntil: '请假至',
    awayHint: '到这一天为止（含当天）不分派新需求；不请假请留空。',
    loadLimit: '同时在办上限',
    loadHint: (load: number) => `现在在办 ${load} 件。到了上限，就不再分派新需求。`,
    button: '保存',
    away: (day: string) => `请假至 ${day}`,
    limit: (load: number, limit: number) => `在办 ${load} 件，上限 ${limit} 件`,
    badDate: '请选今天或以后的日期；不请假请留空。',
    badLimit: (most: number) => `请填 0 到 ${most} 之间的整数；填 0 表示暂不接新需求。`,
    conflict: '您的安排刚被别人改过（可能是协调员）。请看一下现在的情况，再保存一次。',
  },
} as const;
