/** Every sentence of a card that is not part of the answer itself. */
export const cardTexts = {
  /** Said in words beside the colour: not everybody sees colours. */
  tone: { plain: null, good: null, warning: '⚠ 注意', urgent: '‼ 紧急' },
  sources: '出处（点开看原文条款）',
  moreItems: (n: number) => `展开其余 ${n} 项`,
  moreSources: (n: number) => `展开其余 ${n} 条出处`,
  /** Badges that call for caution. */
  cautiousBadges: ['厂商宣称', '征求意见', '未经核实', '示例', '已被替代', '废止', '撤回'],
} as const;

/** What the asker reads about a demand of theirs. */
export const demandTexts = {
  /** What each state is called, and what it means: where it is and whose move it is. */
  states: {
    draft: ['草稿', '还没有提交，只有您自己看得到。'],
    submitted: ['待受理', '已经交到省里的协调员手上，正等着受理。现在不用您做什么。'],
    returned: ['等您补充', '协调员需要您补几句才能受理，补上就接着办。'],
    refused: ['没有受理', '这件在这里办不了，原因和该找谁写在下面。'],
    transferred: ['转其他帮扶', '这件更适合别的帮扶方式，协调员已经转过去了。'],
    accepted: ['已受理', '协调员已经受理，正在找合适的专家或单位。现在不用您做什么。'],
    dispatched: ['已分派', '已经请了专家或单位，等对方接单。现在不用您做什么。'],
    taken: ['已接单', '专家已经接单，很快开始办。现在不用您做什么。'],
    declined: ['另找专家', '原来请的专家不便办理，协调员正在另找人。现在不用您做什么。'],
    in_progress: ['办理中', '专家正在办。现在不用您做什么，想起什么可以随时补充。'],
    awaiting_facts: ['等您回答', '专家有问题要问您，您一回答就接着办。'],
    replied: ['已答复', '专家已经答复。请看看有没有用，用得上就点“解决了”。'],
    awaiting_confirmation: ['等您确认', '专家的答复已经送到。请看看有没有用，用得上就点“解决了”。'],
    closed: ['已办结', '这件已经办完。要是又不行了，可以重新打开。'],
    reopened: ['重新办理', '您说还没解决，协调员正在重新安排。现在不用您做什么。'],
    withdrawn: ['已撤回', '这件已经撤回，不再办理。'],
    case_candidate: ['已办结', '这件已经办完，正在考虑整理成不署名的案例。'],
    case_review: ['已办结', '这件已经办完，正在整理成不署名的案例。'],
    case_published: ['已办结', '这件已经办完，经验写成了不署名的案例，帮到后来的人。'],
  },
  kinds: { demand: '技术需求', referral: '专家推荐', emergency: '应急需求' },
  draftTitle: (kind: string) => `${kind}（草稿）`,
  title: (receipt: string, kind: string) => `${receipt}（${kind}）`,
  nameless: '（问题还没写）',
  /** Before the words of whoever wrote them. */
  news: {
    return: '要补的',
    refuse: '没有受理的原因',
    transfer: '转过去的原因',
    ask_back: '专家的问题',
    reply: '专家的答复',
  },
  address: '可以找',
  dueLabel: { accept: '最晚受理', firstReply: '最晚首次答复', close: '最晚办结' },
  due: (day: string, hour: string) => `${day}${hour}前`,
  midnight: '24点',
  provisional: '（放假安排公布后可能调整）',
  overdue: '（已经超期，协调员收到了提醒）',
  paused: '等您的这段时间不计入期限。',
  filedOn: (day: string) => `${day}提交`,
  problem: '问题',
  files: '附件',
  stars: (rating: number) => `${'★'.repeat(rating)}${'☆'.repeat(5 - rating)} ${rating} 分`,
  actions: {
    resume: '继续填写',
    discard: '删除草稿',
    supply: '现在补充',
    answer: '回答问题',
    confirm: '解决了',
    reject: '没解决',
    reopen: '又不行了，重新打开',
    add_facts: '补充情况',
    urge: '催办',
    rate: '打分',
    withdraw: '撤回',
  },
} as const;
