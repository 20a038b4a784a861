import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

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

export function postgresBackend(serverUrl: string): Backend {
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

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
