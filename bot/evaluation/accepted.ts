import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { EvalItem, Label } from './items.js';

const ACCEPTS: Record<Label, (result: TurnResult) => boolean> = {
  answer_from_technology: (result) => result.action === 'answer' && result.technologies.length > 0,
  answer_from_standard_or_policy: (result) =>
    (result.action === 'answer' && result.standards.length + result.policies.length > 0) ||
    isAction(result, 'no_answer:no_verified_text'),
  ask_for_missing_slots: (result) => result.action === 'clarify',
  escalate_demand: (result) =>
    result.action === 'escalate' || (result.action === 'no_answer' && result.offers.includes('escalate')),
  out_of_scope: (result) =>
    isAction(result, 'redirect:complaint') || isAction(result, 'redirect:out_of_scope'),
  emergency: (result) => isAction(result, 'redirect:emergency'),
};

/** Whether the result is right for the item; null when the item does not say what would be. */
export function isAccepted(item: EvalItem, result: TurnResult): boolean | null {
  if (item.acceptable_actions !== undefined)
    return item.acceptable_actions.some((action) => isAction(result, action));
  const labels = item.acceptable_labels ?? (item.label === undefined ? [] : [item.label]);
  return labels.length === 0 ? null : labels.some((label) => ACCEPTS[label](result));
}

/** `action` alone, or `action:detail` where detail is the redirect or the reason. */
function isAction(result: TurnResult, wanted: string): boolean {
  const [action, detail] = wanted.split(':');
  return (
    result.action === action &&
    (detail === undefined || detail === result.redirect || detail === result.reason)
  );
}
