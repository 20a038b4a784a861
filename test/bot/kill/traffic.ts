import { CONVERSATIONS, type Command } from './protocol.js';

/** One conversation at one batch of traffic. */
interface Occasion {
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly batch: number;
  /** Unique in the whole campaign. */
  readonly name: string;
}

/** Kinds of traffic. Each batch has them all in every conversation, so that every failpoint is passed. */
const TRAFFIC: readonly ((occasion: Occasion) => readonly Command[])[] = [talk, push, timer, demand];

/** The commands of batch number 1, 2, 3… */
export function trafficOf(batch: number): Command[] {
  return Object.entries(CONVERSATIONS).flatMap(([channelAccountId, conversations]) =>
    conversations.flatMap((conversationId) => {
      const occasion = { channelAccountId, conversationId, batch, name: `${conversationId}-${batch}` };
      return TRAFFIC.flatMap((kind) => kind(occasion));
    }),
  );
}

/** Two askers say something of every kind that the service's dialog knows. */
function talk({ channelAccountId, conversationId, batch, name }: Occasion): Command[] {
  const words = ['echo 2', 'flaky', 'boom', 'slow', batch % 3 === 0 ? 'close' : 'echo 1'];
  return words.map((what, index) => {
    const text = `${what} ${name}-${index}`;
    const activity = { type: 'message', text, conversation: { id: conversationId, isGroup: true } };
    return {
      kind: 'receive',
      message: {
        channelAccountId,
        conversationId,
        asker: `u${index % 2}`,
        kind: 'message',
        vendorId: text,
        raw: text,
        activity: JSON.parse(JSON.stringify(activity)),
      },
    };
  });
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

/** A demand with its notices, told in the middle of the asker's own turns; in one conversation of each channel. */
function demand({ conversationId, name }: Occasion): Command[] {
  if (!conversationId.endsWith('1')) return [];
  return [{ kind: 'demand', conversationId, asker: 'u0', key: `demand-${name}` }];
}
