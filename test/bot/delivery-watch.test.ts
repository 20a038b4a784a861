import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { completeCallTask } from '../../src/delivery/call-task.js';
import { markRead } from '../../src/delivery/delivered.js';
import { deliveryOf, type NoticeDelivery } from '../../src/delivery/delivery-state.js';
import type { Actor } from '../../src/directory/authorize.js';
import * as callTasks from '../../src/storage/call-tasks.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import { ASKER, actorOf } from '../src/demand-cast.js';
import { COORDINATOR, type DemandBench, EXPERT, openDemandBench } from './demand-bench.js';

const PHONE = '13800000000';

/** A demand whose reply has just been written. */
async function replied(options: { phone?: string | null; gateway?: boolean } = {}): Promise<DemandBench> {
  const bench = await openDemandBench();
  bench.start({ gateway: options.gateway ?? true });
  await bench.file(options.phone === undefined ? PHONE : options.phone);
  await bench.act(COORDINATOR, 'accept');
  await bench.act(COORDINATOR, 'dispatch');
  await bench.act(EXPERT, 'take');
  await bench.act(EXPERT, 'reply');
  await bench.quiet();
  return bench;
}

async function deliveryOfReply(bench: DemandBench): Promise<NoticeDelivery> {
  const rows = await deliveryOf(bench.storage.db, 'd1', bench.clock.now().toISOString());
  return rows.find(({ kind, audience }) => kind === 'reply' && audience === 'asker')!;
}

const arrivals = async (bench: DemandBench) =>
  (await demandEvents.list(bench.storage.db, 'd1')).filter(({ event }) => event === 'reply_delivered');

let ids = 0;
const deps = { identifiers: { next: () => `call-${++ids}` }, calendar: createWorkingCalendar() };

function complete(
  bench: DemandBench,
  task: callTasks.CallTask,
  outcome: 'told' | 'unreachable',
  actor: Actor = COORDINATOR,
  version = task.version,
) {
  const completion = { id: task.id, version, outcome, remark: '下午再打' };
  return bench.storage.write((tx) =>
    completeCallTask(tx, deps, actor, completion, bench.clock.now().toISOString()),
  );
}

describe('a reply', () => {
  test('that a client of the conversation read is delivered, and the demand waits for the asker: once', async () => {
    const bench = await replied();
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'sent' });
    expect(await bench.state()).toBe('replied');
    await Promise.all([bench.read(), bench.read(), bench.read()]);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'delivered', reason: null });
    expect(await bench.state()).toBe('awaiting_confirmation');
    expect(await arrivals(bench)).toMatchObject([{ data: { by: 'chat' }, actorRole: 'service' }]);
    await bench.pass(200);
    expect(bench.texts).toEqual([]);
    expect(await callTasks.ofDemand(bench.storage.db, 'd1')).toEqual([]);
  });

  test('that nobody read goes on as a text message without a word of it, then a coordinator has to ring', async () => {
    const bench = await replied();
    await bench.pass(23);
    expect(bench.texts).toEqual([]);
    await bench.pass(1);
    expect(bench.texts).toMatchObject([
      {
        to: PHONE,
        text: '【一事一议】您的需求 浙-2026-00001 有新消息，请打开 https://yishi.invalid/ 查看。',
      },
    ]);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'text_message' });
    expect(await bench.state()).toBe('replied');
    await bench.pass(24);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'call_task', reason: 'still_undelivered' });
    expect(bench.texts).toHaveLength(1);
  });

  test('wakes nobody at night with a text message', async () => {
    const bench = await replied();
    // The look falls on 21:30 in Beijing.
    await bench.storage.write((tx) =>
      tx
        .updateTable('timers')
        .set({ due_at: '2026-03-02T13:30:00.000Z' })
        .where('kind', '=', 'notice.undelivered')
        .execute(),
    );
    bench.clock.moveTo(Date.parse('2026-03-02T13:30:00.000Z'));
    await bench.quiet();
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'text_message' });
    bench.clock.moveTo(Date.parse('2026-03-02T23:59:59.000Z'));
    await bench.quiet();
    expect(bench.texts).toEqual([]);
    bench.clock.moveTo(Date.parse('2026-03-03T00:00:00.000Z'));
    await bench.quiet();
    expect(bench.texts).toHaveLength(1);
  });

  test.each([
    [{ phone: null }, 'no_phone'],
    [{ gateway: false }, 'no_gateway'],
  ])('without a way to send a text message (%j) somebody has to ring', async (options, reason) => {
    const bench = await replied(options);
    await bench.pass(24);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'call_task', reason });
    expect(bench.texts).toEqual([]);
  });

  test('whose text message the gateway refuses is rung up at once; one that it puts off comes later', async () => {
    const bench = await replied();
    bench.textOutcomes.push(
      { kind: 'retry', error: 'HTTP 503', afterMs: 120_000 },
      { kind: 'failed', error: 'HTTP 400' },
    );
    await bench.pass(24);
    expect(bench.texts).toHaveLength(1);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'text_message', reason: 'HTTP 503' });
    bench.clock.advance(120_000);
    await bench.quiet();
    expect(bench.texts).toHaveLength(2);
    expect(bench.texts[0]).toEqual(bench.texts[1]);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'call_task', reason: 'text_message_failed' });
  });

  test('that the channel refuses for good takes the other way at once', async () => {
    const bench = await openDemandBench();
    bench.start();
    await bench.file(PHONE);
    await bench.act(COORDINATOR, 'accept');
    await bench.quiet();
    bench.outcomes.push({ kind: 'failed', error: 'blocked' });
    await bench.act(COORDINATOR, 'reply', { text: '专家在电话里说……', onBehalfOf: '某专家，今天上午' });
    await bench.quiet();
    expect(bench.texts).toHaveLength(1);
  });

  test('that waits for contact takes the other way after the same time', async () => {
    const bench = await openDemandBench();
    bench.start({ gateway: false });
    await bench.file(PHONE);
    await bench.act(COORDINATOR, 'accept');
    await bench.quiet();
    bench.outcomes.push({ kind: 'window_closed' });
    await bench.act(COORDINATOR, 'reply', { text: '……' });
    await bench.quiet();
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'waiting' });
    await bench.pass(24);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'call_task' });
  });

  test('that is read after all ends the call, and what is read late is still counted once', async () => {
    const bench = await replied({ phone: null });
    await bench.pass(24);
    await bench.read();
    const [task] = await callTasks.ofDemand(bench.storage.db, 'd1');
    expect(task).toMatchObject({ state: 'done', outcome: 'delivered_meanwhile', doneBy: null });
    expect(await complete(bench, task!, 'told')).toMatchObject({ ok: false, reason: 'conflict' });
    expect(await arrivals(bench)).toHaveLength(1);
  });

  test('that the asker has judged needs no call, wherever they read it', async () => {
    const bench = await replied({ phone: null });
    await bench.act(ASKER, 'reject');
    await bench.pass(48);
    expect(await callTasks.ofDemand(bench.storage.db, 'd1')).toEqual([]);
  });

  test('that was completed by a later one moves on with that one', async () => {
    const bench = await replied();
    const before = await bench.transcript();
    await bench.act(EXPERT, 'reply', { text: '还有一点：先停用活性炭。' });
    // Read up to the first reply only.
    const stretch = { conversationId: 'c1', through: before.length };
    await bench.storage.write((tx) =>
      markRead(tx, deps, { ...stretch, now: bench.clock.now().toISOString() }),
    );
    expect(await bench.state()).toBe('replied');
    await bench.quiet();
    await bench.read();
    expect(await bench.state()).toBe('awaiting_confirmation');
  });
});

describe('a call task', () => {
  test('of an asker who was told counts as delivered', async () => {
    const bench = await replied({ phone: null });
    await bench.pass(24);
    const [task] = await callTasks.listOpen(bench.storage.db, ['330000'], 10);
    expect(await complete(bench, task!, 'told')).toMatchObject({
      ok: true,
      task: { state: 'done', outcome: 'told', remark: '下午再打', doneBy: 'coordinator' },
    });
    expect(await bench.state()).toBe('awaiting_confirmation');
    expect(await arrivals(bench)).toMatchObject([{ data: { by: 'call' }, actorRole: 'coordinator' }]);
    expect(await deliveryOfReply(bench)).toMatchObject({ state: 'told' });
    expect(await callTasks.listOpen(bench.storage.db, 'nation', 10)).toEqual([]);
  });

  test('stays in the list after the first vain call and ends with the second', async () => {
    const bench = await replied({ phone: null });
    await bench.pass(24);
    const [task] = await callTasks.listOpen(bench.storage.db, 'nation', 10);
    const first = await complete(bench, task!, 'unreachable');
    expect(first).toMatchObject({ ok: true, task: { state: 'open', outcome: 'unreachable', version: 2 } });
    // A double click.
    expect(await complete(bench, task!, 'unreachable')).toMatchObject({ ok: false, reason: 'conflict' });
    expect(await bench.state()).toBe('replied');
    const [again] = await callTasks.listOpen(bench.storage.db, 'nation', 10);
    expect(await complete(bench, again!, 'unreachable')).toMatchObject({ ok: true, task: { state: 'done' } });
    expect(await bench.state()).toBe('awaiting_confirmation');
    expect(await arrivals(bench)).toMatchObject([{ data: { by: 'unreachable' } }]);
  });

  test('is nobody else’s: for another province there is none, for an asker or expert no way', async () => {
    const bench = await replied({ phone: null });
    await bench.pass(24);
    const [task] = await callTasks.listOpen(bench.storage.db, 'nation', 10);
    expect(await callTasks.listOpen(bench.storage.db, ['440000'], 10)).toEqual([]);
    expect(await callTasks.listOpen(bench.storage.db, [], 10)).toEqual([]);
    for (const [who, reason] of [
      [actorOf('stranger'), 'not_found'],
      [actorOf('other-expert'), 'not_found'],
      [ASKER, 'forbidden'],
      [EXPERT, 'forbidden'],
    ] as const) {
      expect(await complete(bench, task!, 'told', who)).toEqual({ ok: false, reason });
    }
    expect(await complete(bench, { ...task!, id: 'none' }, 'told')).toEqual({
      ok: false,
      reason: 'not_found',
    });
  });
});

describe('whatever happens to a reply', () => {
  type Step = 'read' | 'hours' | 'days' | 'told' | 'unreachable' | 'confirm' | 'withdraw';
  const steps = fc.array(
    fc.constantFrom<Step>('read', 'hours', 'days', 'told', 'unreachable', 'confirm', 'withdraw'),
    { maxLength: 6 },
  );
  const channel = fc.constantFrom(
    { kind: 'sent', vendorId: null } as const,
    { kind: 'failed', error: 'blocked' } as const,
    { kind: 'window_closed' } as const,
  );
  const gateway = fc.array(
    fc.constantFrom(
      { kind: 'sent', vendorId: null } as const,
      { kind: 'failed', error: 'HTTP 400' } as const,
      { kind: 'retry', error: 'HTTP 503' } as const,
    ),
    { maxLength: 4 },
  );

  async function play(bench: DemandBench, step: Step): Promise<void> {
    if (step === 'read') return bench.read();
    if (step === 'hours') return bench.pass(13);
    if (step === 'days') return bench.pass(49);
    if (step === 'told' || step === 'unreachable') {
      const [task] = await callTasks.listOpen(bench.storage.db, 'nation', 1);
      if (task !== undefined) await complete(bench, task, step);
      return;
    }
    // Refused where the state does not allow it, as anybody may try.
    await bench.act(ASKER, step).catch(() => undefined);
  }

  test('it ends delivered, told, tried twice, or with somebody who has to ring; never known to nobody', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        channel,
        gateway,
        fc.option(fc.constant(PHONE)),
        async (played, outcome, outcomes, phone) => {
          const bench = await openDemandBench();
          bench.start();
          await bench.file(phone);
          await bench.act(COORDINATOR, 'accept');
          await bench.quiet();
          bench.outcomes.push(outcome);
          bench.textOutcomes.push(...outcomes);
          await bench.act(COORDINATOR, 'reply', { text: '……' });
          await bench.quiet();
          for (const step of played) await play(bench, step);
          // Two looks, and the tries of a gateway that says 503 each time.
          for (let look = 0; look < 4; look += 1) await bench.pass(30);
          const { state } = await deliveryOfReply(bench);
          const heardOtherwise = ['closed', 'withdrawn', 'reopened'].includes(await bench.state());
          const ends = ['delivered', 'told', 'unreachable', 'call_task'];
          expect(heardOtherwise || ends.includes(state) ? 'known' : `${state} after ${played.join()}`).toBe(
            'known',
          );
          expect((await arrivals(bench)).length).toBeLessThanOrEqual(1);
          const settled = ['delivered', 'told', 'unreachable'].includes(state);
          if (settled) expect(await bench.state()).not.toBe('replied');
        },
      ),
      { seed: 20_261_124, numRuns: 25 },
    );
  }, 240_000);
});
