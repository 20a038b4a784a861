import { type JsonObject, objectFromJson, toJson } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';

/** One bot identity on a messaging platform. */
export interface ChannelAccount {
  readonly id: string;
  /** Which channel: directline, teams… */
  readonly kind: string;
  readonly name: string;
  /** GB/T 2260 code of the province it serves; null for the whole country. */
  readonly province: string | null;
  readonly settings: JsonObject;
}

interface EnsureChannelAccount {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly province?: string | null;
  readonly settings?: object;
  readonly now: string;
}

/** Makes the account when it is new; one that exists keeps what an administrator changed. */
export async function ensureChannelAccount(tx: WriteExecutor, account: EnsureChannelAccount): Promise<void> {
  await tx
    .insertInto('channel_accounts')
    .values({
      id: account.id,
      kind: account.kind,
      name: account.name,
      province: account.province ?? null,
      settings: toJson(account.settings ?? {}),
      enabled: 1,
      created_at: account.now,
    })
    .onConflict((oc) => oc.column('id').doNothing())
    .execute();
}

export async function findChannelAccount(db: Executor, id: string): Promise<ChannelAccount | null> {
  const row = await db
    .selectFrom('channel_accounts')
    .select(['id', 'kind', 'name', 'province', 'settings'])
    .where('id', '=', id)
    .where('enabled', '=', 1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, settings: objectFromJson(row.settings) };
}
