import { describe, expect, test } from 'vitest';
import type { News } from '../../bot/notices/news.js';
import { isTellable, renderNotice } from '../../bot/notices/render-notice.js';
import { newClock } from '../../src/demand/clock.js';
import type { Demand } from '../../src/demand/demand.js';
import { DEADLINE_NAMES, type DemandEvent, REMINDERS } from '../../src/demand/events.js';
import { newDemand } from '../../src/demand/new-demand.js';
import { TRANSITIONS } from '../../src/demand/transitions.js';
import { toJson } from '../../src/storage/json.js';
import { DATA, PROFILE, ZHEJIANG } from '../src/demand-cast.js';

const NOW = '2026-03-02T01:00:00.000Z';
const URL = 'https://yishi.invalid';

/** Every (kind, audience) that some change of a demand can tell. */
const TOLD = [
  ...TRANSITIONS.filter(({ event }) => !['warned', 'overdue', 'reminded'].includes(event)).flatMap(
    ({ event, tells }) => tells.map((audience) => [event, audience] as const),
  ),
  ...(['warned', 'overdue'] as const).flatMap((event) =>
    DEADLINE_NAMES.flatMap((name) =>
      (['coordinator', 'assignee'] as const).map((audience) => [`${event}.${name}`, audience] as const),
    ),
  ),
  ...REMINDERS.flatMap((of) =>
    (of === 'take' ? (['assignee', 'coordinator'] as const) : (['asker'] as const)).map(
      (audience) => [`reminded.${of}`, audience] as const,
    ),
  ),
  ['replaced', 'assignee'] as const,
];

function demand(changes: Partial<Demand> = {}): Demand {
  const origin = {
    kind: 'demand',
    consultationId: null,
    conversationId: 'c1',
    asker: 'asker-1',
    personId: null,
  } as const;
  const profile = {
    ...PROFILE,
    problem:
      '湖州市长兴县雉城镇龙山街道明珠路 8 号，我们湖州青云家具有限公司的喷漆房有异味，联系 13812345678',
    place: '长兴县雉城镇',
    region: '330522',
    measure: '达标，电话 0572-6012345',
  };
  return {
    ...newDemand('d1', origin, { profile, province: ZHEJIANG }, NOW),
    receipt: '浙-2026-00012',
    state: 'taken',
    phone: '13812345678',
    phoneShared: true,
    clock: newClock(NOW),
    filedAt: NOW,
    ...changes,
  };
}

function news(kind: string, audience: News['audience'], changes: Partial<Demand> = {}): News {
  const event = kind.split('.')[0] as DemandEvent;
  const written =
    DATA[event] === undefined
      ? null
      : {
          event,
          data: JSON.parse(
            toJson({ files: [], onBehalfOf: null, instead: null, ...(DATA[event] as object) }),
          ),
        };
  return { kind, audience, demand: demand(changes), written, names: [], files: [] };
}

describe('the message of a notice', () => {
  test.each(TOLD)('of %s for the %s is there and makes sense alone', (kind, audience) => {
    expect(isTellable(kind, audience)).toBe(true);
    const { text, card } = renderNotice(news(kind, audience), URL);
    expect(text).toContain('浙-2026-00012');
    expect(text.split('\n').at(-1)).toMatch(/[。？]$/);
    expect(card!.conclusion.length).toBeLessThan(60);
    expect(text).not.toContain('13812345678');
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  test('is there for nothing else', () => {
    expect(isTellable('draft', 'asker')).toBe(false);
    expect(isTellable('toString', 'asker')).toBe(false);
    expect(() => renderNotice(news('draft', 'asker'), URL)).toThrow(/nobody/);
  });

  test('with a reply has its words, its files as links, and what the asker may say to it', () => {
    const files = [{ id: 'f1', name: '方案.pdf' }];
    const reply = { ...news('reply', 'asker', { state: 'replied' }), files };
    const { text, card } = renderNotice(reply, URL);
    expect(text).toContain('答复：建议先测苯系物，再定吸附工艺。');
    expect(card!.actions).toEqual([
      { kind: 'open', title: '打开附件：方案.pdf', value: `${URL}/files/f1` },
      { kind: 'do', title: '解决了', value: { do: 'confirm', demandId: 'd1' } },
      { kind: 'do', title: '没解决', value: { do: 'reject', demandId: 'd1' } },
      { kind: 'do', title: '看看这件需求', value: { do: 'demand', demandId: 'd1' } },
    ]);
  });

  test('with a question has a button to answer; with a refusal the ground and the right address', () => {
    const asked = renderNotice(news('ask_back', 'asker', { state: 'awaiting_facts' }), URL);
    expect(asked.text).toContain('专家想问：风机功率多少？');
    expect(asked.card!.actions[0]).toMatchObject({ value: { do: 'answer', demandId: 'd1' } });
    const refused = renderNotice(news('refuse', 'asker', { state: 'refused' }), URL);
    expect(refused.text).toContain('原因：属于投诉举报。属于投诉举报');
    expect(refused.text).toContain('可以找：请拨打 12345');
  });

  test('for the assigned side hides the names of who asked, wherever they stand', () => {
    const names = ['湖州青云家具有限公司', '青云木业'];
    const problem = '青云木业的喷漆房有异味';
    const said = news('dispatch', 'assignee', { profile: { ...PROFILE, problem } });
    expect(renderNotice(said, URL).text).toContain('青云木业');
    expect(renderNotice({ ...said, names }, URL).text).not.toContain('青云');
  });

  test('for the assigned side tells what to do and not whose it is, whatever was typed', () => {
    for (const [kind, audience] of TOLD.filter(([, who]) => who === 'assignee')) {
      const said = news(kind, audience);
      const typed = { ...said.written?.data, text: '我是湖州青云家具有限公司的，13812345678，明珠路 8 号' };
      const written = said.written === null ? null : { ...said.written, data: typed };
      const whole = JSON.stringify(
        renderNotice({ ...said, written, files: [{ id: 'f', name: '青云环评.pdf' }] }, URL),
      );
      expect(whole).not.toMatch(/138|6012345|青云|雉城|明珠路|asker-1/);
    }
    const task = renderNotice(news('dispatch', 'assignee'), URL);
    expect(task.text).toContain('地区：浙江省湖州市长兴县');
    expect(task.card!.actions).toEqual([
      { kind: 'open', title: '查看并处理', value: `${URL}/expert/demands/d1` },
    ]);
  });

  test('for a coordinator leads to the demand in the console, and says when it is urgent', () => {
    const { text, card } = renderNotice(
      news('file', 'coordinator', { kind: 'emergency', state: 'submitted' }),
      URL,
    );
    expect(text).toMatch(/^【应急】新到需求 浙-2026-00012（应急需求）/);
    expect(card!.actions).toEqual([
      { kind: 'open', title: '打开这件需求', value: `${URL}/console/demands/d1` },
    ]);
  });
});
