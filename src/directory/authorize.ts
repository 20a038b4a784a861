import type { FileSubjectKind } from '../files/subject.js';
import { type Actor, ROLES, type Role } from './actor.js';
import { DEMAND_RULES, type DemandAccess } from './demand-access.js';
import type { DemandFacts } from './demand-parts.js';
import { holds, NATION, type Rule } from './rule.js';

export { type Actor, type Grant, ROLES, type Role } from './actor.js';

type RecordStatus = 'draft' | 'published' | 'superseded' | 'withdrawn';

/** What is asked for, with the facts that a rule needs. */
export type Access =
  | { readonly action: 'conversation.read'; readonly resource: { readonly asker: string } }
  | {
      readonly action: 'record.read';
      readonly resource: {
        readonly status: RecordStatus;
        readonly visibility: 'public' | 'province';
        /** Null, and 100000, belong to the whole country. */
        readonly province: string | null;
      };
    }
  | DemandAccess
  /** A file, with whose conversation the matter is that it belongs to. */
  | {
      readonly action: 'file.read';
      readonly resource: {
        readonly kind: FileSubjectKind;
        /** Internal files are not the asker's. */
        readonly visibility: 'subject' | 'internal';
        readonly conversationId: string;
        readonly asker: string;
        /** Id of the person who added it, or the asker. */
        readonly addedBy?: string;
        /** The demands that it is part of: its own, or those that came of its consultation. */
        readonly demands?: readonly DemandFacts[];
      };
    }
  | { readonly action: 'inbox.list_set_aside'; readonly resource: { readonly province: string | null } }
  | { readonly action: 'people.list'; readonly resource: { readonly province: string | null } }
  /** `provinces`: where the person has roles, or had them when none is left. */
  | { readonly action: 'people.read'; readonly resource: { readonly provinces: readonly string[] } }
  | { readonly action: 'people.manage'; readonly resource: { readonly provinces: readonly string[] } }
  | {
      readonly action: 'roles.grant';
      readonly resource: { readonly role: Role; readonly province: string };
    }
  | { readonly action: 'account.own'; readonly resource: { readonly person: string } };

export type Action = Access['action'];
export type ResourceOf<A extends Action> = Extract<Access, { action: A }>['resource'];

/** An answer of last week cites an edition that may be superseded by now; a withdrawn one is gone. */
function wasPublished(status: RecordStatus): boolean {
  return status === 'published' || status === 'superseded';
}

const RULES: { readonly [A in Action]: readonly Rule<ResourceOf<A>>[] } = {
  'conversation.read': [
    { reason: 'an asker reads their own conversation', allows: (actor, { asker }) => actor.id === asker },
  ],
  'record.read': [
    {
      reason: 'anyone reads what was published for all',
      allows: (_, record) => wasPublished(record.status) && record.visibility === 'public',
    },
    {
      reason: 'the province reads what was published for it',
      allows: (actor, record) => wasPublished(record.status) && holds(actor, ROLES, record.province),
    },
    {
      reason: 'those who keep and check the knowledge read every edition',
      allows: (actor, record) => holds(actor, ['editor', 'administrator', 'auditor'], record.province),
    },
  ],
  ...DEMAND_RULES,
  'file.read': [
    {
      reason: 'an asker reads the files of their own matter, but for internal ones',
      allows: (actor, { visibility, conversationId, asker }) =>
        visibility === 'subject' && actor.conversationId === conversationId && actor.id === asker,
    },
    {
      reason: 'those who work for the province read the files of its demands',
      allows: (actor, { demands = [] }) => demands.some((demand) => authorize(actor, 'demand.work', demand)),
    },
    {
      reason: 'the assignee reads what the asker gave, and what they added themselves',
      allows: ({ personId = null }, { visibility, addedBy, demands = [] }) =>
        personId !== null &&
        (visibility === 'subject' || addedBy === personId) &&
        demands.some(({ assigneeId }) => assigneeId === personId),
    },
  ],
  'inbox.list_set_aside': [
    {
      reason: 'an administrator sees what was put aside',
      allows: (actor, { province }) => holds(actor, ['administrator'], province),
    },
  ],
  'people.list': [
    {
      reason: 'those who give roles, and those who check that, see who has them',
      allows: (actor, { province }) => holds(actor, ['administrator', 'auditor'], province),
    },
  ],
  'people.read': [
    {
      reason:
        'a person is seen by the administrators and auditors of each province where the person has a role',
      allows: (actor, { provinces }) =>
        holds(actor, ['administrator', 'auditor'], null) ||
        provinces.some((province) => holds(actor, ['administrator', 'auditor'], province)),
    },
  ],
  'people.manage': [
    {
      // Whoever can set a person's password has that person's powers: all of them must lie within one's own.
      reason: 'a person is managed by who administers every province where the person has a role',
      allows: (actor, { provinces }) =>
        holds(actor, ['administrator'], null) ||
        (provinces.length > 0 && provinces.every((province) => holds(actor, ['administrator'], province))),
    },
  ],
  'roles.grant': [
    {
      reason: 'roles are given by an administrator of the region, national ones by a national administrator',
      allows: (actor, { province }) => holds(actor, ['administrator'], province),
    },
  ],
  'account.own': [
    { reason: 'one keeps one’s own account', allows: (actor, { person }) => actor.id === person },
  ],
};

/** The one gate: true when some rule of the action allows it. What no rule allows is denied. */
export function authorize<A extends Action>(actor: Actor, action: A, resource: ResourceOf<A>): boolean {
  const rules: readonly Rule<ResourceOf<A>>[] | undefined = Object.hasOwn(RULES, action)
    ? RULES[action]
    : undefined;
  return rules?.some((rule) => rule.allows(actor, resource)) ?? false;
}

/** Actions whose rules look at the province alone. */
export type ProvinceAction = {
  [A in Action]: { readonly province: string | null } extends ResourceOf<A> ? A : never;
}[Action];

/** Where an actor may do something: everywhere, or in some provinces, or (an empty list) nowhere. */
export type Reach = 'nation' | readonly string[];

/** The provinces in which the actor may do what depends on the province alone: the filter of every list. */
export function reach(actor: Actor, action: ProvinceAction): Reach {
  const allowed = (province: string) => authorize(actor, action, { province });
  if (allowed(NATION)) return 'nation';
  return [...new Set(actor.grants.map((grant) => grant.province))].filter(allowed).sort();
}
