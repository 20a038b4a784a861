import { DEADLINE_NAME, KIND_NAME, MODE_NAME, STATE_NAME } from '../../../../../../src/demand/texts.js';
import { DOMAINS } from '../../../../../../src/domains.js';
import type { DueShape } from '../../../../demand-shapes.js';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** The choices of a table of names, in its order. */
function optionsOf(names: Readonly<Record<string, string>>): readonly Option[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

/** Codes come from the server, which may know more of them than a page that has been open for long. */
function nameIn(names: Readonly<Record<string, string>>, code: string | null): string | null {
  return code !== null && Object.hasOwn(names, code) ? (names[code] ?? null) : null;
}

/** How long there is left, in words: never by colour alone. */
export function dueWords({ level, deadline, days, provisional }: DueShape): string {
  const what = nameIn(DEADLINE_NAME, deadline) ?? '';
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

/** A draft is its asker's alone. */
export const STATES = optionsOf(STATE_NAME).filter(({ value }) => value !== 'draft');

export function stateName(state: string): string {
  return nameIn(STATE_NAME, state) ?? state;
}

export const KINDS = optionsOf(KIND_NAME);

export function kindName(kind: string): string {
  return nameIn(KIND_NAME, kind) ?? kind;
}

export const DOMAIN_OPTIONS = optionsOf(DOMAINS);

export const GROUNDS: readonly (Option & { readonly address: string })[] = [
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

export const MODES = optionsOf(MODE_NAME);
