import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../bot/channels/channel.js';
import { echo } from './echo.js';
import { type Bench, openBench } from './turn-bench.js';

const spoken = (deliveries: readonly Delivery[]) => deliveries.map(({ activity }) => activity.text);

async function outbox({ storage }: Bench) {
  return storage.db
    .selectFrom('outbox')
    .select(['state', 'vendor_id', 'error', 'attempts', 'not_before'])
    .orderBy('position')
    .execute();
}

async function answered(replies: number, options: Parameters<Bench['engine']>[0] = {}) {
  const bench = await openBench();
  const engine = bench.engine({ dialog: echo(replies), ...options });
  return { bench, engine };
}

describe('the sender', () => {
  test('records the id that the vendor gave', async () => {
    const { bench, engine } = await answered(1);
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.quiet();
    expect(await outbox(bench)).toMatchObject([
      { state: 'sent', vendor_id: `vendor-${bench.sent[0]!.id}`, error: null, attempts: 1 },
    ]);
  });

  test('tries again after the time that the vendor asks for, and keeps later messages behind', async () => {
    const { bench, engine } = await answered(2);
    bench.outcomes.push({ kind: 'retry', error: 'HTTP 429', afterMs: 60_000 });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(async () => (await outbox(bench))[0]?.error === 'HTTP 429');
    expect(await outbox(bench)).toMatchObject([
      { state: 'pending', not_before: '2026-11-24T02:01:00.000Z' },
      { state: 'pending', attempts: 0 },
    ]);
    bench.clock.advance(59_999);
    await engine.receive(bench.message('乙', { conversationId: 'c2' }));
    await bench.until(() => bench.sent.length === 3);
    expect(spoken(bench.sent)).toEqual(['甲 1/2', '乙 1/2', '乙 2/2']);
    bench.clock.advance(1001);
    await bench.quiet();
    expect(spoken(bench.sent).slice(3)).toEqual(['甲 1/2', '甲 2/2']);
    expect(bench.sent[3]!.idempotencyKey).toBe(bench.sent[0]!.idempotencyKey);
  });

  test('backs off further with each failure, and takes a throw for one', async () => {
    const { bench, engine } = await answered(1);
    bench.outcomes.push(
      new Error('reset'),
      { kind: 'retry', error: 'two' },
      { kind: 'retry', error: 'three' },
    );
    engine.start();
    await engine.receive(bench.message('甲'));
    const waits: number[] = [];
    for (const error of ['Error: reset', 'two', 'three']) {
      await bench.until(async () => (await outbox(bench))[0]?.error === error);
      const wait = Date.parse((await outbox(bench))[0]!.not_before) - bench.clock.now().getTime();
      waits.push(wait);
      bench.clock.advance(wait);
    }
    await bench.quiet();
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(await outbox(bench)).toMatchObject([{ state: 'sent', error: null, attempts: 4 }]);
  });

  test('lets a closed window wait for the next contact without holding up others', async () => {
    const { bench, engine } = await answered(1);
    bench.outcomes.push({ kind: 'window_closed' });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.quiet();
    expect(await outbox(bench)).toMatchObject([{ state: 'waiting' }]);
    await engine.receive(bench.message('乙'));
    await bench.quiet();
    expect(await outbox(bench)).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
    expect(spoken(bench.sent)).toEqual(['甲 1/1', '甲 1/1', '乙 1/1']);
  });

  test('goes on after a message that can never arrive', async () => {
    const { bench, engine } = await answered(2);
    bench.outcomes.push({ kind: 'failed', error: 'no such user' });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.quiet();
    expect(await outbox(bench)).toMatchObject([
      { state: 'failed', error: 'no such user' },
      { state: 'sent' },
    ]);
    expect(bench.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  test('gives up a send that hangs before its claim runs out', async () => {
    const { bench, engine } = await answered(1);
    bench.outcomes.push(new Promise(() => {}));
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(() => bench.sent.length === 1);
    bench.clock.advance(24_000);
    await bench.until(async () => (await outbox(bench))[0]?.state === 'pending');
    bench.clock.advance(2000);
    await bench.quiet();
    expect(await outbox(bench)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('sends a row whose sender died once the claim has run out', async () => {
    const { bench, engine } = await answered(1);
    await engine.receive(bench.message('甲'));
    bench.outcomes.push({ kind: 'window_closed' });
    engine.start();
    await bench.quiet();
    const claim = {
      state: 'sending',
      claim_owner: 'dead',
      claim_expires_at: '2026-11-24T02:00:30.000Z',
    } as const;
    await bench.storage.write((tx) => tx.updateTable('outbox').set(claim).execute());
    bench.clock.advance(29_000);
    await engine.receive(bench.message('别处', { conversationId: 'c2' }));
    await bench.until(() => bench.sent.length === 2);
    expect(spoken(bench.sent)).toEqual(['甲 1/1', '别处 1/1']);
    bench.clock.advance(1000);
    await bench.quiet();
    expect(spoken(bench.sent)).toEqual(['甲 1/1', '别处 1/1', '甲 1/1']);
  });

  test('does not send what is past its time', async () => {
    const { bench, engine } = await answered(1);
    bench.outcomes.push({ kind: 'window_closed' });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(async () => (await outbox(bench))[0]?.state === 'waiting');
    bench.clock.advance(73 * 3_600_000);
    await bench.until(async () => (await outbox(bench))[0]?.state === 'expired');
    await engine.receive(bench.message('乙'));
    await bench.quiet();
    expect(spoken(bench.sent)).toEqual(['甲 1/1', '乙 1/1']);
  });

  test('keeps the least interval of a channel account over its conversations', async () => {
    const { bench, engine } = await answered(1, { minimumIntervalMs: 2000 });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(() => bench.sent.length === 1);
    await engine.receive(bench.message('乙', { conversationId: 'c2' }));
    await bench.until(async () => (await bench.transcript('c2')).length === 2);
    bench.clock.advance(1999);
    await bench.until(async () => (await outbox(bench)).length === 2);
    expect(bench.sent).toHaveLength(1);
    bench.clock.advance(1);
    await bench.quiet();
    expect(spoken(bench.sent)).toEqual(['甲 1/1', '乙 1/1']);
  });
});
