import { CONVERSATIONS, type Command, EXPERT_CHAT } from './protocol.js';

/** One conversation at one batch of traffic. */
interface Occasion {
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly batch: number;
  /** Unique in the whole campaign. */
  readonly name: string;
}

/** Kinds of traffic. Each batch has them all in every conversation, so that every failpoint is passed. */
const TRAFFIC: readonly ((occasion: Occasion) => readonly Command[])[] = [talk, push, timer];

/** The commands of batch number 1, 2, 3…; with the first the expert says something, since only then they have a chat. */
export function trafficOf(batch: number): Command[] {
  const all = Object.entries(CONVERSATIONS).flatMap(([channelAccountId, conversations]) =>
    conversations.flatMap((conversationId) => {
      const occasion = { channelAccountId, conversationId, batch, name: `${conversationId}-${batch}` };
      return TRAFFIC.flatMap((kind) => kind(occasion));
    }),
  );
  return batch === 1 ? [...all, saying(EXPERT_CHAT, 'echo 1 hello', false)] : all;
}

interface Speaker {
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly asker: string;
}

function saying(
  { channelAccountId, conversationId, asker }: Speaker,
  text: string,
  isGroup: boolean,
): Command {
  const activity = { type: 'message', text, conversation: { id: conversationId, isGroup } };
  return {
    kind: 'receive',
    message: {
      channelAccountId,
      conversationId,
      asker,
      kind: 'message',
      vendorId: text,
      raw: text,
      activity: JSON.parse(JSON.stringify(activity)),
    },
  };
}

/** Two askers say something of every kind that the service's dialog knows. */
function talk({ channelAccountId, conversationId, batch, name }: Occasion): Command[] {
  const words = ['echo 2', 'flaky', 'boom', 'slow', batch % 3 === 0 ? 'close' : 'echo 1'];
  return words.map((what, index) =>
    saying({ channelAccountId, conversationId, asker: `u${index % 2}` }, `${what} ${name}-${index}`, true),
  );
}

/** A turn that no message started. */
function push({ conversationId, name }: Occasion): Command[] {
  return [{ kind: 'push', conversationId, asker: 'u0', key: `push-${name}` }];
}

/** Two timers of one subject. */
function timer({ conversationId, name }: Occasion): Command[] {
  return [500, 1500].map((afterMs) => ({
    kind: 'timer',
    conversationId,
    key: `timer-${name}-${afterMs}`,
    afterMs,
  }));
}
