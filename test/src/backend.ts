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

/** Makes empty places of one kind: a folder for SQLite, a new database on a server for Postgres. */
export type Backend = () => Promise<Place>;

export const sqliteBackend: Backend = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-storage-'));
  return { databaseUrl: null, dataDir, remove: async () => rmSync(dataDir, { recursive: true }) };
};

export function postgresBackend(serverUrl: string): Backend {
  return async () => {
    const name = `yishi_test_${randomBytes(6).toString('hex')}`;
    await onServer(serverUrl, `create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    const dataDir = mkdtempSync(join(tmpdir(), 'yishi-storage-'));
    return {
      databaseUrl: url.href,
      dataDir,
      remove: async () => {
        rmSync(dataDir, { recursive: true });
        await onServer(serverUrl, `drop database ${name}`);
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
