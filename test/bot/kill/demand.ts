import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { scheduleWatch } from '../../../src/delivery/watch-timers.js';
import { act } from '../../../src/demand/act.js';
import type { DemandEvent } from '../../../src/demand/events.js';
import type { Actor } from '../../../src/directory/authorize.js';
import type { Identifiers } from '../../../src/identifiers.js';
import { ofDemand } from '../../../src/storage/notices.js';
import type { Storage } from '../../../src/storage/storage.js';
import { DATA, FILING, ZHEJIANG } from '../../src/demand-cast.js';
import type { Command } from './protocol.js';

type DemandCommand = Extract<Command, { kind: 'demand' }>;

const COORDINATOR: Actor = { id: 'coordinator', grants: [{ role: 'coordinator', province: ZHEJIANG }] };
const calendar = createWorkingCalendar();

/** What happens to each demand of the traffic. */
export const STORY: readonly DemandEvent[] = ['draft', 'file', 'accept', 'reply'];

/** Somebody who is told of new demands and has no chat. */
export async function seedCoordinator({ write }: Storage, now: string): Promise<void> {
  await write(async (tx) => {
    const stamps = { created_at: now, updated_at: now };
    await tx
      .insertInto('people')
      .values({ id: 'coordinator', name: '协调员', version: 1, ...stamps })
      .onConflict((oc) => oc.doNothing())
      .execute();
    const membership = { id: 'm', person_id: 'coordinator', role: 'coordinator', region: ZHEJIANG } as const;
    await tx
      .insertInto('memberships')
      .values({ ...membership, created_at: now })
      .onConflict((oc) => oc.doNothing())
      .execute();
  });
}

/** Plays the story, each event in a transaction of its own and once however often it is asked for. */
export async function playDemand(
  storage: Storage,
  identifiers: Identifiers,
  { conversationId, asker, key }: DemandCommand,
  now: string,
): Promise<void> {
  const origin = { kind: 'demand', consultationId: null, conversationId, asker, personId: null } as const;
  const who: Actor = { id: asker, conversationId, personId: null, grants: [] };
  for (const event of STORY) {
    const actor = event === 'draft' || event === 'file' ? who : COORDINATOR;
    const data = event === 'file' ? { ...FILING, phone: '13800000000' } : (DATA[event] ?? {});
    const command = { demandId: key, event, data, version: null, key: `${key}:${event}`, origin };
    const outcome = await storage.write((tx) => act(tx, { identifiers, calendar }, actor, command, now));
    if (!outcome.ok) throw new Error(`${event}: ${outcome.reason}`);
  }
  await storage.write(async (tx) => {
    const reply = (await ofDemand(tx, key)).find(({ kind }) => kind === 'reply');
    // The first look comes before the province's hours are over, so that a text message is sent in the test's time.
    if (reply !== undefined) await scheduleWatch(tx, { noticeId: reply.id, step: 1, hours: 0, now });
  });
}
