import { describe, expect, onTestFinished, test } from 'vitest';
import { apiTexts } from '../../bot/console/api/texts.js';
import * as audit from '../../src/audit/audit.js';
import { NATION } from '../../src/region/region.js';
import { addMember, ConsoleClient, memberClient, PASSWORD, setUpCode } from './console-client.js';
import { ManualClock } from './manual-clock.js';
import { openSampleService } from './page-service.js';

const MINUTE_MS = 60_000;

describe('the first administrator', () => {
  test('is made by the newest link, once, and is signed in', async () => {
    const service = await openSampleService();
    const old = await setUpCode(service);
    const code = await setUpCode(service);
    const client = new ConsoleClient(service.url);
    expect(await client.post('/set-up/check', { code: old })).toMatchObject({ status: 410 });
    expect(await client.post('/set-up/check', { code })).toMatchObject({ status: 200 });
    const form = { code, name: '王芳', login: 'Wang.Fang', password: PASSWORD };
    const refused = await client.post('/set-up', {
      ...form,
      name: '',
      login: '1',
      password: 'wang.fang-123',
    });
    expect(refused.body).toMatchObject({
      code: 'invalid',
      fields: { name: apiTexts.nameNeeded, login: apiTexts.loginNeeded },
    });
    const common = await client.post('/set-up', { ...form, password: 'password123' });
    expect(common.body).toMatchObject({ fields: { password: apiTexts.password.common } });
    expect(await client.post('/set-up', form)).toMatchObject({ status: 200 });
    expect(await client.me()).toMatchObject({
      person: { name: '王芳' },
      grants: [{ role: 'administrator', province: NATION }],
      actions: expect.arrayContaining(['people.list']),
    });
    expect(await client.post('/set-up', form)).toMatchObject({ status: 410 });
    expect(await setUpCode(service)).toBe('');
  });
});

describe('signing in', () => {
  test('gives a cookie that scripts and other sites do not get; signing out ends it', async () => {
    const service = await openSampleService();
    await addMember(service, 'li', [['coordinator', '330000']]);
    const response = await fetch(`${service.url}/console/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: ' LI ', password: PASSWORD }),
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^yishi-console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const client = new ConsoleClient(service.url);
    await client.signIn('li');
    const { cookie } = client;
    expect(await client.call('DELETE', '/session')).toMatchObject({ status: 204 });
    client.cookie = cookie;
    expect(await client.get('/me')).toMatchObject({ status: 401, body: { code: 'signed_out' } });
  });

  test('behind https the cookie has the host prefix', async () => {
    const service = await openSampleService({ publicUrl: 'https://yishi.example' });
    await addMember(service, 'li', []);
    const client = new ConsoleClient(service.url);
    await client.signIn('li');
    expect(client.cookie).toMatch(/^__Host-yishi-console=/);
  });

  test('answers alike for a login that nobody has, and shuts both after five', async () => {
    const clock = new ManualClock();
    const service = await openSampleService({ clock });
    await addMember(service, 'li', [], clock);
    const client = new ConsoleClient(service.url);
    for (const login of ['li', 'nobody']) {
      for (const _ of [1, 2, 3, 4, 5]) {
        expect(await client.signIn(login, 'not the password')).toEqual({
          status: 401,
          body: { code: 'wrong_sign_in', message: apiTexts.wrongSignIn },
        });
      }
      expect(await client.signIn(login)).toEqual({
        status: 429,
        body: { code: 'locked', message: apiTexts.locked(1) },
      });
    }
    clock.advance(MINUTE_MS);
    expect(await client.signIn('li')).toMatchObject({ status: 200 });
    const actions = (await audit.events(service.storage.db, 'person:li')).map(({ action }) => action);
    expect(actions.slice(-2)).toEqual(['account.locked', 'session.opened']);
  });

  test('is limited by address', async () => {
    const clock = new ManualClock();
    const service = await openSampleService({ clock });
    const client = new ConsoleClient(service.url);
    for (let tries = 0; tries < 30; tries += 1) await client.post('/session', { login: `n${tries}` });
    expect(await client.signIn('any')).toMatchObject({ status: 429, body: { code: 'too_many' } });
    clock.advance(MINUTE_MS);
    expect(await client.signIn('any')).toMatchObject({ status: 401 });
  });

  test('lasts half an hour without a hand on it, twelve hours at most', async () => {
    const clock = new ManualClock();
    const service = await openSampleService({ clock });
    const client = await memberClient(service, 'li', [], clock);
    clock.advance(29 * MINUTE_MS);
    expect(await client.call('GET', '/me', undefined, { 'x-unattended': '1' })).toMatchObject({
      status: 200,
    });
    clock.advance(MINUTE_MS);
    expect(await client.get('/me')).toMatchObject({ status: 401 });
    await client.signIn('li');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock.advance(20 * MINUTE_MS);
      expect(await client.get('/me')).toMatchObject({ status: 200 });
    }
    clock.advance(20 * MINUTE_MS);
    expect(await client.get('/me')).toMatchObject({ status: 401 });
  });
});

describe('a change', () => {
  test('needs the token of its session and comes from our own page', async () => {
    const service = await openSampleService();
    const client = await memberClient(service, 'admin', [['administrator', NATION]]);
    const other = await memberClient(service, 'other', [['administrator', NATION]]);
    const person = { name: '赵敏', role: 'expert', region: '330106' };
    for (const csrf of ['', other.csrf, `${client.csrf}x`]) {
      const headers = { 'x-csrf-token': csrf };
      expect(await client.call('POST', '/people', person, headers)).toMatchObject({
        status: 403,
        body: { code: 'csrf' },
      });
    }
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://x.example' },
    ];
    for (const headers of foreign) {
      expect(await client.call('POST', '/people', person, headers)).toMatchObject({
        status: 403,
        body: { code: 'cross_site' },
      });
    }
    expect(await client.post('/people', person)).toMatchObject({ status: 200 });
  });

  test('made on an old version is a conflict', async () => {
    const service = await openSampleService();
    const client = await memberClient(service, 'admin', [['administrator', NATION]]);
    const { id } = (await client.post('/people', { name: '赵敏', role: 'expert', region: '330106' })).body;
    const change = { version: 1, name: '赵敏敏' };
    expect(await client.call('PATCH', `/people/${id}`, change)).toMatchObject({ body: { version: 2 } });
    expect(await client.call('PATCH', `/people/${id}`, change)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  test('of a password signs out elsewhere and asks for the old one', async () => {
    const service = await openSampleService();
    const client = await memberClient(service, 'li', []);
    const elsewhere = new ConsoleClient(service.url);
    await elsewhere.signIn('li');
    const wrong = await client.post('/account/password', {
      current: 'wrong',
      password: '另一个够长的密码啊',
    });
    expect(wrong.body).toMatchObject({ fields: { password: apiTexts.password.too_short } });
    const next = '另一个足够长的密码啊';
    const notMine = await client.post('/account/password', { current: 'wrong', password: next });
    expect(notMine.body).toMatchObject({ fields: { current: apiTexts.wrongPassword } });
    expect(await client.post('/account/password', { current: PASSWORD, password: next })).toMatchObject({
      status: 204,
    });
    expect(await client.get('/me')).toMatchObject({ status: 200 });
    expect(await elsewhere.get('/me')).toMatchObject({ status: 401 });
    expect(await elsewhere.signIn('li', next)).toMatchObject({ status: 200 });
  });
});

describe('people and roles', () => {
  test('a provincial administrator gives roles in the province and no power beyond it', async () => {
    const service = await openSampleService();
    const client = await memberClient(service, 'zj', [['administrator', '330000']]);
    await addMember(service, 'both', [
      ['expert', '330106'],
      ['administrator', '440000'],
    ]);
    const person = { name: '赵敏', role: 'expert' };
    expect(await client.post('/people', { ...person, region: '440000' })).toMatchObject({ status: 404 });
    expect(await client.post('/people', { ...person, role: 'administrator', region: NATION })).toMatchObject({
      status: 404,
    });
    const { id } = (await client.post('/people', { ...person, region: '330106' })).body;
    const grant = await client.post(`/people/${id}/memberships`, { role: 'editor', region: '440000' });
    expect(grant).toMatchObject({ status: 403, body: { message: apiTexts.roleForbidden } });
    expect(
      await client.post(`/people/${id}/memberships`, { role: 'editor', region: '330000' }),
    ).toMatchObject({
      status: 200,
    });
    expect(
      await client.post(`/people/${id}/memberships`, { role: 'editor', region: '330000' }),
    ).toMatchObject({
      body: { fields: { role: apiTexts.roleThere } },
    });
    // Seen, since they have a role here; not managed, since they have one elsewhere.
    expect(await client.get('/people/both')).toMatchObject({ status: 200, body: { canManage: false } });
    for (const what of ['password-links', 'binding-codes']) {
      expect(await client.post(`/people/both/${what}`)).toMatchObject({ status: 404 });
    }
    expect((await client.get('/people')).body).toMatchObject({ total: 3 });
    expect((await client.get('/people?province=440000')).status).toBe(404);
    expect((await client.get('/people?role=editor')).body).toMatchObject({
      people: [{ name: '赵敏', hasAccount: false }],
    });
  });

  test('a password link lets a new person in once; ending a role signs out; the last administrator stays', async () => {
    const service = await openSampleService();
    const admin = await memberClient(service, 'admin', [['administrator', NATION]]);
    const { id } = (await admin.post('/people', { name: '赵敏', role: 'coordinator', region: '330000' }))
      .body;
    const link = (await admin.post(`/people/${id}/password-links`)).body;
    expect(link.url).toMatch(new RegExp(`^${service.url}/console/password#[\\w-]{43}$`));
    const code = String(link.url).split('#')[1];
    const client = new ConsoleClient(service.url);
    expect((await client.post('/password-link/check', { code })).body).toEqual({ name: '赵敏', login: null });
    const taken = await client.post('/password-link', { code, login: 'admin', password: PASSWORD });
    expect(taken.body).toMatchObject({ fields: { login: apiTexts.loginTaken } });
    expect(await client.post('/password-link', { code, login: 'zhao', password: PASSWORD })).toMatchObject({
      status: 200,
    });
    await client.me();
    expect(await client.post('/password-link/check', { code })).toMatchObject({ status: 410 });
    const person = (await admin.get(`/people/${id}`)).body as { memberships: { id: string }[] };
    const [membership] = person.memberships;
    expect(await admin.post(`/memberships/${membership!.id}/end`, { reason: '' })).toMatchObject({
      body: { fields: { reason: apiTexts.reasonNeeded } },
    });
    expect(await admin.post(`/memberships/${membership!.id}/end`, { reason: '调离' })).toMatchObject({
      status: 204,
    });
    expect(await client.get('/me')).toMatchObject({ status: 401 });
    expect(
      await admin.post(`/memberships/admin-administrator-${NATION}/end`, { reason: '试试' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'last_administrator' },
    });
  });

  test('numbers are masked, codes are shown once and kept as digests', async () => {
    const logged: string[] = [];
    const service = await openSampleService({ logged });
    const admin = await memberClient(service, 'admin', [['administrator', NATION]]);
    const person = await admin.get('/people/admin');
    expect(person.body).toMatchObject({ maskedPhone: '138****8000', account: { login: 'admin' } });
    expect(JSON.stringify(person.body)).not.toContain('13800138000');
    const { code } = (await admin.post('/people/admin/binding-codes')).body;
    expect(code).toMatch(/^[A-Z2-9]{8}$/);
    const rows = await service.storage.db.selectFrom('binding_codes').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(String(code));
    expect(logged.join('')).not.toContain(String(code));
  });
});

describe('live events', () => {
  test('reach those who may know, and end with the session', async () => {
    const clock = new ManualClock();
    const service = await openSampleService({ clock });
    const admin = await memberClient(service, 'admin', [['administrator', NATION]], clock);
    const near = await memberClient(service, 'near', [['administrator', '330000']], clock);
    const far = await memberClient(service, 'far', [['administrator', '440000']], clock);
    const [heardNear, heardFar] = [await listen(near), await listen(far)];
    await admin.post('/people', { name: '赵敏', role: 'expert', region: '330106' });
    await heardNear.until(/"topic":"people"/);
    await near.call('DELETE', '/session');
    clock.advance(20_000);
    await heardNear.until(/event: signed_out/);
    await heardFar.until(/: still here/);
    expect(heardFar.text).not.toContain('people');
  });
});

/** An open stream of events. */
async function listen(client: ConsoleClient) {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${client.url}/console/api/events`, {
    headers: { cookie: client.cookie },
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const heard = {
    text: '',
    async until(pattern: RegExp): Promise<void> {
      while (!pattern.test(heard.text)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended without ${pattern}: ${heard.text}`);
        heard.text += value;
      }
    },
  };
  await heard.until(/retry/);
  return heard;
}
