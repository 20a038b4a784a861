import { sql } from 'kysely';
import { YishiError } from '../errors.js';
import { texts } from '../texts.js';
import { DIALECT_WORDS, type Dialect, type DialectWords, type Migration } from './dialect.js';
import { demands } from './migrations/demands.js';
import { foundation } from './migrations/foundation.js';
import type { WriteExecutor } from './tables.js';

/** In order of version. */
const MIGRATIONS: readonly Migration[] = [foundation, demands];

/** Any number will do as long as no other application of the same database takes it. */
const ADVISORY_LOCK = 7_741_533;

/** The version that this program's schema has. */
export function newestVersion(): number {
  return MIGRATIONS.at(-1)?.version ?? 0;
}

/** The steps up to a version that was the newest once. */
export function migrationsUpTo(newest: number): readonly Migration[] {
  return MIGRATIONS.filter(({ version }) => version <= newest);
}

/** Nobody else migrates until the transaction ends. On SQLite that transaction itself is the lock. */
export async function lockSchema(tx: WriteExecutor, dialect: Dialect): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(tx);
}

/**
 * Brings the schema to the newest version inside the caller's write transaction. That transaction is the lock
 * on SQLite; on Postgres an advisory lock is taken, which ends with it.
 */
export async function migrate(
  tx: WriteExecutor,
  options: { dialect: Dialect; now: string; migrations?: readonly Migration[] },
): Promise<void> {
  const migrations = options.migrations ?? MIGRATIONS;
  const words = DIALECT_WORDS[options.dialect];
  await lockSchema(tx, options.dialect);
  const present = await currentVersion(tx, words);
  const newest = migrations.at(-1)?.version ?? 0;
  if (present > newest) throw new YishiError('schema_newer', texts.schemaNewer(present, newest));
  for (const migration of migrations.filter(({ version }) => version > present)) {
    for (const statement of migration.statements(words)) await sql.raw(statement).execute(tx);
    await sql`insert into schema_migrations (version, name, applied_at)
      values (${migration.version}, ${migration.name}, ${options.now})`.execute(tx);
  }
}

async function currentVersion(tx: WriteExecutor, words: DialectWords): Promise<number> {
  await sql
    .raw(
      `create table if not exists schema_migrations (version integer primary key,
        name ${words.text} not null, applied_at ${words.text} not null)${words.tableOptions}`,
    )
    .execute(tx);
  const { rows } = await sql<{ version: number | null }>`select max(version) as version
    from schema_migrations`.execute(tx);
  return rows[0]?.version ?? 0;
}
