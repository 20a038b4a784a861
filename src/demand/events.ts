import { z } from 'zod';
import { demandProfile } from './profile.js';

const LONGEST_TEXT = 4000;
const LONGEST_REASON = 1000;
const MOST_FILES = 9;
const BEST_RATING = 5;
const NUMBER_OF_PROVINCE = 6;

const text = z.string().trim().min(1).max(LONGEST_TEXT);
const reason = z.string().trim().min(1).max(LONGEST_REASON);
const files = z.array(z.string()).max(MOST_FILES).default([]);
const province = z.string().length(NUMBER_OF_PROVINCE);
const nothing = z.object({});

/** Why a demand is not taken up (不予受理). Each has an address that does take it; the asker is always told one. */
export const REFUSAL_GROUNDS = [
  'complaint',
  'not_technical',
  'not_environment',
  'secret',
  'duplicate',
  'other',
] as const;
/** The plan's four other modes (环科财〔2021〕55号), to which a demand can be handed over. */
export const OTHER_MODES = ['city', 'problem', 'town', 'training'] as const;
/** What runs out. */
export const DEADLINE_NAMES = ['accept', 'firstReply', 'close'] as const;
/** What somebody is reminded of. */
export const REMINDERS = ['supply', 'take', 'facts', 'confirm'] as const;

/** Every event there is, with what it must bring. `clock`-like events at the end are the service's own. */
export const EVENT_DATA = {
  draft: z.object({ profile: demandProfile, province: province.nullable() }),
  amend: z.object({ profile: demandProfile, province: province.nullable() }),
  file: z.object({
    phone: z
      .string()
      .regex(/^1\d{10}$/)
      .nullable(),
    /** Agreed that the assigned side may see the number. */
    phoneShared: z.boolean(),
    /** Which wording the asker agreed to. */
    consent: z.string().min(1),
  }),
  discard: nothing,
  supply: z.object({ text, files }),
  return: z.object({ reason }),
  refuse: z.object({ ground: z.enum(REFUSAL_GROUNDS), reason, address: reason }),
  transfer: z.object({ mode: z.enum(OTHER_MODES), reason }),
  accept: nothing,
  dispatch: z.object({
    assigneeId: z.string().min(1),
    /** Null when the first suggestion was taken. */
    reason: reason.nullable(),
    /** The suggestion's parts, as the coordinator saw them. */
    suggestion: z.record(z.string(), z.unknown()).nullable().default(null),
  }),
  take: nothing,
  decline: z.object({
    reason,
    /** Whom the assignee would ask instead, in words. */
    instead: z.string().trim().max(LONGEST_REASON).nullable().default(null),
  }),
  begin: nothing,
  ask_back: z.object({ question: text }),
  answer: z.object({ text, files }),
  answer_lapsed: nothing,
  reply: z.object({
    text,
    files,
    /** A caller's words, written down by the coordinator: who said them and when. */
    onBehalfOf: z.string().trim().max(LONGEST_REASON).nullable().default(null),
  }),
  reply_delivered: z.object({ by: z.enum(['chat', 'call', 'unreachable']) }),
  confirm: z.object({ rating: z.number().int().min(1).max(BEST_RATING).nullable().default(null) }),
  confirm_lapsed: nothing,
  reject: z.object({ reason }),
  rate: z.object({
    rating: z.number().int().min(1).max(BEST_RATING),
    comment: z.string().trim().max(LONGEST_REASON).nullable().default(null),
  }),
  withdraw: z.object({ reason: reason.nullable().default(null) }),
  supply_lapsed: nothing,
  draft_lapsed: nothing,
  urge: nothing,
  add_facts: z.object({ text: z.string().trim().max(LONGEST_TEXT).default(''), files }),
  propose_case: nothing,
  submit_case: nothing,
  return_case: z.object({ reason }),
  drop_case: z.object({ reason }),
  publish_case: z.object({ recordId: z.string().min(1) }),
  warned: z.object({ deadline: z.enum(DEADLINE_NAMES) }),
  overdue: z.object({ deadline: z.enum(DEADLINE_NAMES) }),
  reminded: z.object({ of: z.enum(REMINDERS) }),
} as const;

export type DemandEvent = keyof typeof EVENT_DATA;
export type EventData<E extends DemandEvent> = z.output<(typeof EVENT_DATA)[E]>;

export const DEMAND_EVENTS = Object.keys(EVENT_DATA).filter(isDemandEvent);

export function isDemandEvent(text: string): text is DemandEvent {
  return Object.hasOwn(EVENT_DATA, text);
}

export type OtherMode = (typeof OTHER_MODES)[number];
export type DeadlineName = (typeof DEADLINE_NAMES)[number];
export type Reminder = (typeof REMINDERS)[number];
