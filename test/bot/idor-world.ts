import { createSessionCookie, csrfToken } from '../../bot/console/api/cookie.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { isoNow } from '../../src/clock.js';
import { act } from '../../src/demand/act.js';
import type { Role } from '../../src/directory/authorize.js';
import { openConsoleSession } from '../../src/directory/console-sessions.js';
import { grantRole } from '../../src/directory/memberships.js';
import { createPerson } from '../../src/directory/people.js';
import { fileSubject } from '../../src/files/subject.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import * as callTasks from '../../src/storage/call-tasks.js';
import * as files from '../../src/storage/files.js';
import * as notices from '../../src/storage/notices.js';
import { tableNames } from '../../src/storage/whole-tables.js';
import { file, GUANGDONG, must, openStage, Phone, SERVICE, type Stage, ZHEJIANG } from './expert-stage.js';
import { SECRET, type ServiceOptions } from './page-service.js';

/** What a request was answered with, whole: two of them are told apart by nothing else. */
export interface Whole {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Somebody at the console's API with a session, made without the password's hashing. */
export class Seat {
  constructor(
    readonly url: string,
    readonly name: string,
    readonly cookie: string,
    readonly csrf: string,
    /** Digest under which the session is stored. */
    readonly sessionId = '',
  ) {}

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Whole> {
    const form = body instanceof FormData;
    return whole(`${this.url}/console/api${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(this.csrf === '' ? {} : { 'x-csrf-token': this.csrf }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
  }

  get(path: string): Promise<Whole> {
    return this.call('get', path);
  }

  post(path: string, body: unknown = {}): Promise<Whole> {
    return this.call('post', path, body);
  }
}

export async function whole(url: string, init: RequestInit = {}): Promise<Whole> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
  return { status: response.status, headers, body: await response.text() };
}

export async function addPerson(
  { service, clock }: Pick<Stage, 'service' | 'clock'>,
  id: string,
  roles: readonly (readonly [Role, string])[],
): Promise<void> {
  const deed = { by: 'service', now: isoNow(clock) };
  await service.storage.write(async (tx) => {
    await createPerson(tx, { id, name: `姓名${id}`, phone: '13800138000', ...deed });
    for (const [role, region] of roles)
      await grantRole(tx, { id: `m-${id}-${role}-${region}`, personId: id, role, region, ...deed });
  });
}

/** A seat at the console for somebody who is there already. */
export async function seat(
  { service, clock }: Pick<Stage, 'service' | 'clock'>,
  personId: string,
): Promise<Seat> {
  const { sessionId, header } = createSessionCookie(false).make();
  const now = isoNow(clock);
  await service.storage.write((tx) => openConsoleSession(tx, { id: sessionId, personId, now }));
  return new Seat(service.url, personId, header.split(';')[0] ?? '', csrfToken(SECRET, sessionId), sessionId);
}

/** A new person with roles, at the console. */
export async function newSeat(
  stage: Pick<Stage, 'service' | 'clock'>,
  id: string,
  roles: readonly (readonly [Role, string])[],
): Promise<Seat> {
  await addPerson(stage, id, roles);
  return seat(stage, id);
}

export interface World extends Stage {
  /** Ids: of Zhejiang's demand one that its asker sees and one that they do not; one of Guangdong's. */
  readonly files: Readonly<Record<'visible' | 'internal' | 'far', string>>;
  /** Another asker, in a browser of their own. */
  readonly other: Phone;
  /** A draft of the first asker like the first demand. */
  draft(id: string): Promise<void>;
  /** A coordinator of Zhejiang, and one of Guangdong. */
  readonly desk: Seat;
  readonly farDesk: Seat;
}

/** What stands in the way of nobody but those it is about: the same in both provinces. */
export const THINGS = {
  /** Zhejiang: in hand, with a note, a call task, an internal and a visible file. */
  demand: 'd1',
  /** Zhejiang: a case is being written. */
  caseOf: 'dcase',
  /** Zhejiang's asker has not filed it. */
  draft: 'ddraft',
  /** Zhejiang: a third asker wants to be forgotten. */
  forgotten: 'derase',
  call: 'call-1',
  /** Guangdong's. */
  far: 'g1',
  farCall: 'call-g1',
} as const;

export const NOTE = '内部备注：这家去年也来问过';

export async function openWorld(options: Partial<ServiceOptions> = {}): Promise<World> {
  const stage = await openStage(options);
  const { service, clock, say, askerActor, coordinator } = stage;
  const { storage, url } = service;
  const desk = await seat(stage, 'coordinator');
  const farDesk = await newSeat(stage, 'far-coordinator', [['coordinator', GUANGDONG]]);
  await addPerson(stage, 'far-expert', [['expert', GUANGDONG]]);
  const expert = {
    id: 'expert',
    personId: 'expert',
    grants: [{ role: 'expert', province: ZHEJIANG }],
  } as const;
  await must(say(expert, 'take'));
  await desk.post('/demands/d1/notes', { key: 'n1', body: NOTE });
  await file(stage, THINGS.caseOf);
  await must(say(coordinator, 'reply', { text: '换沸石转轮' }, THINGS.caseOf));
  await must(say(SERVICE, 'reply_delivered', { by: 'chat' }, THINGS.caseOf));
  await must(say(askerActor, 'confirm', { rating: 5 }, THINGS.caseOf));
  const { version } = await stage.demand(THINGS.caseOf);
  await desk.post(`/demands/${THINGS.caseOf}/acts`, {
    event: 'propose_case',
    data: {},
    version,
    key: 'case',
  });

  const other = await new Phone(url).arrive();
  await fileFar(asIf(stage, other), farDesk);
  await draft(stage, THINGS.draft, ZHEJIANG);
  const third = await new Phone(url).arrive();
  await file(asIf(stage, third), THINGS.forgotten);
  const kept = {
    visible: await upload(desk, 'd1', '检测报告.txt'),
    internal: await upload(desk, 'd1', '内部.txt'),
    far: await upload(farDesk, THINGS.far, '广东.txt'),
  };
  await storage.write(async (tx) => {
    await files.show(tx, { ids: [kept.visible], subject: fileSubject('demand', 'd1') });
    await files.show(tx, { ids: [kept.far], subject: fileSubject('demand', THINGS.far) });
    for (const [id, demandId, province] of [
      [THINGS.call, THINGS.demand, ZHEJIANG],
      [THINGS.farCall, THINGS.far, GUANGDONG],
    ] as const) {
      const [notice] = await notices.ofDemand(tx, demandId);
      await callTasks.open(tx, {
        id,
        demandId,
        noticeId: notice!.id,
        province,
        reason: 'no_phone',
        now: isoNow(clock),
      });
    }
  });
  return { ...stage, other, desk, farDesk, files: kept, draft: (id) => draft(stage, id, ZHEJIANG) };
}

/** The stage with somebody else asking. */
function asIf(stage: Stage, asker: Phone): Stage {
  const { userId: id, conversationId } = asker;
  return { ...stage, asker, askerActor: { id, conversationId, grants: [] } };
}

/** The pattern of the first demand, as a draft of this stage's asker. */
async function draft(stage: Stage, id: string, province: string): Promise<void> {
  const { profile } = await stage.demand('d1');
  const { conversationId, userId: asker } = stage.asker;
  const origin = { kind: 'demand', consultationId: null, conversationId, asker, personId: null } as const;
  const command = { demandId: id, event: 'draft', data: { profile, province }, origin } as const;
  const { clock, service, askerActor } = stage;
  const deps = { identifiers: randomIdentifiers(), calendar: createWorkingCalendar() };
  await must(
    service.storage.write((tx) =>
      act(tx, deps, askerActor, { ...command, version: null, key: null }, isoNow(clock)),
    ),
  );
}

/** The other asker's demand, of the other province and with its own people. */
async function fileFar(stage: Stage, desk: Seat): Promise<void> {
  await draft(stage, THINGS.far, GUANGDONG);
  const filing = { phone: '13912345678', phoneShared: true, consent: '2026-11' };
  await must(stage.say(stage.askerActor, 'file', filing, THINGS.far));
  for (const [event, data] of [
    ['accept', {}],
    ['dispatch', { assigneeId: 'far-expert', reason: '同城' }],
  ] as const) {
    const { version } = await stage.demand(THINGS.far);
    const sent = { event, data, version, key: event };
    const { status, body } = await desk.post(`/demands/${THINGS.far}/acts`, sent);
    if (status !== 200) throw new Error(`${event} was refused: ${body}`);
  }
}

async function upload(desk: Seat, demandId: string, name: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([`苯系物 12 mg/m³ ${name}`]), name);
  const { body } = await desk.call('post', `/demands/${demandId}/files`, form);
  return JSON.parse(body).files[0].id;
}

/** Every row of the database but those that looking itself leaves: nothing was done where this did not change. */
export async function everything({ service: { storage } }: Pick<Stage, 'service'>): Promise<string> {
  const names = [...(await tableNames(storage.db, storage.dialect))].filter(
    (name) => !name.startsWith('sqlite_') && name !== 'sessions' && name !== 'leases',
  );
  const rows: Record<string, unknown> = {};
  for (const name of names.sort())
    rows[name] = await storage.db
      .selectFrom(name as never)
      .selectAll()
      .execute();
  return JSON.stringify(rows);
}
