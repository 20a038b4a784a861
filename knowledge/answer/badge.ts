import type { KnowledgeRecord, StandardRecord } from '../records/record.js';
import { EXPERT_BADGE, GRADE_BADGE, standards as texts } from './texts.js';

/** The short mark beside a record's title that says how far it can be relied on. */
export function recordBadge(record: KnowledgeRecord): string {
  if (record.kind === 'expert') return record.demo ? EXPERT_BADGE.demo : EXPERT_BADGE.listed;
  if (record.kind !== 'standard') return GRADE_BADGE[record.source.grade];
  if (isSuperseded(record)) return texts.supersededMark;
  return record.level === 'local' ? texts.localBadge : texts.nationalBadge;
}

/** True when the record says that a later text has replaced the standard: its figures are history. */
export function isSuperseded(record: StandardRecord): boolean {
  return record.standing?.startsWith(texts.supersededMark) ?? false;
}
