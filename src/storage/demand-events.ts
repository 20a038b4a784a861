import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

/** One line of a demand's timeline. */
export interface DemandEventRow {
  readonly position: number;
  readonly event: string;
  /** Empty text for the first. */
  readonly fromState: string;
  readonly toState: string;
  readonly round: number;
  readonly actor: string;
  readonly actorRole: string;
  readonly at: string;
  readonly data: JsonObject;
}

interface NewDemandEvent extends Omit<DemandEventRow, 'position' | 'data'> {
  readonly demandId: string;
  readonly position: number;
  readonly data: object;
  readonly commandKey: string | null;
}

/** Adds a line; its position is the demand's version after it, so that two writers collide instead of interleaving. */
export async function append(tx: WriteExecutor, event: NewDemandEvent): Promise<void> {
  await tx
    .insertInto('demand_events')
    .values({
      demand_id: event.demandId,
      position: event.position,
      event: event.event,
      from_state: event.fromState,
      to_state: event.toState,
      round: event.round,
      actor: storable(event.actor),
      actor_role: event.actorRole,
      at: event.at,
      data: toJson(event.data),
      command_key: event.commandKey,
    })
    .execute();
}

/** The timeline, oldest first. */
export async function list(db: Executor, demandId: string): Promise<DemandEventRow[]> {
  const rows = await db
    .selectFrom('demand_events')
    .select([
      'position',
      'event',
      'from_state as fromState',
      'to_state as toState',
      'round',
      'actor',
      'actor_role as actorRole',
      'at',
      'data',
    ])
    .where('demand_id', '=', demandId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ ...row, data: objectFromJson(row.data) }));
}

/** The last line of an event in each timeline that is asked about; none where it never happened. */
export async function lastOf(
  db: Executor,
  wanted: readonly { readonly demandId: string; readonly event: string }[],
): Promise<{ readonly demandId: string; readonly event: string; readonly data: JsonObject }[]> {
  if (wanted.length === 0) return [];
  const rows = await db
    .selectFrom('demand_events')
    .select(['demand_id as demandId', 'event', 'data'])
    .where('demand_id', 'in', [...new Set(wanted.map(({ demandId }) => demandId))])
    .where('event', 'in', [...new Set(wanted.map(({ event }) => event))])
    .orderBy('position')
    .execute();
  const last = new Map(rows.map((row) => [`${row.demandId} ${row.event}`, row]));
  return wanted.flatMap(({ demandId, event }) => {
    const row = last.get(`${demandId} ${event}`);
    return row === undefined ? [] : [{ ...row, data: objectFromJson(row.data) }];
  });
}

/** Which demand a command was carried out on, by its key; null when it never was. */
export async function demandOfCommand(db: Executor, commandKey: string): Promise<string | null> {
  const row = await db
    .selectFrom('demand_events')
    .select('demand_id')
    .where('command_key', '=', storable(commandKey))
    .executeTakeFirst();
  return row?.demand_id ?? null;
}
