import { EventEmitter } from 'node:events';
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { createSocketHub } from '../../bot/channels/directline/client.js';
import { createLog } from '../../src/log.js';
import { ManualClock } from './manual-clock.js';

const POLL_MS = 1000;
const CLOSE_MS = 1000;

/** The side of a socket that the hub uses; a client that answers nothing. */
class SilentSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: unknown[] = [];
  readonly calls: string[] = [];

  send(text: string): void {
    this.sent.push(...JSON.parse(text).activities);
  }

  ping(data?: string): void {
    this.calls.push(`ping ${data ?? ''}`);
  }

  close(code: number): void {
    this.readyState = 2;
    this.calls.push(`close ${code}`);
  }

  terminate(): void {
    this.readyState = 3;
    this.calls.push('terminate');
    this.emit('close');
  }
}

function openHub() {
  const clock = new ManualClock();
  const ends = new Map<string, number>();
  const reads: string[] = [];
  const looks: (readonly string[])[] = [];
  const marks: string[] = [];
  const hub = createSocketHub({
    clock,
    read: async (conversationId, through) => {
      marks.push(`${conversationId} ${through}`);
    },
    log: createLog({ level: 'error' }),
    pollMs: POLL_MS,
    heartbeatMs: 1e9,
    closeMs: CLOSE_MS,
    history: {
      async after(conversationId, watermark) {
        reads.push(conversationId);
        const end = ends.get(conversationId) ?? 0;
        const activities = Array.from({ length: end - watermark }, (_, n) => ({ n: watermark + n + 1 }));
        return { activities, watermark: String(end) };
      },
      async ends(ids) {
        looks.push(ids);
        return new Map(ids.map((id) => [id, ends.get(id) ?? 0]));
      },
    },
  });
  const attach = (conversationId: string) => {
    const socket = new SilentSocket();
    hub.attach(socket as unknown as WebSocket, conversationId, 0, (set) => JSON.stringify(set));
    return socket;
  };
  const settle = async () => {
    for (let round = 0; round < 20; round += 1) await breathe();
  };
  const quiet = async () => {
    await settle();
    reads.length = 0;
  };
  return { hub, clock, ends, reads, looks, marks, attach, settle, quiet };
}

describe('the open sockets', () => {
  test('look together, and read only where a conversation went on', async () => {
    const { clock, ends, reads, looks, attach, settle, quiet } = openHub();
    const sockets = ['a', 'a', 'b', 'c'].map(attach);
    await quiet();
    clock.advance(POLL_MS);
    await settle();
    expect(looks).toEqual([['a', 'b', 'c']]);
    expect(reads).toEqual([]);
    ends.set('a', 2);
    clock.advance(POLL_MS);
    await settle();
    expect(new Set(reads)).toEqual(new Set(['a']));
    const both = [{ n: 1 }, { n: 2 }];
    expect(sockets.map(({ sent }) => sent)).toEqual([both, both, [], []]);
  });

  test('that are gone are looked for no more', async () => {
    const { clock, looks, attach, settle } = openHub();
    const [gone] = ['a', 'b'].map(attach);
    gone!.terminate();
    clock.advance(POLL_MS);
    await settle();
    expect(looks).toEqual([['b']]);
  });

  test('are woken by their own conversation', async () => {
    const { hub, ends, reads, attach, settle, quiet } = openHub();
    const [, other] = ['a', 'b'].map(attach);
    await quiet();
    ends.set('b', 1);
    hub.wake('b');
    await settle();
    expect(new Set(reads)).toEqual(new Set(['b']));
    expect(other!.sent).toEqual([{ n: 1 }]);
  });

  test('tell how far they have read: by what they come back with, and by their answer after a frame', async () => {
    const { clock, ends, marks, attach, settle } = openHub();
    const socket = attach('a');
    await settle();
    expect(marks).toEqual(['a 0']);
    ends.set('a', 2);
    clock.advance(POLL_MS);
    await settle();
    expect(socket.calls).toEqual(['ping 2']);
    expect(marks).toEqual(['a 0']);
    // A heartbeat's answer says nothing of it, and nobody has read what was not sent.
    for (const said of ['', '2', '99', 'x']) socket.emit('pong', Buffer.from(said));
    expect(marks).toEqual(['a 0', 'a 2', 'a 2']);
  });

  test('are cut off when they do not answer the close, one that comes late as well', async () => {
    const { hub, clock, attach } = openHub();
    const early = attach('a');
    const closed = hub.close();
    const late = attach('b');
    expect([early.calls, late.calls]).toEqual([['close 1001'], ['close 1001']]);
    clock.advance(CLOSE_MS);
    await closed;
    expect([early.calls, late.calls]).toEqual([
      ['close 1001', 'terminate'],
      ['close 1001', 'terminate'],
    ]);
  });
});
