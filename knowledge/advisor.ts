import type { Answer, Question } from './answer/answer.js';
import type { KnowledgeRecord } from './records/record.js';

/** A record as its page shows it. */
export interface RecordPage {
  readonly record: KnowledgeRecord;
  readonly edition: string;
  readonly status: 'draft' | 'published' | 'withdrawn' | 'superseded';
  readonly importedAt: string;
  /** Editions of this record, newest first. */
  readonly editions: readonly string[];
  /** Records that this one points to or is pointed to by, for links. */
  readonly related: readonly { readonly id: string; readonly title: string; readonly kind: string }[];
}

/** The knowledge as the rest of the service sees it. */
export interface Advisor {
  advise(question: Question): Promise<Answer>;
  /** The current edition, or the named one; null when there is none that may be shown. */
  page(id: string, edition?: string): Promise<RecordPage | null>;
  /** Identity of the open index snapshot; turns pin it. */
  readonly manifest: string;
  close(): Promise<void>;
}
