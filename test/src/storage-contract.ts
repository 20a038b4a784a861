import { afterEach, beforeEach, describe } from 'vitest';
import { openStorage } from '../../src/storage/storage.js';
import type { Backend } from './backend.js';
import { accountContract } from './contract/accounts.js';
import { assigneeContract } from './contract/assignee.js';
import { auditContract } from './contract/audit.js';
import { backupContract } from './contract/backup.js';
import { consultationContract } from './contract/consultations.js';
import { conversationContract } from './contract/conversations.js';
import { deliveryContract } from './contract/deliveries.js';
import { demandFigureContract } from './contract/demand-figures.js';
import { demandQueueContract } from './contract/demand-queue.js';
import { demandWorkContract } from './contract/demand-work.js';
import { demandContract } from './contract/demands.js';
import { eraseContract } from './contract/erase.js';
import { figureContract } from './contract/figures.js';
import { fileContract } from './contract/files.js';
import { inboxContract } from './contract/inbox.js';
import { leaseContract } from './contract/leases.js';
import { migrationContract } from './contract/migrations.js';
import { outboxContract } from './contract/outbox.js';
import { peopleContract } from './contract/people.js';
import { receiptContract } from './contract/receipts.js';
import { recordContract } from './contract/records.js';
import type { Stage } from './contract/stage.js';
import { timerContract } from './contract/timers.js';
import { FixedClock } from './fixed-clock.js';

const CONTRACTS = [
  migrationContract,
  conversationContract,
  inboxContract,
  leaseContract,
  outboxContract,
  timerContract,
  consultationContract,
  recordContract,
  receiptContract,
  demandContract,
  deliveryContract,
  fileContract,
  auditContract,
  figureContract,
  backupContract,
  peopleContract,
  accountContract,
  demandQueueContract,
  demandWorkContract,
  demandFigureContract,
  assigneeContract,
  eraseContract,
];

/** Each test makes a database of its own, which a busy disk can draw out. */
const PATIENCE_MS = 60_000;

/** The suite that every database behind the storage port passes. */
export function storageContract(name: string, backend: Backend): void {
  describe(`storage on ${name}`, { timeout: PATIENCE_MS }, () => {
    let stage: Stage;
    beforeEach(async () => {
      const place = await backend();
      const options = { ...place, clock: new FixedClock() };
      stage = {
        place,
        storage: await openStorage(options),
        other: await openStorage(options),
        fresh: backend,
      };
    }, PATIENCE_MS);
    afterEach(async () => {
      await Promise.all([stage.storage.close(), stage.other.close()]);
      await stage.place.remove();
    }, PATIENCE_MS);
    for (const contract of CONTRACTS) contract(() => stage);
  });
}
