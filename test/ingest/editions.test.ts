import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdImportLease } from '../../ingest/import-lease.js';
import { writeEditions } from '../../ingest/pipeline.js';
import { planImport } from '../../ingest/plan.js';
import { readRecords } from '../../ingest/reading.js';
import { createLibrary } from '../../knowledge/library.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import { current, edition, editionsOf, withdraw } from '../../src/storage/records.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { expertRow, unitRow } from './sample-rows.js';
import { temporaryFolder } from './temporary-folder.js';

const SEED = 20261124;
const NOW = '2026-11-24T00:00:00.000Z';
/** Time stands still; whoever waits waits until aborted. */
const clock = {
  now: () => new Date(NOW),
  wait: (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal?.aborted) return resolve();
      signal?.addEventListener('abort', () => resolve(), { once: true });
    }),
};
const freeLease = { check: async () => undefined };

async function open(): Promise<Storage> {
  return openStorage({ databaseUrl: null, dataDir: temporaryFolder(), clock });
}

async function importRows(storage: Storage, rows: readonly object[], options: { signal?: AbortSignal } = {}) {
  const found = rows.map(
    (json, index) => ({ kind: 'row', row: { file: 'a.jsonl', line: index + 1, json } }) as const,
  );
  const reading = await readRecords(
    (async function* () {
      yield* found;
    })(),
  );
  const plan = await planImport(storage.db, reading, { now: NOW, isForeign: () => false });
  const signal = options.signal ?? new AbortController().signal;
  const written = await writeEditions(
    { storage, clock, lease: freeLease, signal, onProgress: () => undefined },
    plan,
  );
  return { plan, written };
}

describe('editions', () => {
  it('creates, leaves unchanged rows alone, and supersedes changed ones, which stay readable', async () => {
    const storage = await open();
    const first = await importRows(storage, [unitRow('U1'), unitRow('U2')]);
    expect(first.written).toMatchObject({ created: 2, updated: 0 });
    const second = await importRows(storage, [unitRow('U1'), unitRow('U2', '新的范围')]);
    expect(second.plan).toMatchObject({ created: [], unchanged: 1 });
    expect(second.written).toMatchObject({ created: 0, updated: 1 });
    expect(await edition(storage.db, 'U2')).toMatchObject({
      edition: '2',
      status: 'published',
      visibility: 'public',
      sourceFile: 'a.jsonl',
      content: { serviceScope: '新的范围' },
    });
    expect(await edition(storage.db, 'U2', '1')).toMatchObject({
      status: 'superseded',
      content: { serviceScope: '虚构的服务范围' },
    });
    await storage.close();
  });

  it('does not bring back what was withdrawn, unless its contents are new', async () => {
    const storage = await open();
    await importRows(storage, [unitRow('U1')]);
    await storage.write((tx) => withdraw(tx, 'U1', NOW));
    expect((await importRows(storage, [unitRow('U1')])).plan).toMatchObject({ updated: [], unchanged: 1 });
    expect(await current(storage.db, ['U1'], NOW)).toEqual([]);
    await importRows(storage, [unitRow('U1', '改过')]);
    expect(await current(storage.db, ['U1'], NOW)).toMatchObject([{ edition: '2' }]);
    await storage.close();
  });

  it('goes on after an interruption without doing anything twice', async () => {
    const storage = await open();
    const rows = Array.from({ length: 120 }, (_, index) => unitRow(`U${index}`));
    await importRows(storage, rows.slice(0, 50));
    const stopped = new AbortController();
    stopped.abort(new Error('stopped'));
    await expect(importRows(storage, rows, { signal: stopped.signal })).rejects.toThrow('stopped');
    const { plan, written } = await importRows(storage, rows);
    expect(plan.unchanged).toBe(50);
    expect(written).toMatchObject({ created: 70, updated: 0 });
    await storage.close();
  });

  it('keeps one edition per change of content, the newest published and the others superseded', async () => {
    const storage = await open();
    let run = 0;
    const imports = fc.array(
      fc.uniqueArray(fc.record({ id: fc.nat(4), version: fc.nat(2) }), {
        selector: ({ id }) => id,
        maxLength: 5,
      }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(imports, async (rounds) => {
        run += 1;
        const history = new Map<string, string[]>();
        for (const round of rounds) {
          const rows = round.map(({ id, version }) => unitRow(`R${run}-${id}`, `版本${version}`));
          const changed = round.filter(
            ({ id, version }) => history.get(`R${run}-${id}`)?.at(-1) !== `版本${version}`,
          );
          const { plan } = await importRows(storage, rows);
          expect(plan.created.length + plan.updated.length).toBe(changed.length);
          for (const { id, version } of changed) {
            const key = `R${run}-${id}`;
            history.set(key, [...(history.get(key) ?? []), `版本${version}`]);
          }
        }
        for (const [id, versions] of history) {
          const kept = (await editionsOf(storage.db, id)).reverse();
          expect(kept.map(({ content }) => content.serviceScope)).toEqual(versions);
          expect(kept.map(({ edition: name }) => name)).toEqual(
            versions.map((_, index) => String(index + 1)),
          );
          expect(kept.map(({ status }) => status)).toEqual(
            versions.map((_, index) => (index === versions.length - 1 ? 'published' : 'superseded')),
          );
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
    await storage.close();
  });
});

describe('experts', () => {
  it('are shown to all with their consent, else to their province, and until the end of their last day', async () => {
    const storage = await open();
    const rows = [
      expertRow('E1', { validUntil: '2026-11-24' }),
      expertRow('E2', { consentPublic: false, province: '330000' }),
      expertRow('E3', { validUntil: '2026-11-23' }),
    ];
    await importRows(storage, rows);
    const at = (time: string) => createLibrary(storage, { ...clock, now: () => new Date(time) });
    const ids = async (time: string, province?: string) =>
      (await at(time).all('expert', province)).map(({ record }) => record.id);
    expect(await ids(NOW)).toEqual(['E1']);
    expect(await ids(NOW, '440000')).toEqual(['E1']);
    expect(await ids(NOW, '330000')).toEqual(['E1', 'E2']);
    expect(await ids('2026-11-24T15:59:59.999Z')).toEqual(['E1']);
    expect(await ids('2026-11-24T16:00:00.000Z')).toEqual([]);
    expect(await at(NOW).page('E2')).toBeNull();
    expect(await at(NOW).page('E2', '1', '440000')).toBeNull();
    expect(await at(NOW).page('E2', '1', '330000')).toMatchObject({ record: { id: 'E2' } });
    expect((await importRows(storage, rows)).plan).toMatchObject({ created: [], updated: [], unchanged: 3 });
    await storage.close();
  });
});

describe('holdImportLease', () => {
  it('refuses a second import until the first is done', async () => {
    const storage = await open();
    const deps = { storage, clock, identifiers: randomIdentifiers() };
    const first = await holdImportLease(deps);
    await expect(holdImportLease(deps)).rejects.toMatchObject({ code: 'busy', retryable: true });
    await storage.write((tx) => first.check(tx));
    await first.release();
    const second = await holdImportLease(deps);
    await expect(storage.write((tx) => first.check(tx))).rejects.toMatchObject({ code: 'lease_lost' });
    await second.release();
    await storage.close();
  });
});
