import type { REFUSAL_GROUNDS } from '../../src/demand/events.js';
import { DEADLINE_NAME } from '../../src/demand/texts.js';

/** What a notice says first (after the demand's name) and what is expected now. */
export interface Sentences {
  readonly head: (demand: string) => string;
  readonly next: string;
}

const ASKER: Readonly<Record<string, Sentences>> = {
  accept: {
    head: (demand) => `${demand}已经受理`,
    next: '协调员正在找合适的专家或单位，找到了就告诉您。现在不用您做什么。',
  },
  return: {
    head: (demand) => `${demand}要请您补几句`,
    next: '补上就接着办。一直没有收到的话，会先当作不办了，到时再告诉您。',
  },
  supply_lapsed: {
    head: (demand) => `${demand}先放下了`,
    next: '一直没有收到要补的内容，所以先不办了。事情还在的话，在这里再说一次就能重新提交。',
  },
  refuse: {
    head: (demand) => `${demand}没能受理`,
    next: '这件在这里办不了，请看上面写的该找谁。',
  },
  transfer: {
    head: (demand) => `${demand}转到别的帮扶方式了`,
    next: '协调员已经转过去。要是很久没有人联系您，就在这里说一声。',
  },
  dispatch: {
    head: (demand) => `${demand}已经请了专家或单位`,
    next: '等对方接单，接了就告诉您。现在不用您做什么。',
  },
  take: {
    head: (demand) => `${demand}有专家接了`,
    next: '想起什么可以随时补充；有要问您的，会在这里问。',
  },
  ask_back: {
    head: (demand) => `${demand}：专家有问题想问您`,
    next: '您一回答就接着办，等您的这段时间不计入期限。不清楚的，说不清楚也行。',
  },
  reply: {
    head: (demand) => `${demand}有答复了`,
    next: '请看看有没有用：用得上就点“解决了”；不行就点“没解决”，说说差在哪里，会接着办。',
  },
  confirm_lapsed: {
    head: (demand) => `${demand}先办结了`,
    next: '答复送到以后一直没有收到您的意见，所以先办结了。问题还在的话，点“又不行了，重新打开”，会接着办。',
  },
  'reminded.supply': {
    head: (demand) => `${demand}还等着您补几句`,
    next: '补上就接着办。一直没有收到的话，会先当作不办了。',
  },
  'reminded.facts': {
    head: (demand) => `${demand}：专家还等着您的回答`,
    next: '您一回答就接着办。不清楚的，说不清楚也行。',
  },
  'reminded.confirm': {
    head: (demand) => `${demand}的答复，有没有用？`,
    next: '用得上就点“解决了”，不行就点“没解决”。都不点的话，过几天会先办结，以后还可以重新打开。',
  },
};

/** For each of the deadlines, named as in the console. */
function ofDeadlines(
  event: 'warned' | 'overdue',
  next: string,
  head: (demand: string, deadline: string) => string,
): Readonly<Record<string, Sentences>> {
  return Object.fromEntries(
    Object.entries(DEADLINE_NAME).map(([key, name]) => [
      `${event}.${key}`,
      { head: (demand: string) => head(demand, name), next },
    ]),
  );
}

const COORDINATOR: Readonly<Record<string, Sentences>> = {
  file: { head: (demand) => `新到需求 ${demand}`, next: '请受理、退回补正，或者告诉对方该找谁。' },
  supply: { head: (demand) => `${demand}补正了`, next: '请看看能不能受理。' },
  supply_lapsed: { head: (demand) => `${demand}一直没有补正，已经撤回`, next: '不用再办。' },
  take: { head: (demand) => `${demand}已经接单`, next: '现在不用您做什么。' },
  decline: { head: (demand) => `${demand}被退单`, next: '请另请专家或单位。' },
  answer_lapsed: {
    head: (demand) => `${demand}：提出人一直没有回答`,
    next: '专家会按已有的情况接着办，期限继续计算。',
  },
  reply: { head: (demand) => `${demand}有答复了`, next: '正在送给提出人；送不到的会列进未送达名单。' },
  confirm: {
    head: (demand) => `${demand}：提出人说解决了`,
    next: '办结了。有推广价值的话，可以整理成案例。',
  },
  reject: { head: (demand) => `${demand}：提出人说没解决`, next: '请重新安排。' },
  withdraw: { head: (demand) => `${demand}：提出人撤回了`, next: '不用再办。' },
  urge: { head: (demand) => `${demand}：提出人在催`, next: '请看看卡在哪里。' },
  add_facts: { head: (demand) => `${demand}：提出人补充了情况`, next: '请看看要不要调整安排。' },
  return_case: { head: (demand) => `${demand}的案例稿退回修改`, next: '请改好以后再提交审核。' },
  publish_case: { head: (demand) => `${demand}写成的案例已经发布`, next: '后来的人会查到它。' },
  'reminded.take': { head: (demand) => `${demand}还没有人接单`, next: '请联系专家，或者改派。' },
  ...ofDeadlines('warned', '请看看来不来得及。', (demand, deadline) => `${demand}${deadline}快到期了`),
  ...ofDeadlines('overdue', '请尽快处理。', (demand, deadline) => `${demand}${deadline}已经超期`),
};

const ASSIGNEE: Readonly<Record<string, Sentences>> = {
  dispatch: {
    head: (demand) => `想请您看看这件：${demand}`,
    next: '请点开接单；不合适就退回，说说原因，也可以推荐别人。',
  },
  replaced: { head: (demand) => `${demand}已经改请别人办`, next: '您不用再办了，谢谢您。' },
  answer: { head: (demand) => `${demand}：提出人回答了`, next: '可以接着办了。' },
  answer_lapsed: {
    head: (demand) => `${demand}：提出人一直没有回答`,
    next: '请按已有的情况答复，期限继续计算。',
  },
  confirm: { head: (demand) => `${demand}：提出人说解决了`, next: '这件办结了，谢谢您。' },
  reject: { head: (demand) => `${demand}：提出人说没解决`, next: '协调员会重新安排，请先看看差在哪里。' },
  withdraw: { head: (demand) => `${demand}：提出人撤回了`, next: '您不用再办了，谢谢您。' },
  urge: { head: (demand) => `${demand}：提出人在催`, next: '有进展请写上；有困难请告诉协调员。' },
  add_facts: { head: (demand) => `${demand}：提出人补充了情况`, next: '办的时候请一并考虑。' },
  publish_case: { head: (demand) => `${demand}写成的案例已经发布`, next: '后来的人会查到它，谢谢您。' },
  'reminded.take': {
    head: (demand) => `${demand}还等您接单`,
    next: '请点开接单；不合适就退回，好另请别人。',
  },
  ...ofDeadlines(
    'warned',
    '请抓紧；来不及的话，请告诉协调员。',
    (demand, deadline) => `${demand}${deadline}快到期了`,
  ),
  ...ofDeadlines(
    'overdue',
    '请尽快答复；有困难请告诉协调员。',
    (demand, deadline) => `${demand}${deadline}已经超期`,
  ),
};

const GROUNDS: Readonly<Record<(typeof REFUSAL_GROUNDS)[number], string>> = {
  complaint: '属于投诉举报',
  not_technical: '不是技术问题',
  not_environment: '不属于生态环境',
  secret: '涉及不宜在这里处理的内容',
  duplicate: '和另一件重复',
  other: '其他原因',
};

/** Every sentence of a notice. The texts must make sense alone, weeks after the talk that they belong to. */
export const noticeTexts = {
  asker: ASKER,
  coordinator: COORDINATOR,
  assignee: ASSIGNEE,
  urgent: (head: string) => `【应急】${head}`,
  grounds: GROUNDS,
  problem: '问题',
  measure: '想达到',
  place: '地区',
  domain: '领域',
  figures: '数据',
  visit: '想请专家',
  ways: { online: '线上', onsite: '到现场' },
  files: '附件',
  fileCount: (count: number) => `${count} 个，点开查看`,
  written: {
    reason: '原因',
    wanted: '要补的',
    address: '可以找',
    mode: '转到',
    question: '专家想问',
    reply: '答复',
    onBehalfOf: '答复人',
    answer: '回答',
    facts: '补充',
    instead: '推荐',
    comment: '意见',
    rating: '打分',
    stars: (rating: number) => `${rating} 分（满分 5 分）`,
  },
  openFile: (name: string) => `打开附件：${name}`,
  see: '看看这件需求',
  handle: '查看并处理',
  open: '打开这件需求',
} as const;
