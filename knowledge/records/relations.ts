import type { KnowledgeRecord } from './record.js';

/** Ids of the records that this one names: a case its technologies, an order of standards its standards. */
export function relatedIds(record: KnowledgeRecord): readonly string[] {
  if (record.kind === 'case') return record.technologies;
  if (record.kind === 'standard_order') return record.order.flatMap((entry) => entry.ids);
  if (record.kind === 'technology' && record.case !== null) return record.case.match(/C\d{4,}/g) ?? [];
  return [];
}
