import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type ActOutcome, act, type DemandCommand } from '../../src/demand/act.js';
import type { DemandKind } from '../../src/demand/demand.js';
import type { DemandEvent } from '../../src/demand/events.js';
import { demandProfile } from '../../src/demand/profile.js';
import type { Actor, Role } from '../../src/directory/authorize.js';
import { SERVICE_ACTOR } from '../../src/directory/demand-parts.js';
import type { Storage } from '../../src/storage/storage.js';
import { at, prepare } from './contract/rows.js';

export const ZHEJIANG = '330000';
const HANGZHOU = '330100';
const GUANGDONG = '440000';

const calendar = createWorkingCalendar();

/** Who plays in the tests of demands: id → role in a region. */
const CAST: readonly (readonly [string, Role, string])[] = [
  ['coordinator', 'coordinator', ZHEJIANG],
  ['colleague', 'coordinator', HANGZHOU],
  ['stranger', 'coordinator', GUANGDONG],
  ['expert', 'expert', ZHEJIANG],
  ['other-expert', 'expert', GUANGDONG],
  ['editor', 'editor', ZHEJIANG],
];

/** People with roles, and conversation c1 of asker-1. */
export async function castPeople(storage: Storage): Promise<void> {
  await prepare(storage, 'c1', 'c2');
  await addPeople(storage);
}

/** The people alone, for a storage that has its conversations. */
export async function addPeople(storage: Storage): Promise<void> {
  await storage.write(async (tx) => {
    for (const [id, role, region] of CAST) {
      const stamps = { created_at: at(0), updated_at: at(0) };
      await tx
        .insertInto('people')
        .values({ id, name: id, version: 1, ...stamps })
        .execute();
      await tx
        .insertInto('memberships')
        .values({ id: `m-${id}`, person_id: id, role, region, created_at: at(0) })
        .execute();
    }
  });
}

export const ASKER: Actor = { id: 'asker-1', conversationId: 'c1', personId: null, grants: [] };
export const SERVICE = SERVICE_ACTOR;

/** A member of the cast as `authorize` sees them. */
export function actorOf(id: string): Actor {
  const grants = CAST.filter(([person]) => person === id).map(([, role, region]) => ({
    role,
    province: `${region.slice(0, 2)}0000`,
  }));
  return { id, personId: id, grants };
}

export const PROFILE = demandProfile.parse({
  problem: '喷漆废气治理后仍有异味',
  subject: '家具厂，风量 20000 m³/h',
  domain: 'D2',
  industries: ['家具制造'],
});

let ids = 0;
const identifiers = { next: () => `test-${String(++ids).padStart(8, '0')}` };

type Said = { readonly event: DemandEvent; readonly data?: unknown } & Partial<DemandCommand>;

/** One command on demand d1, at `now`. */
export function command(storage: Storage, actor: Actor, said: Said, now = at(0)): Promise<ActOutcome> {
  const whole = { demandId: 'd1', data: {}, version: null, key: null, ...said };
  return storage.write((tx) => act(tx, { identifiers, calendar }, actor, whole, now));
}

/** Draft d1 of asker-1. */
export function draft(storage: Storage, changes: { id?: string; kind?: DemandKind; now?: string } = {}) {
  const { id = 'd1', kind = 'demand', now = at(0) } = changes;
  const origin = { kind, consultationId: null, conversationId: 'c1', asker: 'asker-1', personId: null };
  const data = { profile: PROFILE, province: ZHEJIANG };
  return command(storage, ASKER, { demandId: id, event: 'draft', data, origin }, now);
}

export const FILING = { phone: null, phoneShared: false, consent: '2026-11' };

/** What the events of the way to a confirmed reply bring. */
export const DATA: Readonly<Partial<Record<DemandEvent, unknown>>> = {
  draft: { profile: PROFILE, province: ZHEJIANG },
  amend: { profile: PROFILE, province: ZHEJIANG },
  file: FILING,
  supply: { text: '补上了' },
  return: { reason: '请写明风量' },
  refuse: { ground: 'complaint', reason: '属于投诉举报', address: '请拨打 12345' },
  transfer: { mode: 'problem', reason: '要集中攻关的问题' },
  dispatch: { assigneeId: 'expert', reason: null },
  decline: { reason: '不是我的专业' },
  ask_back: { question: '风机功率多少？' },
  answer: { text: '15 千瓦' },
  reply: { text: '建议先测苯系物，再定吸附工艺。' },
  reply_delivered: { by: 'chat' },
  reject: { reason: '没有回答异味从哪里来' },
  rate: { rating: 4 },
  add_facts: { text: '夜里更明显' },
  return_case: { reason: '请补充效果数据' },
  drop_case: { reason: '企业不同意公开' },
  publish_case: { recordId: 'C900' },
  warned: { deadline: 'accept' },
  overdue: { deadline: 'accept' },
  reminded: { of: 'facts' },
};

/** Plays events by whom the table lets, each a minute after the other; throws at the first refusal. */
export async function play(
  storage: Storage,
  steps: readonly (readonly [Actor, DemandEvent])[],
  from = 1,
): Promise<void> {
  for (const [index, [actor, event]] of steps.entries()) {
    const outcome = await command(
      storage,
      actor,
      { event, data: DATA[event] ?? {} },
      at((from + index) * 60),
    );
    if (!outcome.ok) throw new Error(`${event} was refused: ${JSON.stringify(outcome)}`);
  }
}
