import type { Executor } from '../../../src/storage/tables.js';
import type { Campaign } from '../campaign.js';

/** One line of a demand's timeline; `at` in milliseconds since 1970. */
export interface Line {
  readonly position: number;
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly role: string;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Told {
  readonly id: string;
  readonly demandId: string;
  readonly position: number;
  readonly kind: string;
  readonly audience: string;
  readonly urgent: boolean;
  readonly state: string;
  readonly outboxId: string | null;
  readonly finishedAt: number | null;
  readonly deliveredAt: number | null;
}

export interface Matter {
  readonly id: string;
  readonly receipt: string | null;
  readonly kind: string;
  readonly province: string | null;
  readonly state: string;
  readonly version: number;
  readonly createdAt: number;
  readonly lines: readonly Line[];
  readonly notices: readonly Told[];
}

/** All that is stored, and the campaign that it came from. */
export interface Facts extends Campaign {
  readonly db: Executor;
  readonly matters: readonly Matter[];
}

export interface Finding {
  readonly name: string;
  /** How many things were looked at. */
  readonly count: number;
  readonly faults: readonly string[];
}

export async function readFacts(campaign: Campaign): Promise<Facts> {
  const { db } = campaign.world.service.storage;
  const lines = grouped(await readLines(db));
  const notices = grouped(await readNotices(db));
  const rows = await db
    .selectFrom('demands')
    .select(['id', 'receipt', 'kind', 'province', 'state', 'version', 'created_at as createdAt'])
    .orderBy('id')
    .execute();
  const matters = rows.map((row) => ({
    ...row,
    createdAt: Date.parse(row.createdAt),
    lines: lines.get(row.id) ?? [],
    notices: notices.get(row.id) ?? [],
  }));
  return { ...campaign, db, matters };
}

async function readLines(db: Executor): Promise<(Line & { readonly demandId: string })[]> {
  const rows = await db
    .selectFrom('demand_events')
    .selectAll()
    .orderBy('demand_id')
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    demandId: row.demand_id,
    position: row.position,
    event: row.event,
    from: row.from_state,
    to: row.to_state,
    role: row.actor_role,
    at: Date.parse(row.at),
    data: JSON.parse(row.data),
  }));
}

async function readNotices(db: Executor): Promise<Told[]> {
  const rows = await db
    .selectFrom('notices as n')
    .leftJoin('outbox as o', 'o.id', 'n.outbox_id')
    .select(['n.id', 'n.demand_id as demandId', 'n.position', 'n.kind', 'n.audience', 'n.urgent', 'n.state'])
    .select(['n.outbox_id as outboxId', 'n.finished_at as finishedAt', 'o.delivered_at as deliveredAt'])
    .orderBy('n.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    urgent: row.urgent === 1,
    finishedAt: row.finishedAt === null ? null : Date.parse(row.finishedAt),
    deliveredAt: row.deliveredAt === null ? null : Date.parse(row.deliveredAt),
  }));
}

function grouped<T extends { readonly demandId: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.demandId);
    if (group === undefined) groups.set(row.demandId, [row]);
    else group.push(row);
  }
  return groups;
}

/** How a demand is called in a fault. */
export function nameOf({ receipt, id }: Pick<Matter, 'receipt' | 'id'>): string {
  return receipt ?? id;
}

export function clockText(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
