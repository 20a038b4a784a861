import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as audit from '../../src/audit/audit.js';
import * as activities from '../../src/storage/activities.js';
import * as callTasks from '../../src/storage/call-tasks.js';
import * as consultations from '../../src/storage/consultations.js';
import { lastSequences } from '../../src/storage/conversations.js';
import { changedSince } from '../../src/storage/demand-changes.js';
import { backlogs, timerFigures } from '../../src/storage/figures.js';
import * as files from '../../src/storage/files.js';
import * as inbox from '../../src/storage/inbox.js';
import * as notices from '../../src/storage/notices.js';
import * as outbox from '../../src/storage/outbox.js';
import * as deliveries from '../../src/storage/outbox-deliveries.js';
import * as records from '../../src/storage/records.js';
import { type Executor, openStorage, type Storage } from '../../src/storage/storage.js';
import * as textMessages from '../../src/storage/text-messages.js';
import * as timers from '../../src/storage/timers.js';
import * as turns from '../../src/storage/turns.js';
import { type Place, sqliteBackend } from './backend.js';
import { at } from './contract/rows.js';
import { FixedClock } from './fixed-clock.js';

const KEY = { conversationId: 'c1', asker: 'asker-1' };

/** What runs at every turn, or every second: none of it may read a table that grows from end to end. */
const READS: Record<string, (db: Executor) => Promise<unknown>> = {
  'inbox.pendingKeys': (db) => inbox.pendingKeys(db, at(0), 10),
  'inbox.oldestPending': (db) => inbox.oldestPending(db, KEY, at(0)),
  'inbox.setAsideRows': (db) => inbox.setAsideRows(db),
  'outbox.due': (db) => outbox.due(db, at(0), 10),
  'outbox.hasOverdue': (db) => outbox.hasOverdue(db, at(0)),
  'outbox-deliveries.hasUndelivered': (db) =>
    deliveries.hasUndelivered(db, { conversationId: 'c1', through: 5 }),
  'outbox-deliveries.standings': (db) => deliveries.standings(db, ['o1', 'o2']),
  'notices.due': (db) => notices.due(db, at(0), 10),
  'notices.ofOutbox': (db) => notices.ofOutbox(db, ['o1', 'o2']),
  'textMessages.due': (db) => textMessages.due(db, at(0), 10),
  'callTasks.listOpen': (db) => callTasks.listOpen(db, ['330000'], 10),
  'activities.lastHeard': (db) => activities.lastHeard(db, { channelAccountId: 'web', asker: 'u1' }, 10),
  'demandChanges.changedSince': (db) => changedSince(db, at(0), 10),
  'timers.due': (db) => timers.due(db, { kinds: ['a', 'b'], now: at(0), limit: 10 }),
  'timers.pending': (db) => timers.pending(db, 's1'),
  'activities.after': (db) => activities.after(db, 'c1', 5, 10),
  'conversations.lastSequences': (db) => lastSequences(db, ['c1', 'c2']),
  'consultations.open': (db) => consultations.open(db, KEY),
  'turns.ofConsultation': (db) => turns.ofConsultation(db, 'k1'),
  'files.find': (db) => files.find(db, 'f1'),
  'files.listBySubject': (db) => files.listBySubject(db, 'consultation:k1'),
  'files.totalSize': (db) => files.totalSize(db, ['consultation:k1']),
  'files.waitingSize': (db) => files.waitingSize(db, KEY),
  'files.usedHashes': (db) => files.usedHashes(db, ['h1', 'h2']),
  'records.current': (db) => records.current(db, ['r1', 'r2'], at(0)),
  'records.currentKeys': (db) => records.currentKeys(db, at(0)),
  'records.currentKeys of some': (db) => records.currentKeys(db, at(0), { ids: ['r1', 'r2'] }),
  'records.edition': (db) => records.edition(db, 'r1'),
  'audit.verify': (db) => audit.verify(db, 's1'),
  'figures.backlogs': (db) => backlogs(db),
  'figures.timerFigures': (db) => timerFigures(db, at(0)),
};

let place: Place;
let storage: Storage;
beforeAll(async () => {
  place = await sqliteBackend();
  storage = await openStorage({ ...place, clock: new FixedClock() });
});
afterAll(async () => {
  await storage.close();
  await place.remove();
});

test.each(Object.entries(READS))('%s goes by indexes', async (_name, read) => {
  const seen: RootOperationNode[] = [];
  const recorder: KyselyPlugin = {
    transformQuery: ({ node }) => {
      seen.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await read(storage.db.withPlugin(recorder));
  expect(seen.length).toBeGreaterThan(0);
  for (const node of seen) {
    const { sql, parameters } = storage.db.getExecutor().compileQuery(node, { queryId: 'plan' });
    const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
    const { rows } = await storage.db.executeQuery<{ detail: string }>(plan);
    // "SCAN x USING INDEX" walks a partial index that holds only what is open; a bare SCAN walks the table.
    if (process.env.SHOW)
      console.log(
        _name,
        rows.map((r) => r.detail),
      );
    const scans = rows.map(({ detail }) => detail).filter((detail) => /^SCAN/.test(detail));
    expect(
      scans.filter(
        (detail) =>
          !/USING (COVERING )?INDEX \w+_(pending|unsent|waiting|overdue|set_aside|due|open)/.test(detail),
      ),
    ).toEqual([]);
  }
});
