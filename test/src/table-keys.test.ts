import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { BUILT_IN_TABLES, TABLE_KEYS } from '../../src/storage/table-keys.js';
import { tableNames } from '../../src/storage/whole-tables.js';
import { type Place, sqliteBackend } from './backend.js';
import { FixedClock } from './fixed-clock.js';

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

const NAMES = Object.keys(TABLE_KEYS);

describe('the list of tables', () => {
  test('has every table of the schema: a new one cannot be forgotten in a backup', async () => {
    const present = [...(await tableNames(storage.db, 'sqlite'))];
    expect(NAMES.toSorted()).toEqual(present.filter((name) => name !== 'schema_migrations').sort());
  });

  test('has the primary key of each', async () => {
    for (const [name, key] of Object.entries(TABLE_KEYS)) {
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${name})
        where pk > 0 order by pk`.execute(storage.db);
      expect([name, rows.map((row) => row.name)]).toEqual([name, key]);
    }
  });

  test('has each table after those that it refers to', async () => {
    for (const [index, name] of NAMES.entries()) {
      const { rows } = await sql<{
        table: string;
      }>`select distinct "table" from pragma_foreign_key_list(${name})`.execute(storage.db);
      const later = rows.map(({ table }) => NAMES.indexOf(table)).filter((other) => other > index);
      expect([name, later]).toEqual([name, []]);
    }
  });

  test('knows which tables an empty database is opened with', async () => {
    for (const name of NAMES) {
      const { rows } = await sql`select 1 as one from ${sql.table(name)} limit 1`.execute(storage.db);
      expect([name, rows.length === 1]).toEqual([name, BUILT_IN_TABLES.has(name)]);
    }
  });
});
