import type { ExclusionReason } from '../../../src/demand/dispatch.js';
import type { ServiceMode } from '../../../src/demand/dispatch-candidate.js';
import type { PartName } from '../../../src/demand/dispatch-parts.js';

/** What is asked for before experts are named: the param that a consultation remembers, and the question. */
export const ASKED = {
  topic: {
    param: '专业方向',
    text: '需要哪方面的专家？说说行业、污染物或要解决的问题，例如“家具厂喷漆废气”“农村生活污水”。',
  },
  place: { param: 'region', text: '事情在哪个省、哪个市？' },
  time: { param: '时间', text: '希望什么时候？例如“下周三”“12月初”“越快越好”。' },
  mode: { param: '服务方式', text: '要专家到现场，还是线上就可以？' },
} as const;

export const ask = {
  conclusion: '好的，帮您找专家，还要知道：',
  unknownIsFine: '不清楚的可以直接说“不知道”。',
};

const MODE_NAME: Readonly<Record<ServiceMode, string>> = { online: '线上', onsite: '现场' };

export const LABEL = {
  unit: '单位',
  domain: '领域对口',
  industry: '行业对口',
  technique: '工艺、污染物对口',
  unmatched: '没有对上',
  region: '地区',
  modes: '服务方式',
  achievements: '代表成果',
  cases: '办结经历',
  load: '在办',
  score: '匹配度',
} as const;

export const SECTION = {
  demo: '示例数据',
  ranked: '推荐的专家（靠前的更对口，同分随机排）',
  backup: '候补',
  few: '为什么不到两位',
  list: '公开名录里对口的专家（供了解，同分随机排）',
  next: '接下来',
  how: '怎样请到专家',
} as const;

const PART_NAME: Readonly<Record<PartName, string>> = {
  domain: '领域',
  industry: '行业',
  technique: '工艺和污染物',
  region: '地区',
  cases: '办结经历',
  load: '空闲',
  availability: '服务方式',
};

const REASONS: readonly (readonly [ExclusionReason, (count: number) => string])[] = [
  ['consent', (count) => `${count}位没有同意公开`],
  ['not_valid', (count) => `${count}位那时不在库`],
  ['recusal', (count) => `${count}位需要回避`],
  ['away', (count) => `${count}位那时外出`],
  ['mode', (count) => `${count}位不提供这种服务方式`],
  ['load', (count) => `${count}位手上的事已满`],
  ['unrelated', (count) => `${count}位专业不对口`],
];

const points = (share: number) => Math.round(share * 100);

export const expert = {
  unit: (unit: string, title: string, level: string, place: string) =>
    [unit, level === '其他' ? title : `${title}（${level}）`, place].filter((part) => part !== '').join('，'),
  kin: (held: string, asked: string) => (held === asked ? held : `${held}（您说的是${asked}）`),
  sameCity: (place: string) => `就在${place}`,
  sameProvince: (place: string) => `本省份，在${place}`,
  elsewhere: (place: string) => `外省份，在${place}`,
  modes: (modes: readonly ServiceMode[]) => `可以${modes.map((mode) => MODE_NAME[mode]).join('、')}`,
  cases: (count: number) => `办结过${count}件同类需求`,
  load: (load: number, limit: number) => `手上有${load}件，最多接${limit}件`,
  score: (total: number, parts: readonly (readonly [PartName, number, number])[]) =>
    `${points(total)}分（满分100）：${parts
      .map(([name, score, weight]) => `${PART_NAME[name]}${points(score * weight)}/${points(weight)}`)
      .join('，')}`,
};

export const official = {
  conclusion: (known: string, count: number, backup: boolean) =>
    `${known === '' ? '' : `按您说的情况（${known}），`}排出${count}位专家${backup ? '，另有1位候补' : ''}。`,
  choose: (name: string) => `选${name}`,
  next: '点下面的按钮选一位；提交前会先给您看要交的内容，您确认后才提交。候补会一起报上，第一位来不了时由候补接手。',
  nextWithoutBackup: '点下面的按钮选一位；提交前会先给您看要交的内容，您确认后才提交。这次没有候补。',
  changed: '要换时间、地点或方式，直接说就行，我重新排。',
  notice: '排序只看公开资料和您说的情况对得上多少，不代表资质认定；由您来定，也可以让工作人员另行安排。',
};

export const enterprise = {
  conclusion: (known: string, count: number) =>
    `${known === '' ? '' : `按您说的情况（${known}），`}公开名录里有${count}位对口的专家。`,
  how: '这里不能直接约专家。您提交技术需求后，由所在省份的工作人员核对，再分派给合适的专家或单位，答复会回到这个聊天里。',
  file: '提交技术需求',
  notice: '名单只列本人同意公开的信息，先后不代表推荐。',
};

export const none = {
  noList: '专家名录里还没有专家，暂时不能推荐。',
  noTopic: '还没弄清需要哪方面的专家，没法推荐。',
  nobody: '专家名录里没有查到对口又能来的专家。',
  nobodyPublic: '公开的专家名录里没有查到对口的专家。',
  turnTo: '可以直接提交技术需求，把情况写清楚，由工作人员判断该请谁。',
};

export const few = {
  official: (count: number, leftOut: Readonly<Partial<Record<ExclusionReason, number>>>) => {
    const reasons = REASONS.flatMap(([reason, text]) =>
      (leftOut[reason] ?? 0) ? [text(leftOut[reason] ?? 0)] : [],
    );
    return `名录里对得上的只有${count}位${reasons.length === 0 ? '' : `：${reasons.join('，')}`}。`;
  },
  enterprise: (count: number) => `公开名录里对口的只有${count}位；没有公开的专家由工作人员掌握。`,
};

export const DEMO_NOTICE = '下面都是示例专家：人物和单位是虚构的，只用来演示，不是真人。';

export const known = {
  /** 下周三（12月2日）; 越快越好 and 12月2日 need no day beside them. */
  time: (said: string, date: string | null, today: string) => {
    const [, month, day] = (date ?? '').split('-').map(Number);
    return date === null || date === today || said.includes('月') ? said : `${said}（${month}月${day}日）`;
  },
  mode: (mode: ServiceMode | 'either') => (mode === 'either' ? '线上、现场都行' : MODE_NAME[mode]),
};
