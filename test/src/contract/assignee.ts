import { describe, expect, test } from 'vitest';
import { askerNames } from '../../../src/directory/asker-names.js';
import { personBehind } from '../../../src/directory/chat-identities.js';
import { grantRole } from '../../../src/directory/memberships.js';
import { createOrganisation } from '../../../src/directory/organisations.js';
import { createPerson } from '../../../src/directory/people.js';
import * as demands from '../../../src/storage/demands.js';
import * as files from '../../../src/storage/files.js';
import { ASKER, actorOf, castPeople, draft, play, ZHEJIANG } from '../demand-cast.js';
import { at } from './rows.js';
import type { Stage } from './stage.js';

const COORDINATOR = actorOf('coordinator');
const EXPERT = actorOf('expert');
const DEED = { by: 'service', now: at(0) };

/** What the assigned side's page asks of the storage. */
export function assigneeContract(stage: () => Stage): void {
  describe('the assigned side', () => {
    test('finds its demands: what ends soonest first, what is over last, nothing of others', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      const assign = [
        [ASKER, 'file'],
        [COORDINATOR, 'accept'],
        [COORDINATOR, 'dispatch'],
      ] as const;
      await play(storage, assign);
      const of = async (person: string) =>
        (await demands.ofAssignee(storage.db, person, 10)).map(({ id }) => id);
      expect(await of('expert')).toEqual(['d1']);
      expect(await of('other-expert')).toEqual([]);
      await draft(storage, { id: 'd2' });
      const open = await demands.find(storage.db, 'd1');
      const second = { ...open!, id: 'd2', receipt: '浙-2026-00002', version: 1 };
      await storage.write((tx) =>
        demands.update(tx, { ...second, clock: { ...second.clock, stages: {} } }, 1),
      );
      expect(await of('expert')).toEqual(['d1', 'd2']);
      expect(await demands.ofAssignee(storage.db, 'expert', 1)).toHaveLength(1);
      await play(
        storage,
        [
          [EXPERT, 'take'],
          [EXPERT, 'reply'],
          [ASKER, 'confirm'],
        ],
        10,
      );
      expect(await of('expert')).toEqual(['d2', 'd1']);
    });

    test('shows the asker the files that it put by, and no others', async () => {
      const { storage } = stage();
      const add = (id: string, addedBy: string, subject = 'demand:d1') =>
        storage.write((tx) =>
          files.add(tx, {
            id,
            hash: id,
            name: `${id}.pdf`,
            mediaType: 'application/pdf',
            size: 1,
            subject,
            visibility: 'internal',
            addedBy,
            now: at(0),
          }),
        );
      await add('mine', 'expert');
      await add('kept', 'expert');
      await add('theirs', 'coordinator');
      await add('elsewhere', 'expert', 'demand:d2');
      const ids = ['mine', 'theirs', 'elsewhere', 'none'];
      await storage.write((tx) => files.release(tx, { ids, subject: 'demand:d1', addedBy: 'expert' }));
      await storage.write((tx) => files.release(tx, { ids: [], subject: 'demand:d1', addedBy: 'expert' }));
      const rows = [
        ...(await files.listBySubject(storage.db, 'demand:d1')),
        await files.find(storage.db, 'elsewhere'),
      ];
      expect(rows.map((row) => [row?.id, row?.visibility])).toEqual([
        ['kept', 'internal'],
        ['mine', 'subject'],
        ['theirs', 'internal'],
        ['elsewhere', 'internal'],
      ]);
    });

    test('is known by its chat, and the asker by their names', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await storage.write(async (tx) => {
        await createPerson(tx, { id: 'boss', name: '某厂长', ...DEED });
        await createOrganisation(tx, {
          id: 'o1',
          kind: 'enterprise',
          name: '华美家具有限公司',
          creditCode: null,
          region: ZHEJIANG,
          recordId: null,
          ...DEED,
        });
        const role = { personId: 'boss', role: 'enterprise', region: ZHEJIANG } as const;
        await grantRole(tx, { id: 'm1', ...role, organisationId: 'o1', ...DEED });
      });
      expect(await askerNames(storage.db, { personId: 'boss' })).toEqual(['某厂长', '华美家具有限公司']);
      expect(await askerNames(storage.db, { personId: null })).toEqual([]);
      const key = { channelAccountId: 'directline', vendorUserId: 'nobody' };
      expect(await personBehind(storage.db, key)).toBeNull();
    });
  });
}
