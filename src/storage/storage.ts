import type { Kysely, Transaction } from 'kysely';
import { type Clock, isoNow } from '../clock.js';
import { YishiError } from '../errors.js';
import type { Dialect } from './dialect.js';
import { migrate } from './migration.js';
import { isRetryable, openPostgres } from './postgres.js';
import { seedRegions } from './region-seed.js';
import { openSqlite } from './sqlite.js';
import type { Tables } from './tables.js';

export type { Executor, Tables } from './tables.js';

export interface Storage {
  readonly dialect: Dialect;
  /** For reading. On SQLite this connection refuses to write, so that every write goes through `write`. */
  readonly db: Kysely<Tables>;
  /**
   * One short write transaction: BEGIN IMMEDIATE on SQLite, READ COMMITTED on Postgres. `work` awaits only
   * database calls on `tx` and never calls `write` again. Throws YishiError('busy'), retryable, when another
   * writer holds the lock for long or Postgres ended the transaction in favour of another.
   */
  write<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface StorageOptions {
  /** A Postgres URL, or null for the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly clock: Clock;
  /** Told of a Postgres connection that broke while idle; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens the database, migrates it under our own lock and loads built-in data. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const storage = await openAsItIs(options);
  try {
    await storage.write(async (tx) => {
      await migrate(tx, { dialect: storage.dialect, now: isoNow(options.clock) });
      await seedRegions(tx);
    });
    return storage;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** Opens the database with the schema that it has, or none: what a backup reads, and a restore makes anew. */
export async function openAsItIs({ databaseUrl, dataDir, onIdleError }: StorageOptions): Promise<Storage> {
  return databaseUrl === null
    ? sqliteStorage(dataDir)
    : postgresStorage(databaseUrl, onIdleError ?? (() => undefined));
}

async function sqliteStorage(dataDir: string): Promise<Storage> {
  const { reader, writer } = await openSqlite(dataDir);
  // Kysely opens its driver with the first query and closes only what it opened.
  await Promise.all([touch(reader), touch(writer)]);
  return {
    dialect: 'sqlite',
    db: reader,
    write: (work) => writer.transaction().execute(work),
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

function postgresStorage(url: string, onIdleError: (error: Error) => void): Storage {
  const db = openPostgres(url, onIdleError);
  return {
    dialect: 'postgres',
    db,
    write: async (work) => {
      try {
        return await db.transaction().setIsolationLevel('read committed').execute(work);
      } catch (error) {
        if (!isRetryable(error)) throw error;
        throw new YishiError('busy', 'another transaction had precedence', { retryable: true, cause: error });
      }
    },
    close: () => db.destroy(),
  };
}

async function touch(db: Kysely<Tables>): Promise<void> {
  await db.selectNoFrom((eb) => eb.lit(1).as('one')).execute();
}
