import type { DueShape } from '../../../../demand-shapes.js';

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
