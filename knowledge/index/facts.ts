import { z } from 'zod';
import type { IndexedRecord } from '../records/record.js';
import type { EntryKind } from '../vocabulary/entry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';

/** Canonical vocabulary names of what a record is about, against which an inquiry is matched. */
export const factsSchema = z.strictObject({
  industries: z.array(z.string()),
  media: z.array(z.string()),
  pollutants: z.array(z.string()),
  processes: z.array(z.string()),
  techniques: z.array(z.string()),
});

export type Facts = z.infer<typeof factsSchema>;
export type FactKind = keyof Facts;

/** What the index and the search need of the vocabulary. */
export type FactVocabulary = Pick<Vocabulary, 'hash' | 'match' | 'find' | 'userWords'>;

export const ENTRY_KINDS: Readonly<Record<FactKind, EntryKind>> = {
  industries: 'industry',
  media: 'medium',
  pollutants: 'pollutant',
  processes: 'process',
  techniques: 'technique',
};

/** Canonical names of one kind: of each field as a whole, or else of what occurs in it. Each name once. */
function namedIn(fields: readonly string[], kind: EntryKind, vocabulary: FactVocabulary): string[] {
  const entries = fields.flatMap((field) => {
    const whole = vocabulary.find(kind, field);
    return whole === null ? vocabulary.match(field).flatMap((match) => match.entries) : [whole];
  });
  return [
    ...new Set(entries.filter((entry) => entry.kind === kind && !entry.generic).map(({ name }) => name)),
  ];
}

/** The fields of a record in which each kind of fact is named. */
function fieldsOf(record: IndexedRecord): Record<FactKind, readonly string[]> {
  const none = { industries: [], media: [], pollutants: [], processes: [], techniques: [] };
  switch (record.kind) {
    case 'technology': {
      const range = record.applicability.text;
      return {
        industries: record.industries,
        media: [record.medium],
        pollutants: [...record.pollutants, record.title, ...record.indicators.map(({ name }) => name)],
        processes: [record.title, range],
        techniques: [record.title, record.processRoute],
      };
    }
    case 'standard':
      return {
        ...none,
        industries: [...record.industries, record.title],
        media: [record.title, record.subject],
        pollutants: record.limits.map(({ item }) => item),
      };
    case 'standard_order':
      return { ...none, industries: [record.industry], media: [record.medium] };
    case 'standing':
      return { ...none, techniques: [record.title, ...record.match], pollutants: [record.scope] };
    case 'case':
      return {
        industries: [record.industry, record.title],
        media: [record.medium],
        pollutants: [record.title, ...record.results],
        processes: [record.title, record.process],
        techniques: [record.process, record.title],
      };
    case 'unit':
      return { ...none, pollutants: [record.serviceScope], techniques: [record.serviceScope] };
    case 'policy':
      return none;
  }
}

export function factsOf(record: IndexedRecord, vocabulary: FactVocabulary): Facts {
  const fields = fieldsOf(record);
  const named = (kind: FactKind) => namedIn(fields[kind], ENTRY_KINDS[kind], vocabulary);
  return {
    industries: named('industries'),
    media: named('media'),
    pollutants: named('pollutants'),
    processes: named('processes'),
    techniques: named('techniques'),
  };
}
