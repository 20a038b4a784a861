import type { DemandPart } from '../demand/transition.js';
import type { Actor, Role } from './actor.js';
import { type DemandFacts, partsOf } from './demand-parts.js';
import { holds, type RulesOf } from './rule.js';

/** What is asked for of demands and of the work on them, with the facts that a rule needs. */
export type DemandAccess =
  | { readonly action: 'demand.read'; readonly resource: DemandFacts }
  /** `by`: the parts that the event's rows name (demand/transitions.ts). */
  | {
      readonly action: 'demand.act';
      readonly resource: { readonly demand: DemandFacts; readonly by: readonly DemandPart[] };
    }
  /** Demands of a province as a list: the queue, call tasks, figures. */
  | { readonly action: 'demand.list'; readonly resource: { readonly province: string | null } }
  /** A demand with all that its province's people see of it: the transcript, the files. */
  | { readonly action: 'demand.work'; readonly resource: DemandFacts }
  /** The asker's number, and what else only who deals with the asker needs. */
  | { readonly action: 'demand.contact'; readonly resource: DemandFacts }
  /** What coordinators write for each other about a demand. */
  | { readonly action: 'demand.note'; readonly resource: DemandFacts }
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
  | { readonly action: 'experts.manage'; readonly resource: { readonly provinces: readonly string[] } };

export const DEMAND_RULES: RulesOf<DemandAccess> = {
  'demand.read': [
    {
      reason: 'the asker, the assignee and those who work for the province read a demand',
      allows: (actor, demand) => partsOf(actor, demand).length > 0,
    },
    {
      reason: 'an auditor reads what was filed',
      allows: (actor, demand) => demand.receipt !== null && holds(actor, ['auditor'], demand.province),
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
  'demand.note': [
    {
      reason: 'internal notes are the coordinators’ of the province',
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
      reason:
        'who works on a demand, who answers for the service and who checks both see that its chain holds',
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
};

/** A draft is nobody's but the asker's. */
function filedIn(actor: Actor, roles: readonly Role[], { receipt, province }: DemandFacts): boolean {
  return receipt !== null && holds(actor, roles, province);
}
