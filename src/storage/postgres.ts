import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.js';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** Type number of int8, which pg gives as text; ours are counts, far below 2^53. */
const INT8 = 20;
/** Deadlock and serialization failure: the transaction was rolled back whole and may be run again. */
const RETRYABLE_STATES = new Set(['40P01', '40001']);

/** A pool on the server of `url`; nothing connects before the first query. */
export function openPostgres(url: string, onIdleError: (error: Error) => void): Kysely<Tables> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types,
  });
  // Without a listener a server that restarts would end the process.
  pool.on('error', onIdleError);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

export function isRetryable(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    RETRYABLE_STATES.has(error.code)
  );
}
