import { describe, expect, test } from 'vitest';
import { EMPTY_PROFILE } from '../../../src/demand/profile.js';
import { DEFAULT_SETTINGS, settingsOf } from '../../../src/demand/settings.js';
import * as caseDrafts from '../../../src/storage/case-drafts.js';
import * as demandNotes from '../../../src/storage/demand-notes.js';
import * as expertProfiles from '../../../src/storage/expert-profiles.js';
import * as jobs from '../../../src/storage/jobs.js';
import * as settings from '../../../src/storage/province-settings.js';
import { demandRow, storeDemands } from './demand-rows.js';
import { addPerson } from './people.js';
import { at, prepare } from './rows.js';
import type { Stage } from './stage.js';

export function demandWorkContract(stage: () => Stage): void {
  describe('the work on demands', () => {
    test('a note is written once by its id, and notes come in order', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      await addPerson(storage, 'p');
      await storeDemands(storage, demandRow('d'));
      const note = { id: 'k', demandId: 'd', author: 'p', body: '已\u0000电话核实', createdAt: at(1) };
      const add = (change: object) => storage.write((tx) => demandNotes.add(tx, { ...note, ...change }));
      expect(await add({})).toBe(true);
      expect(await add({ body: 'twice' })).toBe(false);
      await add({ id: 'a', createdAt: at(0) });
      expect(await demandNotes.list(other.db, 'd')).toEqual([
        { ...note, id: 'a', body: '已\uFFFD电话核实', createdAt: at(0) },
        { ...note, body: '已\uFFFD电话核实' },
      ]);
      expect(await demandNotes.list(other.db, 'none')).toEqual([]);
    });

    test('of two who save a case draft one is told of the other', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      await addPerson(storage, 'p');
      await storeDemands(storage, demandRow('d'));
      const draft = { demandId: 'd', content: { title: '一' }, by: 'p', now: at(1) };
      expect(await storage.write((tx) => caseDrafts.begin(tx, draft))).toBe(1);
      expect(await storage.write((tx) => caseDrafts.begin(tx, { ...draft, content: {} }))).toBe(1);
      const saved = await Promise.all(
        [storage, other].map((each, index) =>
          each.write((tx) => caseDrafts.save(tx, { ...draft, content: { title: `${index}` }, version: 1 })),
        ),
      );
      expect([...saved].sort()).toEqual([2, null]);
      expect(await caseDrafts.find(storage.db, 'd')).toMatchObject({ version: 2, updatedBy: 'p' });
      expect(await caseDrafts.find(storage.db, 'none')).toBeNull();
      expect(
        await storage.write((tx) => caseDrafts.save(tx, { ...draft, demandId: 'none', version: 1 })),
      ).toBeNull();
    });

    test('an expert has defaults, a profile of their own, and load and cases from the demands', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await addPerson(storage, 'p');
      await addPerson(storage, 'q');
      expect(await expertProfiles.find(storage.db, 'p')).toMatchObject({ loadLimit: 5, version: 0 });
      const profile = {
        personId: 'p',
        loadLimit: 2,
        awayUntil: '2026-03-10',
        recusals: [{ party: '某厂', reason: '曾任顾问' }],
        version: 0,
      };
      const save = (version: number) =>
        storage.write((tx) => expertProfiles.save(tx, { ...profile, version }, at(1)));
      expect(await save(0)).toBe(1);
      expect(await save(0)).toBeNull();
      expect(await save(1)).toBe(2);
      expect(await expertProfiles.find(storage.db, 'p')).toEqual({ ...profile, version: 2 });
      const done = { ...EMPTY_PROFILE, domain: 'D2' as const, industries: ['家具制造', '涂装'] };
      await storeDemands(
        storage,
        demandRow('1', { assigneeId: 'p', state: 'dispatched' }),
        demandRow('2', { assigneeId: 'p', state: 'awaiting_confirmation' }),
        demandRow('3', { assigneeId: 'p', state: 'closed', profile: done, closedAt: at(3) }),
        demandRow('4', { assigneeId: 'p', state: 'withdrawn' }),
      );
      const operations = await expertProfiles.operationsOf(storage.db, ['p', 'q']);
      const { personId: _, version: __, ...told } = profile;
      const closedCases = [{ domain: 'D2', industry: '家具制造' }];
      expect(operations.get('p')).toEqual({ ...told, load: 2, closedCases });
      expect(operations.get('q')).toMatchObject({ load: 0, loadLimit: 5, closedCases: [] });
      expect(await expertProfiles.operationsOf(storage.db, [])).toEqual(new Map());
    });

    test('a province has the defaults until it sets something, and old versions are refused', async () => {
      const { storage } = stage();
      await addPerson(storage, 'p');
      expect(await settings.find(storage.db, '330000')).toMatchObject({
        settings: DEFAULT_SETTINGS,
        version: 0,
      });
      const change = { province: '330000', settings: { ...DEFAULT_SETTINGS, acceptDays: 2 }, by: 'p' };
      const save = (version: number) =>
        storage.write((tx) => settings.save(tx, { ...change, version, now: at(1) }));
      expect(await save(0)).toBe(1);
      expect(await save(0)).toBeNull();
      expect(await save(1)).toBe(2);
      expect(await settings.find(storage.db, '330000')).toMatchObject({ version: 2, updatedBy: 'p' });
      expect(await settingsOf(storage.db, '330000')).toMatchObject({ acceptDays: 2, closeDays: 15 });
    });

    test('a job is claimed by one worker at a time and ended by who holds it', async () => {
      const { storage, other } = stage();
      let ids = 0;
      const identifiers = { next: () => `j${++ids}` };
      const request = () =>
        storage.write((tx) => jobs.requestReindex(tx, { identifiers, by: null, now: at(0) }));
      await request();
      await request();
      expect(await jobs.open(storage.db, jobs.REINDEX)).toHaveLength(1);
      const claim = (each: typeof storage, owner: string, now: number) =>
        each.write((tx) =>
          jobs.claim(tx, { kind: jobs.REINDEX, owner, now: at(now), claimExpiresAt: at(now + 30) }),
        );
      const [a, b] = await Promise.all([claim(storage, 'a', 1), claim(other, 'b', 1)]);
      const [job, owner] = a === null ? ([b, 'b'] as const) : ([a, 'a'] as const);
      expect([a, b].filter((each) => each !== null)).toHaveLength(1);
      expect(job).toMatchObject({ id: 'j1', fence: 1, attempts: 1, payload: {} });
      // What comes while it runs waits behind it.
      await request();
      expect(await jobs.open(storage.db, jobs.REINDEX)).toHaveLength(2);
      // Silent for too long: somebody else has it, and the first one's word no longer counts.
      expect(await claim(storage, 'c', 40)).toMatchObject({ id: 'j1', fence: 2 });
      const finish = (held: jobs.JobClaim, end: jobs.JobEnd) =>
        storage.write((tx) => jobs.finish(tx, held, end, at(41)));
      expect(await finish({ id: 'j1', owner, fence: 1 }, { kind: 'done', result: {} })).toBe(false);
      const held = { id: 'j1', owner: 'c', fence: 2 };
      expect(await finish(held, { kind: 'again', error: 'busy', at: at(50) })).toBe(true);
      expect(await finish(held, { kind: 'done', result: {} })).toBe(false);
      expect(await claim(storage, 'd', 45)).toMatchObject({ id: 'j2' });
      expect(await claim(storage, 'd', 45)).toBeNull();
      expect(await claim(storage, 'd', 50)).toMatchObject({ id: 'j1', attempts: 3 });
      expect(await finish({ id: 'j1', owner: 'd', fence: 3 }, { kind: 'failed', error: 'no index' })).toBe(
        true,
      );
      expect((await jobs.open(storage.db, jobs.REINDEX)).map(({ id }) => id)).toEqual(['j2']);
    });
  });
}
