import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from '../../bot/cards/reply.js';
import type { Consultation, DialogAct } from '../../bot/dialogs/dialog.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { readPending } from '../../bot/dialogs/pending.js';
import { strangerInput } from '../../bot/dialogs/stranger.js';
import { newClock } from '../../src/demand/clock.js';
import type { Demand } from '../../src/demand/demand.js';
import { EVENT_DATA } from '../../src/demand/events.js';
import { newDemand } from '../../src/demand/new-demand.js';
import { missingForFiling } from '../../src/demand/profile.js';
import { rulesAdvisor } from './asker-bench.js';

const NOW = '2026-11-24T02:00:00.000Z';
const PHONE = '13912345678';
const dialog = createMainDialog({ advisor: rulesAdvisor });

/** One step of an asker: a text, or the n-th of what can be tapped. */
type Step = { readonly say: string } | { readonly tap: number } | { readonly tell: string };

/** Plays the asker's side of demands in memory: what `act` would do, without a database. */
class Table {
  consultation: Consultation | null = null;
  demands: Demand[] = [];
  buttons: { title: string; value: unknown }[] = [];
  #ids = 0;

  async turn(text: string, value: unknown = null): Promise<readonly Reply[]> {
    const { consultation, demands } = this;
    const asker = strangerInput({ text }).asker;
    const output = await dialog(
      strangerInput({
        text,
        value,
        consultation,
        asker: { ...asker, demands },
        newId: () => `id-${++this.#ids}`,
        now: NOW,
      }),
    );
    if (output.consultation !== null) {
      const { id = this.consultation?.id ?? 'c', ...rest } = output.consultation;
      // As it comes back from a database after a restart.
      const stored = JSON.parse(JSON.stringify({ id, province: null, version: 1, ...rest }));
      this.consultation = ['open', 'escalated'].includes(stored.state) ? stored : null;
    }
    const replies = [...output.replies, ...(output.acts ?? []).flatMap((act) => this.#perform(act))];
    this.buttons = replies.flatMap(({ card, suggestions }) => [
      ...suggestions.flatMap(({ title, value }) => [{ title, value }]),
      ...(card?.actions ?? []).map(({ title, value }) => ({ title, value })),
      ...(card?.sections ?? []).flatMap(({ items }) =>
        items.flatMap(({ lines }) => lines.flatMap(({ tap }) => (tap === undefined ? [] : [tap]))),
      ),
    ]);
    return replies;
  }

  #perform(act: DialogAct): readonly Reply[] {
    if (act.kind !== 'demand') return [];
    const { command } = act;
    const data = EVENT_DATA[command.event].parse(command.data);
    const before = this.demands.find(({ id }) => id === command.demandId) ?? null;
    const after = this.#after(before, command, data);
    this.demands = [after, ...this.demands.filter(({ id }) => id !== after.id)];
    return act.reply({ ok: true, demand: after, repeated: false });
  }

  #after(
    before: Demand | null,
    { demandId, event, version, origin }: Extract<DialogAct, { kind: 'demand' }>['command'],
    data: object,
  ): Demand {
    if (event === 'draft') return newDemand(demandId, origin!, EVENT_DATA.draft.parse(data), NOW);
    expect(before).not.toBeNull();
    const next = { ...before!, version: before!.version + 1, clock: newClock(NOW) };
    if (event === 'amend') {
      expect(before).toMatchObject({ state: 'draft', version });
      return { ...next, ...EVENT_DATA.amend.parse(data) };
    }
    if (event === 'file') {
      expect(missingForFiling(before!.profile, before!.province)).toEqual([]);
      expect(before).toMatchObject({ state: 'draft', version });
      return { ...next, state: 'submitted', receipt: `浙-2026-${demandId}`, filedAt: NOW };
    }
    const ended = event === 'discard' || event === 'withdraw';
    return { ...next, state: ended ? 'withdrawn' : before!.state };
  }
}

const SAYINGS = [
  '家具厂喷漆废气总超标，怎么治理',
  '没解决',
  '提交需求',
  '不知道',
  '跳过',
  '好的',
  '可以',
  '不要',
  '取消',
  '浙江省海宁市许村镇，上个月开始',
  '四川',
  '1. 佛山南海 2. 今年3月',
  '风量2万方每小时，浓度300毫克',
  `我的手机${PHONE}`,
  '13912',
  '我的需求',
  '广东家具厂VOCs排放标准是多少？',
  '确认提交',
  '撤回',
  '谢谢',
];

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...SAYINGS).map((say): Step => ({ say })) },
    { weight: 4, arbitrary: fc.nat(12).map((tap): Step => ({ tap })) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('夜里味道特别大', '活性炭每周换一次', '在村东头的河边上', '设备是前年装的，场地很小')
        .map((tell): Step => ({ tell })),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1 }).map((say): Step => ({ say })) },
  ),
  { maxLength: 25 },
);

test('whatever is said and tapped, the form loses no word, repeats no number, and a demand is a draft, filed or ended', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const table = new Table();
      await table.turn(SAYINGS[0]!);
      await table.turn('没解决');
      for (const [index, step] of all.entries()) {
        const button = 'tap' in step ? table.buttons[step.tap] : undefined;
        if ('tap' in step && button === undefined) continue;
        // A word that nothing else has, so that it can be found again.
        const mark = `第${index}号记录`;
        const told = 'tell' in step ? `${step.tell}，${mark}` : null;
        const text = told ?? ('say' in step ? step.say.trim() : (button?.title ?? ''));
        if (text === '') continue;
        const pending = readPending(table.consultation?.profile.pending);
        const value = typeof button?.value === 'object' ? button.value : null;
        const replies = await table.turn(text, value);
        expect(replies.length).toBeGreaterThan(0);
        for (const reply of replies) {
          expect(reply.text).not.toBe('');
          expect(JSON.stringify(reply)).not.toContain(PHONE);
        }
        const draft = table.demands.find(({ id }) => pending?.step === 'form' && id === pending.demandId);
        if (told !== null && draft?.state === 'draft') expect(JSON.stringify(draft.profile)).toContain(mark);
        for (const { state } of table.demands) expect(['draft', 'submitted', 'withdrawn']).toContain(state);
      }
    }),
    { seed: 20_261_124, numRuns: 150 },
  );
});

test('every way through the form ends: answering 不知道 to all leads to the preview once the province is known', async () => {
  const table = new Table();
  await table.turn('提交需求');
  await table.turn('养猪场的粪水味道太大');
  for (let round = 0; round < 4; round += 1) await table.turn('不知道');
  await table.turn('四川');
  await table.turn('不留');
  const [replies] = [await table.turn('确认提交')];
  expect(replies[0]?.text).toContain('浙-2026-');
  expect(table.demands[0]).toMatchObject({ state: 'submitted', province: '510000' });
});
