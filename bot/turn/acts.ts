import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { act } from '../../src/demand/act.js';
import type { Actor } from '../../src/directory/authorize.js';
import { type Binding, bindChat } from '../../src/directory/chat-binding.js';
import { ensureChatIdentity } from '../../src/directory/chat-identities.js';
import { fileSubject } from '../../src/files/subject.js';
import type { Identifiers } from '../../src/identifiers.js';
import * as demands from '../../src/storage/demands.js';
import { moveFiles } from '../../src/storage/files.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import type { Reply } from '../cards/reply.js';
import type { Channel } from '../channels/channel.js';
import type { DialogAct } from '../dialogs/dialog.js';
import type { UnitOfWork } from './unit-of-work.js';

export interface ActsDeps {
  readonly identifiers: Identifiers;
  readonly calendar: WorkingCalendar;
  /** Key of the digests of one-time codes. */
  readonly secret: string;
  readonly channel: Channel;
}

interface Said {
  readonly replies: readonly Reply[];
  /** False ends the turn's acts: what follows relied on it. */
  readonly goOn: boolean;
}

/** Puts a dialog's acts into the unit as one effect; each says its replies in the conversation of `context`. */
export function deferActs(
  unit: UnitOfWork,
  context: TurnContext,
  acts: readonly DialogAct[],
  actor: Actor,
  deps: ActsDeps,
): void {
  // The context is revoked when the turn ends; the commit comes after that.
  const reference = TurnContext.getConversationReference(context.activity);
  unit.defer(async (tx, now) => {
    const replies: Reply[] = [];
    for (const [index, each] of acts.entries()) {
      const key = `${unit.origin.idempotencyKey}:act:${index}`;
      const said = await perform(tx, each, { ...deps, unit, actor, key, now });
      replies.push(...said.replies);
      if (!said.goOn) break;
    }
    return replies.map((reply) => addressed(deps.channel.render(reply), reference));
  });
}

interface Performance extends ActsDeps {
  readonly unit: UnitOfWork;
  readonly actor: Actor;
  readonly key: string;
  readonly now: string;
}

async function perform(tx: WriteExecutor, each: DialogAct, by: Performance): Promise<Said> {
  if (each.kind === 'bind') return { replies: each.reply(await bind(tx, each.code, by)), goOn: true };
  if (each.kind === 'files') {
    const [from, to] = [
      fileSubject('consultation', each.consultationId),
      fileSubject('demand', each.demandId),
    ];
    await moveFiles(tx, { from, to, ids: each.ids });
    return { replies: [], goOn: true };
  }
  const outcome = await act(tx, by, by.actor, { ...each.command, key: by.key }, by.now);
  return { replies: each.reply(outcome), goOn: outcome.ok };
}

async function bind(
  tx: WriteExecutor,
  code: string,
  { unit, identifiers, secret, now }: Performance,
): Promise<Binding> {
  const { channelAccountId, conversationId, asker } = unit.origin;
  const identity = { id: identifiers.next(), channelAccountId, vendorUserId: asker, now };
  const chatIdentityId = await ensureChatIdentity(tx, identity);
  const binding = await bindChat(tx, { code, chatIdentityId, secret, now });
  if (binding.kind === 'bound') await demands.giveToPerson(tx, { conversationId, asker }, binding.personId);
  return binding;
}

function addressed(
  activity: Partial<Activity>,
  reference: Partial<ConversationReference>,
): Partial<Activity> {
  return TurnContext.applyConversationReference({ ...activity }, reference);
}
