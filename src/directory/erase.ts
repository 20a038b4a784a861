import * as audit from '../audit/audit.js';
import { type ActDeps, act } from '../demand/act.js';
import type { Demand } from '../demand/demand.js';
import { demandSubject } from '../demand/follow.js';
import { demandProfile } from '../demand/profile.js';
import { OPEN_STATES } from '../demand/states.js';
import { fromRow } from '../storage/demands.js';
import { storable, toJson } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import type { Actor } from './actor.js';
import type { Deed } from './deed.js';
import { eraseConversation } from './erase-conversation.js';
import { eraseFilesOf, erasePayloads } from './erase-parts.js';
import { personSubject } from './people.js';
import { ERASED_TEXT } from './texts.js';

/** Who is forgotten: a person wherever they asked, or somebody known by a conversation alone. */
export type Forgotten =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'asker'; readonly conversationId: string; readonly asker: string };

export interface Erasure extends Deed {
  readonly reason: string;
}

export interface Erased {
  readonly demands: number;
  /** Contents of files, whose blobs the caller removes after the commit where nothing else has them (`removeUnused`). */
  readonly hashes: readonly string[];
}

/**
 * 按本人要求删除个人信息: removes what the service holds of somebody who asked it to, in the caller's transaction. Open
 * demands are withdrawn for them; what everybody did stays as a list of events without words, and the audit chains still
 * verify, since payloads go and digests stay (the payload is salted, so the digest tells nothing). A published case holds
 * nothing of them; an expert's published record is withdrawn where records are kept.
 */
export async function erase(
  tx: WriteExecutor,
  deps: ActDeps,
  forgotten: Forgotten,
  erasure: Erasure,
): Promise<Erased> {
  const demands = await demandsOf(tx, forgotten);
  for (const demand of demands) await withdraw(tx, deps, demand, erasure.now);
  const hashes: string[] = [];
  for (const { conversationId, asker } of await conversationsOf(tx, forgotten, demands))
    hashes.push(...(await eraseConversation(tx, { conversationId, asker, now: erasure.now })));
  for (const demand of demands) hashes.push(...(await eraseDemand(tx, demand, erasure)));
  if (forgotten.kind === 'person') await erasePerson(tx, forgotten.personId, erasure);
  return { demands: demands.length, hashes };
}

async function demandsOf(db: Executor, forgotten: Forgotten): Promise<Demand[]> {
  const all = db.selectFrom('demands').selectAll();
  const rows = await (forgotten.kind === 'person'
    ? all.where('person_id', '=', forgotten.personId)
    : all
        .where('conversation_id', '=', forgotten.conversationId)
        .where('asker', '=', storable(forgotten.asker))
  ).execute();
  return rows.map(fromRow);
}

interface Place {
  readonly conversationId: string;
  readonly asker: string;
}

/** Where they spoke: the conversations of their demands, and those of the chats that are bound to them. */
async function conversationsOf(
  db: Executor,
  forgotten: Forgotten,
  demands: readonly Demand[],
): Promise<Place[]> {
  const places: Place[] = demands.map(({ conversationId, asker }) => ({ conversationId, asker }));
  if (forgotten.kind === 'asker') places.push(forgotten);
  else {
    const spoken = await db
      .selectFrom('chat_identities as i')
      .innerJoin('conversations as c', 'c.channel_account_id', 'i.channel_account_id')
      .innerJoin('activities as a', (join) =>
        join.onRef('a.conversation_id', '=', 'c.id').onRef('a.asker', '=', 'i.vendor_user_id'),
      )
      .select(['c.id as conversationId', 'a.asker'])
      .distinct()
      .where('i.person_id', '=', forgotten.personId)
      .execute();
    places.push(...spoken);
  }
  const byKey = new Map(places.map((place) => [toJson([place.conversationId, place.asker]), place]));
  return [...byKey.values()];
}

/** Nobody goes on working for somebody who wants to be forgotten. */
async function withdraw(tx: WriteExecutor, deps: ActDeps, demand: Demand, now: string): Promise<void> {
  const { conversationId, asker, state, id } = demand;
  const event = state === 'draft' ? 'discard' : 'withdraw';
  if (state !== 'draft' && !OPEN_STATES.includes(state)) return;
  const actor: Actor = { id: asker, conversationId, personId: demand.personId, grants: [] };
  await act(tx, deps, actor, { demandId: id, event, data: {}, version: null, key: null }, now);
}

async function eraseDemand(tx: WriteExecutor, { id, profile }: Demand, erasure: Erasure): Promise<string[]> {
  const { domain, industries, pollutants, processes } = profile;
  // What figures and rankings count by tells nobody who it was.
  const rest = demandProfile.parse({ domain, industries, pollutants, processes, problem: ERASED_TEXT });
  const row = await tx.selectFrom('demands').select('outcome').where('id', '=', id).executeTakeFirstOrThrow();
  const outcome = { ...JSON.parse(row.outcome), comment: null };
  await tx
    .updateTable('demands')
    .set({
      phone: null,
      phone_shared: 0,
      profile: toJson(rest),
      outcome: toJson(outcome),
      erased_at: erasure.now,
    })
    .where('id', '=', id)
    .execute();
  await eraseEvents(tx, id);
  await tx.updateTable('demand_notes').set({ body: ERASED_TEXT }).where('demand_id', '=', id).execute();
  await tx.deleteFrom('case_drafts').where('demand_id', '=', id).execute();
  await tx.updateTable('notices').set({ payload: '{}' }).where('demand_id', '=', id).execute();
  await tx.updateTable('call_tasks').set({ remark: null }).where('demand_id', '=', id).execute();
  await erasePayloads(tx, demandSubject(id));
  const { by, reason, now } = erasure;
  const entry = { actor: by, action: 'asker.erased', payload: { reason }, now };
  await audit.append(tx, { subject: demandSubject(id), ...entry });
  return eraseFilesOf(tx, `demand:${id}`, now);
}

/** Fields of events that are no words: who was chosen, how it went, which deadline. */
const KEPT_FIELDS: ReadonlySet<string> = new Set([
  'assigneeId',
  'by',
  'rating',
  'deadline',
  'of',
  'ground',
  'mode',
  'recordId',
  'suggestion',
]);

async function eraseEvents(tx: WriteExecutor, demandId: string): Promise<void> {
  const rows = await tx
    .selectFrom('demand_events')
    .select(['position', 'data', 'actor', 'actor_role as role'])
    .where('demand_id', '=', demandId)
    .execute();
  for (const { position, data } of rows) {
    const fields: [string, unknown][] = Object.entries(JSON.parse(data));
    const kept = fields.filter(([name]) => KEPT_FIELDS.has(name));
    const words = fields.some(([name]) => !KEPT_FIELDS.has(name)) ? { text: ERASED_TEXT } : {};
    await tx
      .updateTable('demand_events')
      .set({ data: toJson({ ...Object.fromEntries(kept), ...words }) })
      .where('demand_id', '=', demandId)
      .where('position', '=', position)
      .execute();
  }
}

async function erasePerson(tx: WriteExecutor, personId: string, { by, reason, now }: Erasure): Promise<void> {
  await tx
    .updateTable('people')
    .set((eb) => ({
      name: null,
      phone: null,
      record_id: null,
      erased_at: now,
      updated_at: now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', personId)
    .execute();
  await tx
    .updateTable('memberships')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  await tx.deleteFrom('accounts').where('person_id', '=', personId).execute();
  await tx.deleteFrom('sessions').where('person_id', '=', personId).execute();
  await tx.deleteFrom('binding_codes').where('person_id', '=', personId).execute();
  await tx.updateTable('expert_profiles').set({ recusals: '[]' }).where('person_id', '=', personId).execute();
  await tx
    .updateTable('chat_identities')
    .set({ person_id: null, display_name: null })
    .where('person_id', '=', personId)
    .execute();
  await erasePayloads(tx, personSubject(personId));
  const entry = { actor: by, action: 'person.erased', payload: { reason }, now };
  await audit.append(tx, { subject: personSubject(personId), ...entry });
}
