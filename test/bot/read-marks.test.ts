import { expect, test } from 'vitest';
import { createReadMarks } from '../../bot/delivery/read-marks.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { YishiError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import type { Storage } from '../../src/storage/storage.js';
import { prepare, send } from '../src/contract/rows.js';
import { openDemandBench } from './demand-bench.js';

test('a mark costs a write only where something was unread, and comes through other writers’ precedence', async () => {
  const { storage, clock } = await openDemandBench();
  await prepare(storage, 'c9');
  await send(storage, 'o1', { conversationId: 'c9', seq: 1 });
  let writes = 0;
  let refusals = 2;
  const contended: Storage = {
    ...storage,
    write: async (work) => {
      writes += 1;
      if (refusals-- > 0) throw new YishiError('busy', 'precedence', { retryable: true });
      return storage.write(work);
    },
  };
  const read = createReadMarks({
    storage: contended,
    clock,
    identifiers: { next: () => 'x' },
    calendar: createWorkingCalendar(),
    log: createLog({ level: 'error' }),
  });
  await read('c9', 0);
  expect(writes).toBe(0);
  await Promise.all([read('c9', 1)]);
  expect(writes).toBe(3);
  await read('c9', 1);
  await read('nowhere', 7);
  expect(writes).toBe(3);
  refusals = 99;
  await send(storage, 'o2', { conversationId: 'c9', seq: 2 });
  // Not noted, not thrown: the client's next look says it again.
  await read('c9', 2);
  expect(writes).toBe(6);
});
