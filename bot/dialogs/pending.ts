import { z } from 'zod';
import { FORM_FIELDS } from './button.js';

const fields = z.array(z.enum(FORM_FIELDS));

/** What a demand's form was about to learn. The content itself is the draft; only what a draft cannot hold is here. */
const form = z.object({
  step: z.literal('form'),
  demandId: z.string(),
  /** Asked in the last message; nothing while the preview waits for a yes. */
  asking: fields,
  /** Ever asked: 不知道 is an answer, so nothing is asked twice but what a demand cannot do without. */
  asked: fields,
  /** The next text replaces the one field that is asked for. */
  editing: z.boolean(),
  /** Eleven digits; forgotten with the form. */
  phone: z.string().nullable(),
  /** Whether the assigned side may see the number; null until that is answered. */
  shared: z.boolean().nullable(),
});

/** The next text is the content of this event. */
const words = z.object({
  step: z.literal('words'),
  demandId: z.string(),
  event: z.enum(['add_facts', 'answer', 'supply', 'reject']),
});

/** The next text may say more about a rating. */
const comment = z.object({ step: z.literal('comment'), demandId: z.string(), rating: z.number().int() });

/** The next text may be a one-time code. */
const bind = z.object({ step: z.literal('bind') });

const pending = z.discriminatedUnion('step', [form, words, comment, bind]);

export type Pending = z.output<typeof pending>;
export type FormPending = z.output<typeof form>;
export type WordsPending = z.output<typeof words>;

/** What a consultation stored, or null for nothing and for what an older version stored otherwise. */
export function readPending(stored: unknown): Pending | null {
  const read = pending.safeParse(stored);
  return read.success ? read.data : null;
}

export function newForm(demandId: string): FormPending {
  return { step: 'form', demandId, asking: [], asked: [], editing: false, phone: null, shared: null };
}
