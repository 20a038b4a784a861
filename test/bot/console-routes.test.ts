import { describe, expect, test } from 'vitest';
import type { Route } from '../../bot/console/api/route.js';
import { openRoutes, ROUTES } from '../../bot/console/api/routes.js';
import { ROLES, type Role } from '../../src/directory/authorize.js';
import { addMember, ConsoleClient, memberClient } from './console-client.js';
import { openSampleService, type TestService } from './page-service.js';

const HERE = '330000';
const ELSEWHERE = '440000';

/** Routes that are everybody's own, with nothing of anybody else in them. */
const OWN = [
  'get /me',
  'delete /session',
  'get /events',
  'get /account',
  'post /account/password',
  'delete /account/sessions',
  'delete /account/chats/:chat',
  'post /account/binding-codes',
  'get /regions',
];

/** A well-formed request for each route about people, and which roles of the province it is for. */
const PROBES: Readonly<
  Record<string, { readonly body?: object; readonly query?: string; readonly may: readonly Role[] }>
> = {
  'get /people': { query: `?province=${HERE}`, may: ['administrator', 'auditor'] },
  'get /people/:id': { may: ['administrator', 'auditor'] },
  'post /people': { body: { name: '赵敏', role: 'expert', region: HERE }, may: ['administrator'] },
  'patch /people/:id': { body: { version: 999, name: '改名' }, may: ['administrator'] },
  'post /people/:id/memberships': { body: { role: 'expert', region: HERE }, may: ['administrator'] },
  'post /memberships/:id/end': { body: { reason: '试试' }, may: ['administrator'] },
  'delete /people/:id/chats/:chat': { may: [] },
  'post /people/:id/binding-codes': { may: ['administrator'] },
  'post /people/:id/password-links': { may: ['administrator'] },
};

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** Asks for the thing of HERE that the route is about. */
function probe(client: ConsoleClient, route: Route) {
  const { body, query = '' } = PROBES[nameOf(route)] ?? {};
  const id = route.path.startsWith('/memberships') ? `target-expert-${HERE}` : 'target';
  const path = route.path.replace(':id', id).replace(/:\w+/g, 'x') + query;
  const hasBody = route.method !== 'get' && route.method !== 'delete';
  return client.call(route.method.toUpperCase(), path, hasBody ? (body ?? {}) : undefined);
}

async function openWithTarget(): Promise<TestService> {
  const service = await openSampleService();
  await addMember(service, 'target', [['expert', HERE]]);
  return service;
}

describe('every route of the console', () => {
  const guarded = ROUTES.filter((route) => !OWN.includes(nameOf(route)));

  test('names an action; those that are everybody’s own are known by name', () => {
    expect(ROUTES.filter(({ action }) => action === null)).toEqual([]);
    const own = ROUTES.filter(({ action }) => action === 'account.own').map(nameOf);
    expect(own.filter((name) => !OWN.includes(name))).toEqual([]);
    expect(new Set(ROUTES.map(nameOf)).size).toBe(ROUTES.length);
    expect(guarded.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(PROBES)));
  });

  test('is shut for who is not signed in, and for another site’s page', async () => {
    const service = await openWithTarget();
    const stranger = new ConsoleClient(service.url);
    for (const route of ROUTES) expect((await probe(stranger, route)).status, nameOf(route)).toBe(401);
    const deps: Parameters<typeof openRoutes>[0] = { ...service, clock: { now: () => new Date() } } as never;
    for (const { path } of openRoutes(deps)) {
      const headers = { 'sec-fetch-site': 'cross-site' };
      expect((await stranger.call('POST', path, {}, headers)).status, path).toBe(403);
    }
  });

  test('gives nothing of one province to any role of another: not found, or not even understood', async () => {
    const service = await openWithTarget();
    for (const role of ROLES) {
      const client = await memberClient(service, `far-${role}`, [[role, ELSEWHERE]]);
      for (const route of guarded) {
        const name = `${role}: ${nameOf(route)}`;
        const { status, body } = await probe(client, route);
        if (nameOf(route) in PROBES) expect(status, name).toBe(404);
        // Lists without a province are one's own; whatever is answered, the person of HERE is not in it.
        else expect(JSON.stringify(body), name).not.toMatch(/target/);
      }
    }
  });

  test('about people opens to its roles within the province and to no other', async () => {
    const service = await openWithTarget();
    // Last, since they end what the others look at.
    const routes = guarded.filter((route) => nameOf(route) in PROBES);
    const inOrder = [
      ...routes.filter(({ path }) => !path.endsWith('/end')),
      ...routes.filter(({ path }) => path.endsWith('/end')),
    ];
    for (const role of [...ROLES].sort(
      (a, b) => Number(a === 'administrator') - Number(b === 'administrator'),
    )) {
      const client = await memberClient(service, `near-${role}`, [[role, HERE]]);
      for (const route of inOrder) {
        const { status } = await probe(client, route);
        const isOpen = PROBES[nameOf(route)]?.may.includes(role) ?? false;
        // The auditor sees the person and is told, not hidden, that giving roles is not theirs.
        const shut = nameOf(route) === 'post /people/:id/memberships' && role === 'auditor' ? 403 : 404;
        if (isOpen) expect(status, `${role}: ${nameOf(route)}`).not.toBe(404);
        else expect(status, `${role}: ${nameOf(route)}`).toBe(shut);
      }
    }
  });
});
