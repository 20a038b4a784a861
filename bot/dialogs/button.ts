import { z } from 'zod';

const LONGEST_ID = 200;
const LONGEST_TEXT = 4000;
const BEST_RATING = 5;
const MOST_EXPERTS = 5;

const id = z.string().min(1).max(LONGEST_ID);
const onDemand = { demandId: id };
const sure = z.literal(true).optional();

/** What the form of a demand asks for: the five precision slots, the province, and the contact by phone. */
export const FORM_FIELDS = [
  'problem',
  'time',
  'place',
  'subject',
  'measure',
  'province',
  'phone',
  'share',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** Everything that a button can say to the service; whatever a client sends instead is no button of ours. */
const button = z.discriminatedUnion('do', [
  /** Turn to people with this consultation; `fresh` begins another demand although there is one. */
  z.object({ do: z.literal('escalate'), fresh: sure }),
  z.object({ do: z.literal('resume'), ...onDemand }),
  z.object({ do: z.literal('skip'), ...onDemand }),
  z.object({ do: z.literal('share'), ...onDemand, agreed: z.boolean() }),
  z.object({ do: z.literal('edit'), ...onDemand, field: z.enum(FORM_FIELDS) }),
  z.object({ do: z.literal('file'), ...onDemand, version: z.number().int().positive() }),
  z.object({ do: z.literal('later'), ...onDemand }),
  z.object({ do: z.literal('discard'), ...onDemand, sure }),
  z.object({ do: z.literal('demands') }),
  z.object({ do: z.literal('demand'), ...onDemand }),
  /** `text`: words of the asker that were said already. */
  z.object({ do: z.literal('add_facts'), ...onDemand, text: z.string().max(LONGEST_TEXT).optional() }),
  z.object({ do: z.literal('answer'), ...onDemand }),
  z.object({ do: z.literal('supply'), ...onDemand }),
  z.object({ do: z.literal('urge'), ...onDemand }),
  z.object({ do: z.literal('withdraw'), ...onDemand, sure }),
  z.object({ do: z.literal('confirm'), ...onDemand }),
  z.object({ do: z.literal('reject'), ...onDemand }),
  z.object({ do: z.literal('score'), ...onDemand }),
  z.object({ do: z.literal('rate'), ...onDemand, rating: z.number().int().min(1).max(BEST_RATING) }),
  /** Register an emergency as well; what was told comes along, since its consultation is over. */
  z.object({
    do: z.literal('emergency'),
    text: z.string().trim().min(1).max(LONGEST_TEXT),
    region: z.string().max(LONGEST_ID).nullable(),
  }),
  /** File the wish for the chosen experts (record ids). */
  z.object({
    do: z.literal('referral'),
    experts: z.array(id).min(1).max(MOST_EXPERTS),
    backup: id.nullable().default(null),
  }),
  z.object({ do: z.literal('bind') }),
  /** Another consultation in this conversation. */
  z.object({ do: z.literal('fresh') }),
]);

export type Button = z.output<typeof button>;
export type ButtonOf<D extends Button['do']> = Extract<Button, { do: D }>;

/** A button's value as it came back from a client, or null for anything else. */
export function readButton(value: unknown): Button | null {
  const read = button.safeParse(value);
  return read.success ? read.data : null;
}
