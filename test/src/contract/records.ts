import { describe, expect, test } from 'vitest';
import * as records from '../../../src/storage/records.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at } from './rows.js';
import type { Stage } from './stage.js';

type NewEdition = Parameters<typeof records.saveEdition>[1];

function record(changes: Partial<NewEdition> = {}): NewEdition {
  return {
    id: 'r1',
    kind: 'technology',
    title: '沸石转轮',
    contentHash: 'hash-1',
    status: 'published',
    visibility: 'public',
    region: null,
    content: { id: 'r1', text: '原文' },
    sourceFile: 'technologies.jsonl',
    importedAt: at(0),
    validUntil: null,
    ...changes,
  };
}

async function save(storage: Storage, changes: Partial<NewEdition> = {}) {
  return storage.write((tx) => records.saveEdition(tx, record(changes)));
}

async function currentEditions(storage: Storage, now = at(0)): Promise<string[]> {
  const names = (editions: readonly records.EditionKey[]) =>
    editions.map((each) => `${each.id}@${each.edition}`);
  const whole = names(await records.allCurrent(storage.db, now));
  expect(names(await records.currentKeys(storage.db, now))).toEqual(whole);
  const ids = [...new Set((await records.allCurrent(storage.db, now)).map(({ id }) => id))];
  expect(names(await records.currentKeys(storage.db, now, { ids: [...ids, 'none'] }))).toEqual(whole);
  return whole;
}

export function recordContract(stage: () => Stage): void {
  describe('records', () => {
    test('what has not changed makes no edition; what has supersedes the former', async () => {
      const { storage } = stage();
      expect(await save(storage)).toBe('created');
      expect(await save(storage, { importedAt: at(9), sourceFile: 'again.jsonl' })).toBe('unchanged');
      expect(await save(storage, { contentHash: 'hash-2', content: { text: '新文' } })).toBe('updated');
      expect(await save(storage, { contentHash: 'hash-2', visibility: 'province', region: '440000' })).toBe(
        'updated',
      );
      const editions = await records.editionsOf(storage.db, 'r1');
      expect(editions.map(({ edition, status }) => [edition, status])).toEqual([
        ['3', 'published'],
        ['2', 'superseded'],
        ['1', 'superseded'],
      ]);
      expect(await records.edition(storage.db, 'r1', '1')).toEqual({
        ...record(),
        edition: '1',
        status: 'superseded',
      });
      expect(await records.edition(storage.db, 'r1')).toMatchObject({ edition: '3', region: '440000' });
      expect(await currentEditions(storage)).toEqual(['r1@3']);
    });

    test('a name that is no edition finds nothing', async () => {
      const { storage } = stage();
      await save(storage);
      for (const name of ['0', '2', '-1', '1.0', '01', '', 'x', '99999999999']) {
        expect(await records.edition(storage.db, 'r1', name)).toBeNull();
      }
      expect(await records.edition(storage.db, 'unknown')).toBeNull();
    });

    test('an id with a NUL, which an address may hold, finds nothing', async () => {
      const { storage } = stage();
      await save(storage);
      for (const id of ['\u0000', 'r1\u0000']) {
        expect(await records.edition(storage.db, id)).toBeNull();
        expect(await records.edition(storage.db, id, '1')).toBeNull();
        expect(await records.editionsOf(storage.db, id)).toEqual([]);
        expect(await records.current(storage.db, [id], at(0))).toEqual([]);
        expect(await records.currentKeys(storage.db, at(0), { ids: [id] })).toEqual([]);
        expect(await storage.write((tx) => records.withdraw(tx, id, at(1)))).toBe(false);
      }
    });

    test('a draft stands beside the published edition', async () => {
      const { storage } = stage();
      await save(storage);
      expect(await save(storage, { contentHash: 'hash-2', status: 'draft' })).toBe('updated');
      expect(await currentEditions(storage)).toEqual(['r1@1']);
      expect(await save(storage, { contentHash: 'hash-2', status: 'published' })).toBe('updated');
      expect(await currentEditions(storage)).toEqual(['r1@3']);
    });

    test('a withdrawal takes every edition back at once, and the same file does not undo it', async () => {
      const { storage, other } = stage();
      await save(storage);
      await save(storage, { contentHash: 'hash-2' });
      expect(await storage.write((tx) => records.withdraw(tx, 'r1', at(1)))).toBe(true);
      expect(await storage.write((tx) => records.withdraw(tx, 'r1', at(2)))).toBe(false);
      expect(await records.current(other.db, ['r1'], at(1))).toEqual([]);
      expect((await records.edition(other.db, 'r1', '1'))?.status).toBe('withdrawn');
      expect(await save(storage, { contentHash: 'hash-2' })).toBe('unchanged');
      expect(await currentEditions(storage)).toEqual([]);
      expect(await save(storage, { contentHash: 'hash-3' })).toBe('updated');
      expect(await currentEditions(storage)).toEqual(['r1@3']);
    });

    test('only the asked, valid and published are current', async () => {
      const { storage } = stage();
      await save(storage, { id: 'b' });
      await save(storage, { id: 'a', validUntil: at(5) });
      await save(storage, { id: 'd', status: 'draft' });
      expect(await currentEditions(storage, at(4))).toEqual(['a@1', 'b@1']);
      expect(await currentEditions(storage, at(5))).toEqual(['b@1']);
      const asked = await records.current(storage.db, ['a', 'd', 'nothing'], at(4));
      expect(asked.map(({ id }) => id)).toEqual(['a']);
      expect(await records.current(storage.db, [], at(4))).toEqual([]);
    });

    test('counts by kind and status', async () => {
      const { storage } = stage();
      await save(storage, { id: 'a' });
      await save(storage, { id: 'a', contentHash: 'hash-2' });
      await save(storage, { id: 'b' });
      await save(storage, { id: 'c', kind: 'case' });
      expect(await records.counts(storage.db)).toEqual([
        { kind: 'case', status: 'published', count: 1 },
        { kind: 'technology', status: 'published', count: 2 },
        { kind: 'technology', status: 'superseded', count: 1 },
      ]);
    });
  });
}
