import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as audit from '../../../src/audit/audit.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at, range } from './rows.js';
import type { Stage } from './stage.js';

async function note(storage: Storage, index: number, subject = 'consultation:1'): Promise<number> {
  const event = {
    subject,
    actor: 'asker-1',
    action: 'turn',
    payload: { text: `第${index}次` },
    now: at(index),
  };
  return storage.write((tx) => audit.append(tx, event));
}

export function auditContract(stage: () => Stage): void {
  describe('audit', () => {
    test('writers that run at once make one whole chain per subject', async () => {
      const { storage, other } = stage();
      const notes = range(1, 24).map((index) =>
        note(index % 2 === 0 ? storage : other, index, `s${index % 3}`),
      );
      expect((await Promise.all(notes)).sort((a, b) => a - b)).toEqual(
        range(1, 8).flatMap((position) => [position, position, position]),
      );
      for (const subject of ['s0', 's1', 's2']) {
        expect(await audit.verify(storage.db, subject)).toEqual({ kind: 'intact', length: 8, erased: 0 });
      }
      expect(await audit.verify(storage.db, 'nothing')).toEqual({ kind: 'intact', length: 0, erased: 0 });
    });

    test('a chain outlives the erasure of its payloads', async () => {
      const { storage } = stage();
      for (const index of range(1, 5)) await note(storage, index);
      await storage.write((tx) => tx.deleteFrom('audit_payloads').where('position', 'in', [1, 4]).execute());
      expect(await audit.verify(storage.db, 'consultation:1')).toEqual({
        kind: 'intact',
        length: 5,
        erased: 2,
      });
      await note(storage, 6);
      const events = await audit.events(storage.db, 'consultation:1');
      expect(events.map(({ evidence }) => evidence?.payload ?? null)).toEqual(
        [null, '第2次', '第3次', null, '第5次', '第6次'].map((text) => text && JSON.stringify({ text })),
      );
    });

    test('a changed payload, a changed event, a missing one in the middle and at the end are found', async () => {
      const { storage } = stage();
      const tampering = [
        (tx: Tx) =>
          sql`update audit_payloads set payload = '{}' where subject = 's0' and position = 2`.execute(tx),
        (tx: Tx) =>
          sql`update audit_events set actor = 'x' where subject = 's1' and position = 2`.execute(tx),
        (tx: Tx) => sql`delete from audit_events where subject = 's2' and position = 2`.execute(tx),
        (tx: Tx) => sql`delete from audit_events where subject = 's3' and position = 3`.execute(tx),
      ];
      for (const [index, tamper] of tampering.entries()) {
        const subject = `s${index}`;
        for (const each of range(1, 3)) await note(storage, each, subject);
        await storage.write(async (tx) => {
          // An event's payload refers to it: whoever removes the one removes the other first.
          if (index > 1) await tx.deleteFrom('audit_payloads').where('subject', '=', subject).execute();
          await tamper(tx);
        });
        expect(await audit.verify(storage.db, subject)).toMatchObject({ kind: 'broken' });
      }
    });
  });
}

type Tx = Parameters<Parameters<Storage['write']>[0]>[0];
