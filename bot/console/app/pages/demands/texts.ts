import type { DueShape } from '../../../demand-shapes.js';

const DEADLINE: Readonly<Record<string, string>> = { accept: '受理', firstReply: '首次答复', close: '办结' };

/** How long there is left, in words: never by colour alone. */
export function dueWords({ level, deadline, days, provisional }: DueShape): string {
  const what = DEADLINE[deadline ?? ''] ?? '';
  const tail = provisional ? '（暂定）' : '';
  switch (level) {
    case 'none':
      return '—';
    case 'paused':
      return '暂停计时，等提出人';
    case 'overdue':
      return days === 0 ? `${what}刚逾期` : `${what}逾期 ${days} 天`;
    case 'today':
      return `${what}今天到期`;
    default:
      return `${what}剩 ${days} 个工作日${tail}`;
  }
}

export const WAITING: Readonly<Record<string, string>> = {
  accept: '待受理',
  dispatch: '待分派',
  redispatch: '待改派',
  redo: '待重办',
  review: '待审核案例',
  overdue: '已逾期',
  call: '待打电话',
};

export const STATES: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'submitted', label: '待受理' },
  { value: 'returned', label: '退回补正' },
  { value: 'accepted', label: '已受理' },
  { value: 'dispatched', label: '已分派' },
  { value: 'taken', label: '已接单' },
  { value: 'declined', label: '已退单' },
  { value: 'in_progress', label: '办理中' },
  { value: 'awaiting_facts', label: '待补充' },
  { value: 'replied', label: '已答复' },
  { value: 'awaiting_confirmation', label: '待确认' },
  { value: 'reopened', label: '重办' },
  { value: 'closed', label: '办结' },
  { value: 'refused', label: '不予受理' },
  { value: 'transferred', label: '转其他模式' },
  { value: 'withdrawn', label: '已撤回' },
  { value: 'case_candidate', label: '案例候选' },
  { value: 'case_review', label: '案例审核' },
  { value: 'case_published', label: '已入案例库' },
];

export function stateName(state: string): string {
  return STATES.find(({ value }) => value === state)?.label ?? state;
}

export const KINDS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'demand', label: '技术需求' },
  { value: 'referral', label: '专家推荐' },
  { value: 'emergency', label: '应急需求' },
];

export function kindName(kind: string): string {
  return KINDS.find(({ value }) => value === kind)?.label ?? kind;
}

export const DOMAIN_OPTIONS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'D1', label: '绿色低碳转型发展' },
  { value: 'D2', label: '细颗粒物与臭氧污染协同防控' },
  { value: 'D3', label: '水生态完整性保护与修复' },
  { value: 'D4', label: '支撑碳达峰与碳中和' },
  { value: 'D5', label: '陆海统筹与海洋生态保护修复' },
  { value: 'D6', label: '土壤污染防治与安全利用' },
  { value: 'D7', label: '危险废物风险精准管控' },
  { value: 'D8', label: '农业面源污染防治与农村环境整治' },
  { value: 'D9', label: '监督整改与应急处置' },
  { value: 'D10', label: '其他' },
];

export const GROUNDS: readonly {
  readonly value: string;
  readonly label: string;
  readonly address: string;
}[] = [
  {
    value: 'complaint',
    label: '属于投诉举报',
    address: '请拨打 12345 热线，或在生态环境部「12369」网络举报平台反映。',
  },
  {
    value: 'not_technical',
    label: '不是技术问题',
    address: '请向当地生态环境局咨询，电话可以问 12345 热线。',
  },
  {
    value: 'not_environment',
    label: '不属于生态环境领域',
    address: '请拨打 12345 热线，由热线转到主管部门。',
  },
  {
    value: 'secret',
    label: '涉及国家秘密或商业秘密',
    address: '请不要在网上提交。请与当地生态环境局联系，当面说明。',
  },
  {
    value: 'duplicate',
    label: '同一问题已经在办',
    address: '请在「我的需求」里查看已提交的那一条，可以在那里补充情况。',
  },
  { value: 'other', label: '其他原因', address: '' },
];

export const MODES: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'city', label: '一市一策' },
  { value: 'county', label: '一县一策' },
  { value: 'park', label: '一园一策' },
  { value: 'training', label: '一训一课' },
  { value: 'river_basin', label: '一河一策' },
];

/** Label of the button, lead of its form and the word on what sends it. */
export const ACTIONS: Readonly<
  Record<string, { readonly button: string; readonly lead: string; readonly send: string }>
> = {
  accept: { button: '受理', lead: '受理后开始计算首次答复和办结时限，并告知提出人。', send: '确认受理' },
  return: {
    button: '退回补正',
    lead: '说明要补什么。提出人会在聊天里收到，补正后重新计算受理时限。',
    send: '退回',
  },
  refuse: { button: '不予受理', lead: '说明理由，并告诉提出人应该找谁。', send: '不予受理' },
  transfer: { button: '转其他模式', lead: '适合其他帮扶模式的，转过去办理，并告知提出人。', send: '转办' },
  reply: {
    button: '代为记录答复',
    lead: '专家打电话或当面答复的，由您记录，发给提出人。',
    send: '发给提出人',
  },
  propose_case: {
    button: '做成案例',
    lead: '根据需求和答复生成案例草稿，自动去掉人名、电话、单位和详细地址，再由编辑审核。',
    send: '生成草稿',
  },
  submit_case: { button: '提交审核', lead: '提交后由编辑审核。', send: '提交审核' },
  return_case: { button: '退回修改', lead: '说明要改什么。', send: '退回' },
  drop_case: { button: '不入案例库', lead: '说明原因。需求回到办结状态。', send: '不入库' },
};

export const demandTexts = {
  queue: {
    title: '需求办理',
    lead: '急件在最前，其余按到期先后排列。',
    list: '需求列表',
    tabs: [
      { value: 'mine', label: '待我处理' },
      { value: 'working', label: '专家办理' },
      { value: 'asker', label: '等提出人' },
      { value: 'ended', label: '已结束' },
      { value: 'all', label: '全部' },
    ],
    search: '编号或内容',
    searchHint: '编号或内容，按 / 直接输入',
    state: '状态',
    allStates: '全部状态',
    kind: '类型',
    allKinds: '全部类型',
    province: '省份',
    allProvinces: '全部省份',
    domain: '领域',
    allDomains: '全部领域',
    overdueOnly: '只看逾期',
    receipt: '编号',
    problem: '问题',
    due: '时限',
    assignee: '承办人',
    noAssignee: '还没有分派',
    urged: '已催办',
    emptyMine: '没有待您处理的需求',
    emptyMineHint: '有新的需求会自动出现在这里。',
    empty: '没有符合条件的需求',
    emptyHint: '换一个条件试试。',
    more: '再看 30 条',
    first: '回到开头',
    keys: '键盘：j、k 上下移动，Enter 打开，/ 查找',
  },
  demand: {
    title: (receipt: string) => `需求 ${receipt}`,
    back: '需求办理',
    profile: '需求内容',
    unknown: '提出人不清楚',
    unsaid: '没有填写',
    facts: '分类和数据',
    domain: '领域',
    industries: '行业',
    subject: '污染物和工艺',
    figures: '数据',
    place: '行政区划',
    referral: '专家推荐',
    referralExperts: '选定专家',
    referralBackup: '备选',
    referralMode: '方式',
    referralDate: '时间',
    online: '线上',
    onsite: '现场',
    offered: '助手给过的建议',
    offeredNone: '助手没有找到合适的资料。',
    why: '为什么不够',
    transcript: '咨询记录',
    transcriptNone: '没有咨询记录。',
    showTranscript: '展开咨询记录',
    hideTranscript: '收起咨询记录',
    asker: '提出人',
    assistant: '助手',
    files: '文件',
    noFiles: '没有文件。',
    internal: '仅内部可见',
    timeline: '办理过程',
    delivery: (to: string, state: string) => `${to}：${state}`,
    notes: '内部备注',
    notesLead: '只有本省的协调员、编辑和审计人员能看到，不会发给提出人和专家。',
    noNotes: '还没有备注。',
    addNote: '加一条备注',
    saveNote: '保存备注',
    noteSaved: '备注已保存',
    contact: '联系电话',
    showPhone: '显示号码',
    shown: '查看已记入审计。',
    noPhone: '没有留电话',
    shared: '同意转给承办专家',
    notShared: '没有同意转给承办专家',
    coordinator: '协调员',
    assignee: '承办人',
    none: '—',
    deadlines: '时限',
    met: (at: string) => `${at} 完成`,
    until: (at: string) => `${at} 到期`,
    late: '（逾期）',
    rating: (stars: number) => `提出人评 ${stars} 分`,
    round: (round: number) => `第 ${round} 次办理`,
    urged: (at: string) => `${at} 催办过`,
    actions: '可以做的事',
    noActions: '现在没有需要您做的事。',
    dispatch: '分派',
    redispatch: '改派',
    openCase: '打开案例草稿',
    seeCase: '查看已发布的案例',
    call: '去打电话',
    audit: '审计记录',
    erase: '按本人要求删除个人信息',
    eraseTitle: '按本人要求删除个人信息',
    eraseLead:
      '会删除这位提出人在本次会话里的全部内容：姓名、电话、咨询记录、需求内容和文件。没办完的需求会撤回。删除后不能恢复，办理过程只留下时间和步骤。',
    eraseAction: '永久删除',
    erased: '已删除',
    isErased: '提出人的个人信息已按本人要求删除。',
    done: '已完成',
    reason: '原因',
    ground: '理由',
    address: '应该找谁、怎么找',
    mode: '转到哪种模式',
    reply: '答复内容',
    onBehalfOf: '谁答复的、什么时候',
    onBehalfHint: '例如：王工，3 月 2 日上午来电',
    attach: '附件',
    attachHint: '图片、PDF、Office 文件，每个不超过 10 MB。',
    uploading: '正在上传…',
    removeFile: '移除',
    conflictTitle: '您打开以后发生的事',
    useLatest: '已看过，按最新情况继续',
    choose: '请选择',
    bytes: (size: number) =>
      size < 1024
        ? `${size} B`
        : size < 1_048_576
          ? `${Math.round(size / 1024)} KB`
          : `${(size / 1_048_576).toFixed(1)} MB`,
  },
  dispatch: {
    title: '分派',
    lead: '按领域、行业、技术、地区、办结案例、在办量和服务方式打分，由您确认或另选。',
    ranked: '建议人选',
    score: (total: number) => `${total} 分`,
    partOf: (label: string, points: number, most: number) => `${label} ${points} 分（满分 ${most}）`,
    legend: '得分构成',
    excluded: (count: number) => `没有列入的人（${count} 位）`,
    why: '打分依据',
    noEvidence: '没有相应依据',
    profile: '公开资料',
    choose: '选择',
    others: '查找其他人',
    search: '姓名、单位或地区',
    found: '查找结果',
    none: '没有找到。',
    load: (load: number, limit: number) => `在办 ${load} 件，上限 ${limit} 件`,
    away: (until: string) => `外出到 ${until}`,
    reason: '为什么选这位',
    reasonHint: '没有选排在第一位的人，请写明原因，会写进办理记录。',
    chosen: (name: string) => `已选：${name}`,
    send: '确认分派',
    seed: (seed: string) => `同分时随机排列，种子 ${seed}`,
  },
  calls: {
    title: '未送达',
    lead: '这些消息没有送到提出人手里，请打电话告知。',
    list: '电话任务',
    emptyTitle: '没有要打的电话',
    emptyHint: '消息都送到了。',
    receipt: '编号',
    what: '要告知的事',
    reason: '原因',
    phone: '电话',
    since: '开始于',
    call: '打电话',
    tried: '打过一次，没有打通',
    steps: [
      '点「显示号码」，拨打电话。',
      '核对对方提交过的需求编号。',
      '把下面的内容告诉对方。',
      '记录结果。',
    ],
    show: '显示号码',
    noPhone: '没有留电话，请设法联系，例如通过当地生态环境局。',
    words: '要告诉对方的内容',
    remark: '备注',
    told: '已告知',
    unreachable: '没有打通',
    toldDone: '已记录：已告知',
    unreachableDone: '已记录：没有打通',
    secondTry: '再次没有打通，这条任务就结束，并记为联系不上。',
  },
  overview: {
    title: '概览',
    lead: '本省需求办理的主要数字。',
    open: '在办需求',
    openLead: '按状态，条数',
    overdue: '逾期',
    filed: '提交',
    closed: '办结',
    replied: '已答复',
    median: '首次答复中位数',
    days: (value: number | null) => (value === null ? '—' : `${value} 天`),
    mean: '平均评分',
    stars: (value: number | null) => (value === null ? '—' : `${value} 分`),
    satisfaction: '满意度',
    rating: (stars: number) => `${stars} 分`,
    confirmed: (asker: number, silence: number) => `提出人确认 ${asker} 件，逾期未反馈 ${silence} 件`,
    from: '从',
    to: '到',
    period: '这段时间提交的需求（没选日期时为最近 90 天）',
    count: (count: number) => `${count} 件`,
    none: '还没有评分。',
  },
  experts: {
    title: '专家接单',
    lead: '在办量、外出和回避，用来安排分派；不会公开。',
    list: '专家和技术单位人员',
    name: '姓名',
    line: '职称、单位、地区',
    load: '在办 / 上限',
    away: '外出',
    edit: '设置',
    here: '在岗',
    emptyTitle: '没有符合条件的人',
    emptyHint: '请在「人员与角色」里给人授予专家或技术单位角色。',
    limit: '同时办理的上限（件）',
    awayUntil: '外出到哪一天',
    awayHint: '格式 2026-03-10；留空表示在岗。',
    recusals: '回避',
    party: '回避对象',
    partyHint: '单位或人的名称；留空表示全部回避。',
    why: '原因',
    add: '加一条回避',
    remove: '删去这条',
    saved: '已保存',
  },
  settings: {
    title: '时限设置',
    lead: '按工作日计算，含调休。修改后对新的时限生效。',
    province: '省份',
    fields: {
      acceptDays: '受理（工作日）',
      firstReplyDays: '首次答复（工作日）',
      closeDays: '办结（工作日）',
      takeDays: '接单提醒（工作日）',
      askerReminderDays: '提醒提出人（工作日）',
      askerLapseDays: '等提出人的期限（工作日）',
      confirmLapseDays: '确认答复的期限（工作日）',
      draftLapseDays: '草稿保留（工作日）',
      undeliveredHours: '多久没送达就改短信或电话（小时）',
    } as Readonly<Record<string, string>>,
    duty: '应急值班协调员',
    dutyNone: '通知全部协调员',
    saved: '已保存',
  },
  case: {
    title: '案例草稿',
    masked: '自动去掉的内容',
    maskedLead: '下面是需求原文里被替换的内容，请核对有没有遗漏。',
    maskedNone: '没有发现需要去掉的内容。',
    suspicious: '草稿里还可能认出人的内容',
    kinds: {
      phone: '电话',
      email: '邮箱',
      number: '证件号',
      company: '单位',
      person: '人名',
      place: '地点',
    } as Readonly<Record<string, string>>,
    returned: (reason: string) => `编辑退回：${reason}`,
    fields: {
      title: '标题',
      domain: '领域',
      medium: '介质',
      region: '地区（到市为止）',
      industry: '行业',
      problem: '问题',
      measure: '建议和做法',
      results: '效果（每行一条）',
      cost: '费用（每行一条）',
      year: '年份',
    },
    saving: '正在保存…',
    saved: (at: string) => `已自动保存 ${at}`,
    unsaved: '有未保存的修改',
    conflict: '别人也改了这份草稿。您写的还在这里；可以先复制，再打开最新内容。',
    reload: '打开最新内容',
    publish: '发布案例',
    publishTitle: '发布到案例库',
    publishLead:
      '发布后，其他人咨询类似问题时会看到这个案例，来源写作「来自需求」加编号。请再确认一遍没有能认出人的内容。',
    published: '已发布',
    onlyEditor: '由编辑审核后发布。',
  },
  audit: {
    title: '审计记录',
    lead: '每一条都和前一条相连，改动任何一条都能查出来。',
    intact: (length: number) => `完整，共 ${length} 条`,
    erased: (count: number) => `其中 ${count} 条的内容已按要求删除`,
    broken: (position: number) => `第 ${position} 条对不上，记录可能被改过`,
    list: '审计记录',
    position: '序号',
    at: '时间',
    who: '谁',
    action: '做了什么',
    payload: '内容',
    isErased: '内容已删除',
    hidden: '您没有查看内容的权限。',
    hash: '校验值',
    personErase: '按本人要求删除个人信息',
    personEraseLead:
      '会删除这个人的姓名、电话、账号、角色和聊天绑定，以及他提出的需求和咨询里的全部内容。没办完的需求会撤回。删除后不能恢复；办理过程只留下时间和步骤。专家的公开资料要另外下架。',
  },
} as const;
