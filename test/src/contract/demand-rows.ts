import { newClock } from '../../../src/demand/clock.js';
import { type Demand, NO_OUTCOME } from '../../../src/demand/demand.js';
import { EMPTY_PROFILE } from '../../../src/demand/profile.js';
import * as demands from '../../../src/storage/demands.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at } from './rows.js';

/** A filed demand of Zhejiang in conversation c1; its receipt follows from the id. */
export function demandRow(id: string, changes: Partial<Demand> = {}): Demand {
  return {
    id,
    receipt: `浙-2026-${id}`,
    kind: 'demand',
    province: '330000',
    state: 'submitted',
    version: 1,
    profile: EMPTY_PROFILE,
    consultationId: null,
    conversationId: 'c1',
    asker: 'asker-1',
    personId: null,
    phone: null,
    phoneShared: false,
    coordinatorId: null,
    assigneeId: null,
    round: 1,
    askBacks: 0,
    urgedAt: null,
    clock: newClock(at(0)),
    outcome: NO_OUTCOME,
    caseRecordId: null,
    createdAt: at(0),
    filedAt: at(0),
    updatedAt: at(0),
    closedAt: null,
    ...changes,
  };
}

/** A clock whose first deadline ends at `dueAt`. */
export function clockDue(dueAt: string): Demand['clock'] {
  const stage = { openedAt: at(0), days: 1, stops: [], metAt: null, warnedAt: null, overdueAt: null };
  return { ...newClock(at(0)), stages: { accept: { ...stage, dueAt, provisional: false } } };
}

export async function storeDemands(storage: Storage, ...rows: readonly Demand[]): Promise<void> {
  await storage.write(async (tx) => {
    for (const row of rows) await demands.insert(tx, row);
  });
}
