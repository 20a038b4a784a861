import { expect, test } from 'vitest';
import { demoTexts } from '../../bot/page/texts.js';
import { openSampleService, startSampleService, temporaryDataDir } from './page-service.js';

type Session = { readonly declared?: { readonly role: string; readonly province: string | null } };

async function open(url: string, cookie = ''): Promise<{ session: Session; cookie: string }> {
  const response = await post(url, '/session', {}, cookie);
  const given = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
  return { session: (await response.json()) as Session, cookie: given };
}

function post(url: string, path: string, body: unknown, cookie = '', origin = url): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie },
    body: JSON.stringify(body),
  });
}

test('on a demo a visitor says who they are, and it is kept over a reload and a restart', async () => {
  const dataDir = temporaryDataDir();
  const first = await startSampleService({ dataDir });
  expect(await (await fetch(first.url)).text()).toContain(demoTexts.official);
  const { session, cookie } = await open(first.url);
  expect(session.declared).toEqual({ role: 'enterprise', province: null });
  const chosen = { role: 'official', province: '330000' };
  expect((await post(first.url, '/demo', chosen, cookie)).status).toBe(200);
  await first.close();
  const second = await openSampleService({ dataDir });
  expect((await open(second.url, cookie)).session.declared).toEqual(chosen);
  expect((await open(second.url)).session.declared).toEqual({ role: 'enterprise', province: null });
});

test('what is no choice, comes from elsewhere or from nobody is refused', async () => {
  const { url } = await openSampleService();
  const { cookie } = await open(url);
  for (const body of [
    {},
    { role: 'coordinator', province: '330000' },
    { role: 'official', province: null },
    { role: 'official', province: '330100' },
    { role: 'enterprise', province: "'; drop" },
  ]) {
    expect((await post(url, '/demo', body, cookie)).status).toBe(400);
  }
  expect((await post(url, '/demo', { role: 'enterprise', province: null })).status).toBe(400);
  const foreign = await post(
    url,
    '/demo',
    { role: 'enterprise', province: null },
    cookie,
    'https://evil.example',
  );
  expect(foreign.status).toBe(403);
});

test('in production there is no switch, and nothing takes one', async () => {
  const { url } = await openSampleService({ mode: 'production' });
  expect(await (await fetch(url)).text()).not.toContain(demoTexts.official);
  const { session, cookie } = await open(url);
  expect(session.declared).toBeUndefined();
  expect((await post(url, '/demo', { role: 'official', province: '330000' }, cookie)).status).toBe(404);
});
