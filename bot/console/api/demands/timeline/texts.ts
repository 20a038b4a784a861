import type { DeliveryState } from '../../../../../src/delivery/delivery-state.js';
import type { DemandEvent, REFUSAL_GROUNDS } from '../../../../../src/demand/events.js';
import { DEADLINE_NAME, MODE_NAME } from '../../../../../src/demand/texts.js';

type Ground = (typeof REFUSAL_GROUNDS)[number];

const GROUND_NAME: Readonly<Record<Ground, string>> = {
  complaint: '属于投诉举报',
  not_technical: '不是技术问题',
  not_environment: '不属于生态环境领域',
  secret: '涉及国家秘密或商业秘密',
  duplicate: '同一问题已经在办',
  other: '其他原因',
};

/** Who did it, for those who are not named. */
export const WHO: Readonly<Record<string, string>> = {
  asker: '提出人',
  service: '系统',
  coordinator: '协调员',
  assignee: '承办专家',
  editor: '编辑',
};

/** How far a message has come. */
export const DELIVERY_WORD: Readonly<Record<DeliveryState, string>> = {
  pending: '等待发送',
  held: '夜间暂缓，早上 8 点后发送',
  sent: '已发送，还没有查看',
  delivered: '已送达',
  waiting: '等对方再次发言后送达',
  failed: '发送失败',
  expired: '过期未发出',
  console: '在管理台查看',
  cancelled: '不再需要，未发送',
  text_message: '已改发短信',
  call_task: '需要打电话',
  told: '已电话告知',
  unreachable: '电话联系不上',
};

export const TO_WORD: Readonly<Record<'asker' | 'coordinator' | 'assignee', string>> = {
  asker: '提出人',
  coordinator: '协调员',
  assignee: '承办专家',
};

type Data = Readonly<Record<string, unknown>>;

/** One line of the timeline: `who` is a name or a part, `to` the name of the assignee where there is one. */
type Sentence = (said: { readonly who: string; readonly to: string; readonly data: Data }) => string;

export const SENTENCE: Readonly<Record<DemandEvent, Sentence>> = {
  draft: () => '提出人开始填写',
  amend: () => '提出人修改了草稿',
  file: () => '提出人提交了需求',
  discard: () => '提出人删除了草稿',
  supply: () => '提出人补正了材料',
  return: ({ who }) => `${who}退回，请提出人补正`,
  refuse: ({ who, data }) =>
    `${who}决定不予受理（${groundName(data.ground)}），并告知应找：${String(data.address ?? '')}`,
  transfer: ({ who, data }) => `${who}转到「${modeName(data.mode)}」办理`,
  accept: ({ who }) => `${who}受理了需求`,
  dispatch: ({ who, to }) => `${who}分派给${to}`,
  take: ({ who }) => `${who}接单`,
  decline: ({ who, data }) =>
    typeof data.instead === 'string' && data.instead !== ''
      ? `${who}退单，建议改派：${data.instead}`
      : `${who}退单`,
  begin: ({ who }) => `${who}开始办理`,
  ask_back: ({ who }) => `${who}请提出人补充情况，时限暂停`,
  answer: () => '提出人回答了补充问题，时限继续',
  answer_lapsed: () => '提出人逾期没有补充，时限继续',
  reply: ({ who, data }) =>
    typeof data.onBehalfOf === 'string' && data.onBehalfOf !== ''
      ? `${who}代为记录答复（${data.onBehalfOf}）`
      : `${who}给出答复`,
  reply_delivered: ({ who, data }) =>
    data.by === 'chat'
      ? '答复已送达提出人'
      : data.by === 'call'
        ? `${who}打电话告知了提出人`
        : `${who}多次联系不上提出人`,
  confirm: ({ data }) =>
    typeof data.rating === 'number' ? `提出人确认解决，评 ${data.rating} 分` : '提出人确认解决',
  confirm_lapsed: () => '提出人逾期没有反馈，按已解决办结',
  reject: () => '提出人反映没有解决，重新办理',
  rate: ({ data }) => `提出人评 ${String(data.rating)} 分`,
  withdraw: () => '提出人撤回了需求',
  supply_lapsed: () => '提出人逾期没有补正，需求终止',
  draft_lapsed: () => '草稿过期',
  urge: () => '提出人催办',
  add_facts: () => '提出人补充了情况',
  propose_case: ({ who }) => `${who}列为案例候选`,
  submit_case: ({ who }) => `${who}提交案例审核`,
  return_case: ({ who }) => `${who}退回修改案例`,
  drop_case: ({ who }) => `${who}决定不入案例库`,
  publish_case: ({ who }) => `${who}发布了案例`,
  warned: ({ data }) => `系统提醒：${deadlineName(data.deadline)}即将到期`,
  overdue: ({ data }) => `${deadlineName(data.deadline)}逾期`,
  reminded: ({ data }) => `系统提醒：${REMINDED[String(data.of)] ?? ''}`,
};

const REMINDED: Readonly<Record<string, string>> = {
  supply: '请提出人补正',
  take: '请承办专家接单',
  facts: '请提出人补充情况',
  confirm: '请提出人确认答复',
};

function deadlineName(name: unknown): string {
  return Object.entries(DEADLINE_NAME).find(([key]) => key === name)?.[1] ?? '';
}

function groundName(ground: unknown): string {
  return Object.entries(GROUND_NAME).find(([key]) => key === ground)?.[1] ?? '';
}

function modeName(mode: unknown): string {
  return Object.entries(MODE_NAME).find(([key]) => key === mode)?.[1] ?? '';
}
