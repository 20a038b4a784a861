import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { withdraw } from '../../src/storage/records.js';
import { openStorage } from '../../src/storage/storage.js';
import { ingest } from './command-line.js';
import { jsonl, technologyRow, unitRow } from './sample-rows.js';
import { temporaryFolder } from './temporary-folder.js';

it('reindex builds what changed in the database, and nothing when nothing did', {
  timeout: 240_000,
}, async () => {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), 'rows.jsonl');
  writeFileSync(file, jsonl([technologyRow('T1'), technologyRow('T2'), unitRow('U1')]));
  const imported = JSON.parse((await ingest(folder, 'import', file, '--json')).stdout);
  const idle = JSON.parse((await ingest(folder, 'reindex', '--json')).stdout);
  expect(idle.index).toMatchObject({ id: imported.index.id, built: false });
  const storage = await openStorage({ databaseUrl: null, dataDir: folder, clock: systemClock() });
  await storage.write((tx) => withdraw(tx, 'T2', systemClock().now().toISOString()));
  await storage.close();
  const rebuilt = JSON.parse((await ingest(folder, 'reindex', '--json')).stdout);
  expect(rebuilt.index).toMatchObject({ built: true });
  expect(rebuilt.index.id).not.toBe(imported.index.id);
});
