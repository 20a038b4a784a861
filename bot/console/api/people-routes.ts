import { z } from 'zod';
import { authorize, reach } from '../../../src/directory/authorize.js';
import { unbindChat } from '../../../src/directory/chat-binding.js';
import {
  endRole,
  findMembership,
  grantRole,
  membershipsOf,
  nationalAdministrators,
} from '../../../src/directory/memberships.js';
import { createPerson, updatePerson } from '../../../src/directory/people.js';
import { listPeople, peopleWith, provinceCode } from '../../../src/directory/people-list.js';
import { NATION } from '../../../src/region/region.js';
import { storable } from '../../../src/storage/json.js';
import type { Executor } from '../../../src/storage/storage.js';
import type { ListedPersonShape, PeopleShape } from '../shapes.js';
import { idField, nameField, phoneField, reasonField, regionField, roleField } from './fields.js';
import { regionName } from './names.js';
import { personShape, placeOf } from './person-shape.js';
import { conflict, notFound, refuse, refuseFields } from './problem.js';
import { type Route, readRoute, writeRoute } from './route.js';
import { apiTexts } from './texts.js';

const PAGE_SIZE = 20;

const personParams = z.object({ id: idField });

export const PEOPLE_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/people',
    action: 'people.list',
    query: z.object({
      province: regionField.optional(),
      role: roleField.optional(),
      name: z.string().max(40).transform(storable).optional(),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
    }),
    // Somebody without a province in mind asks for those that are theirs.
    resource: (_db, { actor, query }) => {
      const mine = reach(actor, 'people.list');
      return { province: query.province ?? (mine === 'nation' ? NATION : (mine[0] ?? NATION)) };
    },
    read: async (db, { actor, query }): Promise<PeopleShape> => {
      const { province, role, name, page } = query;
      const filter = {
        reach: reach(actor, 'people.list'),
        role,
        name,
        from: (page - 1) * PAGE_SIZE,
        most: PAGE_SIZE,
      };
      const wanted = province === NATION ? undefined : province;
      const { people, total } = await listPeople(db, { ...filter, province: wanted });
      const ids = people.map(({ id }) => id);
      const memberships = await membershipsOf(db, ids);
      const [accounts, chats] = [
        await peopleWith(db, 'accounts', ids),
        await peopleWith(db, 'chat_identities', ids),
      ];
      const shapes = people.map(
        ({ id, name: personName }): ListedPersonShape => ({
          id,
          name: personName ?? '',
          roles: memberships
            .filter(({ personId, endedAt }) => personId === id && endedAt === null)
            .map((each) => ({ role: each.role, regionName: regionName(each.region) })),
          hasAccount: accounts.has(id),
          hasChat: chats.has(id),
        }),
      );
      return { people: shapes, total, pageSize: PAGE_SIZE };
    },
  }),
  readRoute({
    method: 'get',
    path: '/people/:id',
    action: 'people.read',
    params: personParams,
    resource: (db, { params }) => placeOf(db, params.id),
    read: async (db, { actor, params }) => (await personShape(db, actor, params.id)) ?? notFound(),
  }),
  writeRoute({
    method: 'post',
    path: '/people',
    action: 'roles.grant',
    body: z.object({ name: nameField, phone: phoneField.optional(), role: roleField, region: regionField }),
    resource: (_db, { body }) => ({ role: body.role, province: provinceCode(body.region) }),
    write: async (tx, { body, actor, now, deps, tell }) => {
      const id = deps.identifiers.next();
      const deed = { by: actor.id, now };
      const { name, phone = null, role, region } = body;
      await createPerson(tx, { id, name, phone, ...deed });
      await grantRole(tx, { id: deps.identifiers.next(), personId: id, role, region, ...deed });
      tell({ topic: 'people', province: provinceCode(region), id });
      return { id };
    },
  }),
  writeRoute({
    method: 'patch',
    path: '/people/:id',
    action: 'people.manage',
    params: personParams,
    /** Without a phone in it the number stays as it is: pages only know it masked. */
    body: z.object({ version: z.number().int(), name: nameField, phone: phoneField.optional() }),
    resource: (db, { params }) => placeOf(db, params.id),
    write: async (tx, { params, body, actor, now }) => {
      const { version, name, phone } = body;
      const change = { id: params.id, version, name, by: actor.id, now };
      const person = await updatePerson(tx, { ...change, ...(phone === undefined ? {} : { phone }) });
      return person === null ? conflict() : { version: person.version };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/people/:id/memberships',
    action: 'people.read',
    params: personParams,
    body: z.object({ role: roleField, region: regionField }),
    resource: (db, { params }) => placeOf(db, params.id),
    write: async (tx, { params, body, actor, now, deps, tell }) => {
      const { role, region } = body;
      const province = provinceCode(region);
      // The person may be seen by who may not give this role: that is told, and hides nothing.
      if (!authorize(actor, 'roles.grant', { role, province })) {
        return refuse(403, 'forbidden', apiTexts.roleForbidden);
      }
      const grant = { id: deps.identifiers.next(), personId: params.id, role, region, by: actor.id, now };
      if (!(await grantRole(tx, grant))) return refuseFields({ role: apiTexts.roleThere });
      tell({ topic: 'people', province, id: params.id });
      return { id: grant.id };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/memberships/:id/end',
    action: 'roles.grant',
    params: personParams,
    body: z.object({ reason: reasonField }),
    resource: async (db, { params }) => {
      const membership = await findMembership(db, params.id);
      return membership && { role: membership.role, province: provinceCode(membership.region) };
    },
    write: async (tx, { params, body, actor, now, tell }) => {
      if (await isLastAdministrator(tx, params.id)) {
        return refuse(409, 'last_administrator', apiTexts.lastAdministrator);
      }
      const ended = await endRole(tx, { id: params.id, reason: body.reason, by: actor.id, now });
      if (ended === null) return conflict();
      tell({ topic: 'people', province: provinceCode(ended.region), id: ended.personId });
      return undefined;
    },
  }),
  writeRoute({
    method: 'delete',
    path: '/people/:id/chats/:chat',
    action: 'people.manage',
    params: z.object({ id: idField, chat: idField }),
    resource: (db, { params }) => placeOf(db, params.id),
    write: async (tx, { params, actor, now }) => {
      const unbind = { chatIdentityId: params.chat, personId: params.id, by: actor.id, now };
      return (await unbindChat(tx, unbind)) ? undefined : notFound();
    },
  }),
];

/** Without this role nobody could sign in who administers the country. */
async function isLastAdministrator(db: Executor, membershipId: string): Promise<boolean> {
  const membership = await findMembership(db, membershipId);
  if (membership?.role !== 'administrator' || membership.region !== NATION) return false;
  const administrators = await nationalAdministrators(db);
  return administrators.length === 1 && administrators[0] === membership.personId;
}
