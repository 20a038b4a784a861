import type { Migration } from '../dialect.js';
import { conversationSchema } from './foundation-conversations.js';
import { directorySchema } from './foundation-directory.js';
import { recordSchema } from './foundation-records.js';

/** The first schema: it already has what later work needs, so that nothing is rewritten. */
export const foundation: Migration = {
  version: 1,
  name: 'foundation',
  statements: (words) => [...directorySchema(words), ...conversationSchema(words), ...recordSchema(words)],
};
