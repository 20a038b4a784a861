import { onTestFinished } from 'vitest';
import type { Storage } from '../../src/storage/storage.js';

/**
 * Counts what is asked of the database outside of write transactions: the amount of work that an answer took, which
 * unlike its time is the same every time.
 */
export function countQueries({ db }: Storage): () => number {
  const executor = db.getExecutor();
  const ask = executor.executeQuery;
  let count = 0;
  executor.executeQuery = (query) => {
    count += 1;
    return ask.call(executor, query) as never;
  };
  onTestFinished(() => {
    executor.executeQuery = ask;
  });
  return () => count;
}
