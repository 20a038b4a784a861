import type { DemandPart } from '../demand/transition.js';
import type { FileSubjectKind } from '../files/subject.js';
import { type Actor, ROLES, type Role } from './actor.js';
import { type DemandFacts, partsOf } from './demand-parts.js';

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
  | { readonly action: 'demand.read'; readonly resource: DemandFacts }
  /** `by`: the parts that the event's rows name (demand/transitions.ts). */
  | {
      readonly action: 'demand.act';
      readonly resource: { readonly demand: DemandFacts; readonly by: readonly DemandPart[] };
    }
  /** Demands of a province as a list: the queue, call tasks, figures. */
  | { readonly action: 'demand.list'; readonly resource: { readonly province: string | null } }
  /** A demand with all that its province's people see of it: the transcript, the notes, the audit. */
  | { readonly action: 'demand.work'; readonly resource: DemandFacts }
  /** The asker's number, and what else only who deals with the asker needs. */
  | { readonly action: 'demand.contact'; readonly resource: DemandFacts }
  /** Demands of a province that wait for a coordinator; call tasks. */
  | { readonly action: 'demand.coordinate'; readonly resource: { readonly province: string | null } }
  /** The draft of a case, and its review. */
  | { readonly action: 'case.edit'; readonly resource: DemandFacts }
  | { readonly action: 'case.review'; readonly resource: { readonly province: string | null } }
  /** `audit.payload`: also what the entries say, not only that they are whole. */
  | { readonly action: 'audit.read'; readonly resource: DemandFacts }
  | { readonly action: 'audit.payload'; readonly resource: DemandFacts }
  /** Removing what a demand holds of its asker. */
  | { readonly action: 'demand.erase'; readonly resource: DemandFacts }
  | { readonly action: 'settings.manage'; readonly resource: { readonly province: string | null } }
  /** Whom demands can be given to, anywhere in the country; the province is the reader's own. */
  | { readonly action: 'experts.list'; readonly resource: { readonly province: string | null } }
  /** Load, absence and recusals of somebody who has roles in these provinces. */
  | { readonly action: 'experts.manage'; readonly resource: { readonly provinces: readonly string[] } }
  /** A file, with whose conversation the matter is that it belongs to. */
  | {
      readonly action: 'file.read';
      readonly resource: {
        readonly kind: FileSubjectKind;
        /** Internal files are not the asker's. */
        readonly visibility: 'subject' | 'internal';
        readonly conversationId: string;
        readonly asker: string;
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

interface Rule<A extends Action> {
  /** Says in words what the rule lets through. */
  readonly reason: string;
  readonly allows: (actor: Actor, resource: ResourceOf<A>) => boolean;
}

const NATION = '100000';

/** Has one of the roles where the resource belongs. Only a national grant reaches what belongs to the whole country. */
function holds(actor: Actor, roles: readonly Role[], province: string | null): boolean {
  return actor.grants.some(
    (grant) =>
      roles.includes(grant.role) && (grant.province === NATION || grant.province === (province ?? NATION)),
  );
}

/** A draft is nobody's but the asker's. */
function filedIn(actor: Actor, roles: readonly Role[], { state, province }: DemandFacts): boolean {
  return state !== 'draft' && holds(actor, roles, province);
}

/** An answer of last week cites an edition that may be superseded by now; a withdrawn one is gone. */
function wasPublished(status: RecordStatus): boolean {
  return status === 'published' || status === 'superseded';
}

const RULES: { readonly [A in Action]: readonly Rule<A>[] } = {
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
  'demand.read': [
    {
      reason: 'the asker, the assignee and those who work for the province read a demand',
      allows: (actor, demand) => partsOf(actor, demand).length > 0,
    },
    {
      reason: 'an auditor reads what was filed',
      allows: (actor, demand) => demand.state !== 'draft' && holds(actor, ['auditor'], demand.province),
    },
  ],
  'demand.act': [
    {
      reason: 'an event is caused by those whom the table of transitions names',
      allows: (actor, { demand, by }) => partsOf(actor, demand).some((part) => by.includes(part)),
    },
  ],
  'demand.list': [
    {
      reason: 'those who work for the province, and who checks that, see its demands',
      allows: (actor, { province }) => holds(actor, ['coordinator', 'editor', 'auditor'], province),
    },
  ],
  'demand.work': [
    {
      reason: 'coordinators, editors and auditors of the province see what was filed there, whole',
      allows: (actor, demand) => filedIn(actor, ['coordinator', 'editor', 'auditor'], demand),
    },
  ],
  'demand.contact': [
    {
      reason: 'a coordinator of the province deals with the asker',
      allows: (actor, demand) => filedIn(actor, ['coordinator'], demand),
    },
  ],
  'demand.coordinate': [
    {
      reason: 'a coordinator works in their province',
      allows: (actor, { province }) => holds(actor, ['coordinator'], province),
    },
  ],
  'case.edit': [
    {
      reason: 'coordinators and editors of the province write a case',
      allows: (actor, demand) => filedIn(actor, ['coordinator', 'editor'], demand),
    },
  ],
  'case.review': [
    {
      reason: 'an editor reviews the cases of their province',
      allows: (actor, { province }) => holds(actor, ['editor'], province),
    },
  ],
  'audit.read': [
    {
      reason: 'who works on a demand, who answers for the service and who checks both see that its chain holds',
      allows: (actor, demand) => filedIn(actor, ['coordinator', 'auditor', 'administrator'], demand),
    },
  ],
  'audit.payload': [
    {
      reason: 'what was done in detail is for those who work on the demand and those who check them',
      allows: (actor, demand) => filedIn(actor, ['coordinator', 'auditor'], demand),
    },
  ],
  'demand.erase': [
    {
      reason: 'an administrator of the province carries out a request to be forgotten',
      allows: (actor, demand) => filedIn(actor, ['administrator'], demand),
    },
  ],
  'settings.manage': [
    {
      reason: 'an administrator sets the terms of their province',
      allows: (actor, { province }) => holds(actor, ['administrator'], province),
    },
  ],
  'experts.list': [
    {
      reason: 'those who dispatch, and those who keep the list, see whom there is',
      allows: (actor, { province }) => holds(actor, ['coordinator', 'administrator'], province),
    },
  ],
  'experts.manage': [
    {
      reason: 'coordinators and administrators of a province where somebody works keep their absences',
      allows: (actor, { provinces }) =>
        provinces.some((province) => holds(actor, ['coordinator', 'administrator'], province)),
    },
  ],
  'file.read': [
    {
      reason: 'an asker reads the files of their own matter, but for internal ones',
      allows: (actor, { visibility, conversationId, asker }) =>
        visibility === 'subject' && actor.conversationId === conversationId && actor.id === asker,
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
  const rules: readonly Rule<A>[] | undefined = Object.hasOwn(RULES, action) ? RULES[action] : undefined;
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
