import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/storage/migration.js';
import { demands } from '../../../src/storage/migrations/demands.js';
import { foundation } from '../../../src/storage/migrations/foundation.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { FixedClock } from '../fixed-clock.js';
import { openInProcesses } from '../opening-process.js';
import { at, inbound, prepare, receive } from './rows.js';
import type { Stage } from './stage.js';

const NEXT = {
  version: 3,
  name: 'next',
  statements: () => ['create table later (id integer primary key)', 'insert into later (id) values (1)'],
};
const BROKEN = { ...NEXT, statements: () => [...NEXT.statements(), 'insert into later (id) values (1)'] };

async function versions(storage: Storage): Promise<number[]> {
  const { rows } = await sql<{
    version: number;
  }>`select version from schema_migrations order by version`.execute(storage.db);
  return rows.map(({ version }) => version);
}

export function migrationContract(stage: () => Stage): void {
  describe('migrations', () => {
    test('a new step is applied once', async () => {
      const { storage, other } = stage();
      const step = { dialect: storage.dialect, now: at(0), migrations: [foundation, demands, NEXT] };
      await Promise.all([storage, other].map((each) => each.write((tx) => migrate(tx, step))));
      expect(await versions(storage)).toEqual([1, 2, 3]);
    });

    test('a step that fails leaves nothing behind and can be run again', async () => {
      const { storage } = stage();
      const run = (migrations: (typeof foundation)[]) =>
        storage.write((tx) => migrate(tx, { dialect: storage.dialect, now: at(0), migrations }));
      await expect(run([foundation, demands, BROKEN])).rejects.toThrow();
      expect(await versions(storage)).toEqual([1, 2]);
      await run([foundation, demands, NEXT]);
      expect(await versions(storage)).toEqual([1, 2, 3]);
    });

    test('a database that is newer than the program is refused', async () => {
      const { storage, place } = stage();
      await storage.write((tx) =>
        sql`insert into schema_migrations (version, name, applied_at) values (99, 'future', 'then')`.execute(
          tx,
        ),
      );
      await expect(openStorage({ ...place, clock: new FixedClock() })).rejects.toMatchObject({
        code: 'schema_newer',
        message: expect.stringContaining('99'),
      });
    });

    test('processes that start at once on an empty database all succeed', async () => {
      const place = await stage().fresh();
      const all = (await stage().storage.db.selectFrom('regions').select('code').execute()).length;
      const said = await openInProcesses(place, 3);
      await place.remove();
      expect(said).toEqual([1, 2, 3].map(() => `${all} regions`));
    });
  });

  describe('what the schema refuses', () => {
    test('a state that does not exist, a conversation that does not exist, a second key', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await receive(storage, inbound('m1'));
      await expect(receive(storage, inbound('m2', { conversationId: 'nowhere' }))).rejects.toThrow();
      await expect(
        storage.write((tx) => sql`update inbox set state = 'lost' where id = 'm1'`.execute(tx)),
      ).rejects.toThrow();
      await expect(receive(storage, inbound('m1', { vendorId: 'new' }))).rejects.toThrow();
    });

    test('nothing of a transaction that throws is kept', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      const failing = storage.write(async (tx) => {
        await sql`update conversations set last_inbound_at = 'x'`.execute(tx);
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      const row = await storage.db.selectFrom('conversations').select('last_inbound_at').executeTakeFirst();
      expect(row).toEqual({ last_inbound_at: null });
    });
  });
}
