import type { Quantity } from '../../src/quantity/quantity.js';
import type { Inquiry } from '../inquiry/inquiry.js';

/** What the asker told, in a few words, for the conclusion: 家具制造、喷漆、VOCs浓度 300 mg/m3、风量 20000 m3/h. */
export function knownFacts(inquiry: Inquiry): string {
  const names = [
    ...inquiry.industries.slice(0, 2),
    ...inquiry.processes.slice(0, 2),
    ...inquiry.traits.slice(0, 2),
  ];
  const figured = inquiry.quantities.filter((quantity) => quantity.param !== null);
  const pollutants = inquiry.pollutants.filter(
    (name) => !figured.some((quantity) => quantity.param?.includes(name)),
  );
  return [...names, ...pollutants.slice(0, 2), ...figured.map(quantityText)].join('、');
}

/** 风量 20 000 m³/h */
export function quantityText(quantity: Quantity): string {
  return `${quantity.param ?? ''} ${rangeText(quantity)}${quantity.unit === null ? '' : ` ${quantity.unit}`}`.trim();
}

function rangeText({ min, max, raw }: Quantity): string {
  if (min !== null && max !== null) return min === max ? figure(min) : `${figure(min)}～${figure(max)}`;
  if (min !== null) return `≥${figure(min)}`;
  if (max !== null) return `≤${figure(max)}`;
  return raw;
}

/** 20000 → 20 000, so that a reader need not count zeros. */
function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 }).replaceAll(',', ' ');
}
