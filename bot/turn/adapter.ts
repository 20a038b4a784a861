import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { YishiError } from '../../src/errors.js';
import type { UnitOfWork } from './unit-of-work.js';

export type TurnLogic = (context: TurnContext) => Promise<void>;

/** Takes what is shown at once and never stored (typing, partial text). No channel has such a lane yet. */
export type TransientLane = (conversationId: string, activity: Partial<Activity>) => void;

/** botbuilder hands a response for the webhook through sendActivities as if it were a message. */
const INVOKE_RESPONSE = 'invokeResponse';

/**
 * botbuilder's side of a turn: one adapter per turn, around the unit of work in which all that the bot sends is
 * collected. Nothing leaves before the commit.
 */
export class YishiAdapter extends BotAdapter {
  readonly unit: UnitOfWork;
  readonly #transient: TransientLane;

  constructor(unit: UnitOfWork, transient: TransientLane = () => {}) {
    super();
    this.unit = unit;
    this.#transient = transient;
    // botbuilder resolves after a throw when a handler is set, and a middleware may set one: ours always rethrows.
    this.onTurnError = (_context, error) => Promise.reject(error);
  }

  /** Runs the bot on one activity. Rejects with whatever it threw; the context is revoked either way. */
  async runTurn(activity: Partial<Activity>, logic: TurnLogic): Promise<void> {
    await this.runMiddleware(new TurnContext(this, answerable(activity)), logic);
  }

  override async sendActivities(
    _context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    return activities.map((activity) => ({ id: this.#take(activity) }));
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(
      new YishiError('internal', 'updateActivity is not supported: a sent message stays'),
    );
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(
      new YishiError('internal', 'deleteActivity is not supported: a sent message stays'),
    );
  }

  /** Runs `logic` as a turn that nobody's message started, in this adapter's unit of work. */
  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: TurnLogic,
  ): Promise<void> {
    const event = { type: 'event', name: 'ContinueConversation' };
    await this.runTurn(TurnContext.applyConversationReference(event, reference, true), logic);
  }

  #take(activity: Partial<Activity>): string {
    if (activity.type === INVOKE_RESPONSE) {
      this.unit.respond(activity.value);
      return '';
    }
    if (activity.type === 'typing') {
      this.#transient(this.unit.origin.conversationId, activity);
      return '';
    }
    return activity.type === 'trace' ? '' : this.unit.send(activity);
  }
}

/**
 * A copy whose answers come through the adapter: with `deliveryMode: expectReplies`, which any client can send,
 * botbuilder keeps the answers in memory instead. It also refuses an activity without a type.
 */
function answerable(activity: Partial<Activity>): Partial<Activity> {
  const { deliveryMode: _unused, ...rest } = activity;
  return {
    ...rest,
    type: typeof activity.type === 'string' && activity.type !== '' ? activity.type : 'unknown',
  };
}
