import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runBackup, runRestore } from '../../../src/backup/run.js';
import { createBlobFolder } from '../../../src/files/blob-folder.js';
import { randomIdentifiers } from '../../../src/identifiers.js';
import { migrate, migrationsUpTo, newestVersion } from '../../../src/storage/migration.js';
import { type Executor, openAsItIs, openStorage, type Storage } from '../../../src/storage/storage.js';
import { readSnapshot } from '../../../src/storage/whole-tables.js';
import { type Backend, type Place, sqliteBackend } from '../backend.js';
import { FixedClock } from '../fixed-clock.js';
import { AWKWARD, fillWholeDatabase } from '../whole-database.js';
import { at } from './rows.js';
import type { Stage } from './stage.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function worldOf(place: Place, said: { stdout: string; stderr: string }, signal: AbortSignal) {
  const screen = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  return {
    config: place,
    clock: new FixedClock(),
    identifiers: randomIdentifiers(),
    stdout: screen('stdout'),
    stderr: screen('stderr'),
    signal,
  };
}

async function backup(place: Place, file: string, signal = new AbortController().signal): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  return { code: await runBackup(worldOf(place, said, signal), file), ...said };
}

async function restore(
  place: Place,
  file: string,
  { acceptBrokenAudit = false, signal = new AbortController().signal } = {},
): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const world = worldOf(place, said, signal);
  return { code: await runRestore(world, { file, acceptBrokenAudit }), ...said };
}

/** A folder for backups, and empty places; all gone after the test. */
function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'yishi-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    file: (name: string) => join(folder, `${name}.tar.gz`),
    fresh: async (backend: Backend) => {
      const place = await backend();
      onTestFinished(() => place.remove());
      return place;
    },
  };
}

/** Everything in a backup but the manifest, whose time differs: by name, in order. */
function entries(file: string): [name: string, content: string][] {
  const tar = gunzipSync(readFileSync(file));
  const found: [string, string][] = [];
  for (let from = 0; tar[from] !== 0 && from < tar.length; ) {
    const field = (start: number, length: number) =>
      tar
        .subarray(from + start, from + start + length)
        .toString('utf8')
        .replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8);
    const content = tar.subarray(from + 512, from + 512 + size).toString('utf8');
    if (field(0, 100) !== 'manifest.json') found.push([field(0, 100), content]);
    from += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

async function putFile({ dataDir }: Place, content: string): Promise<string> {
  const blobs = createBlobFolder({
    folder: join(dataDir, 'files'),
    clock: new FixedClock(),
    identifiers: randomIdentifiers(),
  });
  return (await blobs.put(Buffer.from(content))).hash;
}

/** The stage's database filled, with two files. */
async function fill({ storage, place }: Stage): Promise<string[]> {
  const hashes = [await putFile(place, 'abc'), await putFile(place, 'xyz')];
  await fillWholeDatabase(storage, hashes);
  return hashes;
}

async function withStorage<T>(place: Place, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ ...place, clock: new FixedClock() });
  return work(storage).finally(storage.close);
}

export function backupContract(stage: () => Stage): void {
  describe('backup and restore', () => {
    test('give the same rows, files and chains, from and to either database', async () => {
      const { file, fresh } = bench();
      const hashes = await fill(stage());
      const first = await backup(stage().place, file('1'));
      expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('个人信息') });
      expect(first.stdout).toContain('需求 1 件、咨询 1 件、对话消息 401 条、人员 3 名');
      expect(first.stdout).toContain('附件 2 个');
      expect(statSync(file('1')).mode & 0o777).toBe(0o600);

      let last = 1;
      for (const backend of [sqliteBackend, stage().fresh, sqliteBackend]) {
        const place = await fresh(backend);
        const restored = await restore(place, file(String(last)));
        expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('全部核对无误') });
        expect(
          readFileSync(join(place.dataDir, 'files', hashes[0]!.slice(0, 2), hashes[0]!.slice(2)), 'utf8'),
        ).toBe('abc');
        last += 1;
        await backup(place, file(String(last)));
        expect(entries(file(String(last)))).toEqual(entries(file('1')));
      }
      const all = entries(file('1'));
      expect(all.filter(([name]) => name.startsWith('files/')).map(([, content]) => content)).toHaveLength(2);
      for (const [name, content] of all) {
        const lines = content.split('\n').length - 1;
        if (name.startsWith('tables/')) expect([name, lines > 0]).toEqual([name, true]);
      }
    });

    test('what is restored works: it opens, counts on and writes on', async () => {
      const { file, fresh } = bench();
      await fill(stage());
      await backup(stage().place, file('1'));
      const place = await fresh(stage().fresh);
      await restore(place, file('1'));
      await withStorage(place, async (storage) => {
        const row = await storage.db.selectFrom('demands').select('profile').executeTakeFirstOrThrow();
        expect(JSON.parse(row.profile)).toEqual({ text: AWKWARD });
        await expect(
          storage.write((tx) => sql`insert into receipts values ('nowhere', 1, 1)`.execute(tx)),
        ).rejects.toThrow();
      });
    });

    test('a snapshot stays what it was, and whoever writes meanwhile does not wait for it', async () => {
      const { storage, other } = stage();
      await fill(stage());
      const count = async (db: Executor) => (await db.selectFrom('call_tasks').select('id').execute()).length;
      await readSnapshot(storage, async (db) => {
        expect(await count(db)).toBe(1);
        await other.write((tx) => tx.deleteFrom('call_tasks').execute());
        expect(await count(db)).toBe(1);
      });
      expect(await count(storage.db)).toBe(0);
    });

    test('a backup is of one instant, while others write', async () => {
      const { file, fresh } = bench();
      await fill(stage());
      const running = backup(stage().place, file('1'));
      await stage().storage.write((tx) => tx.deleteFrom('call_tasks').execute());
      expect(await running).toMatchObject({ code: 0 });
      expect(await restore(await fresh(sqliteBackend), file('1'))).toMatchObject({ code: 0 });
    });

    test('only an empty database is restored to', async () => {
      const { file } = bench();
      await fill(stage());
      await backup(stage().place, file('1'));
      const before = entries(file('1'));
      const refused = await restore(stage().place, file('1'));
      expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('已有内容') });
      await backup(stage().place, file('2'));
      expect(entries(file('2'))).toEqual(before);
    });

    test('one that was opened and not used is empty', async () => {
      const { file, fresh } = bench();
      await fill(stage());
      await backup(stage().place, file('1'));
      const place = await fresh(stage().fresh);
      await withStorage(place, async () => {});
      expect(await restore(place, file('1'))).toMatchObject({ code: 0 });
    });

    test('a torn, changed or foreign file is refused, and nothing is changed', async () => {
      const { file, fresh } = bench();
      await fill(stage());
      await backup(stage().place, file('good'));
      const good = readFileSync(file('good'));
      const tar = gunzipSync(good);
      const changed = (from: string, to: string) =>
        gzipSync(Buffer.from(tar.toString('latin1').replaceAll(from, to), 'latin1'));
      const bad: Record<string, Buffer> = {
        empty: Buffer.alloc(0),
        text: Buffer.from('not a backup'),
        torn: good.subarray(0, good.length / 2),
        'torn at the end': good.subarray(0, good.length - 4),
        'a tar that ends early': gzipSync(tar.subarray(0, tar.length / 2)),
        'a tar without its last entries': gzipSync(
          Buffer.concat([tar.subarray(0, tar.indexOf('tables/people.jsonl')), Buffer.alloc(1024)]),
        ),
        'a row': changed('p-coordinator', 'p-cOordinator'),
        'a file': changed('abc', 'abd'),
        'the manifest': changed('"rows": 401', '"rows": 400'),
        'a name': changed('tables/people.jsonl', 'tables/peoplf.jsonl'),
        'another archive': gzipSync(Buffer.alloc(1024)),
      };
      const place = await fresh(stage().fresh);
      for (const [name, content] of Object.entries(bad)) {
        writeFileSync(file('bad'), content);
        const refused = await restore(place, file('bad'));
        expect([name, refused.code, refused.stdout]).toEqual([name, 1, '']);
        expect([name, refused.stderr]).toEqual([name, expect.stringContaining('没有作任何改动')]);
        expect([name, refused.stderr]).not.toEqual([name, expect.stringContaining('Error')]);
      }
      expect(existsSync(join(place.dataDir, 'yishi.sqlite'))).toBe(false);
      expect(existsSync(join(place.dataDir, 'files'))).toBe(false);
      expect(await restore(place, file('none'))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('找不到'),
      });
      expect(await restore(place, file('good'))).toMatchObject({ code: 0 });
    });

    test('a broken chain is restored only when asked for; refused, it leaves nothing behind', async () => {
      const { file, fresh } = bench();
      await fill(stage());
      await stage().storage.write((tx) =>
        tx
          .updateTable('audit_events')
          .set({ actor: 'x' })
          .where('position', '=', 3)
          .where('subject', '=', 'demand:d1')
          .execute(),
      );
      await backup(stage().place, file('1'));
      const place = await fresh(stage().fresh);
      expect(await restore(place, file('1'))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('demand:d1'),
      });
      const left = await openAsItIs({ ...place, clock: new FixedClock() });
      expect(await sql`select 1 from people`.execute(left.db).catch(() => 'no table')).toBe('no table');
      await left.close();
      const accepted = await restore(place, file('1'), { acceptBrokenAudit: true });
      expect(accepted).toMatchObject({ code: 0, stdout: expect.stringContaining('其中 1 条对不上') });
    });

    test('a backup of an older schema is brought to today’s, one of a newer is refused', async () => {
      const { file, fresh } = bench();
      const old = await fresh(stage().fresh);
      const storage = await openAsItIs({ ...old, clock: new FixedClock() });
      await storage.write(async (tx) => {
        await migrate(tx, { dialect: storage.dialect, now: at(0), migrations: migrationsUpTo(1) });
        await sql`insert into people (id, version, created_at, updated_at) values ('p', 1, 't', 't')`.execute(
          tx,
        );
      });
      await storage.close();
      expect(await backup(old, file('old'))).toMatchObject({ code: 0 });
      const place = await fresh(stage().fresh);
      expect(await restore(place, file('old'))).toMatchObject({ code: 0 });
      await withStorage(place, async ({ db }) => {
        expect(await db.selectFrom('people').select('id').execute()).toEqual([{ id: 'p' }]);
        expect(await db.selectFrom('demands').selectAll().execute()).toEqual([]);
      });

      const tar = gunzipSync(readFileSync(file('old'))).toString('utf8');
      const manifest = JSON.parse(/\{[\s\S]*?\n\}/.exec(tar)![0]);
      const { id, ...body } = { ...manifest, schema: newestVersion() + 1 };
      const newer = { ...body, id: createHash('sha256').update(JSON.stringify(body)).digest('hex') };
      const text = (value: object) => `${JSON.stringify(value, null, 1)}\n`;
      expect(text(newer)).toHaveLength(text(manifest).length);
      writeFileSync(file('newer'), gzipSync(tar.replace(text(manifest), text(newer))));
      const refused = await restore(await fresh(stage().fresh), file('newer'));
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('较新的程序') });
    });

    test('a file that is lost is told of and does not keep the rest from being backed up', async () => {
      const { file, fresh } = bench();
      const [lost = ''] = await fill(stage());
      rmSync(join(stage().place.dataDir, 'files', lost.slice(0, 2), lost.slice(2)));
      const ended = await backup(stage().place, file('1'));
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('有 1 个附件') });
      const restored = await restore(await fresh(sqliteBackend), file('1'));
      expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('有 1 个附件') });
    });

    test('broken off, neither leaves anything', async () => {
      const { file, fresh } = bench();
      await fill(stage());
      const aborted = AbortSignal.abort();
      expect(await backup(stage().place, file('1'), aborted)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('已中断'),
      });
      expect([existsSync(file('1')), existsSync(`${file('1')}.unfinished`)]).toEqual([false, false]);
      await backup(stage().place, file('1'));
      const place = await fresh(stage().fresh);
      expect(await restore(place, file('1'), { signal: aborted })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('已中断'),
      });
      expect(await restore(place, file('1'))).toMatchObject({ code: 0 });
    });

    test('a file of this name is not written over', async () => {
      const { file } = bench();
      await fill(stage());
      writeFileSync(file('1'), 'precious');
      expect(await backup(stage().place, file('1'))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('已经存在'),
      });
      expect(readFileSync(file('1'), 'utf8')).toBe('precious');
    });
  });
}
