import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { accept } from '../../src/storage/inbox.js';
import { DirectLineClient } from './directline-client.js';
import { openSampleService, type ServiceOptions } from './page-service.js';

const TOKEN = 'Zt4rWb9nQy6mKc1xHv8sLd3fGj7pUe5a';

/** Value of a sample by its name and labels as Prometheus writes them; null where it is not there. */
function sampleOf(page: string, name: string): number | null {
  const line = page.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
}

async function scrape(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return response.text();
}

test('counts turns, sends and requests, without a path, an id or a word of anybody', async () => {
  const { url } = await openSampleService();
  const client = new DirectLineClient(url);
  const opened = await client.open();
  await client.say(opened, '家具厂喷漆废气怎么处理，电话13800138000');
  await client.collect(opened, 2);
  await fetch(`${url}/records/T0100?edition=2`);
  await fetch(`${url}/records/%E6%B2%A1%E6%9C%89`);
  await fetch(`${url}/wp-login.php?user=root`);
  await fetch(`${url}/v3/directline/secret-path`);
  await fetch(`${url}/assets/none.js`);
  await client.request('GET', `/conversations/${opened.conversationId}/activities`, { token: 'forged' });

  const page = await scrape(url);
  expect(sampleOf(page, 'yishi_turns_total{action="answer"}')).toBe(1);
  expect(sampleOf(page, 'yishi_turn_duration_seconds_count{action="answer"}')).toBe(1);
  expect(sampleOf(page, 'yishi_sends_total{channel="directline",outcome="sent"}')).toBeGreaterThanOrEqual(1);
  const requests = [
    ['POST', '/v3/directline/conversations/:id/activities', 200],
    ['GET', '/v3/directline/conversations/:id/activities', 403],
    ['GET', '/records/:id', 200],
    ['GET', '/records/:id', 404],
    ['GET', '/v3/directline', 404],
    ['GET', '/assets', 404],
    ['GET', 'other', 404],
  ] as const;
  for (const [method, route, status] of requests) {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    expect([labels, sampleOf(page, `yishi_http_requests_total{${labels}}`)]).toEqual([
      labels,
      expect.any(Number),
    ]);
  }
  for (const secret of [
    opened.conversationId,
    '13800138000',
    'T0100',
    '%E6',
    'wp-login',
    'secret',
    'none.js',
    '家具',
  ]) {
    expect(page).not.toContain(secret);
  }
});

test('tells what is open in the database, how long it waits, and of the process', async () => {
  const { url, storage } = await openSampleService({ dialog: () => new Promise(() => {}) });
  const client = new DirectLineClient(url);
  const { conversationId } = await client.open();
  const now = '2026-11-20T00:00:00.000Z';
  await storage.write(async (tx) => {
    const conversation = await tx.selectFrom('conversations').selectAll().executeTakeFirstOrThrow();
    const message = { kind: 'message', raw: '', activity: { type: 'message', text: '在吗' } } as const;
    const { channel_account_id: channelAccountId } = conversation;
    const sender = { asker: 'somebody', vendorId: 'v1', channelAccountId, conversationId };
    await accept(tx, { ...message, ...sender, id: 'waiting', now });
    const timer = {
      subject: 's',
      kind: 'k',
      payload: '{}',
      fence: 0,
      created_at: now,
      state: 'pending',
    } as const;
    await tx
      .insertInto('timers')
      .values([
        { ...timer, id: 't1', due_at: now },
        { ...timer, id: 't2', due_at: '2999-01-01T00:00:00.000Z' },
      ])
      .execute();
  });
  const page = await scrape(url);
  expect(sampleOf(page, 'yishi_database_up')).toBe(1);
  expect(sampleOf(page, 'yishi_queue_rows{queue="inbox",state="pending"}')).toBe(1);
  expect(sampleOf(page, 'yishi_queue_rows{queue="outbox",state="waiting"}')).toBe(0);
  expect(sampleOf(page, 'yishi_queue_oldest_seconds{queue="inbox",state="pending"}')).toBeGreaterThan(0);
  expect(sampleOf(page, 'yishi_queue_oldest_seconds{queue="outbox",state="pending"}')).toBe(0);
  expect(sampleOf(page, 'yishi_timers{state="pending"}')).toBe(2);
  expect(sampleOf(page, 'yishi_timers{state="due"}')).toBe(1);
  expect(sampleOf(page, 'yishi_timers_overdue_seconds')).toBeGreaterThan(0);
  expect(sampleOf(page, 'nodejs_eventloop_lag_p99_seconds')).toEqual(expect.any(Number));
  expect(sampleOf(page, 'process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('still tells of the process while the database does not answer', async () => {
  const { url, storage } = await openSampleService();
  await storage.close();
  const page = await scrape(url);
  expect(sampleOf(page, 'yishi_database_up')).toBe(0);
  expect(page).not.toContain('yishi_queue_rows');
  expect(sampleOf(page, 'process_cpu_seconds_total')).toEqual(expect.any(Number));
});

async function statusOf(
  options: Partial<ServiceOptions>,
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  const { port } = await openSampleService(options);
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/metrics', headers }, (response) => {
      void text(response).then(() => resolve(response.statusCode));
    }).on('error', reject);
  });
}

test.each<[string, Partial<ServiceOptions>, Record<string, string>, number]>([
  ['from this machine', {}, {}, 200],
  ['by a name that somebody made to mean this machine', {}, { host: 'evil.invalid' }, 404],
  ['through a proxy that we were not told of', {}, { 'x-forwarded-for': '198.51.100.7' }, 404],
  ['through a proxy of ours', { trustProxy: 1 }, {}, 404],
  ['by a token where none is set', { trustProxy: 1 }, { authorization: `Bearer ${TOKEN}` }, 404],
  ['from this machine without the token that is set', { metricsToken: TOKEN }, {}, 401],
  ['by another token', { metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}x` }, 401],
  ['by the token', { metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}` }, 200],
  [
    'by the token through a proxy',
    { metricsToken: TOKEN, trustProxy: 1 },
    { authorization: `Bearer ${TOKEN}`, host: 'yishi.gov.invalid', 'x-forwarded-for': '198.51.100.7' },
    200,
  ],
])('read %s', async (_name, options, headers, status) => {
  expect(await statusOf(options, headers)).toBe(status);
});
