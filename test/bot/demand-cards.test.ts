import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptiveCard } from '../../bot/cards/adaptive.js';
import { dueText } from '../../bot/cards/china-time.js';
import { demandCard } from '../../bot/cards/demand-card.js';
import type { Reply } from '../../bot/cards/reply.js';
import { readButton } from '../../bot/dialogs/button.js';
import { newForm } from '../../bot/dialogs/pending.js';
import { previewReply } from '../../bot/dialogs/preview.js';
import { receiptReply } from '../../bot/dialogs/receipt.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { changeClock, newClock } from '../../src/demand/clock.js';
import type { Demand } from '../../src/demand/demand.js';
import { newDemand } from '../../src/demand/new-demand.js';
import { findPhone, maskPhone, withoutPhones } from '../../src/demand/phone.js';
import { demandProfile } from '../../src/demand/profile.js';
import { DEMAND_STATES } from '../../src/demand/states.js';
import { buttonsIn } from './asker-bench.js';

const NOW = '2026-11-24T02:00:00.000Z';
const PROFILE = demandProfile.parse({
  problem: '喷漆废气治理后仍有异味，电话13800138000',
  time: '上个月开始',
  place: '浙江省海宁市',
  subject: '家具喷漆，风量 20 000 m³/h',
  figures: ['风量 20 000 m³/h', 'VOCs浓度 300 mg/m³'],
  offered: [{ recordId: 'T1', edition: '1', title: '活性炭吸附' }],
});
const ORIGIN = {
  kind: 'demand',
  consultationId: 'k',
  conversationId: 'c',
  asker: 'a',
  personId: null,
} as const;
const RULES = { days: { accept: 1, firstReply: 3, close: 15 }, calendar: createWorkingCalendar() };

const draft = newDemand('d1', ORIGIN, { profile: PROFILE, province: '330000' }, NOW);
const filed: Demand = {
  ...draft,
  state: 'submitted',
  receipt: '浙-2026-00012',
  filedAt: NOW,
  phone: '13800138000',
  clock: changeClock(newClock(NOW), { start: ['accept'] }, NOW, RULES),
};

const cardOf = ({ card, text }: Reply) => adaptiveCard(card!, text);

describe('cards of a demand', () => {
  test('the preview says what will be filed and who sees what, and lets each line be changed', () => {
    const form = { ...newForm('d1'), phone: '13800138000', shared: true };
    expect(
      cardOf(previewReply({ ...draft, profile: { ...PROFILE, problem: '异味' } }, form)),
    ).toMatchSnapshot();
  });

  test('the receipt says the number, the date and how to follow up', () => {
    expect(cardOf(receiptReply(filed))).toMatchSnapshot();
  });

  test('a demand that waits for an answer says the question first', () => {
    const waiting: Demand = { ...filed, state: 'awaiting_facts' };
    expect(
      cardOf(demandCard(waiting, { news: { event: 'ask_back', text: '风机功率多少？' } })),
    ).toMatchSnapshot();
  });

  test('in every state: a short text, buttons that we know again, and never a whole phone number', () => {
    for (const state of DEMAND_STATES) {
      const reply = demandCard({ ...filed, state });
      expect(JSON.stringify(reply)).not.toContain('13800138000');
      expect(reply.text.length).toBeLessThan(200);
      const buttons = buttonsIn(cardOf(reply));
      expect(buttons.length).toBeLessThanOrEqual(4);
      for (const { value } of buttons) expect(readButton(value)).not.toBeNull();
    }
  });

  test('a time is the one in China, and midnight the end of the day before', () => {
    expect(dueText('2026-11-25T10:00:00.000Z')).toBe('11月25日周三18:00前');
    expect(dueText('2026-11-25T16:00:00.000Z')).toBe('11月25日周三24点前');
  });
});

describe('phone numbers', () => {
  test('are found however they are typed, and masked in any text', () => {
    const typed = [
      '13800138000',
      '138 0013 8000',
      '138-0013-8000',
      '+86 13800138000',
      '１３８００１３８０００',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...typed), fc.stringMatching(/^[^\d０-９+＋－-]*$/), (phone, words) => {
        const text = `${words}${phone}。`;
        expect(findPhone(text)).toBe('13800138000');
        expect(withoutPhones(text)).toBe(`${words}138****8000。`);
      }),
      { seed: 20_261_124 },
    );
    expect(maskPhone('13800138000')).toBe('138****8000');
    expect(findPhone('订单 138001380001')).toBeNull();
  });
});
