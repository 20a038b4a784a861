import { describe, expect, test } from 'vitest';
import * as audit from '../../../src/audit/audit.js';
import type { Role } from '../../../src/directory/authorize.js';
import { findConsoleSession, openConsoleSession } from '../../../src/directory/console-sessions.js';
import { seedDemoPeople } from '../../../src/directory/demo-people.js';
import {
  actorOfPerson,
  endRole,
  grantRole,
  membershipsOf,
  provincesOf,
} from '../../../src/directory/memberships.js';
import { createOrganisation, findOrganisation } from '../../../src/directory/organisations.js';
import { createPerson, findPerson, personOfRecord, updatePerson } from '../../../src/directory/people.js';
import { listPeople } from '../../../src/directory/people-list.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at } from './rows.js';
import type { Stage } from './stage.js';

const BY = { by: 'service', now: at(0) };

/** A person with roles, each as [role, region]. */
export async function addPerson(
  storage: Storage,
  id: string,
  roles: readonly (readonly [Role, string])[] = [],
): Promise<void> {
  await storage.write(async (tx) => {
    await createPerson(tx, { id, name: `姓名${id}`, ...BY });
    for (const [role, region] of roles) {
      await grantRole(tx, { id: `${id}-${role}-${region}`, personId: id, role, region, ...BY });
    }
  });
}

export function peopleContract(stage: () => Stage): void {
  describe('people', () => {
    test('a change made on an old version is refused, and what is done is audited', async () => {
      const { storage, other } = stage();
      await addPerson(storage, 'p');
      const change = { id: 'p', version: 1, name: '李明', phone: null, by: 'a', now: at(1) };
      const outcomes = await Promise.all(
        [storage, other].map((each) => each.write((tx) => updatePerson(tx, change))),
      );
      expect(outcomes.filter((person) => person?.version === 2)).toHaveLength(1);
      expect(outcomes.filter((person) => person === null)).toHaveLength(1);
      expect(await findPerson(storage.db, 'p')).toMatchObject({ name: '李明', version: 2 });
      const events = await audit.events(storage.db, 'person:p');
      expect(events.map(({ action, actor }) => [action, actor])).toEqual([
        ['person.created', 'service'],
        ['person.changed', 'a'],
      ]);
      expect(await audit.verify(storage.db, 'person:p')).toMatchObject({ kind: 'intact' });
    });

    test('are listed by province, role and part of the name, within reach', async () => {
      const { storage } = stage();
      await addPerson(storage, 'a', [['expert', '330106']]);
      await addPerson(storage, 'b', [['coordinator', '330000']]);
      await addPerson(storage, 'c', [['expert', '659001']]);
      await addPerson(storage, 'd', [['administrator', '100000']]);
      const ids = async (filter: Partial<Parameters<typeof listPeople>[1]>) => {
        const page = await listPeople(storage.db, { reach: 'nation', from: 0, most: 10, ...filter });
        return page.people.map(({ id }) => id).join('');
      };
      expect(await ids({})).toBe('abcd');
      expect(await ids({ role: 'expert' })).toBe('ac');
      expect(await ids({ province: '330000' })).toBe('ab');
      expect(await ids({ province: '660000' })).toBe('c');
      expect(await ids({ reach: ['330000'] })).toBe('ab');
      expect(await ids({ reach: ['330000'], province: '660000' })).toBe('');
      expect(await ids({ reach: [] })).toBe('');
      expect(await ids({ name: '名c' })).toBe('c');
      expect(await ids({ name: '%' })).toBe('');
      const page = await listPeople(storage.db, { reach: 'nation', from: 1, most: 2 });
      expect(page).toMatchObject({ total: 4, people: [{ id: 'b' }, { id: 'c' }] });
    });

    test('roles are given once, end once, and end the sessions of their person', async () => {
      const { storage, other } = stage();
      await addPerson(storage, 'p');
      await storage.write((tx) => openConsoleSession(tx, { id: 's', personId: 'p', now: at(0) }));
      const grant = { personId: 'p', role: 'coordinator', region: '330106', by: 'a', now: at(1) } as const;
      const given = await Promise.all(
        [storage, other].map((each, index) =>
          each.write((tx) => grantRole(tx, { ...grant, id: `m${index}` })),
        ),
      );
      expect(given.sort()).toEqual([false, true]);
      expect(await findConsoleSession(storage.db, 's', at(2))).toBeNull();
      expect(await actorOfPerson(storage.db, 'p')).toEqual({
        id: 'p',
        personId: 'p',
        grants: [{ role: 'coordinator', province: '330000' }],
      });
      const [membership] = await membershipsOf(storage.db, ['p']);
      const end = { id: membership!.id, reason: '调离', by: 'a', now: at(3) };
      expect(await storage.write((tx) => endRole(tx, end))).toMatchObject({ endedAt: at(3) });
      expect(await storage.write((tx) => endRole(tx, end))).toBeNull();
      expect((await actorOfPerson(storage.db, 'p')).grants).toEqual([]);
      expect(provincesOf(await membershipsOf(storage.db, ['p']))).toEqual(['330000']);
    });

    test('demo experts are seeded once', async () => {
      const { storage } = stage();
      const experts = [{ recordId: 'expert:1', name: '示例甲', province: '440000' }];
      let serial = 0;
      const identifiers = { next: () => `id${++serial}` };
      for (const _ of [1, 2]) await storage.write((tx) => seedDemoPeople(tx, experts, at(0), identifiers));
      const { total } = await listPeople(storage.db, { reach: 'nation', role: 'expert', from: 0, most: 9 });
      expect(total).toBe(1);
      expect(await personOfRecord(storage.db, 'expert:1')).toMatchObject({ name: '示例甲' });
    });

    test('organisations are known by their credit code once', async () => {
      const { storage } = stage();
      const make = (id: string, creditCode: string | null) =>
        storage.write((tx) =>
          createOrganisation(tx, {
            id,
            kind: 'unit',
            name: '示例院',
            creditCode,
            region: '110000',
            recordId: null,
            ...BY,
          }),
        );
      expect(await make('o1', '91110000XXXXXXXX1X')).toMatchObject({ id: 'o1', version: 1 });
      expect(await make('o2', '91110000XXXXXXXX1X')).toBeNull();
      expect(await make('o3', null)).toMatchObject({ id: 'o3' });
      expect(await findOrganisation(storage.db, 'o2')).toBeNull();
    });
  });
}
