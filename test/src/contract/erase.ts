import { describe, expect, test } from 'vitest';
import * as audit from '../../../src/audit/audit.js';
import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { act } from '../../../src/demand/act.js';
import { demandProfile } from '../../../src/demand/profile.js';
import type { Actor } from '../../../src/directory/authorize.js';
import { erase, type Forgotten } from '../../../src/directory/erase.js';
import { createPerson, findPerson } from '../../../src/directory/people.js';
import { keepFiles } from '../../../src/files/kept-files.js';
import * as activities from '../../../src/storage/activities.js';
import * as consultations from '../../../src/storage/consultations.js';
import * as demandNotes from '../../../src/storage/demand-notes.js';
import * as demands from '../../../src/storage/demands.js';
import type { Storage } from '../../../src/storage/storage.js';
import { TABLE_KEYS } from '../../../src/storage/table-keys.js';
import * as turns from '../../../src/storage/turns.js';
import { pagesOf } from '../../../src/storage/whole-tables.js';
import { addPerson } from './people.js';
import { at, inbound, prepare, receive, send } from './rows.js';
import type { Stage } from './stage.js';

const MARK = '暗号甲乙';
const PHONE = '13998765432';
const calendar = createWorkingCalendar();
let ids = 0;
const identifiers = { next: () => `erase-${String(++ids).padStart(6, '0')}` };

/** A person who asked in conversation c1, with their words wherever words are kept. */
async function live(storage: Storage): Promise<void> {
  await prepare(storage, 'c1');
  await addPerson(storage, 'clerk', [['coordinator', '330000']]);
  await storage.write((tx) =>
    createPerson(tx, { id: 'p', name: `${MARK}某`, phone: PHONE, by: 'clerk', now: at(0) }),
  );
  await receive(storage, inbound('m1', { raw: MARK, activity: { type: 'message', text: MARK } }));
  await receive(
    storage,
    inbound('m2', { asker: 'neighbour', activity: { type: 'message', text: '邻居的话' } }),
  );
  const key = { conversationId: 'c1', asker: 'asker-1' };
  const asker: Actor = { id: 'asker-1', conversationId: 'c1', personId: 'p', grants: [] };
  await storage.write(async (tx) => {
    const talk = { id: 'k1', ...key, state: 'open', province: '330000', profile: { inquiry: MARK } } as const;
    await consultations.insert(tx, { ...talk, now: at(0) });
    const turn = { id: 't1', consultationId: 'k1', inboxId: 'm1', result: { text: MARK }, editions: [] };
    await turns.insert(tx, { ...turn, manifest: 'm', model: null, promptId: null, now: at(0) });
    await activities.append(tx, { id: 'o1', ...key, direction: 'out', activity: { text: MARK }, now: at(1) });
    await audit.append(tx, {
      subject: 'consultation:k1',
      actor: 'asker',
      action: 'turn',
      payload: { text: MARK },
      now: at(1),
    });
    const file = { id: 'f1', hash: 'hash-f1', name: `${MARK}.pdf`, mediaType: 'application/pdf', size: 1 };
    const keep = { visibility: 'subject', addedBy: 'asker-1', now: at(1) } as const;
    await keepFiles(tx, { files: [file], subject: 'consultation:k1', ...keep });
    await tx
      .updateTable('chat_identities')
      .set({ person_id: 'p', display_name: MARK })
      .where('vendor_user_id', '=', 'asker-1')
      .execute();
  });
  await send(storage, 'o1', { activity: { text: MARK } });
  const profile = demandProfile.parse({ problem: MARK, subject: MARK, shortfall: MARK, domain: 'D2' });
  const origin = { kind: 'demand', consultationId: 'k1', ...key, personId: 'p' } as const;
  const say = (actor: Actor, event: 'draft' | 'file' | 'add_facts' | 'return', data: object) =>
    storage.write((tx) =>
      act(
        tx,
        { identifiers, calendar },
        actor,
        { demandId: 'd1', event, data, version: null, key: null, ...(event === 'draft' ? { origin } : {}) },
        at(2),
      ),
    );
  const clerk: Actor = {
    id: 'clerk',
    personId: 'clerk',
    grants: [{ role: 'coordinator', province: '330000' }],
  };
  await say(asker, 'draft', { profile, province: '330000' });
  await say(asker, 'file', { phone: PHONE, phoneShared: true, consent: '1' });
  await say(asker, 'add_facts', { text: MARK, files: [] });
  await say(clerk, 'return', { reason: `${MARK}请补正` });
  const note = { id: 'n1', demandId: 'd1', author: 'clerk', body: `${MARK}来过电话`, createdAt: at(3) };
  await storage.write((tx) => demandNotes.add(tx, note));
}

/** Tables in which any of the words still stands. */
async function remains(storage: Storage, words: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const [table, key] of Object.entries(TABLE_KEYS))
    for await (const rows of pagesOf(storage.db, table, key))
      if (words.some((word) => JSON.stringify(rows).includes(word))) found.add(table);
  return [...found];
}

export function eraseContract(stage: () => Stage): void {
  describe('erasing a person on request', () => {
    const cases: readonly (readonly [string, Forgotten, readonly string[]])[] = [
      ['a person', { kind: 'person', personId: 'p' }, [MARK, PHONE]],
    ];
    test.each(cases)(
      '%s: nothing of them is left in any table, and every chain holds',
      async (_, who, words) => {
        const { storage } = stage();
        await live(storage);
        expect((await remains(storage, words)).length).toBeGreaterThan(8);
        const deed = { by: 'clerk', reason: '本人来信', now: at(10) };
        const erased = await storage.write((tx) => erase(tx, { identifiers, calendar }, who, deed));
        expect(erased).toEqual({ demands: 1, hashes: ['hash-f1'] });
        expect(await remains(storage, words)).toEqual([]);
        for (const subject of ['demand:d1', 'consultation:k1', 'person:p'])
          expect(await audit.verify(storage.db, subject), subject).toMatchObject({ kind: 'intact' });
        expect(await demands.find(storage.db, 'd1')).toMatchObject({ state: 'withdrawn', phone: null });
        expect(await findPerson(storage.db, 'p')).toMatchObject({
          name: null,
          phone: null,
          erasedAt: at(10),
        });
        // Somebody else of the same conversation keeps theirs.
        expect(await remains(storage, ['邻居的话'])).toEqual(['activities']);
      },
    );

    test('an asker whom nobody knows by name is forgotten by the conversation', async () => {
      const { storage } = stage();
      await live(storage);
      const deed = { by: 'clerk', reason: '本人来信', now: at(10) };
      const who = { kind: 'asker', conversationId: 'c1', asker: 'asker-1' } as const;
      await storage.write((tx) => erase(tx, { identifiers, calendar }, who, deed));
      // The person is one of their own: erased by another request.
      const left = await remains(storage, [MARK, PHONE]);
      expect(
        left.filter((table) => !['people', 'chat_identities', 'audit_payloads'].includes(table)),
      ).toEqual([]);
    });
  });
}
