import { expect, test } from 'vitest';
import { demandApiTexts } from '../../bot/console/api/demands/texts.js';
import { ROUTES } from '../../bot/console/api/routes.js';
import { isoNow } from '../../src/clock.js';
import { ROLES, type Role } from '../../src/directory/authorize.js';
import { ensureChatIdentity } from '../../src/directory/chat-identities.js';
import { revokeSessionsOf } from '../../src/directory/console-sessions.js';
import { endRole } from '../../src/directory/memberships.js';
import { GUANGDONG, must, PHONE, ZHEJIANG } from './expert-stage.js';
import { countQueries } from './idor-work.js';
import {
  addPerson,
  everything,
  NOTE,
  newSeat,
  openWorld,
  Seat,
  seat,
  THINGS,
  type Whole,
  type World,
} from './idor-world.js';

const NATION = '100000';
/** A province in which nothing ever happened. */
const EMPTY = '650000';

const [C, E, AU, AD] = ['coordinator', 'editor', 'auditor', 'administrator'] as const;

/**
 * What a route is about and whom it is for: written from docs/demand.md ("Who can see what"), docs/console.md and the
 * issue, not from the rules in src/directory.
 */
interface Row {
  /** Below /console/api, for a thing of Zhejiang; `at` stands for what is asked for. */
  readonly path: (at: string) => string;
  /** The thing in Zhejiang, and one that never was. */
  readonly there: string;
  readonly never: string;
  /** For whom a thing of their own is made, since the request ends it. */
  readonly fresh?: boolean;
  readonly body?: (at: string) => unknown;
  /** Roles of Zhejiang, and of the whole country, that get or do it. */
  readonly may: readonly Role[];
  /** Roles that know of the thing and are told that this is not theirs to do. */
  readonly told?: readonly Role[];
}

const OLD = 9999;
const demandRow = (tail: string, may: readonly Role[], rest: Partial<Row> = {}): Row => ({
  path: (at) => `/demands/${at}${tail}`,
  there: THINGS.demand,
  never: 'd-none',
  may,
  ...rest,
});
const personRow = (path: Row['path'], may: readonly Role[], rest: Partial<Row> = {}): Row => ({
  path,
  there: 'target',
  never: 'nobody',
  may,
  ...rest,
});
const placeRow = (path: Row['path'], may: readonly Role[], rest: Partial<Row> = {}): Row => ({
  path,
  there: ZHEJIANG,
  never: EMPTY,
  may,
  ...rest,
});
const callRow = (tail: string, may: readonly Role[], rest: Partial<Row> = {}): Row => ({
  path: (at) => `/call-tasks/${at}${tail}`,
  there: THINGS.call,
  never: 'call-0',
  may,
  ...rest,
});

const CASE = {
  title: '一个案例',
  domain: 'D2',
  medium: '大气',
  region: '浙江',
  industry: '家具',
  problem: '',
  measure: '',
  results: [],
  cost: [],
  year: '',
};
const PROFILE = { version: OLD, loadLimit: 3, awayUntil: null, recusals: [] };
const SETTINGS = {
  version: OLD,
  settings: {
    acceptDays: 1,
    firstReplyDays: 3,
    closeDays: 15,
    takeDays: 1,
    askerReminderDays: 3,
    askerLapseDays: 10,
    confirmLapseDays: 7,
    draftLapseDays: 30,
    undeliveredHours: 24,
  },
  dutyCoordinatorId: null,
};

/** Everybody's own: nothing of anybody else is in the answer. */
const OWN = [
  'get /me',
  'delete /session',
  'get /events',
  'get /account',
  'post /account/password',
  'delete /account/sessions',
  'delete /account/chats/:chat',
  'post /account/binding-codes',
  'get /regions',
];

const ROWS: Readonly<Record<string, Row>> = {
  'get /queue': placeRow((at) => `/queue?tab=all&province=${at}`, [C, E, AU]),
  'get /demands/:id': demandRow('', [C, E, AU]),
  'get /demands/:id/transcript': demandRow('/transcript', [C, E, AU]),
  'post /demands/:id/contact': demandRow('/contact', [C]),
  'post /demands/:id/notes': demandRow('/notes', [C], { body: () => ({ key: 'k', body: '一条备注' }) }),
  'post /demands/:id/acts': demandRow('/acts', [C], {
    body: () => ({ event: 'dispatch', data: { assigneeId: 'x' }, version: OLD, key: 'k' }),
    told: [E, AU],
  }),
  'get /demands/:id/suggestions': demandRow('/suggestions', [C]),
  'post /demands/:id/files': demandRow('/files', [C], { body: () => ({}) }),
  'get /demands/:id/case': demandRow('/case', [C, E], { there: THINGS.caseOf }),
  'put /demands/:id/case': demandRow('/case', [C, E], {
    there: THINGS.caseOf,
    body: () => ({ version: OLD, content: CASE }),
  }),
  'post /demands/:id/case/publish': demandRow('/case/publish', [C, E], {
    there: THINGS.caseOf,
    body: () => ({ key: 'k', version: OLD, demandVersion: OLD }),
  }),
  'post /demands/:id/erase': demandRow('/erase', [AD], {
    there: THINGS.forgotten,
    body: () => ({ reason: '本人要求' }),
  }),
  'get /call-tasks': placeRow(() => '/call-tasks', [C]),
  'post /call-tasks/:id/contact': callRow('/contact', [C]),
  'post /call-tasks/:id/result': callRow('/result', [C], { body: () => ({ version: OLD, outcome: 'told' }) }),
  'get /experts': placeRow(() => '/experts', [C, AD]),
  'get /experts/:id': personRow((at) => `/experts/${at}`, [C, AD]),
  'put /experts/:id': personRow((at) => `/experts/${at}`, [C, AD], { body: () => PROFILE }),
  'get /settings': placeRow(() => '/settings', [AD]),
  'get /settings/:province': placeRow((at) => `/settings/${at}`, [AD]),
  'put /settings/:province': placeRow((at) => `/settings/${at}`, [AD], { body: () => SETTINGS }),
  'get /figures': placeRow((at) => `/figures?province=${at}`, [C, E, AU]),
  'get /audit/demand/:id': { ...demandRow('', [C, AU, AD]), path: (at) => `/audit/demand/${at}` },
  'get /audit/person/:id': personRow((at) => `/audit/person/${at}`, [AD, AU]),
  'get /people': placeRow((at) => `/people?province=${at}`, [AD, AU]),
  'get /people/:id': personRow((at) => `/people/${at}`, [AD, AU]),
  'post /people': placeRow(() => '/people', [AD], {
    body: (at) => ({ name: '赵敏', role: 'expert', region: at }),
  }),
  'patch /people/:id': personRow((at) => `/people/${at}`, [AD], {
    body: () => ({ version: OLD, name: '改名' }),
  }),
  'post /people/:id/memberships': personRow((at) => `/people/${at}/memberships`, [AD], {
    body: () => ({ role: 'expert', region: ZHEJIANG }),
    told: [AU],
  }),
  'delete /people/:id/chats/:chat': personRow((at) => `/people/${at}/chats/${at}-chat`, [AD], {
    fresh: true,
  }),
  'post /people/:id/binding-codes': personRow((at) => `/people/${at}/binding-codes`, [AD]),
  'post /people/:id/password-links': personRow((at) => `/people/${at}/password-links`, [AD]),
  'post /memberships/:id/end': personRow((at) => `/memberships/m-${at}-expert-${ZHEJIANG}/end`, [AD], {
    fresh: true,
    body: () => ({ reason: '试试' }),
  }),
  'post /people/:id/erase': personRow((at) => `/people/${at}/erase`, [AD], {
    fresh: true,
    body: () => ({ reason: '本人要求' }),
  }),
};

/** Without a place in their address: what is one's own is listed, and whoever has nothing of the kind is shut out. */
const OWN_LISTS = ['get /call-tasks', 'get /experts', 'get /settings'];

/** Queries that a thing's own look-up may take more than one that finds nothing. */
const LITTLE = 3;

const nameOf = (route: { readonly method: string; readonly path: string }) => `${route.method} ${route.path}`;

test('every route of the console has its row here', () => {
  expect(ROUTES.map(nameOf).sort()).toEqual([...OWN, ...Object.keys(ROWS)].sort());
});

function ask(who: Seat, name: string, { path, body }: Row, at: string): Promise<Whole> {
  return who.call(name.split(' ')[0] ?? '', path(at), body?.(at));
}

interface Actor {
  readonly seat: Seat;
  readonly role: Role | null;
  readonly where: string;
}

async function everybody(world: World): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (const role of ROLES)
    for (const where of [ZHEJIANG, GUANGDONG, NATION])
      actors.push({ seat: await newSeat(world, `${role}-${where}`, [[role, where]]), role, where });
  const nobody = { role: null, where: ZHEJIANG };
  actors.push({ seat: await newSeat(world, 'without-a-role', []), ...nobody });
  // The assignee works on the expert's page: here the demand does not exist for them.
  actors.push({ seat: await seat(world, 'expert'), ...nobody });
  await addPerson(world, 'former', [['coordinator', ZHEJIANG]]);
  const end = {
    id: `m-former-coordinator-${ZHEJIANG}`,
    reason: '离任',
    by: 'service',
    now: isoNow(world.clock),
  };
  await world.service.storage.write((tx) => endRole(tx, end));
  actors.push({ seat: await seat(world, 'former'), ...nobody });
  return actors;
}

const isNear = ({ where }: Actor) => where !== GUANGDONG;
const may = (actor: Actor, row: Row) => actor.role !== null && isNear(actor) && row.may.includes(actor.role);
const isTold = (actor: Actor, row: Row) =>
  actor.role !== null && isNear(actor) && (row.told ?? []).includes(actor.role);

test('whoever has no part in a thing is answered as if it had never been, and nothing happens', async () => {
  const world = await openWorld();
  const actors = await everybody(world);
  await addTargets(world, ['target']);
  const before = await everything(world);
  const queries = countQueries(world.service.storage);
  for (const [name, row] of Object.entries(ROWS))
    for (const actor of actors) {
      if (may(actor, row) || isTold(actor, row)) continue;
      // Far from it a role is of interest where near it would do; the rest are shut out nearer by.
      if (!isNear(actor) && actor.role !== null && !row.may.includes(actor.role)) continue;
      const who = `${actor.seat.name}: ${name}`;
      const start = queries();
      const there = await ask(actor.seat, name, row, row.there);
      const between = queries();
      const never = await ask(actor.seat, name, row, row.never);
      const isOwnList = OWN_LISTS.includes(name) && actor.role !== null && row.may.includes(actor.role);
      expect(there.status, who).toBe(isOwnList ? 200 : 404);
      expect(there, who).toEqual(never);
      expect(there.body, who).not.toMatch(/浙-2026|call-1|330000/);
      expect(Math.abs(between - start - (queries() - between)), who).toBeLessThanOrEqual(LITTLE);
    }
  expect(await everything(world)).toBe(before);
});

test('whoever has a part in it gets it; who only knows of it is told so', async () => {
  const world = await openWorld();
  const actors = await everybody(world);
  await addTargets(world, ['target']);
  for (const [name, row] of Object.entries(ROWS))
    for (const [index, actor] of actors.entries()) {
      if (!may(actor, row) && !isTold(actor, row)) continue;
      const at = row.fresh ? `target-${name.length}-${index}` : row.there;
      if (row.fresh) await addTargets(world, [at]);
      const { status } = await ask(actor.seat, name, row, at);
      const who = `${actor.seat.name}: ${name}`;
      if (may(actor, row)) expect([401, 403, 404], who).not.toContain(status);
      else expect([403, 409], who).toContain(status);
    }
});

test('nobody who is not signed in, or no longer, is let in anywhere; a chat’s cookie is none of the console’s', async () => {
  const world = await openWorld();
  const { url, storage } = world.service;
  const revoked = await seat(world, 'coordinator');
  await storage.write((tx) => revokeSessionsOf(tx, { personId: 'coordinator', now: isoNow(world.clock) }));
  const strangers = [
    new Seat(url, 'nobody', '', ''),
    new Seat(url, 'made up', `yishi-console=${'A'.repeat(43)}`, 'x'),
    new Seat(url, 'the asker’s browser', world.asker.cookie, ''),
    new Seat(url, 'the assignee’s browser', world.expert.cookie.replace('yishi=', 'yishi-console='), ''),
    revoked,
  ];
  const own = Object.fromEntries(OWN.map((name) => [name, name.split(' ')[1] ?? '']));
  for (const stranger of strangers) {
    for (const [name, row] of Object.entries(ROWS)) {
      const answer = await ask(stranger, name, row, row.there);
      expect(answer.status, `${stranger.name}: ${name}`).toBe(401);
      expect(answer, name).toEqual(await ask(stranger, name, row, row.never));
    }
    for (const [name, path] of Object.entries(own))
      expect((await stranger.call(name.split(' ')[0] ?? '', path)).status, name).toBe(401);
  }
});

test('a change without the session’s own token, or from another site’s page, is refused before anything is looked up', async () => {
  const world = await openWorld();
  const { cookie, url } = { cookie: world.desk.cookie, url: world.service.url };
  const another = await seat(world, 'coordinator');
  const before = await everything(world);
  for (const [name, row] of Object.entries(ROWS)) {
    if (name.startsWith('get ')) continue;
    for (const csrf of ['', 'x', another.csrf, world.farDesk.csrf]) {
      const forged = new Seat(url, 'forged', cookie, csrf);
      for (const at of [row.there, row.never])
        expect((await ask(forged, name, row, at)).status, `${name} ${csrf}`).toBe(403);
    }
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const sent = await world.desk.call(
      name.split(' ')[0] ?? '',
      row.path(row.there),
      row.body?.(row.there),
      foreign,
    );
    expect(sent.status, name).toBe(403);
  }
  expect(await everything(world)).toBe(before);
});

test('within the province nobody sees more of a demand than their part', async () => {
  const world = await openWorld();
  const seats = new Map<Role, Seat>();
  for (const role of [C, E, AU, AD])
    seats.set(role, await newSeat(world, `reader-${role}`, [[role, ZHEJIANG]]));
  const read = async (role: Role, path: string) => (await seats.get(role)!.get(path)).body;
  expect((await world.desk.get('/demands/d1')).body).toContain(NOTE);
  for (const role of [E, AU] as const) {
    const body = await read(role, '/demands/d1');
    expect(body, role).toContain('浙-2026-00001');
    expect(body, `${role}: internal notes are the coordinators’`).not.toContain(NOTE);
    expect(body, role).not.toContain(PHONE);
  }
  expect(await read(AD, '/audit/demand/d1')).not.toMatch(/内部理由|检测报告/);
  // A draft that was deleted was never filed either.
  await world.draft('ddeleted');
  await must(world.say(world.askerActor, 'discard', {}, 'ddeleted'));
  for (const path of ['/queue?tab=all', '/queue?tab=all&text=喷漆', `/queue?tab=all&state=draft`])
    expect((await world.desk.get(path)).body, path).not.toContain(THINGS.draft);
  for (const path of ['', '/transcript', '/case'])
    expect((await world.desk.get(`/demands/${THINGS.draft}${path}`)).status, path).toBe(404);
  for (const role of [C, E, AU, AD])
    for (const path of [
      '/demands/ddeleted',
      '/demands/ddeleted/transcript',
      '/audit/demand/ddeleted',
      '/queue?tab=ended',
      '/queue?tab=all',
    ])
      expect(await read(role, path), `${role} ${path}`).not.toContain('"ddeleted"');
  expect((await world.desk.get(`/audit/demand/${THINGS.draft}`)).status).toBe(404);
});

test('no list tells of another province, whatever it is asked', async () => {
  const world = await openWorld();
  const { storage } = world.service;
  const administrator = await newSeat(world, 'boss', [['administrator', ZHEJIANG]]);
  const far = await storage.db
    .selectFrom('demands')
    .select('receipt')
    .where('id', '=', THINGS.far)
    .executeTakeFirstOrThrow();
  const asked = [
    '/queue?tab=all',
    `/queue?tab=all&text=${encodeURIComponent(far.receipt ?? '')}`,
    '/queue?tab=all&assignee=far-expert',
    `/queue?tab=all&cursor=${Buffer.from(JSON.stringify([-1, '', '', ''])).toString('base64url')}`,
    '/call-tasks',
    '/figures',
  ];
  for (const path of asked) {
    const { status, body } = await world.desk.get(path);
    expect(status, path).toBe(200);
    expect(body, path).not.toMatch(/粤-2026|"g1"|call-g1|far-expert/);
  }
  const people = await administrator.get('/people?name=far');
  expect(JSON.parse(people.body).people).toEqual([]);
  for (const path of [
    `/queue?province=${GUANGDONG}`,
    `/figures?province=${GUANGDONG}`,
    '/queue?province=100000',
  ])
    expect((await world.desk.get(path)).status, path).toBe(404);
});

test('ids of other kinds, receipts and what hangs on another demand open nothing', async () => {
  const world = await openWorld();
  const { desk } = world;
  const receipt = (await world.demand('d1')).receipt ?? '';
  const odd = [
    receipt,
    'demand:d1',
    'd1%00',
    'd1%20',
    '%2e%2e',
    'D1',
    'expert',
    'call-1',
    world.files.visible,
    'd1;g1',
  ];
  for (const id of odd)
    for (const path of [
      `/demands/${encodeURI(id)}`,
      `/call-tasks/${encodeURI(id)}/contact`,
      `/audit/demand/${encodeURI(id)}`,
    ]) {
      if (path === '/call-tasks/call-1/contact') continue;
      const answer = path.endsWith('contact') ? await desk.post(path) : await desk.get(path);
      expect(answer.status, path).toBe(404);
    }
  const { version } = await world.demand(THINGS.demand);
  const reply = { event: 'reply', data: { text: '见附件', files: [world.files.far] }, version, key: 'theft' };
  expect((await desk.post('/demands/d1/acts', reply)).status).toBe(400);
  // Somebody of the other province who agreed to nothing cannot be given a demand by their id.
  for (const assigneeId of ['far-expert', 'nobody'])
    expect(
      await desk.post('/demands/d1/acts', {
        event: 'dispatch',
        data: { assigneeId, reason: '试试' },
        version,
        key: assigneeId,
      }),
    ).toMatchObject({
      status: 400,
      body: expect.stringContaining(demandApiTexts.assigneeWrong),
    });
  expect(await world.demand('d1')).toMatchObject({ version, assigneeId: 'expert' });
  const administrator = await newSeat(world, 'boss', [['administrator', ZHEJIANG]]);
  const duty = { ...SETTINGS, version: 0, dutyCoordinatorId: 'far-coordinator' };
  expect((await administrator.call('put', `/settings/${ZHEJIANG}`, duty)).status).toBe(400);
  expect((await administrator.get('/audit/person/d1')).status).toBe(404);
  expect((await administrator.get('/audit/demand/target')).status).toBe(404);
});

/** People of Zhejiang to whom something is done. */
async function addTargets(world: World, ids: readonly string[]): Promise<void> {
  const now = isoNow(world.clock);
  for (const id of ids) {
    await addPerson(world, id, [['expert', ZHEJIANG]]);
    const chat = { id: `${id}-chat`, channelAccountId: 'directline', vendorUserId: `${id}-user`, now };
    await world.service.storage.write(async (tx) => {
      await ensureChatIdentity(tx, chat);
      await tx.updateTable('chat_identities').set({ person_id: id }).where('id', '=', chat.id).execute();
    });
  }
}
