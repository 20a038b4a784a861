import type { DemandKind } from './demand.js';
import type { DeadlineName, DemandEvent, OtherMode } from './events.js';
import type { PrecisionSlot } from './profile.js';
import type { DemandState } from './states.js';
import type { DemandPart } from './transition.js';

/** The names of states, events and parts wherever people read them: chat, console, diagram. */
export const STATE_NAME: Readonly<Record<DemandState, string>> = {
  draft: '草稿',
  submitted: '待受理',
  returned: '退回补正',
  refused: '不予受理',
  transferred: '转其他模式',
  accepted: '已受理',
  dispatched: '已分派',
  taken: '已接单',
  declined: '已退单',
  in_progress: '办理中',
  awaiting_facts: '待补充',
  replied: '已答复',
  awaiting_confirmation: '待确认',
  closed: '办结',
  reopened: '重办',
  withdrawn: '已撤回',
  case_candidate: '案例候选',
  case_review: '案例审核',
  case_published: '已入案例库',
};

export const EVENT_NAME: Readonly<Record<DemandEvent, string>> = {
  draft: '新建草稿',
  amend: '修改草稿',
  file: '提交需求',
  discard: '删除草稿',
  supply: '补正',
  return: '退回补正',
  refuse: '不予受理',
  transfer: '转其他模式',
  accept: '受理',
  dispatch: '分派',
  take: '接单',
  decline: '退单',
  begin: '开始办理',
  ask_back: '请补充情况',
  answer: '回答补充',
  answer_lapsed: '补充超时',
  reply: '答复',
  reply_delivered: '答复已送达',
  confirm: '确认解决',
  confirm_lapsed: '逾期未确认',
  reject: '反映没有解决',
  rate: '评分',
  withdraw: '撤回',
  supply_lapsed: '逾期未补正',
  draft_lapsed: '草稿过期',
  urge: '催办',
  add_facts: '补充情况',
  propose_case: '列为案例候选',
  submit_case: '提交案例审核',
  return_case: '退回修改案例',
  drop_case: '不入案例库',
  publish_case: '发布案例',
  warned: '临期提醒',
  overdue: '逾期',
  reminded: '提醒',
};

export const PART_NAME: Readonly<Record<DemandPart, string>> = {
  asker: '提出人',
  coordinator: '协调员',
  assignee: '承办专家',
  editor: '编辑',
  service: '系统',
};

export const KIND_NAME: Readonly<Record<DemandKind, string>> = {
  demand: '技术需求',
  referral: '专家推荐',
  emergency: '应急需求',
};

export const DEADLINE_NAME: Readonly<Record<DeadlineName, string>> = {
  accept: '受理',
  firstReply: '首次答复',
  close: '办结',
};

/** The plan's other modes, with what each is, since hardly anybody knows them by name. */
export const MODE_NAME: Readonly<Record<OtherMode, string>> = {
  city: '一市一策（驻点跟踪研究）',
  problem: '一难一攻（集中攻关）',
  town: '一镇一员（科技特派员）',
  training: '一题一训（培训与推介）',
};

/** 五个精准. */
export const SLOT_NAME: Readonly<Record<PrecisionSlot, string>> = {
  problem: '问题',
  time: '时间',
  place: '区位',
  subject: '对象',
  measure: '措施',
};

/** What stands in a text for what the assigned side does not see. */
export const MASK = {
  phone: '[已隐去电话]',
  card: '[已隐去证件号]',
  number: '[已隐去号码]',
  mail: '[已隐去邮箱]',
  account: '[已隐去账号]',
  name: '[已隐去名称]',
  company: '[已隐去单位名]',
  address: '[已隐去地址]',
} as const;
