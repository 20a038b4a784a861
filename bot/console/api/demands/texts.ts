import type { ExclusionReason } from '../../../../src/demand/dispatch.js';
import type { Evidence, PartName } from '../../../../src/demand/dispatch-parts.js';

export const PART_LABEL: Readonly<Record<PartName, string>> = {
  domain: '领域',
  industry: '行业',
  technique: '技术',
  region: '地区',
  cases: '办结案例',
  load: '在办量',
  availability: '服务方式',
};

const FIELD_WORD: Readonly<Record<Evidence['field'], string>> = {
  domains: '领域',
  industries: '行业',
  pollutants: '污染物',
  processes: '工艺',
  province: '同省',
  city: '同市',
  closedCases: '办结过',
  load: '在办量',
  serviceModes: '可以',
};

const MODE_WORD: Readonly<Record<string, string>> = { online: '线上服务', onsite: '现场服务' };

export const demandApiTexts = {
  /** One reason in words; `name` makes a code readable. */
  evidence: ({ field, asked, found }: Evidence, name: (text: string) => string): string => {
    if (field === 'load') {
      const [load = '', limit = ''] = found.split('/');
      return `在办 ${load} 件，上限 ${limit} 件`;
    }
    if (field === 'serviceModes') return `${FIELD_WORD.serviceModes}${MODE_WORD[found] ?? found}`;
    if (asked === null || asked === found) return `${FIELD_WORD[field]}：${name(found)}`;
    return `${FIELD_WORD[field]}：${name(found)}（需求是${name(asked)}）`;
  },
  noEvidence: '没有相应的依据',
  exclusion: (reason: ExclusionReason, detail: string | null): string => {
    switch (reason) {
      case 'consent':
        return '没有同意向外省公开';
      case 'not_valid':
        return '不在专家库有效期内';
      case 'recusal':
        return `需要回避：${detail ?? ''}`;
      case 'away':
        return `外出到 ${detail ?? ''}`;
      case 'mode':
        return '不提供所需的服务方式';
      case 'load':
        return `在办已满（${detail ?? ''}）`;
      case 'unrelated':
        return '领域、行业和技术都不相关';
    }
  },
  shortfall: (ranked: number) =>
    ranked === 0
      ? '没有合适的人选，请在下面查找其他人。'
      : '合适的人选只有一位，请看看没有列入的人和原因，也可以查找其他人。',
  unknownPerson: '（已删除的人员）',
  service: '系统',
  erased: '（已按本人要求删除）',
  notAllowed: '您的角色不能做这一步。',
  uploadFailed: '文件没有上传成功，请再试一次。',
  noFile: '请选择要上传的文件。',
  wrongState: '需求的状态已经变了，这一步现在不能做。请看最新进展，您填写的还在。',
  conflict: '您打开以后，别人办过这条需求。请看最新进展再决定，您填写的还在。',
  reasonNeeded: '请写明原因，最多 1000 个字。',
  choiceReason: '没有选排在第一位的人，请写明原因。',
  textNeeded: '请填写内容，最多 4000 个字。',
  addressNeeded: '请写明应该找谁、怎么找。',
  groundNeeded: '请选择不予受理的理由。',
  modeNeeded: '请选择转到哪种模式。',
  assigneeNeeded: '请选择承办人。',
  assigneeWrong: '这个人没有专家或技术单位的角色，不能分派。',
  sameAssignee: '已经分派给这个人了。',
  filesWrong: '有附件不属于这条需求，请重新上传。',
  noteNeeded: '请填写备注，最多 2000 个字。',
  callMeanwhile: '这条电话任务刚被别人处理，或者对方已经看到消息了。请看最新列表。',
  someone: '聊天用户',
  remarkTooLong: '备注最多 500 个字。',
  caseIncomplete: '请补全案例里标出的内容再提交。',
  caseInvalid: '案例内容不符合入库要求，请检查各项是否填写完整。',
  caseField: '请填写这一项。',
  noReply: '没有答复的需求不能做成案例。',
  settingsDays: '请填写 1 到 250 之间的整数。',
  settingsHours: '请填写 1 到 720 之间的整数。',
  dutyWrong: '值班协调员要是本省的协调员。',
  loadWrong: '请填写 0 到 99 之间的整数。',
  dateWrong: '日期请写成 2026-03-10 这样。',
  recusalReason: '请写明回避的原因。',
  noPhone: '提出人没有留电话。',
  callWhat: {
    reply: '专家答复',
    ask_back: '专家请提出人补充情况',
    return: '退回补正',
    refuse: '不予受理',
    transfer: '转其他模式',
    supply_lapsed: '逾期未补正，需求终止',
    'reminded.supply': '提醒补正',
    'reminded.facts': '提醒补充情况',
    'reminded.confirm': '提醒确认答复',
  } as Readonly<Record<string, string>>,
  callReason: {
    no_phone: '消息没有送达，也没有留电话',
    no_gateway: '消息没有送达，没有接入短信',
    text_message_failed: '消息和短信都没有送达',
    still_undelivered: '发了短信仍没有查看',
  } as Readonly<Record<string, string>>,
  auditAction: {
    'contact.revealed': '查看了电话号码',
    'note.added': '写了内部备注',
    'file.added': '上传了文件',
    'case.published': '发布了案例',
    'case.saved': '修改了案例',
    'call.told': '电话告知了提出人',
    'call.unreachable': '电话没有打通',
    'asker.erased': '按本人要求删除了个人信息',
    'person.created': '建立了人员',
    'person.changed': '修改了人员',
    'person.erased': '按本人要求删除了个人信息',
    'role.granted': '授予了角色',
    'role.ended': '取消了角色',
    'expert.changed': '修改了接单设置',
    'settings.changed': '修改了时限设置',
    'chat.bound': '绑定了聊天',
    'chat.unbound': '解除了聊天绑定',
  } as Readonly<Record<string, string>>,
  demandTitle: (receipt: string) => `需求 ${receipt}`,
  personTitle: (name: string) => `人员 ${name}`,
  settingsTitle: (province: string) => `${province}时限设置`,
  unknownAssignee: '承办人',
} as const;
