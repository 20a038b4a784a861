import { describe, expect, test } from 'vitest';
import { YishiError } from '../../../src/errors.js';
import { keepFiles, keepMessageFiles } from '../../../src/files/kept-files.js';
import { FILE_LIMITS } from '../../../src/files/limits.js';
import { fileSubject } from '../../../src/files/subject.js';
import * as consultations from '../../../src/storage/consultations.js';
import * as files from '../../../src/storage/files.js';
import * as inbox from '../../../src/storage/inbox.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at, inbound, prepare, receive } from './rows.js';
import type { Stage } from './stage.js';

type NewFile = Parameters<typeof files.add>[1];

const CONSULTATION = fileSubject('consultation', 'k1');
const KEY = { conversationId: 'c1', asker: 'asker-1' };

function file(id: string, changes: Partial<NewFile> = {}): NewFile {
  return {
    id,
    hash: `hash-${id}`,
    name: `${id}.pdf`,
    mediaType: 'application/pdf',
    size: 100,
    subject: CONSULTATION,
    visibility: 'subject',
    addedBy: 'asker-1',
    now: at(0),
    ...changes,
  };
}

async function add(storage: Storage, ...rows: readonly NewFile[]): Promise<void> {
  await storage.write(async (tx) => {
    for (const row of rows) await files.add(tx, row);
  });
}

async function openConsultation(storage: Storage): Promise<void> {
  const consultation = { id: 'k1', ...KEY, state: 'open', province: null, profile: {}, now: at(0) } as const;
  await storage.write((tx) => consultations.insert(tx, consultation));
}

export function fileContract(stage: () => Stage): void {
  describe('files', () => {
    test('are found by id and listed by subject, oldest first', async () => {
      const { storage, other } = stage();
      await add(storage, file('b', { now: at(1) }), file('a', { now: at(2) }), file('c', { now: at(1) }));
      await add(
        storage,
        file('else', { subject: 'demand:d1', visibility: 'internal', name: '带\u0000名.pdf' }),
      );
      expect((await files.listBySubject(other.db, CONSULTATION)).map(({ id }) => id)).toEqual([
        'b',
        'c',
        'a',
      ]);
      const { now: createdAt, ...row } = file('else', { subject: 'demand:d1', visibility: 'internal' });
      expect(await files.find(other.db, 'else')).toEqual({ ...row, name: '带\uFFFD名.pdf', createdAt });
      expect(await files.find(other.db, 'nobody')).toBeNull();
      expect(await files.totalSize(other.db, [CONSULTATION, 'demand:d1'])).toBe(400);
      expect(await files.totalSize(other.db, ['demand:none'])).toBe(0);
      expect(await files.totalSize(other.db, [])).toBe(0);
    });

    test('go from one subject to another all at once', async () => {
      const { storage } = stage();
      await add(storage, file('a'), file('b'), file('c', { subject: 'demand:d1' }));
      const move = { from: CONSULTATION, to: 'demand:d1' };
      expect(await storage.write((tx) => files.moveAll(tx, move))).toBe(2);
      expect(await storage.write((tx) => files.moveAll(tx, move))).toBe(0);
      expect((await files.listBySubject(storage.db, 'demand:d1')).map(({ id }) => id)).toEqual([
        'a',
        'b',
        'c',
      ]);
    });

    test('go some at a time, and only from where they are', async () => {
      const { storage } = stage();
      await add(storage, file('a'), file('b'), file('c', { subject: 'demand:d2' }));
      const move = { from: CONSULTATION, to: 'demand:d1' };
      await storage.write((tx) => files.moveFiles(tx, { ...move, ids: ['a', 'c', 'none'] }));
      await storage.write((tx) => files.moveFiles(tx, { ...move, ids: [] }));
      expect((await files.listBySubject(storage.db, 'demand:d1')).map(({ id }) => id)).toEqual(['a']);
      await storage.write((tx) => files.moveFiles(tx, { ...move, ids: 'all' }));
      expect((await files.listBySubject(storage.db, 'demand:d1')).map(({ id }) => id)).toEqual(['a', 'b']);
      expect((await files.listBySubject(storage.db, 'demand:d2')).map(({ id }) => id)).toEqual(['c']);
    });

    test('are erased once, with name and hash, and their content is used as long as another has it', async () => {
      const { storage } = stage();
      await add(storage, file('a', { hash: 'same' }), file('b', { hash: 'same' }));
      expect(await storage.write((tx) => files.erase(tx, 'a', at(5)))).toBe('same');
      expect(await storage.write((tx) => files.erase(tx, 'a', at(6)))).toBeNull();
      expect(await files.find(storage.db, 'a')).toBeNull();
      expect(await files.usedHashes(storage.db, ['same', 'other'])).toEqual(new Set(['same']));
      await storage.write((tx) => files.erase(tx, 'b', at(7)));
      expect(await files.usedHashes(storage.db, ['same', ''])).toEqual(new Set());
      const rows = await storage.db.selectFrom('files').select(['name', 'hash', 'erased_at']).execute();
      expect(rows).toContainEqual({ name: '', hash: '', erased_at: at(5) });
      expect(await files.totalSize(storage.db, [CONSULTATION])).toBe(0);
    });

    test('know who asks in what they belong to', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await receive(storage, inbound('m1'));
      await openConsultation(storage);
      expect(await files.askerOf(storage.db, { kind: 'message', id: 'm1' })).toEqual(KEY);
      expect(await files.askerOf(storage.db, { kind: 'consultation', id: 'k1' })).toEqual(KEY);
      expect(await files.askerOf(storage.db, { kind: 'demand', id: 'k1' })).toBeNull();
    });

    test('of one subject stay within the limit, also over messages that still wait', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await openConsultation(storage);
      const half = { ...file('x'), size: FILE_LIMITS.subjectBytes / 2 };
      const say = (id: string, size = half.size) =>
        storage.write(async (tx) => {
          await inbox.accept(tx, inbound(id));
          await keepMessageFiles(tx, { id, ...KEY, files: [{ ...half, id: `f-${id}`, size }], now: at(1) });
        });
      await say('m1');
      await say('m2');
      await expect(say('m3', 1)).rejects.toMatchObject({ code: 'quota_exceeded' });
      expect((await files.listBySubject(storage.db, 'message:m1')).map(({ id }) => id)).toEqual(['f-m1']);
      expect(await inbox.oldestPending(storage.db, KEY, at(9))).toMatchObject({ id: 'm1' });

      await storage.write(async (tx) => {
        await inbox.markDone(tx, 'm1', at(2));
        await files.moveAll(tx, { from: 'message:m1', to: CONSULTATION });
        await inbox.markDone(tx, 'm2', at(2));
      });
      await say('m4');
      await expect(say('m5', 1)).rejects.toBeInstanceOf(YishiError);
    });

    test('of a demand stay within the limit for writers that come one after the other', async () => {
      const { storage } = stage();
      const keep = (id: string, size: number) =>
        storage.write((tx) =>
          keepFiles(tx, { ...file(id), files: [{ ...file(id), size }], subject: 'demand:d1', now: at(0) }),
        );
      await keep('a', FILE_LIMITS.subjectBytes - 1);
      await expect(keep('b', 2)).rejects.toMatchObject({ code: 'quota_exceeded' });
      await keep('c', 1);
      expect(await files.totalSize(storage.db, ['demand:d1'])).toBe(FILE_LIMITS.subjectBytes);
    });
  });
}
