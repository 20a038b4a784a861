import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { test } from 'vitest';

/** An empty place for a database, and how to be rid of it. */
export interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  remove(): Promise<void>;
}

/** Makes empty places of one kind: a folder for SQLite, a new schema in the server's database for Postgres. */
export type Backend = () => Promise<Place>;

export const sqliteBackend: Backend = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-storage-'));
  return { databaseUrl: null, dataDir, remove: async () => rmSync(dataDir, { recursive: true }) };
};

function postgresBackend(serverUrl: string): Backend {
  return async () => {
    const name = `yishi_test_${randomBytes(6).toString('hex')}`;
    await onServer(serverUrl, `create schema ${name}`);
    const url = new URL(serverUrl);
    // Unqualified names, ours all, are looked up in that schema alone. (A new database takes seconds.)
    url.searchParams.set('options', `-c search_path=${name}`);
    const dataDir = mkdtempSync(join(tmpdir(), 'yishi-storage-'));
    return {
      databaseUrl: url.href,
      dataDir,
      remove: async () => {
        rmSync(dataDir, { recursive: true });
        await onServer(serverUrl, `drop schema ${name} cascade`);
      },
    };
  };
}

const NO_SERVER = 'TEST_POSTGRES_URL names no Postgres server (test/postgres.sh start FOLDER makes one)';

/**
 * Registers a suite on the Postgres server of TEST_POSTGRES_URL. Without one it is skipped with the reason; where
 * CI=true, which always has one, that is a failure.
 */
export function onPostgres(name: string, register: (backend: Backend) => void): void {
  const url = process.env.TEST_POSTGRES_URL ?? '';
  if (url !== '') register(postgresBackend(url));
  else if (process.env.CI === 'true') {
    test(`${name} on Postgres`, () => {
      throw new Error(NO_SERVER);
    });
  } else {
    test(`${name} on Postgres`, (context) => {
      console.log(`skipped: ${NO_SERVER}`);
      context.skip(NO_SERVER);
    });
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
