import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createTextHook } from '../../bot/delivery/text-hook.js';

const MESSAGE = { id: 'm-1', to: '13800000000', text: '您的需求 浙-2026-00001 有新消息' };

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A gateway on the loopback that gives these answers, and what it was asked. */
async function openGateway(...answers: readonly Answer[]) {
  const asked: { headers: IncomingMessage['headers']; method: string | undefined; body: string }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, method: request.method, body: await textOf(request) });
    const { status, headers = {}, body = '' } = answers[asked.length - 1] ?? { status: 200 };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/send?channel=1`, asked };
}

const hook = (url: string, token: string | null = null) => createTextHook({ url, token, timeoutMs: 10_000 });

test('a message is posted as JSON with its id as idempotency key, and the token where there is one', async () => {
  const { url, asked } = await openGateway(
    { status: 202, body: '{"id":"v-9"}' },
    { status: 200, body: 'ok' },
  );
  expect(await hook(url, 'the-token')(MESSAGE)).toEqual({ kind: 'sent', vendorId: 'v-9' });
  expect(await hook(url)(MESSAGE)).toEqual({ kind: 'sent', vendorId: null });
  expect(asked[0]).toMatchObject({
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': 'm-1',
      authorization: 'Bearer the-token',
    },
  });
  expect(JSON.parse(asked[0]!.body)).toEqual(MESSAGE);
  expect(asked[1]!.headers.authorization).toBeUndefined();
});

test.each([
  [
    { status: 400, body: '13800000000' },
    { kind: 'failed', error: 'HTTP 400' },
  ],
  [{ status: 404 }, { kind: 'failed', error: 'HTTP 404' }],
  [
    { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
    { kind: 'failed', error: 'HTTP 302' },
  ],
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { kind: 'retry', error: 'HTTP 429', afterMs: 7000 },
  ],
  [
    { status: 429, headers: { 'retry-after': 'soon' } },
    { kind: 'retry', error: 'HTTP 429' },
  ],
  [{ status: 503 }, { kind: 'retry', error: 'HTTP 503' }],
])('the answer %j is %j, without a word of what was sent', async (answer, outcome) => {
  const { url } = await openGateway(answer);
  expect(await hook(url)(MESSAGE)).toEqual(outcome);
});

test('a gateway that is not there is tried again, and its address stays out of the error', async () => {
  const outcome = await hook('http://127.0.0.1:1/?key=hidden')(MESSAGE);
  expect(outcome).toMatchObject({ kind: 'retry' });
  expect(JSON.stringify(outcome)).not.toMatch(/hidden|138/);
});
