import { describe, expect, test } from 'vitest';
import { directLineTexts } from '../../bot/channels/directline/texts.js';
import { signToken } from '../../bot/channels/directline/token.js';
import { uploadTexts } from '../../bot/files/texts.js';
import { serverTexts } from '../../bot/texts.js';
import { texts as turnTexts } from '../../bot/turn/texts.js';
import { DirectLineClient, openedOf, refusal, StreamClient } from './directline-client.js';
import { ManualClock } from './manual-clock.js';
import { openSampleService, SECRET, startSampleService, temporaryDataDir } from './page-service.js';
import { RawSocket } from './raw-socket.js';

const words = (activities: readonly { text?: string }[]) => activities.map(({ text }) => text ?? '（卡片）');

describe('a conversation', () => {
  test('opens with 201 and is told by polling, each message once and in order', async () => {
    const service = await openSampleService();
    const client = new DirectLineClient(service.url);
    const generated = await openedOf(await client.request('POST', '/tokens/generate'));
    expect(generated).toEqual({
      conversationId: expect.any(String),
      token: expect.any(String),
      expires_in: 1800,
    });
    const response = await client.request('POST', '/conversations', { token: generated.token });
    expect(response.status).toBe(201);
    const opened = await openedOf(response);
    expect(opened.conversationId).toBe(generated.conversationId);
    expect(opened.streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\//);

    for (const text of ['一', '二', '三']) await client.say(opened, text);
    const all = await client.collect(opened, 6);
    expect(all.filter(({ from }) => from.role === 'user').map(({ text }) => text)).toEqual([
      '一',
      '二',
      '三',
    ]);
    expect(all.filter(({ from }) => from.role === 'bot')).toHaveLength(3);
    expect(all.map(({ channelData }) => channelData['webchat:sequence-id'])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('has an exclusive watermark without gaps', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    await client.say(opened, '废气');
    const all = await client.collect(opened, 2);
    for (const [index, { id }] of all.entries()) {
      const { activities, watermark } = await client.after(opened, String(index));
      expect(activities[0]!.id).toBe(id);
      expect(activities).toHaveLength(all.length - index);
      expect(watermark).toBe('2');
    }
    expect(await client.after(opened, '2')).toEqual({ activities: [], watermark: '2' });
  });

  test('is delivered as far as a client has read it, by polling or through the stream', async () => {
    const { url, storage } = await openSampleService();
    const client = new DirectLineClient(url);
    const unread = async () =>
      (await storage.db.selectFrom('outbox').select('id').where('delivered_at', 'is', null).execute()).length;
    const until = async (count: number) => {
      while ((await unread()) !== count) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const opened = await client.open();
    await client.say(opened, '废气');
    await until(1);
    await client.collect(opened, 2);
    await until(0);
    const stream = new StreamClient(opened.streamUrl);
    await stream.until(2);
    await client.say(opened, '污水');
    await stream.until(4);
    await until(0);
    await stream.close();
  });

  test('overwrites who speaks and echoes the client id', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    const id = await client.say(opened, '废气', 'c-1');
    const [echo] = await client.collect(opened, 1);
    expect(echo).toMatchObject({ id, text: '废气', channelData: { clientActivityID: 'c-1' } });
    expect(echo!.from).toMatchObject({ id: expect.stringMatching(/^web-/), role: 'user' });
  });

  test('takes the same client id twice as one message and one turn', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    const ids = await Promise.all([1, 2, 3].map(() => client.say(opened, '废气', 'same')));
    expect(new Set(ids).size).toBe(1);
    await client.say(opened, '结束', 'other');
    const all = await client.collect(opened, 4);
    expect(all.filter(({ from }) => from.role === 'user').map(({ text }) => text)).toEqual(['废气', '结束']);
  });

  test('answers two messages that come at once, each with its own answer', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    const ids = await Promise.all([client.say(opened, '按钮甲', 'a'), client.say(opened, '按钮乙', 'b')]);
    expect(new Set(ids).size).toBe(2);
    const bot = (await client.collect(opened, 4)).filter(({ from }) => from.role === 'bot');
    const cards = JSON.stringify(bot);
    expect(cards).toContain('按钮甲');
    expect(cards).toContain('按钮乙');
  });

  test('greets once, however many joins arrive', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    const join = (clientActivityID: string) =>
      client.post(opened, { type: 'event', name: 'webchat/join', channelData: { clientActivityID } });
    await Promise.all([join('j1'), join('j2')]);
    await client.say(opened, '废气');
    const bot = (await client.collect(opened, 4)).filter(({ from }) => from.role === 'bot');
    expect(words(bot)).toEqual(['您好，我是一事一议助手。', '（卡片）']);
    expect(bot[0]).toMatchObject({ suggestedActions: { actions: [{ type: 'imBack' }, {}, {}] } });
  });
});

describe('the stream', () => {
  test('brings the history first, then what follows', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    await client.say(opened, '一');
    await client.collect(opened, 2);
    const stream = new StreamClient(opened.streamUrl);
    await stream.until(2);
    await client.say(opened, '二');
    const all = await stream.until(4);
    expect(words(all)).toEqual(['一', '（卡片）', '二', '（卡片）']);
    await stream.close();
  });

  test('goes on from the watermark after a break, over a restart of the server, with nothing twice', async () => {
    const dataDir = temporaryDataDir();
    const first = await startSampleService({ dataDir });
    const opened = await new DirectLineClient(first.url).open();
    const before = new StreamClient(opened.streamUrl);
    await new DirectLineClient(first.url).say(opened, '一');
    const seen = await before.until(2);
    await first.close();
    expect(await before.closed).toBe(1001);

    const second = await openSampleService({ dataDir });
    const client = new DirectLineClient(second.url);
    const path = `/conversations/${opened.conversationId}?watermark=${before.watermark}`;
    const again = await openedOf(await client.request('GET', path, { token: opened.token }));
    const after = new StreamClient(again.streamUrl);
    await client.say(again, '二');
    await after.until(2);
    const ids = [...seen, ...after.activities].map(({ id }) => id);
    expect(ids).toEqual((await client.collect(again, 4)).map(({ id }) => id));
    await after.close();
  });

  test('feeds two tabs of one conversation', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    const tabs = [new StreamClient(opened.streamUrl), new StreamClient(opened.streamUrl)];
    await client.say(opened, '废气');
    for (const tab of tabs) expect(words(await tab.until(2))).toEqual(['废气', '（卡片）']);
    await Promise.all(tabs.map((tab) => tab.close()));
  });

  test('is refused without a token, to a foreign one, and elsewhere', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const [mine, other] = [await client.open(), await client.open()];
    const streamOf = (change: (address: URL) => void) => {
      const address = new URL(mine.streamUrl);
      change(address);
      return refusal(address.href);
    };
    expect(await streamOf((address) => address.searchParams.delete('t'))).toBe(401);
    expect(await streamOf((address) => address.searchParams.set('t', other.token))).toBe(403);
    expect(await streamOf((address) => address.searchParams.set('t', `${mine.token.slice(0, -4)}AAAA`))).toBe(
      403,
    );
    expect(await streamOf((address) => address.searchParams.set('watermark', '-1'))).toBe(400);
    expect(await streamOf((address) => (address.pathname = '/v3/directline/elsewhere'))).toBe(404);
  });

  test('is refused with 400 at an address that is none, and the service goes on', async () => {
    const { url, port } = await openSampleService();
    for (const target of ['//', 'http://[']) {
      const socket = new RawSocket(port);
      socket.upgrade(target);
      await socket.receives('HTTP/1.1 400 ');
      await socket.closed;
    }
    expect((await new DirectLineClient(url).open()).streamUrl).toBeTruthy();
  });

  test('does not keep the service from stopping when its client never answers', async () => {
    const clock = new ManualClock();
    const service = await startSampleService({ dataDir: temporaryDataDir(), clock });
    const { streamUrl } = await new DirectLineClient(service.url).open();
    const { pathname, search } = new URL(streamUrl);
    const socket = new RawSocket(service.port);
    socket.upgrade(pathname + search);
    await socket.receives('HTTP/1.1 101 ');
    await socket.receives('\r\n\r\n');
    const stopped = service.close();
    // A close frame of two bytes: 1001, going away.
    await socket.receives('\x88\x02\x03\xe9');
    clock.advance(1000);
    await socket.closed;
    await stopped;
  });
});

describe('a token', () => {
  test('opens only its own conversation', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const [mine, other] = [await client.open(), await client.open()];
    await client.say(mine, '我的问题');
    const crossed = { ...mine, token: other.token };
    for (const response of [
      await client.post(crossed, { type: 'message', text: '冒充' }),
      await client.request('GET', `/conversations/${mine.conversationId}/activities`, { token: other.token }),
      await client.request('GET', `/conversations/${mine.conversationId}`, { token: other.token }),
    ]) {
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { message: directLineTexts.foreign } });
    }
    expect(words(await client.collect(mine, 2))).toEqual(['我的问题', '（卡片）']);
  });

  test('is refreshed while it lives, refused when it has expired, and the conversation is still there', async () => {
    const clock = new ManualClock();
    const { url } = await openSampleService({ clock });
    const client = new DirectLineClient(url);
    const opened = await client.open();
    clock.advance(29 * 60_000);
    const refreshed = await openedOf(
      await client.request('POST', '/tokens/refresh', { token: opened.token }),
    );
    clock.advance(2 * 60_000);
    const stale = await client.post(opened, { type: 'message', text: '旧' });
    expect(stale.status).toBe(403);
    expect(await stale.json()).toMatchObject({
      error: { code: 'TokenExpired', message: directLineTexts.expired },
    });
    expect(
      (await client.post({ ...opened, token: refreshed.token }, { type: 'message', text: '新' })).status,
    ).toBe(200);
    expect((await client.request('POST', '/tokens/refresh', { token: opened.token })).status).toBe(403);
  });

  test('for a conversation that is not there is 404, no token is 401', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const token = signToken(SECRET, { conversationId: 'gone', userId: 'u' }, new Date());
    const gone = await client.request('GET', '/conversations/gone/activities', { token });
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ error: { message: directLineTexts.unknown } });
    expect((await client.request('POST', '/conversations')).status).toBe(401);
  });
});

describe('bad input at the front door', () => {
  test('gets its own status and a Chinese sentence each', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const { conversationId, token } = await client.open();
    const path = `/conversations/${conversationId}/activities`;
    const cases: [
      string,
      { body?: string; json?: unknown; headers?: Record<string, string> },
      number,
      string,
    ][] = [
      ['malformed JSON', { body: '{"type":' }, 400, serverTexts.badJson],
      ['no JSON object', { json: ['message'] }, 400, directLineTexts.badActivity],
      ['null', { json: null }, 400, directLineTexts.badActivity],
      [
        'too deep',
        { body: `{"value":${'['.repeat(20_000)}${']'.repeat(20_000)}}` },
        400,
        directLineTexts.badActivity,
      ],
      ['no body', {}, 400, directLineTexts.empty],
      [
        'another type',
        { body: 'hello', headers: { 'content-type': 'text/plain' } },
        415,
        directLineTexts.wrongType,
      ],
      [
        'another charset',
        { body: '{}', headers: { 'content-type': 'application/json; charset=gbk' } },
        415,
        serverTexts.wrongType,
      ],
      [
        '100 kB',
        { json: { type: 'message', text: '长'.repeat(34_000) } },
        413,
        serverTexts.bodyTooLarge(64 * 1024),
      ],
    ];
    for (const [name, options, status, sentence] of cases) {
      const response = await client.request('POST', path, { token, ...options });
      expect(response.status, name).toBe(status);
      expect(await response.json(), name).toMatchObject({ error: { message: sentence } });
    }
    const negative = await client.request('GET', `${path}?watermark=-1`, { token });
    expect(negative.status).toBe(400);
    const upload = await client.request('POST', `/conversations/${conversationId}/upload`, { token });
    expect(upload.status).toBe(415);
    expect(await upload.json()).toMatchObject({ error: { message: uploadTexts.wrongForm } });
  });

  test('strange but well-formed messages are kept and answered, one after the other', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    const odd: unknown[] = [
      { type: 'message', text: '' },
      { type: 'message', text: 42 },
      { type: 'somethingNew', text: 'x' },
      {},
      { type: 'message', text: '表情👩🏽‍🔬与控制符\u0000\u0007\u202e' },
      { type: 'message', text: '深', value: nested(60) },
      {
        type: 'message',
        text: '冒充',
        from: { id: 'admin', role: 'bot' },
        conversation: { id: 'x' },
        id: 'mine',
      },
    ];
    for (const activity of odd) expect((await client.post(opened, activity)).status).toBe(200);
    const all = await client.collect(opened, 2 * odd.length);
    const bot = all.filter(({ from }) => from.role === 'bot');
    expect(bot).toHaveLength(odd.length);
    expect(words(bot).slice(0, 4)).toEqual([
      turnTexts.noWords,
      turnTexts.noWords,
      turnTexts.unsupported,
      turnTexts.unsupported,
    ]);
    const emoji = all.find(({ text }) => typeof text === 'string' && text.startsWith('表情'));
    expect(emoji!.text).toBe('表情👩🏽‍🔬与控制符\u0000\u0007\u202e');
    expect(all.every(({ from }) => from.id !== 'admin')).toBe(true);
  });

  test('a flood is slowed down with 429, and others are not', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const [loud, quiet] = [await client.open(), await client.open()];
    const statuses: number[] = [];
    for (let n = 0; n < 125; n += 1) {
      statuses.push((await client.post(loud, { type: 'typing' })).status);
    }
    expect(statuses.slice(0, 120)).toEqual(Array.from({ length: 120 }, () => 200));
    expect(statuses.slice(120)).toEqual([429, 429, 429, 429, 429]);
    expect((await client.post(quiet, { type: 'typing' })).status).toBe(200);
  });

  test('whatever a turn throws, one apology arrives with a number that leads to the log', async () => {
    const logged: string[] = [];
    const dialog = () => Promise.reject(new Error('the index is gone'));
    const { url } = await openSampleService({ dialog, logged });
    const client = new DirectLineClient(url);
    const opened = await client.open();
    await client.say(opened, '废气');
    const [, apology] = await client.collect(opened, 2);
    const trace = /编号 (\S+?)。/.exec(apology!.text ?? '')?.[1];
    expect(trace).toBeTruthy();
    expect(logged.some((line) => line.includes(trace!) && line.includes('the index is gone'))).toBe(true);
  });
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let n = 0; n < depth; n += 1) value = [value];
  return value;
}
