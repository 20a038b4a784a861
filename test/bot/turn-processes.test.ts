import { describe, expect, test } from 'vitest';
import { commitUnit } from '../../bot/turn/commit.js';
import { noFailpoint } from '../../bot/turn/failpoints.js';
import { UnitOfWork } from '../../bot/turn/unit-of-work.js';
import { verify } from '../../src/audit/audit.js';
import { YishiError } from '../../src/errors.js';
import { setAsideRows } from '../../src/storage/inbox.js';
import * as leases from '../../src/storage/leases.js';
import { echo, plain } from './echo.js';
import { newGate, openBench } from './turn-bench.js';

const LEASE = 'turn:c1:u1';

describe('over several processes', () => {
  test('a message stored by one is found by another that nobody woke', async () => {
    const bench = await openBench();
    const other = bench.engine();
    other.start();
    await bench.engine().receive(bench.message('甲'));
    await bench.until(async () => {
      bench.clock.advance(200);
      return bench.sent.length === 1;
    });
    expect(await bench.transcript()).toEqual(['> 甲', '< 甲 1/1']);
  });

  test('two engines on one inbox answer each message once and in order', async () => {
    const bench = await openBench();
    const engines = [bench.engine({ dialog: echo(2) }), bench.engine({ dialog: echo(2) })];
    for (const engine of engines) engine.start();
    const texts = Array.from({ length: 20 }, (_, index) => `第${index}条`);
    await Promise.all(texts.map((text, index) => engines[index % 2]!.receive(bench.message(text))));
    await bench.until(async () => {
      bench.clock.advance(100);
      return bench.sent.length === 40;
    });
    await bench.quiet();
    const said = (await bench.transcript()).filter((line) => line.startsWith('<'));
    const heard = (await bench.transcript()).filter((line) => line.startsWith('>'));
    expect(said).toEqual(heard.flatMap((line) => [`<${line.slice(1)} 1/2`, `<${line.slice(1)} 2/2`]));
    expect(bench.sent.map(({ activity }) => `< ${activity.text}`)).toEqual(said);
  });

  test('a lease that its holder cannot renew is taken over, and what the first had done is dropped', async () => {
    const bench = await openBench();
    const gate = newGate();
    const first = bench.engine({
      dialog: async (input) => {
        await gate.opened;
        return { ...(await echo(1)(input)), replies: [plain('太晚')] };
      },
    });
    first.start();
    await first.receive(bench.message('甲'));
    await bench.until(
      async () => (await bench.storage.db.selectFrom('leases').select('key').execute()).length === 1,
    );

    // Stood still: the lease runs out as if no renewal had come in time.
    const past = '2026-01-01T00:00:00.000Z';
    await bench.storage.write((tx) => tx.updateTable('leases').set({ expires_at: past }).execute());
    const second = bench.engine();
    second.start();
    await bench.until(() => bench.sent.length === 1);
    gate.open();
    await bench.quiet();
    await bench.until(() => bench.lines.some(({ message }) => message.includes('dropped')));
    expect(await bench.transcript()).toEqual(['> 甲', '< 甲 1/1']);
  });

  test('a unit that holds an outdated fence writes nothing, whatever is in it', async () => {
    const bench = await openBench();
    const at = { now: '2026-01-01', expiresAt: '2026-01-02' };
    const stale = await bench.storage.write((tx) => leases.acquire(tx, { key: LEASE, owner: 'a', ...at }));
    const next = { now: '2026-01-02', expiresAt: '2027-01-01' };
    await bench.storage.write((tx) => leases.acquire(tx, { key: LEASE, owner: 'b', ...next }));
    const deps = { ...bench, failpoint: noFailpoint, identifiers: { next: () => 'x' } };
    const origin = { channelAccountId: 'account', conversationId: 'c1', asker: 'u1', inboxId: null };
    const unit = new UnitOfWork({ ...origin, idempotencyKey: 'k' }, deps);
    unit.record({ actor: 'asker', subject: 's', action: 'turn', payload: {} });
    const lease = { key: LEASE, owner: 'a', fence: stale! };
    const late = commitUnit(deps, unit, { lease, stage: 'turn', settle: async () => {} });
    await expect(late).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await verify(bench.storage.db, 's')).toMatchObject({ length: 0 });
  });

  test('a lease is renewed as long as its turn runs', async () => {
    const bench = await openBench();
    const gate = newGate();
    const first = bench.engine({
      dialog: async (input) => {
        await gate.opened;
        return echo(1)(input);
      },
    });
    first.start();
    await first.receive(bench.message('甲'));
    await bench.until(
      async () => (await bench.storage.db.selectFrom('leases').select('key').execute()).length === 1,
    );
    const expiry = async () =>
      (await bench.storage.db.selectFrom('leases').select('expires_at').executeTakeFirstOrThrow()).expires_at;
    for (let third = 0; third < 9; third += 1) {
      const before = await expiry();
      bench.clock.advance(10_000);
      await bench.until(async () => (await expiry()) > before);
    }
    const taken = await bench.storage.write((tx) =>
      leases.acquire(tx, { key: LEASE, owner: 'x', now: bench.clock.now().toISOString(), expiresAt: '2027' }),
    );
    expect(taken).toBeNull();
    gate.open();
    await bench.quiet();
    expect(await bench.transcript()).toEqual(['> 甲', '< 甲 1/1']);
  });

  test('a message that kills whoever reads it is set aside after the last attempt, with an apology', async () => {
    const bench = await openBench();
    let tries = 0;
    const engine = bench.engine({
      dialog: (input) => {
        tries += 1;
        return echo(1)(input);
      },
    });
    await engine.receive(bench.message('毒'));
    // A process that dies leaves an expired lease behind; three of them have.
    await bench.storage.write(async (tx) => {
      await tx.updateTable('inbox').set({ attempts: 2 }).execute();
      const [now, expiresAt] = ['2026-01-01', '2026-01-02'];
      await leases.acquire(tx, { key: LEASE, owner: 'dead', now, expiresAt });
    });
    engine.start();
    await bench.quiet();
    expect(tries).toBe(0);
    expect(await setAsideRows(bench.storage.db)).toHaveLength(1);
    expect(await bench.transcript()).toEqual(['> 毒', expect.stringMatching(/^< 抱歉/)]);
  });
});

describe('stopping', () => {
  test('lets the running turn end and its answer be sent, and begins no other', async () => {
    const bench = await openBench();
    const gate = newGate();
    let begun = 0;
    const engine = bench.engine({
      dialog: async (input) => {
        begun += 1;
        await gate.opened;
        return echo(2)(input);
      },
    });
    engine.start();
    await engine.receive(bench.message('甲'));
    await engine.receive(bench.message('乙'));
    await bench.until(() => begun === 1);
    const stopped = engine.stop();
    gate.open();
    await stopped;
    expect(begun).toBe(1);
    expect(bench.sent.map(({ activity }) => activity.text)).toEqual(['甲 1/2', '甲 2/2']);
    expect(await bench.transcript()).toEqual(['> 甲', '> 乙', '< 甲 1/2', '< 甲 2/2']);

    const next = bench.engine();
    next.start();
    await bench.quiet();
    expect((await bench.transcript()).at(-1)).toBe('< 乙 1/1');
  });

  test('does not wait for ever for a turn that hangs', async () => {
    const bench = await openBench();
    let begun = false;
    const engine = bench.engine({
      dialog: () => {
        begun = true;
        return new Promise(() => {});
      },
    });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(() => begun);
    let stopped = false;
    void engine.stop().then(() => {
      stopped = true;
    });
    await bench.until(() => {
      bench.clock.advance(500);
      return stopped;
    });
    expect(bench.lines.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('before everything'),
    );
  });
});

describe('a proactive turn', () => {
  const call = { conversationId: 'c1', asker: 'u1', idempotencyKey: 'reply-7' };

  test('speaks once for its occasion, in the conversation it kept a reference of', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    engine.start();
    const speak = () =>
      engine.runProactive(call, async ({ context, channel }) => {
        await context.sendActivity(channel.render(plain('专家已答复')));
      });
    const results: boolean[] = [];
    for (const turn of [speak(), speak()]) void turn.then((fresh) => results.push(fresh));
    await bench.until(() => {
      bench.clock.advance(100);
      return results.length === 2;
    });
    expect(results.sort()).toEqual([false, true]);
    expect(await speak()).toBe(false);
    await bench.quiet();
    expect(await bench.transcript()).toEqual(['< 专家已答复']);
    expect(bench.sent[0]!.activity).toMatchObject({ conversation: { id: 'v-c1' }, recipient: { id: 'u1' } });
  });

  test('waits for the turn that the asker has running', async () => {
    const bench = await openBench();
    const gate = newGate();
    const engine = bench.engine({
      dialog: async (input) => {
        await gate.opened;
        return echo(1)(input);
      },
    });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(
      async () => (await bench.storage.db.selectFrom('leases').select('key').execute()).length === 1,
    );
    const spoken = engine.runProactive(call, async ({ context }) => {
      await context.sendActivity('推送');
    });
    gate.open();
    await bench.until(async () => {
      bench.clock.advance(200);
      return (await bench.transcript()).length === 3;
    });
    expect(await spoken).toBe(true);
    expect(await bench.transcript()).toEqual(['> 甲', '< 甲 1/1', '< 推送']);
  });

  test('that fails leaves nothing behind and may be tried again', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    engine.start();
    const failing = engine.runProactive(call, async ({ context }) => {
      await context.sendActivity('推送');
      throw new YishiError('internal', 'broken');
    });
    await expect(failing).rejects.toMatchObject({ code: 'internal' });
    await expect(engine.runProactive(call, async () => {})).rejects.toMatchObject({ code: 'internal' });
    const unknown = engine.runProactive({ ...call, conversationId: 'c9' }, async () => {});
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
    expect(await bench.transcript()).toEqual([]);
    const retried = engine.runProactive(call, async ({ context }) => {
      await context.sendActivity('推送');
    });
    expect(await retried).toBe(true);
  });

  test('cannot change or delete what was sent', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    const changing = engine.runProactive(call, async ({ context }) => {
      await context.updateActivity({ id: 'x', type: 'message' });
    });
    await expect(changing).rejects.toMatchObject({ name: 'YishiError' });
    const deleting = engine.runProactive(call, ({ context }) => context.deleteActivity('x'));
    await expect(deleting).rejects.toMatchObject({ name: 'YishiError' });
  });
});
