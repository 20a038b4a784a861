import { ACT_ROUTES } from '../../../bot/console/api/demands/act-routes.js';
import { CALL_ROUTES } from '../../../bot/console/api/demands/call-routes.js';
import { CASE_ROUTES } from '../../../bot/console/api/demands/case-routes.js';
import { isRefusal } from '../../../bot/console/api/problem.js';
import type { ApiDeps, Route, RouteContext } from '../../../bot/console/api/route.js';
import { carryOut } from '../../../bot/expert/carry-out.js';
import { FORM_EVENTS, NOTHING_TYPED } from '../../../bot/expert/forms.js';
import type { WorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { type Clock, isoNow } from '../../../src/clock.js';
import { act } from '../../../src/demand/act.js';
import { actorOfPerson } from '../../../src/directory/memberships.js';
import type { Identifiers } from '../../../src/identifiers.js';
import type { Log } from '../../../src/log.js';
import * as callTasks from '../../../src/storage/call-tasks.js';
import * as caseDrafts from '../../../src/storage/case-drafts.js';
import type { Storage } from '../../../src/storage/storage.js';
import type { Command } from './protocol.js';

export interface StaffDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly calendar: WorkingCalendar;
}

type StaffCommand = Extract<Command, { kind: 'staff' }>;
type Way = (deps: StaffDeps, command: StaffCommand) => Promise<void>;

/** Ways other than the form of the console that most events have. */
const WAYS: Readonly<Partial<Record<StaffCommand['event'], Way>>> = {
  begin: byHand,
  publish_case: publish,
  call: ring,
};

/** Does what somebody of the staff asks for, as their page would have it done; throws what the page would refuse. */
export function staffAct(deps: StaffDeps, command: StaffCommand): Promise<void> {
  const way = WAYS[command.event] ?? (command.person.endsWith('expert') ? fillIn : fillInConsole);
  return way(deps, command);
}

async function fillInConsole(deps: StaffDeps, command: StaffCommand): Promise<void> {
  const { demandId: id, event, data, version, key } = command;
  await request(deps, command.person, find(ACT_ROUTES, 'post', '/demands/:id/acts'), {
    params: { id },
    body: { event, data, version, key },
  });
}

async function publish(deps: StaffDeps, { demandId: id, person, version, key }: StaffCommand): Promise<void> {
  const draft = await caseDrafts.find(deps.storage.db, id);
  await request(deps, person, find(CASE_ROUTES, 'post', '/demands/:id/case/publish'), {
    params: { id },
    body: { key, version: draft?.version ?? 0, demandVersion: version },
  });
}

/** The list shows no task that is done, so nobody writes down the same call again. */
async function ring(deps: StaffDeps, { demandId, person }: StaffCommand): Promise<void> {
  const tasks = await callTasks.ofDemand(deps.storage.db, demandId);
  const task = tasks.find(({ state }) => state === 'open');
  if (task === undefined) return;
  await request(deps, person, find(CALL_ROUTES, 'post', '/call-tasks/:id/result'), {
    params: { id: task.id },
    body: { version: task.version, outcome: 'told' },
  });
}

/** The form on the expert's page. */
async function fillIn(deps: StaffDeps, command: StaffCommand): Promise<void> {
  const { storage, clock } = deps;
  const { demandId, person, version, key } = command;
  const event = FORM_EVENTS.find((each) => each === command.event);
  if (event === undefined) throw new Error(`the expert's page has no form for ${command.event}`);
  const [text] = Object.values(command.data).filter((value) => typeof value === 'string');
  const typed = { ...NOTHING_TYPED, text: text ?? '' };
  const { grants } = await actorOfPerson(storage.db, person);
  const visitor = { actor: { id: person, personId: person, grants } };
  const result = await storage.write((tx) =>
    carryOut(tx, deps, visitor, { demandId, event, version, key, typed }, [], isoNow(clock)),
  );
  if (result.kind !== 'done') throw new Error(`${event}: ${JSON.stringify(result)}`);
}

/** What no page offers, but the table allows. */
async function byHand(deps: StaffDeps, command: StaffCommand): Promise<void> {
  const { storage, clock } = deps;
  const { event, person, key, ...rest } = command;
  if (event === 'call') return;
  const actor = await actorOfPerson(storage.db, person);
  const whole = { ...rest, event, key: `hand:${person}:${key}` };
  const outcome = await storage.write((tx) => act(tx, deps, actor, whole, isoNow(clock)));
  if (!outcome.ok) throw new Error(`${event}: ${outcome.reason}`);
}

function find(routes: readonly Route[], method: string, path: string): Route {
  const route = routes.find((each) => each.method === method && each.path === path);
  if (route === undefined) throw new Error(`no route ${method} ${path}`);
  return route;
}

/** A request to the console's API as its router hands it on, without HTTP around it. */
async function request(
  { storage, clock, identifiers, log, calendar }: StaffDeps,
  person: string,
  route: Route,
  parts: { readonly params: object; readonly body: object },
): Promise<void> {
  // Nobody listens, nobody looks for likeness, and these routes touch neither files nor cookies.
  const likeness = () => () => 0;
  const deps = { storage, clock, identifiers, log, demands: { calendar, likeness } } as unknown as ApiDeps;
  const now = isoNow(clock);
  const answer = await route.run({
    actor: await actorOfPerson(storage.db, person),
    session: { id: 'session', personId: person, createdAt: now, lastSeenAt: now },
    now,
    deps,
    request: { ...parts, query: {} } as unknown as RouteContext['request'],
    response: {} as RouteContext['response'],
    tell: () => {},
  });
  if (isRefusal(answer)) throw new Error(`${route.path}: ${JSON.stringify(answer)}`);
}
