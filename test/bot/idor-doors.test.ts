import { Router } from 'express';
import { expect, test, vi } from 'vitest';
import { signToken } from '../../bot/channels/directline/token.js';
import { openRoutes, ROUTES } from '../../bot/console/api/routes.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { EXPERT_ROUTES } from '../../bot/expert/routes.js';
import { createLibrary, type Library } from '../../knowledge/library.js';
import { isoNow } from '../../src/clock.js';
import { revokeConsoleSession } from '../../src/directory/console-sessions.js';
import { endRole } from '../../src/directory/memberships.js';
import { saveEdition } from '../../src/storage/records.js';
import { expertRow } from '../ingest/sample-rows.js';
import { rulesAdvisor } from './asker-bench.js';
import { DirectLineClient, type Opened, refusal } from './directline-client.js';
import { file, formOf, GUANGDONG, must, Phone, ZHEJIANG } from './expert-stage.js';
import {
  everything,
  newSeat,
  openWorld,
  type Seat,
  seat,
  THINGS,
  type Whole,
  type World,
  whole,
} from './idor-world.js';
import { openSampleService, SECRET } from './page-service.js';

const nameOf = ({ method, path }: { readonly method: string; readonly path: string | RegExp }) =>
  `${method} ${path}`;

/** Doors that are no route of a table, each with where its probes are. */
const DOORS = {
  'everybody’s, the same for all': [
    'get /healthz',
    'get /readyz',
    'get /',
    'get /privacy',
    // The console's page, which holds nothing.
    'get /.*/',
  ],
  'records below': ['get /records/:id'],
  'metrics below': ['get /metrics'],
  'files below': ['get /files/:id'],
  'the chat page below': ['post /session', 'post /demo'],
  'Direct Line below': [
    'post /tokens/generate',
    'post /tokens/refresh',
    'post /conversations',
    'get /conversations/:id',
    'get /conversations/:id/activities',
    'post /conversations/:id/activities',
    'post /conversations/:id/upload',
  ],
} as const;

test('every route that the service has is in a table of probes', async () => {
  const made = vi.spyOn(Router.prototype, 'route');
  await openSampleService();
  const found = made.mock.results.flatMap(({ value }) =>
    Object.keys(value.methods).map((method) => nameOf({ method, path: value.path })),
  );
  made.mockRestore();
  const deps = { storage: null, clock: { now: () => new Date() } } as never;
  const known = [
    ...Object.values(DOORS).flat(),
    // idor-console.test.ts, and expert-access.test.ts together with this file.
    ...ROUTES.map(nameOf),
    ...EXPERT_ROUTES.map(nameOf),
    ...openRoutes(deps).map(nameOf),
  ];
  expect([...new Set(found)].sort()).toEqual([...new Set(known)].sort());
});

/** Asks with a browser's cookie. */
const look = (world: World, path: string, cookie: string) =>
  whole(world.service.url + path, { headers: { cookie, accept: 'text/html' } });

test('a file opens to its asker and to those who work for its province; for all others it never was', async () => {
  const world = await openWorld();
  const { visible, internal, far } = world.files;
  const role = async (name: string, roles: Parameters<typeof newSeat>[2]) =>
    (await newSeat(world, name, roles)).cookie;
  const gone = await seat(world, 'coordinator');
  await world.service.storage.write((tx) => revokeConsoleSession(tx, gone.sessionId, isoNow(world.clock)));
  const actors: readonly (readonly [who: string, cookie: string, may: readonly string[]])[] = [
    ['nobody', '', []],
    ['the asker', world.asker.cookie, [visible]],
    ['another asker', world.other.cookie, [far]],
    ['the assignee’s chat, whose page gives it under another name', world.expert.cookie, []],
    ['the assignee at the console', (await seat(world, 'expert')).cookie, []],
    ['a coordinator', world.desk.cookie, [visible, internal]],
    ['a coordinator of elsewhere', world.farDesk.cookie, [far]],
    ['a coordinator of the country', await role('c9', [['coordinator', '100000']]), [visible, internal, far]],
    ['an editor', await role('e', [['editor', ZHEJIANG]]), [visible, internal]],
    ['an auditor', await role('u', [['auditor', ZHEJIANG]]), [visible, internal]],
    ['an administrator', await role('a', [['administrator', ZHEJIANG]]), []],
    ['an official', await role('o', [['official', ZHEJIANG]]), []],
    ['a revoked session', gone.cookie, []],
  ];
  for (const [who, cookie, may] of actors) {
    const never = await look(world, '/files/no-such-file', cookie);
    for (const id of [visible, internal, far]) {
      const answer = await look(world, `/files/${id}`, cookie);
      if (may.includes(id)) expect(answer.headers['content-disposition'], who).toMatch(/^attachment/);
      else expect(answer, `${who}: ${id}`).toEqual(never);
    }
  }
});

test('on the expert’s page nothing exists but what is one’s own now', async () => {
  const world = await openWorld();
  const replaced = await world.bound('replaced', [['expert', ZHEJIANG]]);
  const leaver = await world.bound('leaver', [['expert', ZHEJIANG]]);
  await file(world, 'd-replaced', 'replaced');
  await must(
    world.say(world.coordinator, 'dispatch', { assigneeId: 'expert', reason: '改派' }, 'd-replaced'),
  );
  await file(world, 'd-left', 'leaver');
  const { storage } = world.service;
  const end = { id: `leaver-expert-${ZHEJIANG}`, reason: '离职', by: 'service', now: isoNow(world.clock) };
  await storage.write((tx) => endRole(tx, end));
  const strangers: readonly (readonly [string, Phone, string])[] = [
    ['the one it was taken from', replaced, 'd-replaced'],
    ['the one whose role ended', leaver, 'd-left'],
    ['an expert of another province', await world.bound('far', [['expert', GUANGDONG]]), 'd1'],
    ['an expert of the country', await world.bound('wide', [['expert', '100000']]), 'd1'],
    ['a unit', await world.bound('unit', [['unit_staff', ZHEJIANG]]), 'd1'],
    ['a coordinator', await world.bound('keeper', [['coordinator', ZHEJIANG]]), 'd1'],
    ['an auditor', await world.bound('checker', [['auditor', ZHEJIANG]]), 'd1'],
    ['an official', await world.bound('official', [['official', ZHEJIANG]]), 'd1'],
    ['the asker', world.asker, 'd1'],
    ['another asker', world.other, 'd1'],
    ['nobody', new Phone(world.service.url), 'd1'],
  ];
  const before = await everything(world);
  for (const [who, phone, id] of strangers) {
    const list = await phone.page('/expert');
    const token = list.includes('name="token"')
      ? (new Map(formOf(list, 'availability').hidden).get('token') ?? '')
      : '';
    for (const route of EXPERT_ROUTES) {
      if (!route.path.includes(':id')) continue;
      const ask = (at: string) => knock(world, phone, route, at, token);
      const there = await ask(id);
      expect(there.status, `${who}: ${nameOf(route)}`).toBe(404);
      expect(there, `${who}: ${nameOf(route)}`).toEqual(await ask('d-none'));
    }
  }
  expect(await everything(world)).toBe(before);
  // Under one's own demand: a file of another, an internal one of the coordinator's, things that are no file.
  for (const id of [world.files.far, world.files.internal, 'd1', '浙-2026-00001'])
    expect(
      (await look(world, `/expert/demands/d1/files/${encodeURIComponent(id)}`, world.expert.cookie)).status,
      id,
    ).toBe(404);
  expect(
    (await look(world, `/expert/demands/d1/files/${world.files.visible}`, world.expert.cookie)).status,
  ).toBe(200);
  for (const id of ['浙-2026-00001', THINGS.draft, THINGS.far, 'call-1', 'expert'])
    expect(
      (await look(world, `/expert/demands/${encodeURIComponent(id)}`, world.expert.cookie)).status,
      id,
    ).toBe(404);
});

async function knock(
  { service, files }: World,
  { cookie }: Phone,
  { method, path }: (typeof EXPERT_ROUTES)[number],
  id: string,
  token: string,
): Promise<Whole> {
  const url = `${service.url}/expert${path.replace(':id', id).replace(':file', files.visible)}`;
  const headers = { cookie, accept: 'text/html' };
  if (method === 'get') return whole(url, { headers });
  const body = new URLSearchParams({
    token,
    version: '4',
    key: 'a-key-of-mine',
    text: '我写的',
    reason: '不是我的专业',
  });
  return whole(url, { method: 'POST', headers, body });
}

test('a form of the expert’s page needs the token of that browser and person', async () => {
  const world = await openWorld();
  const stranger = await world.bound('colleague', [['expert', ZHEJIANG]]);
  const own = new Map(formOf(await world.expert.page('/expert/demands/d1'), 'reply').hidden);
  const theirs = new Map(formOf(await stranger.page('/expert'), 'availability').hidden).get('token') ?? '';
  const before = await world.demand('d1');
  for (const token of ['', 'x', theirs]) {
    const body = new URLSearchParams({ ...Object.fromEntries(own), token, text: '写了很久的答复' });
    const sent = await world.expert.post('/expert/demands/d1/reply', body);
    expect(sent.status).toBe(403);
    expect(sent.text).toContain('写了很久的答复</textarea>');
    const away = new URLSearchParams({ token, version: '0', away_until: '2027-01-01', load_limit: '1' });
    expect((await world.expert.post('/expert/availability', away)).status).toBe(403);
  }
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect(
    (await world.expert.post('/expert/demands/d1/reply', new URLSearchParams([...own]), foreign)).status,
  ).toBe(403);
  expect(await world.demand('d1')).toEqual(before);
});

const tokenOf = (phone: Phone) => (phone as unknown as Opened).token;

test('Direct Line opens one’s own conversation; another’s answers as one that never was', async () => {
  const world = await openWorld();
  const { url, storage } = world.service;
  const client = new DirectLineClient(url);
  const own = world.asker.conversationId;
  const late = signToken(SECRET, { conversationId: own, userId: world.asker.userId }, new Date(0));
  const alien = signToken(
    'another secret altogether',
    { conversationId: own, userId: 'x' },
    world.clock.now(),
  );
  const unknown = signToken(SECRET, { conversationId: 'never', userId: 'x' }, world.clock.now());
  const tokens = { none: undefined, garbage: 'v1.x.y', late, alien, another: tokenOf(world.other), unknown };
  const form = () => {
    const body = new FormData();
    body.append('file', new Blob(['x']), 'x.txt');
    return body;
  };
  const send = async (method: string, path: string, token: string | undefined): Promise<Whole> => {
    const isUpload = path.endsWith('/upload');
    return whole(`${url}/v3/directline${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'POST' && !isUpload ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { body: isUpload ? form() : '{"type":"message","text":"你好"}' } : {}),
    });
  };
  const before = await everything(world);
  for (const [who, token] of Object.entries(tokens))
    for (const [method, tail] of [
      ['GET', ''],
      ['GET', '/activities'],
      ['POST', '/activities'],
      ['POST', '/upload'],
    ] as const) {
      const there = await send(method, `/conversations/${own}${tail}`, token);
      expect([401, 403], `${who} ${method} ${tail}`).toContain(there.status);
      expect(there, `${who} ${method} ${tail}`).toEqual(
        await send(method, `/conversations/no-such${tail}`, token),
      );
      const stream = (id: string) =>
        `${url.replace('http', 'ws')}/v3/directline/conversations/${id}/stream?t=${token ?? ''}`;
      expect([401, 403]).toContain(await refusal(stream(own)));
    }
  for (const [who, token] of Object.entries(tokens))
    if (who !== 'another')
      for (const path of ['/tokens/refresh', '/conversations'])
        expect([401, 403, 404], `${who} ${path}`).toContain((await send('POST', path, token)).status);
  expect(await everything(world)).toBe(before);
  const refreshed = await send('POST', '/tokens/refresh', tokenOf(world.other));
  expect(JSON.parse(refreshed.body).conversationId).toBe(world.other.conversationId);
  const mine = await send('GET', `/conversations/${own}/activities`, tokenOf(world.asker));
  expect(mine.status).toBe(200);
  expect((await client.open()).conversationId).not.toBe(own);
  expect(
    await storage.db.selectFrom('activities').select('id').where('conversation_id', '=', 'never').execute(),
  ).toEqual([]);
});

test('a browser that shows a cookie of its own making gets a conversation of its own, and may say nothing for another', async () => {
  const world = await openWorld();
  const { url } = world.service;
  const open = (cookie: string) =>
    whole(`${url}/session`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: '{}',
    });
  for (const cookie of [
    `yishi=${'A'.repeat(43)}`,
    'yishi=x',
    world.desk.cookie.replace('yishi-console', 'yishi'),
  ]) {
    const { conversationId } = JSON.parse((await open(cookie)).body);
    expect([world.asker.conversationId, world.other.conversationId]).not.toContain(conversationId);
  }
  const before = await everything(world);
  const declare = (cookie: string, headers = {}) =>
    whole(`${url}/demo`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ role: 'official', province: ZHEJIANG }),
    });
  for (const cookie of ['', `yishi=${'A'.repeat(43)}`, world.desk.cookie])
    expect((await declare(cookie)).status).toBe(400);
  expect((await declare(world.asker.cookie, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(
    (await whole(`${url}/session`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status,
  ).toBe(403);
  expect(await everything(world)).toBe(before);
});

test('outside of a demonstration there is no switch, and figures are for who may read them', async () => {
  const { url } = await openSampleService({ mode: 'production', metricsToken: 'right-token-of-the-figures' });
  const post = (path: string) =>
    whole(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  expect(await post('/demo')).toEqual(await post('/no-such-page'));
  const figures = (authorization: string) => whole(`${url}/metrics`, { headers: { authorization } });
  for (const given of [
    '',
    'Bearer x',
    'Basic right-token-of-the-figures',
    'Bearer right-token-of-the-figure',
  ])
    expect((await figures(given)).status, given).toBe(401);
  expect((await figures('Bearer right-token-of-the-figures')).status).toBe(200);
  const open = await openSampleService();
  const through = { headers: { 'x-forwarded-for': '10.0.0.9' } };
  expect(await whole(`${open.url}/metrics`, through)).toEqual(
    await whole(`${open.url}/no-such-page`, through),
  );
});

test('a record that one province alone may see is no page for the public, in no edition and no form', async () => {
  let library: Library | null = null;
  const page: Library['page'] = (id, edition) => library?.page(id, edition) ?? Promise.resolve(null);
  const { url, storage } = await openSampleService({ page });
  library = createLibrary(storage, { now: () => new Date(), wait: () => Promise.resolve() });
  const base = {
    kind: 'expert',
    sourceFile: 'x',
    importedAt: '2026-01-05T00:00:00.000Z',
    validUntil: null,
    region: ZHEJIANG,
  };
  await storage.write(async (tx) => {
    for (const [id, visibility, status] of [
      ['open', 'public', 'published'],
      ['shy', 'province', 'published'],
      ['draft', 'public', 'draft'],
    ] as const)
      await saveEdition(tx, {
        ...base,
        id,
        title: id,
        contentHash: id,
        status,
        visibility,
        content: expertRow(id, { consentPublic: id === 'open' }),
      });
  });
  expect((await whole(`${url}/records/open`)).status).toBe(200);
  for (const id of ['shy', 'draft'])
    for (const tail of [
      '',
      '.json',
      '?edition=1',
      '.json?edition=1',
      '?edition=99',
      '?edition=1&province=330000',
    ]) {
      const there = await whole(`${url}/records/${id}${tail}`);
      expect(there.status, id + tail).toBe(404);
      expect(there, id + tail).toEqual(await whole(`${url}/records/none${tail}`));
    }
});

test('a button with the id of another’s demand does nothing and says what it says of none', async () => {
  const world = await openWorld({ dialog: createMainDialog({ advisor: rulesAdvisor }) });
  const { url } = world.service;
  const client = new DirectLineClient(url);
  const opened = { conversationId: world.other.conversationId, token: tokenOf(world.other) } as Opened;
  let seen = '';
  const press = async (value: object) => {
    await client.post(opened, { type: 'message', text: '按钮', value });
    const [, ...said] = await client.collect(opened, 2, seen);
    seen = (await client.after(opened, seen)).watermark;
    return said.map(({ attachments, suggestedActions, ...rest }) => [
      (rest as { text?: string }).text,
      attachments,
      suggestedActions,
    ]);
  };
  const before = await Promise.all(['d1', THINGS.caseOf, THINGS.draft].map((id) => world.demand(id)));
  const presses: readonly { readonly do: string; readonly [field: string]: unknown }[] = [
    ...['resume', 'skip', 'later', 'demand', 'answer', 'supply', 'urge', 'confirm', 'reject', 'score'].map(
      (each) => ({ do: each }),
    ),
    { do: 'share', agreed: true },
    { do: 'edit', field: 'problem' },
    { do: 'file', version: 1 },
    { do: 'discard', sure: true },
    { do: 'withdraw', sure: true },
    { do: 'add_facts', text: '我补充一句' },
    { do: 'rate', rating: 1 },
  ];
  const inForm = ['resume', 'skip', 'later', 'share', 'edit', 'file', 'discard'];
  const none = JSON.stringify(await press({ do: 'demand', demandId: 'd-none' }));
  for (const value of presses) {
    const demandId = inForm.includes(value.do) ? THINGS.draft : 'd1';
    expect(JSON.stringify(await press({ ...value, demandId })), value.do).toBe(none);
  }
  expect(none).not.toMatch(/浙-2026|喷漆/);
  expect(await Promise.all(['d1', THINGS.caseOf, THINGS.draft].map((id) => world.demand(id)))).toEqual(
    before,
  );
});

test('open pages hear of their own province, and nothing once their session ended', async () => {
  const world = await openWorld();
  const { storage } = world.service;
  const listeners = {
    here: world.desk,
    far: world.farDesk,
    'an administrator': await newSeat(world, 'boss', [['administrator', ZHEJIANG]]),
    'an official': await newSeat(world, 'official', [['official', ZHEJIANG]]),
    'the assignee': await seat(world, 'expert'),
    'without a role': await newSeat(world, 'bare', []),
  };
  const streams = await Promise.all(Object.values(listeners).map((each) => listen(each)));
  await world.desk.post('/demands/d1/notes', { key: 'live', body: '备注' });
  await world.farDesk.post(`/demands/${THINGS.far}/notes`, { key: 'live', body: '备注' });
  await world.desk.post('/call-tasks/call-1/result', { version: 1, outcome: 'unreachable' });
  await storage.write((tx) =>
    tx
      .updateTable('sessions')
      .set({ revoked_at: isoNow(world.clock) })
      .where('kind', '=', 'console')
      .execute(),
  );
  world.clock.advance(20_000);
  const heard = await Promise.all(streams.map((stream) => stream()));
  const told = Object.fromEntries(
    Object.keys(listeners).map((who, index) => [
      who,
      [...(heard[index] ?? '').matchAll(/"id":"([^"]*)"/g)].map(([, id]) => id),
    ]),
  );
  expect(told).toEqual({
    here: ['d1', 'call-1', 'd1'],
    far: [THINGS.far],
    'an administrator': [],
    'an official': [],
    'the assignee': [],
    'without a role': [],
  });
  for (const each of heard) expect(each).toContain('event: signed_out');
});

/** Opens the stream of events; what is given back reads it to its end. */
async function listen({ url, cookie }: Seat): Promise<() => Promise<string>> {
  const response = await fetch(`${url}/console/api/events`, { headers: { cookie } });
  return () => response.text();
}
