import type { KnowledgeRecord } from '../records/record.js';
import { RECORD_TEXTS } from '../records/texts.js';
import { consult } from './texts.js';

/** Title of the source; a page whose title nobody noted is named after the record that was taken from it. */
export function sourceTitle({ kind, source, title }: KnowledgeRecord): string {
  if (kind === 'expert') return consult.profileOf(title, source.title);
  return source.title === RECORD_TEXTS.untitledSource ? consult.pageOf(title) : source.title;
}

/** Where a record comes from, in one line: 《…指南》 HJ 1180-2021 第6.1.3.1条（2021-05-12） */
export function sourceLine(record: KnowledgeRecord): string {
  const { number, clause, date } = record.source;
  return consult.sourceLine(sourceTitle(record), number, clause, date);
}
