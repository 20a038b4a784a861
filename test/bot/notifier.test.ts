import { describe, expect, test } from 'vitest';
import { deliveryOf } from '../../src/delivery/delivery-state.js';
import { ensureChannelAccount } from '../../src/directory/channel-accounts.js';
import { at } from '../src/contract/rows.js';
import { ASKER, SERVICE } from '../src/demand-cast.js';
import { COORDINATOR, EXPERT, openDemandBench } from './demand-bench.js';

type Bench = Awaited<ReturnType<typeof openDemandBench>>;

/** `kind who state` of each notice, sorted. */
const told = async (bench: Bench) =>
  (await bench.notices())
    .map(({ kind, audience, personId, state }) =>
      [kind, audience === 'asker' ? audience : personId, state].join(' '),
    )
    .sort();

const noticeOf = async (bench: Bench, kind: string) =>
  (await bench.notices()).find((notice) => notice.kind === kind)!;

/** Moves the asker's conversation to another channel account; nobody serves `absent`. */
const moveTo = (bench: Bench, account: string) =>
  bench.storage.write(async (tx) => {
    await ensureChannelAccount(tx, { id: 'absent', kind: 'absent', name: '', now: at(0) });
    await tx
      .updateTable('conversations')
      .set({ channel_account_id: account })
      .where('id', '=', 'c1')
      .execute();
  });

describe('the notifier', () => {
  test('tells the asker in their conversation, and leaves to the console whoever has no chat', async () => {
    const bench = await openDemandBench();
    bench.start();
    await bench.file();
    await bench.quiet();
    await bench.act(COORDINATOR, 'accept');
    await bench.quiet();
    expect(await told(bench)).toEqual([
      'accept asker sent',
      'file colleague console',
      'file coordinator console',
    ]);
    const [said] = await bench.transcript();
    expect(said).toMatch(
      /^浙-2026-00001（技术需求）已经受理\n问题：喷漆废气治理后仍有异味\n.*现在不用您做什么/,
    );
    expect(bench.sent).toHaveLength(1);
  });

  test('tells a person in the conversation where they were heard last, with a link and without who asks', async () => {
    const bench = await openDemandBench();
    bench.start();
    await bench.bindChat('expert', 'c2', 'expert-web');
    await bench.bindChat('coordinator', 'c2', 'coordinator-web');
    await bench.file('13800000000');
    await bench.quiet();
    await bench.act(COORDINATOR, 'accept');
    await bench.act(COORDINATOR, 'dispatch');
    await bench.quiet();
    const [news, task] = await bench.transcript('c2');
    expect(news).toContain('新到需求 浙-2026-00001');
    expect(task).toMatch(/^想请您看看这件：浙-2026-00001（技术需求）/);
    expect(task).not.toMatch(/asker-1|13800000000|1380/);
    const [row] = (await bench.notices()).filter(
      ({ kind, audience }) => kind === 'dispatch' && audience === 'assignee',
    );
    expect(row).toMatchObject({ state: 'sent', conversationId: 'c2', outboxId: expect.any(String) });
  });

  test('holds those who work until the morning, at the edges of the quiet hours; never an asker', async () => {
    // 21:29:59 in Beijing, then 21:30, then 08:00.
    for (const [start, state] of [
      ['2026-03-02T13:29:59.000Z', 'console'],
      ['2026-03-02T13:30:00.000Z', 'held'],
      ['2026-03-02T23:59:59.000Z', 'held'],
      ['2026-03-03T00:00:00.000Z', 'console'],
    ] as const) {
      const bench = await openDemandBench(start);
      const loops = bench.start();
      await bench.file();
      await bench.until(async () => {
        loops.wake();
        const rows = await deliveryOf(bench.storage.db, 'd1', start);
        return rows.every((row) => row.state === state);
      });
      const [row] = await deliveryOf(bench.storage.db, 'd1', start);
      if (state === 'held') expect(row!.at).toBe('2026-03-03T00:00:00.000Z');
      await bench.act(COORDINATOR, 'accept');
      await bench.quiet();
      expect(await bench.transcript()).toEqual([expect.stringContaining('已经受理')]);
    }
  });

  test('what was to be told in the daytime, when the service was off, is not told at night', async () => {
    const bench = await openDemandBench('2026-03-02T06:00:00.000Z');
    await bench.bindChat('coordinator', 'c2', 'u-coordinator');
    await bench.file();
    // 22:00 in Beijing.
    bench.clock.moveTo(Date.parse('2026-03-02T14:00:00.000Z'));
    bench.start();
    await bench.quiet();
    expect(await told(bench)).toEqual(['file colleague console', 'file coordinator pending']);
    await bench.pass(10);
    expect(await told(bench)).toEqual(['file colleague console', 'file coordinator sent']);
  });

  test('does not ask for what nobody waits for any more', async () => {
    const bench = await openDemandBench();
    await bench.file();
    await bench.act(COORDINATOR, 'return');
    await bench.act(SERVICE, 'reminded', { of: 'supply' });
    await bench.act(ASKER, 'supply');
    bench.start();
    await bench.quiet();
    const rows = (await told(bench)).filter((row) => row.includes('asker'));
    expect(rows).toEqual(['reminded.supply asker cancelled', 'return asker cancelled']);
  });

  test('tries again later what failed, and tells the others meanwhile', async () => {
    const bench = await openDemandBench();
    bench.start();
    await bench.file();
    await moveTo(bench, 'absent');
    await bench.act(COORDINATOR, 'accept');
    await bench.until(async () => (await noticeOf(bench, 'accept')).attempts > 0, true);
    await bench.bindChat('expert', 'c2', 'expert-web');
    await bench.act(COORDINATOR, 'dispatch');
    await bench.until(async () => (await bench.transcript('c2')).length === 1, true);
    const waiting = await noticeOf(bench, 'accept');
    expect(waiting).toMatchObject({ state: 'pending', error: expect.stringContaining('no channel') });
    await moveTo(bench, 'web');
    await bench.until(async () => (await bench.transcript()).length === 2, true);
  });

  test('gives up in the end: whoever has to hear of it is rung up', async () => {
    const bench = await openDemandBench();
    bench.start();
    await bench.file();
    await moveTo(bench, 'absent');
    await bench.act(COORDINATOR, 'return');
    await bench.until(async () => {
      bench.clock.advance(60_000);
      return (await noticeOf(bench, 'return')).state === 'console';
    });
    expect(bench.clock.now().getTime() - Date.parse(at(0))).toBeLessThan(4 * 3_600_000);
    await bench.quiet();
    const rows = await deliveryOf(bench.storage.db, 'd1', at(0));
    expect(rows.find(({ kind }) => kind === 'return')).toMatchObject({
      state: 'call_task',
      reason: 'no_phone',
      callTask: { state: 'open' },
    });
  });

  test('two processes tell everything once and in order', async () => {
    const bench = await openDemandBench();
    await bench.bindChat('expert', 'c2', 'expert-web');
    bench.start();
    bench.start({ storage: await bench.openOther() });
    await bench.file();
    for (const [actor, event] of [
      [COORDINATOR, 'accept'],
      [COORDINATOR, 'dispatch'],
      [EXPERT, 'take'],
      [EXPERT, 'ask_back'],
      [ASKER, 'answer'],
      [EXPERT, 'reply'],
    ] as const) {
      await bench.act(actor, event);
      await bench.quiet();
    }
    const heads = (await bench.transcript()).map((text) =>
      text.split('\n')[0]!.replace('浙-2026-00001（技术需求）', ''),
    );
    expect(heads).toEqual(['已经受理', '已经请了专家或单位', '有专家接了', '：专家有问题想问您', '有答复了']);
    expect((await bench.transcript('c2')).map((text) => text.split('\n')[0])).toEqual([
      '想请您看看这件：浙-2026-00001（技术需求）',
      '浙-2026-00001（技术需求）：提出人回答了',
    ]);
    expect(new Set(bench.sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(bench.sent.length);
  });
});
