import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { YishiError } from '../errors.js';
import type { Tables } from './tables.js';

/** The driver waits for a lock by blocking the event loop, so it waits briefly and we retry outside. */
const BUSY_TIMEOUT_MS = 5;
/** Pauses between attempts; the last one repeats. Real time, since the lock is another process's. */
const BACK_OFF_MS = [1, 2, 5, 10, 25, 50];
/** A write transaction takes milliseconds; whoever waits this long is facing something stuck. */
const GIVE_UP_MS = 15_000;
const STATEMENTS_KEPT = 500;
const SQLITE_BUSY = 5;

/** Two connections to one file: `reader` cannot write, `writer` begins every transaction as a writer. */
export interface SqlitePair {
  readonly reader: Kysely<Tables>;
  readonly writer: Kysely<Tables>;
}

/** Opens `yishi.sqlite` in `dataDir` (made when missing, for the owner only). */
export async function openSqlite(dataDir: string): Promise<SqlitePair> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'yishi.sqlite');
  // The writer first: it makes the file and its WAL, which a reader alone cannot.
  const writing = await connect(path, []);
  chmodSync(path, 0o600);
  const reading = await connect(path, ['query_only = on']);
  return { reader: kyselyOver(reading), writer: kyselyOver(writing) };
}

async function connect(path: string, pragmas: readonly string[]): Promise<DatabaseSyncInstance> {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  // Changing to WAL needs the file alone for a moment, which two starting processes compete for.
  await retryWhileBusy(() => database.exec('pragma journal_mode = wal'));
  database.exec('pragma synchronous = full');
  for (const pragma of pragmas) database.exec(`pragma ${pragma}`);
  return database;
}

function kyselyOver(database: DatabaseSyncInstance): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new ImmediateDialect({ database: asKyselyDatabase(database) }) });
}

/** Kysely sends a plain `begin`, under which a read that turns into a write can fail at once. */
class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await retryWhileBusy(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
  }
}

async function retryWhileBusy(attempt: () => unknown): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (let tries = 0; ; tries += 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > giveUpAt) {
        throw new YishiError('busy', 'the database stayed locked', { retryable: true, cause: error });
      }
      await delay(BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length - 1)]);
    }
  }
}

/** True for SQLITE_BUSY and its extended codes, which keep the kind in their low byte. */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return typeof error.errcode === 'number' && (error.errcode & 0xff) === SQLITE_BUSY;
}

function asKyselyDatabase(database: DatabaseSyncInstance): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = asKyselyStatement(database.prepare(sql));
      // Queries with lists of varying length would fill the map: start anew rather than track use.
      if (kept.size >= STATEMENTS_KEPT) kept.clear();
      kept.set(sql, statement);
      return statement;
    },
  };
}

function asKyselyStatement(statement: StatementSyncInstance): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => {
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
    },
    iterate: (parameters) => statement.iterate(...parameters),
  };
}
