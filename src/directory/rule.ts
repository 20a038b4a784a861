import type { Actor, Role } from './actor.js';

/** One reason to allow an action on a resource. */
export interface Rule<R> {
  /** Says in words what the rule lets through. */
  readonly reason: string;
  readonly allows: (actor: Actor, resource: R) => boolean;
}

interface AnyAccess {
  readonly action: string;
  readonly resource: unknown;
}

/** A table of rules: of every action those that allow it. */
export type RulesOf<A extends AnyAccess> = {
  readonly [K in A['action']]: readonly Rule<Extract<A, { action: K }>['resource']>[];
};

/** Code of the whole country. */
export const NATION = '100000';

/** Has one of the roles where the resource belongs. Only a national grant reaches what belongs to the whole country. */
export function holds(actor: Actor, roles: readonly Role[], province: string | null): boolean {
  return actor.grants.some(
    (grant) =>
      roles.includes(grant.role) && (grant.province === NATION || grant.province === (province ?? NATION)),
  );
}
