import { test } from 'vitest';
import { postgresBackend } from './backend.js';
import { storageContract } from './storage-contract.js';

const url = process.env.TEST_POSTGRES_URL ?? '';
const REASON = 'TEST_POSTGRES_URL names no Postgres server (test/postgres.sh start FOLDER makes one)';

if (url !== '') storageContract('Postgres', postgresBackend(url));
else if (process.env.CI === 'true') {
  test('the storage contract on Postgres', () => {
    throw new Error(REASON);
  });
} else {
  test('the storage contract on Postgres', (context) => {
    console.log(`skipped: ${REASON}`);
    context.skip(REASON);
  });
}
