import { parseRecord } from '../knowledge/records/schema.js';
import { type Clock, isoNow } from '../src/clock.js';
import { seedDemoPeople } from '../src/directory/demo-people.js';
import type { Identifiers } from '../src/identifiers.js';
import * as records from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';

/** Gives every invented expert (示例) a person, so that demands can be dispatched to them; never in production. */
export async function prepareDemo(deps: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}): Promise<void> {
  const { storage, clock, identifiers } = deps;
  const now = isoNow(clock);
  const keys = await records.currentKeys(storage.db, now, { kind: 'expert' });
  const editions = await records.current(
    storage.db,
    keys.map(({ id }) => id),
    now,
  );
  const experts = editions.flatMap(({ content }) => {
    const parsed = parseRecord(content);
    if (!parsed.ok || parsed.record.kind !== 'expert' || !parsed.record.demo) return [];
    const { id, title, province } = parsed.record;
    return [{ recordId: id, name: title, province }];
  });
  await storage.write((tx) => seedDemoPeople(tx, experts, now, identifiers));
}
