import { describe, expect, test } from 'vitest';
import type { ConsultationState } from '../../../src/consultation/state.js';
import * as consultations from '../../../src/storage/consultations.js';
import type { Storage } from '../../../src/storage/storage.js';
import * as turns from '../../../src/storage/turns.js';
import { at, inbound, prepare, range, receive } from './rows.js';
import type { Stage } from './stage.js';

const KEY = { conversationId: 'c1', asker: 'asker-1' };

async function start(storage: Storage, id: string, state: ConsultationState = 'open') {
  const consultation = { id, ...KEY, state, province: null, profile: { rounds: 0 }, now: at(0) };
  await storage.write((tx) => consultations.insert(tx, consultation));
}

async function change(storage: Storage, id: string, version: number, state: ConsultationState) {
  const next = { id, version, state, profile: { rounds: version }, province: '440000', now: at(version) };
  await storage.write((tx) => consultations.update(tx, next));
}

export function consultationContract(stage: () => Stage): void {
  describe('consultations and turns', () => {
    test('an asker has one open consultation in a conversation', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      expect(await consultations.open(storage.db, KEY)).toBeNull();
      await start(storage, 'k1');
      await expect(start(storage, 'k2')).rejects.toMatchObject({ code: 'conflict' });
      await start(storage, 'k3', 'redirected');
      expect(await consultations.open(storage.db, KEY)).toEqual({
        id: 'k1',
        ...KEY,
        state: 'open',
        province: null,
        profile: { rounds: 0 },
        version: 1,
      });
    });

    test('an escalated consultation is still theirs, until another is open', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await start(storage, 'k1');
      await change(storage, 'k1', 1, 'escalated');
      expect(await consultations.open(storage.db, KEY)).toMatchObject({
        state: 'escalated',
        version: 2,
        province: '440000',
        profile: { rounds: 1 },
      });
      await start(storage, 'k2');
      expect(await consultations.open(storage.db, KEY)).toMatchObject({ id: 'k2', state: 'open' });
      await change(storage, 'k2', 1, 'resolved');
      expect(await consultations.open(storage.db, KEY)).toMatchObject({ id: 'k1', state: 'escalated' });
      await change(storage, 'k1', 2, 'resolved');
      expect(await consultations.open(storage.db, KEY)).toBeNull();
    });

    test('of changes made from one version, one is kept', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      await start(storage, 'k1');
      const changes = range(1, 8).map((index) => change(index % 2 === 0 ? storage : other, 'k1', 1, 'open'));
      const outcomes = await Promise.allSettled(changes);
      const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      expect(refused).toHaveLength(7);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict', retryable: true });
      expect((await consultations.open(storage.db, KEY))?.version).toBe(2);
    });

    test('turns are numbered and come back whole', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await start(storage, 'k1');
      await receive(storage, inbound('m1'));
      const turn = {
        id: 't1',
        consultationId: 'k1',
        inboxId: 'm1',
        result: { action: 'answer' },
        editions: [{ id: 'r1', edition: '2' }],
        manifest: 'snapshot-1',
        model: null,
        promptId: null,
      };
      await storage.write((tx) => turns.insert(tx, { ...turn, now: at(1) }));
      await storage.write((tx) => turns.insert(tx, { ...turn, id: 't0', inboxId: null, now: at(1) }));
      expect(await turns.ofConsultation(storage.db, 'k1')).toEqual([
        { ...turn, number: 1, createdAt: at(1) },
        { ...turn, id: 't0', inboxId: null, number: 2, createdAt: at(1) },
      ]);
    });
  });
}
