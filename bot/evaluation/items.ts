import { z } from 'zod';

/** The labels of a question set and which results each accepts (results.md, "eval"). */
export const LABELS = [
  'answer_from_technology',
  'answer_from_standard_or_policy',
  'ask_for_missing_slots',
  'escalate_demand',
  'out_of_scope',
  'emergency',
] as const;

export type Label = (typeof LABELS)[number];

const label = z.enum(LABELS);
const ids = z.array(z.string()).optional();

const itemSchema = z
  .object({
    id: z.string(),
    query: z.string().optional(),
    text: z.string().optional(),
    gold: ids,
    must_not_recommend: ids,
    label: label.optional(),
    acceptable_labels: z.array(label).optional(),
    /** `action` or `action:detail`, such as redirect:complaint or no_answer:no_verified_text. */
    acceptable_actions: z.array(z.string()).optional(),
    role: z.enum(['enterprise', 'official']).optional(),
    province: z.string().optional(),
  })
  .refine((item) => (item.query ?? item.text) !== undefined, { error: 'query or text is required' });

export type EvalItem = z.infer<typeof itemSchema>;

/** One file line → item. Throws with the line number when a line is no item: a set half read measures nothing. */
export function parseItems(jsonl: string): EvalItem[] {
  return jsonl.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [itemSchema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new Error(`line ${index + 1}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
  });
}

export function itemText(item: EvalItem): string {
  return item.query ?? item.text ?? '';
}
