import { ActivityHandler, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type Clock, isoNow } from '../../src/clock.js';
import { nextState } from '../../src/consultation/transitions.js';
import { YishiError } from '../../src/errors.js';
import { fileSubject } from '../../src/files/subject.js';
import type { Identifiers } from '../../src/identifiers.js';
import { moveAll } from '../../src/storage/files.js';
import type { Channel } from '../channels/channel.js';
import { readButton } from '../dialogs/button.js';
import type { Consultation, Dialog, DialogInput, DialogOutput, FileView } from '../dialogs/dialog.js';
import { deferActs } from './acts.js';
import type { AskerIdentity } from './asker.js';
import { FRESH_PROFILE } from './asker-consultation.js';
import { characterCount, spokenText } from './spoken-text.js';
import { LONGEST_TEXT, texts } from './texts.js';
import type { UnitOfWork } from './unit-of-work.js';

/** What one turn is played with. */
export interface Scene {
  readonly unit: UnitOfWork;
  readonly channel: Channel;
  readonly dialog: Dialog;
  readonly asker: AskerIdentity;
  readonly clock: Clock;
  readonly calendar: WorkingCalendar;
  readonly secret: string;
  /** Identity of the open knowledge index, pinned by the turn. */
  readonly manifest: () => string;
  readonly identifiers: Identifiers;
  /** The asker's open consultation in this conversation; a read outside any transaction. */
  readonly openConsultation: () => Promise<Consultation | null>;
  /** The files that came with the message; a read outside any transaction. */
  readonly files: () => Promise<readonly FileView[]>;
}

/** Sent by Web Chat when it has connected: the page asks for the greeting. */
const GREETING_EVENT = 'webchat/join';

/**
 * Types that software sends by itself. Nobody is waiting for an answer to them, and one would interrupt the asker.
 * Any other type carries something that a person did, so it is answered, if only to say that we cannot read it.
 */
const IGNORED: ReadonlySet<string> = new Set([
  'typing',
  'trace',
  'conversationUpdate',
  'contactRelationUpdate',
  'installationUpdate',
  'endOfConversation',
  'messageReaction',
  'messageDelete',
]);

const OPENED = { state: 'open', profile: FRESH_PROFILE } as const;

const HTTP_NOT_IMPLEMENTED = 501;

/** A value in the form of our buttons that is none of them: of an older version, or made up. */
function claimsToBeButton(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'do' in value;
}

/** The bot of one turn: turns an activity into the dialog's input and its output into the unit of work. */
export class YishiBot extends ActivityHandler {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    super();
    this.#scene = scene;
    this.onMessage((context) => this.#answer(context));
    this.onMessageUpdate((context) => this.#say(context, texts.unsupported));
    this.onUnrecognizedActivityType((context) => this.#say(context, texts.unsupported));
    this.onCommand((context) => this.#say(context, texts.unsupported));
    this.onEvent((context) => this.#greet(context));
  }

  protected override async onTurnActivity(context: TurnContext): Promise<void> {
    if (!IGNORED.has(context.activity.type)) await super.onTurnActivity(context);
  }

  /** No channel sends invokes yet; botbuilder's own decoder throws a TypeError on a malformed one. */
  protected override async onInvokeActivity(): Promise<InvokeResponse> {
    return { status: HTTP_NOT_IMPLEMENTED };
  }

  async #answer(context: TurnContext): Promise<void> {
    const value: unknown = context.activity.value ?? null;
    // A button without words says its value; what is no text is for a program that is not here.
    const text = spokenText(context.activity.text) || spokenText(value);
    const length = characterCount(text);
    const files = await this.#scene.files();
    const isButton = readButton(value) !== null;
    if (claimsToBeButton(value) && !isButton) return this.#say(context, texts.unknownButton);
    if (text === '' && files.length === 0 && !isButton) {
      const isForOthers = value !== null && typeof value !== 'string';
      return this.#say(context, isForOthers ? texts.unknownButton : texts.noWords);
    }
    if (length > LONGEST_TEXT) return this.#say(context, texts.tooLong(length));
    await this.#converse(context, { kind: 'message', text, value, files });
  }

  /** Other events are one program talking to another: no person sees or expects an answer. */
  async #greet(context: TurnContext): Promise<void> {
    if (context.activity.name === GREETING_EVENT) {
      await this.#converse(context, { kind: 'greeting', text: '', value: null, files: [] });
    }
  }

  async #converse(
    context: TurnContext,
    said: Pick<DialogInput, 'kind' | 'text' | 'value' | 'files'>,
  ): Promise<void> {
    const { dialog, asker, channel, openConsultation, unit, clock, identifiers } = this.#scene;
    const consultation = await openConsultation();
    const output = await dialog({
      ...said,
      role: asker.view.role,
      province: asker.view.province,
      asker: asker.view,
      conversationId: unit.origin.conversationId,
      consultation,
      newId: () => identifiers.next(),
      now: isoNow(clock),
    });
    const { replies, acts = [] } = output;
    if (said.kind === 'message' && replies.length === 0 && acts.length === 0) {
      throw new YishiError('internal', 'the dialog left a message without an answer');
    }
    this.#keep(consultation, output, said.files.length > 0);
    if (replies.length > 0) await context.sendActivities(replies.map((reply) => channel.render(reply)));
    if (acts.length > 0) deferActs(unit, context, acts, asker.actor, this.#scene);
  }

  #keep(before: Consultation | null, output: DialogOutput, hasFiles: boolean): void {
    const { unit, manifest } = this.#scene;
    const after = this.#after(before, output, hasFiles);
    if (after === null) return;
    if (after !== before) unit.saveConsultation(after);
    this.#end(before, output);
    if (hasFiles) this.#keepFiles(after.id);
    if (output.result) {
      unit.recordTurn({ consultationId: after.id, result: output.result, manifest: manifest() });
    }
    unit.record({
      subject: `consultation:${after.id}`,
      actor: 'asker',
      action: 'turn',
      payload: {
        asker: unit.origin.asker,
        inboxId: unit.origin.inboxId,
        state: after.state,
        action: output.result?.action ?? null,
        redirect: output.result?.redirect ?? null,
      },
    });
  }

  #end(before: Consultation | null, { ends }: DialogOutput): void {
    const state = before === null || ends === undefined ? null : nextState(before.state, ends);
    if (before === null || state === null) return;
    const { unit } = this.#scene;
    unit.endConsultation({ ...before, state, profile: { ...before.profile, pending: null } });
    const payload = { asker: unit.origin.asker, inboxId: unit.origin.inboxId, state };
    unit.record({ subject: `consultation:${before.id}`, actor: 'asker', action: 'end', payload });
  }

  /** Until now the message's files waited with it; the acts of the dialog come after this and find them in place. */
  #keepFiles(consultationId: string): void {
    const { unit } = this.#scene;
    const from = fileSubject('message', unit.origin.inboxId ?? '');
    unit.defer(async (tx) => {
      await moveAll(tx, { from, to: fileSubject('consultation', consultationId) });
      return [];
    });
  }

  /** The consultation after the turn. A result or a file belongs to one, so it opens one where there is none. */
  #after(before: Consultation | null, output: DialogOutput, hasFiles: boolean): Consultation | null {
    const change: DialogOutput['consultation'] =
      output.consultation ?? ((output.result || hasFiles) && before === null ? OPENED : null);
    if (change === null) return before;
    const { identifiers, asker } = this.#scene;
    const fresh = { id: identifiers.next(), province: asker.view.province, version: 0 };
    const isOther = change.id !== undefined && change.id !== before?.id;
    return { ...(before === null || isOther ? fresh : before), ...change };
  }

  async #say(context: TurnContext, text: string): Promise<void> {
    await context.sendActivities([this.#scene.channel.render({ text, card: null, suggestions: [] })]);
  }
}
