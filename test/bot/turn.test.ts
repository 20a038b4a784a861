import { describe, expect, test } from 'vitest';
import { FRESH_PROFILE } from '../../bot/turn/asker-consultation.js';
import { LONGEST_TEXT, texts } from '../../bot/turn/texts.js';
import { verify } from '../../src/audit/audit.js';
import { YishiError } from '../../src/errors.js';
import * as consultations from '../../src/storage/consultations.js';
import { setAsideRows } from '../../src/storage/inbox.js';
import * as turns from '../../src/storage/turns.js';
import { echo, plain } from './echo.js';
import { openBench } from './turn-bench.js';

const key = { conversationId: 'c1', asker: 'u1' };

describe('a message', () => {
  test('is answered once, with consultation, turn, pinned editions and audit', async () => {
    const bench = await openBench();
    const engine = bench.engine({ dialog: echo(2) });
    const heard: string[] = [];
    engine.onActivity((conversationId) => heard.push(conversationId));
    engine.start();
    await engine.receive(bench.message('废气'));
    await bench.quiet();

    expect(await bench.transcript()).toEqual(['> 废气', '< 废气 1/2', '< 废气 2/2']);
    expect(bench.sent.map(({ activity }) => activity.text)).toEqual(['废气 1/2', '废气 2/2']);
    expect(heard).toEqual(['c1', 'c1']);
    const consultation = await consultations.open(bench.storage.db, key);
    expect(consultation).toMatchObject({
      state: 'open',
      version: 1,
      profile: { ...FRESH_PROFILE, rounds: 1 },
    });
    const [turn] = await turns.ofConsultation(bench.storage.db, consultation!.id);
    expect(turn).toMatchObject({
      number: 1,
      editions: [{ recordId: 'T-1', edition: '2' }],
      manifest: 'manifest-1',
      result: { action: 'answer', text: '废气' },
    });
    expect(await verify(bench.storage.db, `consultation:${consultation!.id}`)).toMatchObject({ length: 1 });
  });

  test('keeps its identity on the way out: row, transcript and reply share one id', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    engine.start();
    const { id } = await engine.receive(bench.message('噪声'));
    await bench.quiet();
    const [delivery] = bench.sent;
    expect(delivery!.activity).toMatchObject({ id: delivery!.id, replyToId: id });
    expect(delivery!.idempotencyKey).toBe(`${id}:0`);
  });

  test('redelivered five times at once is one turn and one identity', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    engine.start();
    const message = bench.message('废水');
    const accepted = await Promise.all(Array.from({ length: 5 }, () => engine.receive(message)));
    await bench.quiet();
    accepted.push(await engine.receive(message));

    expect(accepted.filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(1);
    expect(await bench.transcript()).toEqual(['> 废水', '< 废水 1/1']);
  });

  test('that comes with another waits its turn: both are answered, one after the other', async () => {
    const bench = await openBench();
    let running = 0;
    let most = 0;
    const engine = bench.engine({
      dialog: async (input) => {
        most = Math.max(most, ++running);
        await bench.clock.wait(1000);
        running -= 1;
        return echo(1)(input);
      },
    });
    engine.start();
    await Promise.all([engine.receive(bench.message('甲')), engine.receive(bench.message('乙'))]);
    await bench.until(async () => {
      bench.clock.advance(500);
      return (await bench.transcript()).length === 4;
    });
    await bench.quiet();
    expect(most).toBe(1);
    expect(await bench.transcript()).toEqual(['> 甲', '> 乙', '< 甲 1/1', '< 乙 1/1']);
    expect(await consultations.open(bench.storage.db, key)).toMatchObject({
      version: 2,
      profile: { rounds: 2 },
    });
  });

  test('of another asker in the same conversation runs beside it', async () => {
    const bench = await openBench();
    let running = 0;
    let most = 0;
    const engine = bench.engine({
      dialog: async (input) => {
        most = Math.max(most, ++running);
        await bench.until(() => most === 2);
        return echo(1)(input);
      },
    });
    engine.start();
    await engine.receive(bench.message('甲'));
    await engine.receive(bench.message('乙', { asker: 'u2' }));
    await bench.quiet();
    expect(await bench.transcript()).toHaveLength(4);
  });

  test('without asker or vendor id is refused', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    await expect(engine.receive(bench.message('甲', { vendorId: '' }))).rejects.toMatchObject({
      code: 'bad_request',
    });
    await expect(engine.receive(bench.message('甲', { asker: '' }))).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('whatever a client sends', () => {
  const answerTo = async (
    text: unknown,
    activity: object = {},
    kind: 'message' | 'event' | 'invoke' = 'message',
  ) => {
    const bench = await openBench();
    const engine = bench.engine();
    engine.start();
    await engine.receive(bench.message(text, { activity, kind }));
    await bench.quiet();
    expect(bench.lines.filter(({ level }) => level === 'error')).toEqual([]);
    return (await bench.transcript()).slice(1);
  };

  test.each([
    ['no text', undefined, {}, [`< ${texts.noWords}`]],
    ['blank text', ' \n\u0000\u200b', {}, [`< ${texts.noWords}`]],
    ['text that is none', { a: 1 }, {}, [`< ${texts.noWords}`]],
    ['only emoji', '🏭💨', {}, ['< 🏭💨 1/1']],
    ['control characters', 'V\u0000O\u0007Cs\u202e', {}, ['< VOCs 1/1']],
    ['half a character', '废\ud800气', {}, ['< 废气 1/1']],
    ['the longest text', '氮'.repeat(LONGEST_TEXT), {}, [`< ${'氮'.repeat(LONGEST_TEXT)} 1/1`]],
    ['one character more', '𠮷'.repeat(LONGEST_TEXT + 1), {}, [`< ${texts.tooLong(LONGEST_TEXT + 1)}`]],
    ['100 kB', 'x'.repeat(100_000), {}, [`< ${texts.tooLong(100_000)}`]],
    ['a pressed button', undefined, { value: { choose: 1 } }, [`< ${texts.unknownButton}`]],
    ['a pressed button of no text', '', { value: false }, [`< ${texts.unknownButton}`]],
    ['a button that says something', undefined, { value: ' 废气\u0007 ' }, ['< 废气 1/1']],
    ['a button that says nothing', undefined, { value: ' ' }, [`< ${texts.noWords}`]],
    ['a button that says too much', '', { value: 'x'.repeat(5000) }, [`< ${texts.tooLong(5000)}`]],
    ['a button with words', '噪声', { value: { choose: 1 } }, ['< 噪声 1/1']],
    ['an unknown type', 'x', { type: 'teleport' }, [`< ${texts.unsupported}`]],
    ['no type', 'x', { type: 7 }, [`< ${texts.unsupported}`]],
    ['an edited message', 'x', { type: 'messageUpdate' }, [`< ${texts.unsupported}`]],
    ['a command', 'x', { type: 'command' }, [`< ${texts.unsupported}`]],
    ['a typing notice', undefined, { type: 'typing' }, []],
    ['a member list', undefined, { type: 'conversationUpdate', membersAdded: 'x' }, []],
    ['a request to keep the answer', '甲', { deliveryMode: 'expectReplies' }, ['< 甲 1/1']],
    ['nonsense in every field', '甲', { locale: 5, entities: 'x', conversation: 3 }, ['< 甲 1/1']],
  ])('%s gets a clear answer or rightly none', async (_name, text, activity, expected) => {
    expect(await answerTo(text, activity)).toEqual(expected);
  });

  test('the page asks for the greeting; other events are for programs', async () => {
    expect(await answerTo(undefined, { type: 'event', name: 'webchat/join' }, 'event')).toEqual(['< 您好']);
    expect(await answerTo(undefined, { type: 'event', name: 'x' }, 'event')).toEqual([]);
  });

  test('the raw text stays as it came', async () => {
    const bench = await openBench();
    await bench.engine().receive(bench.message('V\u0007OCs'));
    expect(await bench.transcript()).toEqual(['> V\u0007OCs']);
  });

  test('an invoke is answered from the stored response, also when it comes again', async () => {
    const bench = await openBench();
    const engine = bench.engine();
    engine.start();
    const invoke = bench.message(undefined, {
      kind: 'invoke',
      activity: { type: 'invoke', value: { action: 1 } },
    });
    expect(await engine.receive(invoke)).toMatchObject({ fresh: true, response: null });
    await bench.quiet();
    expect(await engine.receive(invoke)).toMatchObject({ fresh: false, response: { status: 501 } });
    expect(bench.sent).toEqual([]);
  });
});

describe('a turn that throws', () => {
  test('is apologised for once, with a trace number that the log explains', async () => {
    const bench = await openBench();
    const cause = new TypeError('broken');
    const engine = bench.engine({
      dialog: (input) => (input.text === '坏' ? Promise.reject(cause) : echo(1)(input)),
    });
    engine.start();
    await engine.receive(bench.message('坏'));
    await engine.receive(bench.message('好'));
    await bench.quiet();

    const logged = bench.lines.find(({ level }) => level === 'error');
    const trace = String(logged!.fields.trace);
    expect(trace).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(logged!.fields.error).toBe(cause);
    expect(await bench.transcript()).toEqual(['> 坏', '> 好', `< ${texts.apology(trace)}`, '< 好 1/1']);
    expect(await setAsideRows(bench.storage.db)).toMatchObject([{ reason: `${trace} TypeError: broken` }]);
  });

  test('leaves nothing of what it had collected', async () => {
    const bench = await openBench();
    const engine = bench.engine({
      dialog: async () => ({
        replies: [
          plain('一'),
          {
            ...plain('二'),
            get text(): string {
              throw new Error('late');
            },
          },
        ],
        consultation: { state: 'open', profile: { ...FRESH_PROFILE, rounds: 1 } },
        result: null,
      }),
    });
    engine.start();
    await engine.receive(bench.message('坏'));
    await bench.quiet();
    expect(await bench.transcript()).toHaveLength(2);
    expect(await consultations.open(bench.storage.db, key)).toBeNull();
  });

  test('for a passing reason is tried again in silence, and given up after the last attempt', async () => {
    const bench = await openBench();
    let tries = 0;
    const engine = bench.engine({
      dialog: async (input) => {
        tries += 1;
        if (input.text === '忙' || tries === 1) throw new YishiError('busy', 'later', { retryable: true });
        return echo(1)(input);
      },
    });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.until(async () => {
      bench.clock.advance(1000);
      return (await bench.transcript()).length === 2;
    });
    expect(await bench.transcript()).toEqual(['> 甲', '< 甲 1/1']);

    await engine.receive(bench.message('忙'));
    await bench.until(async () => {
      bench.clock.advance(1000);
      return (await setAsideRows(bench.storage.db)).length === 1;
    });
    await bench.quiet();
    expect(tries).toBe(2 + 3);
    expect((await bench.transcript()).slice(2)).toEqual(['> 忙', expect.stringMatching(/^< 抱歉/)]);
  });

  test('that never ends counts as thrown', async () => {
    const bench = await openBench();
    const engine = bench.engine({ dialog: () => new Promise(() => {}), config: { turnMs: 5000 } });
    engine.start();
    await engine.receive(bench.message('慢'));
    await bench.until(async () => {
      bench.clock.advance(1000);
      return (await setAsideRows(bench.storage.db)).length === 1;
    });
    await bench.quiet();
    expect(await bench.transcript()).toEqual(['> 慢', expect.stringMatching(/^< 抱歉/)]);
  });

  test('a dialog that says nothing to a message is a fault, not silence', async () => {
    const bench = await openBench();
    const engine = bench.engine({ dialog: async () => ({ replies: [], consultation: null, result: null }) });
    engine.start();
    await engine.receive(bench.message('甲'));
    await bench.quiet();
    expect(await bench.transcript()).toEqual(['> 甲', expect.stringMatching(/^< 抱歉/)]);
  });
});
