import { type Kysely, sql } from 'kysely';
import type { Dialect } from './dialect.js';
import type { Storage } from './storage.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

/** A row as both databases give it: text, whole numbers and null are all the types of our columns. */
export type WholeRow = Readonly<Record<string, string | number | null>>;

const BEGIN: Readonly<Record<Dialect, string>> = {
  // Deferred: it takes no lock that a writer waits for. The snapshot begins with the first read.
  sqlite: 'begin',
  postgres: 'begin isolation level repeatable read read only',
};

const TABLE_NAMES: Readonly<Record<Dialect, string>> = {
  sqlite: `select name from sqlite_master where type = 'table'`,
  postgres: 'select table_name as name from information_schema.tables where table_schema = current_schema()',
};

const PAGE_ROWS = 200;
/** Below every database's limit of parameters in a statement. */
const MOST_PARAMETERS = 30_000;

/** Reads for as long as `work` takes from the database as it is at one instant; nobody who writes waits for it. */
export async function readSnapshot<T>(
  { db, dialect }: Storage,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection: Kysely<Tables>) => {
    await sql.raw(BEGIN[dialect]).execute(connection);
    try {
      return await work(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
}

/** Names of the tables that the database has, ours and perhaps others. */
export async function tableNames(db: Executor, dialect: Dialect): Promise<ReadonlySet<string>> {
  const { rows } = await sql.raw<{ name: string }>(TABLE_NAMES[dialect]).execute(db);
  return new Set(rows.map(({ name }) => name));
}

/** Version of the schema that the database has; 0 where it has none. */
export async function presentVersion(db: Executor, dialect: Dialect): Promise<number> {
  if (!(await tableNames(db, dialect)).has('schema_migrations')) return 0;
  const { rows } = await sql<{ version: number | null }>`select max(version) as version
    from schema_migrations`.execute(db);
  return rows[0]?.version ?? 0;
}

/** All rows of a table in the order of its primary key (bytewise, so the same on both databases), page by page. */
export async function* pagesOf(
  db: Executor,
  table: string,
  key: readonly string[],
): AsyncGenerator<readonly WholeRow[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let after = sql``;
  for (;;) {
    const { rows } = await sql<WholeRow>`select * from ${sql.table(table)} ${after}
      order by ${columns} limit ${sql.lit(PAGE_ROWS)}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    const values = sql.join(key.map((column) => last[column]));
    after = sql`where (${columns}) > (${values})`;
  }
}

export async function isEmptyTable(db: Executor, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 as one from ${sql.table(table)} limit 1`.execute(db);
  return rows.length === 0;
}

/** Adds whole rows, all with the same columns. */
export async function insertRows(tx: WriteExecutor, table: string, rows: readonly WholeRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const most = Math.max(1, Math.floor(MOST_PARAMETERS / Math.max(1, columns.length)));
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (let from = 0; from < rows.length; from += most) {
    const batch = rows.slice(from, from + most).map((row) => {
      const values = columns.map((column) => row[column] ?? null);
      return sql`(${sql.join(values)})`;
    });
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(batch)}`.execute(tx);
  }
}

export async function dropTable(tx: WriteExecutor, table: string): Promise<void> {
  await sql`drop table if exists ${sql.table(table)}`.execute(tx);
}
