import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import type { Clock } from '../../../src/clock.js';
import { type Action, type Actor, authorize, type ResourceOf } from '../../../src/directory/authorize.js';
import type { ConsoleSession } from '../../../src/directory/console-sessions.js';
import type { Identifiers } from '../../../src/identifiers.js';
import type { Log } from '../../../src/log.js';
import type { Executor, Storage } from '../../../src/storage/storage.js';
import type { WriteExecutor } from '../../../src/storage/tables.js';
import type { ConsoleEvent, EventHub } from '../events.js';
import type { SessionCookie } from './cookie.js';
import type { DemandDeps } from './demands/deps.js';
import { parseParts } from './parse.js';
import { isRefusal, notFound, type Refusal, refuse } from './problem.js';
import { apiTexts } from './texts.js';

export interface ApiDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly secret: string;
  readonly events: EventHub;
  readonly cookie: SessionCookie;
  readonly demands: DemandDeps;
  /** Address that people reach the console by, for links; without a slash at its end. */
  consoleUrl(request: Request): string;
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One request of somebody who is signed in, parsed. */
export interface Call<P, Q, B> {
  readonly actor: Actor;
  readonly session: ConsoleSession;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly now: string;
  readonly deps: ApiDeps;
  readonly request: Request;
  readonly response: Response;
  /** Told to open pages once the change is committed. */
  tell(event: ConsoleEvent): void;
}

interface Shape<P, Q, B> {
  readonly method: Method;
  /** Below /console/api, in Express's form. */
  readonly path: string;
  readonly params?: ZodType<P>;
  readonly query?: ZodType<Q>;
  readonly body?: ZodType<B>;
}

interface Guard<A extends Action, P, Q, B> extends Shape<P, Q, B> {
  readonly action: A;
  /** What the rule of the action looks at; null when there is no such thing, which is answered as a 404. */
  resource(db: Executor, call: Call<P, Q, B>): Promise<ResourceOf<A> | null> | ResourceOf<A> | null;
}

/** What a route answers as JSON; undefined is 204. */
export type Answer = object | undefined | Refusal;

export interface ReadRoute<A extends Action, P, Q, B> extends Guard<A, P, Q, B> {
  read(db: Executor, call: Call<P, Q, B>): Promise<Answer> | Answer;
}

export interface WriteRoute<A extends Action, P, Q, B, W> extends Guard<A, P, Q, B> {
  /** Slow work before the transaction, such as hashing; its result goes to `write`. A refusal ends the request. */
  prepare?(call: Call<P, Q, B>): Promise<W | Refusal>;
  /** Runs in one transaction with the authorisation. A refusal keeps what was written before it. */
  write(tx: WriteExecutor, call: Call<P, Q, B>, prepared: W): Promise<Answer>;
}

/** A route as the router and the tests see it; its types are closed inside `run`. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  /** Null where nobody is signed in yet. */
  readonly action: Action | null;
  run(context: RouteContext): Promise<Answer>;
}

export type RouteContext = Pick<
  Call<unknown, unknown, unknown>,
  'actor' | 'session' | 'now' | 'deps' | 'request' | 'response' | 'tell'
>;

/** A route that only reads. */
export function readRoute<A extends Action, P = object, Q = object, B = object>(
  route: ReadRoute<A, P, Q, B>,
): Route {
  return guarded(route, async (call) => {
    const { db } = call.deps.storage;
    return (await isAllowed(db, route, call)) ? route.read(db, call) : notFound();
  });
}

/** A route that changes something: authorised and carried out in one transaction. */
export function writeRoute<A extends Action, P = object, Q = object, B = object, W = undefined>(
  route: WriteRoute<A, P, Q, B, W>,
): Route {
  return guarded(route, async (call) => {
    const { storage } = call.deps;
    // Before slow work too, so that only who may do it can make us work.
    if (!(await isAllowed(storage.db, route, call))) return notFound();
    const prepared = await route.prepare?.(call);
    if (isRefusal(prepared)) return prepared;
    return storage.write(async (tx) =>
      // `prepare` is missing exactly where W is undefined.
      (await isAllowed(tx, route, call)) ? route.write(tx, call, prepared as W) : notFound(),
    );
  });
}

async function isAllowed<A extends Action, P, Q, B>(
  db: Executor,
  route: Guard<A, P, Q, B>,
  call: Call<P, Q, B>,
): Promise<boolean> {
  const resource = await route.resource(db, call);
  return resource !== null && authorize(call.actor, route.action, resource);
}

function guarded<A extends Action, P, Q, B>(
  route: Guard<A, P, Q, B>,
  run: (call: Call<P, Q, B>) => Promise<Answer>,
): Route {
  const { method, path, action } = route;
  return {
    method,
    path,
    action,
    run: async (context) => {
      const parts = parseParts(route, context.request);
      return 'refusal' in parts ? parts.refusal : run({ ...context, ...parts });
    },
  };
}

/** The person who is signed in, as the resource of what is their own. */
export function own(_db: Executor, { actor }: { readonly actor: Actor }): { readonly person: string } {
  return { person: actor.id };
}

/** Nobody is signed in, or no longer. */
export function signedOut(): Refusal {
  return refuse(401, 'signed_out', apiTexts.signedOut);
}
