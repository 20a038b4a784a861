import { type Clock, isoNow } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import { keepMessageFiles } from '../../src/files/kept-files.js';
import type { Identifiers } from '../../src/identifiers.js';
import * as conversations from '../../src/storage/conversations.js';
import * as inbox from '../../src/storage/inbox.js';
import * as outbox from '../../src/storage/outbox.js';
import type { Storage } from '../../src/storage/storage.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import type { InboundMessage } from '../channels/channel.js';
import type { Failpoint } from './failpoints.js';

export interface IntakeDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly failpoint: Failpoint;
  /** Called once a fresh message is stored: there is something to do in this conversation. */
  readonly wake: (conversationId: string) => void;
}

export interface Intake {
  /**
   * Stores a message in one short transaction; once it resolves, the message cannot be lost and the channel may
   * acknowledge it. A redelivery changes nothing and gets what the first delivery got, with the stored response
   * when there is one by now. Throws YishiError('quota_exceeded') when its files are too much for the asker's
   * consultation; then nothing is stored.
   */
  receive(message: InboundMessage): Promise<inbox.Acceptance>;
}

export function createIntake({ storage, clock, identifiers, failpoint, wake }: IntakeDeps): Intake {
  return {
    receive: async (message) => {
      if (message.asker === '' || message.vendorId === '') {
        throw new YishiError('bad_request', 'a message needs an asker and a vendor id');
      }
      const id = identifiers.next();
      const accepted = await storage.write(async (tx) => {
        const now = isoNow(clock);
        const acceptance = await inbox.accept(tx, { ...message, id, now });
        if (acceptance.fresh) {
          await noteContact(tx, message.conversationId, now);
          await keepMessageFiles(tx, { ...message, files: message.files ?? [], id, now });
        }
        failpoint('intake.before-commit');
        return acceptance;
      });
      failpoint('intake.after-commit');
      if (accepted.fresh) wake(message.conversationId);
      return accepted;
    },
  };
}

/** The asker wrote: vendors open their push window again, so what waited for it may go. */
async function noteContact(tx: WriteExecutor, conversationId: string, now: string): Promise<void> {
  await conversations.touchInbound(tx, conversationId, now);
  await outbox.reopenWaiting(tx, { conversationId, now });
}
