import { createServer } from 'node:http';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { signToken } from '../../bot/channels/directline/token.js';
import { createDirectLineRoutes, DIRECT_LINE } from '../../bot/channels/directline/webhook.js';
import { createRateLimit } from '../../bot/rate-limit.js';
import { createLog } from '../../src/log.js';
import { DirectLineClient } from './directline-client.js';
import { ManualClock } from './manual-clock.js';
import { PUBLIC_URL, SECRET } from './page-service.js';

describe('a rate limit', () => {
  test('counts each key by itself, and anew in the next window', () => {
    const clock = new ManualClock();
    const limit = createRateLimit(clock, 2, 1000);
    expect(['a', 'a', 'a', 'b'].map((key) => limit.take(key))).toEqual([true, true, false, true]);
    clock.advance(1000);
    expect(limit.take('a')).toBe(true);
  });

  test('with too many keys forgets the one that was silent longest, never one that floods', () => {
    const limit = createRateLimit(new ManualClock(), 2, 1000, 3);
    const taken: boolean[] = [];
    for (let n = 0; n < 20; n += 1) {
      taken.push(limit.take('flood'));
      limit.take(`other-${n}`);
    }
    expect(taken).toEqual([true, true, ...Array.from({ length: 18 }, () => false)]);
  });

  test('holds by itself over ten thousand keys', () => {
    const limit = createRateLimit(new ManualClock(), 1, 1000);
    for (let n = 0; n < 10_001; n += 1) limit.take(`key-${n}`);
    expect(limit.take('key-10000')).toBe(false);
    expect(limit.take('key-5000')).toBe(false);
    expect(limit.take('key-0')).toBe(true);
  });
});

test('posts are counted by address too: many conversations are no way around the limit', async () => {
  const clock = new ManualClock();
  const client = new DirectLineClient(await directLine(clock));
  const post = async (conversationId: string) => {
    const token = signToken(SECRET, { conversationId, userId: 'u' }, clock.now());
    const opened = { conversationId, token, streamUrl: '', expires_in: 0 };
    return (await client.post(opened, { type: 'typing' })).status;
  };
  const inEach = (posts: number) => Promise.all(Array.from({ length: posts }, (_, n) => post(`c${n % 12}`)));
  for (let round = 0; round < 12; round += 1) {
    expect(new Set(await inEach(100))).toEqual(new Set([200]));
  }
  expect(await post('another')).toBe(429);
  clock.advance(60_000);
  expect(await post('another')).toBe(200);
});

/** The routes alone, over a receiver that keeps nothing. */
async function directLine(clock: ManualClock): Promise<string> {
  const conversations = {
    prepare: async () => {},
    begin: async () => ({ conversationId: 'c', userId: 'u' }),
    exists: async () => true,
    isFresh: async () => true,
  };
  const routes = createDirectLineRoutes({
    secret: SECRET,
    publicUrl: PUBLIC_URL,
    clock,
    identifiers: { next: () => 'id' },
    log: createLog({ level: 'error' }),
    conversations,
    read: async () => {},
    history: {
      after: async () => ({ activities: [], watermark: '0' }),
      ends: async () => new Map(),
    },
    files: {
      read: (_request, _response, next) => next(),
      readOr: () => (_request, _response, next) => next(),
      receive: async () => ({
        kind: 'refused',
        problem: { status: 415, code: 'x', sentence: 'x', refused: [] },
      }),
    },
    receive: async () => ({ id: 'id' }),
  });
  const server = createServer(express().use(DIRECT_LINE, routes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}
