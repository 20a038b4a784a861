import type { Activity, Attachment, CardAction } from 'botbuilder';
import type { IncomingFile } from '../../../src/files/kept-files.js';
import type { ActivityRow } from '../../../src/storage/activities.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/storage/json.js';
import { ADAPTIVE_CARD, adaptiveCard } from '../../cards/adaptive.js';
import type { Reply } from '../../cards/reply.js';
import { fileAddress } from '../../files/address.js';
import type { InboundMessage } from '../channel.js';
import { directLineTexts } from './texts.js';
import type { TokenSubject } from './token.js';

export const CHANNEL_NAME = 'directline';
export const CHANNEL_ACCOUNT = 'directline';
export const BOT_ID = 'yishi';

/** The client asks for the greeting with this event; one per conversation counts, whoever sends it. */
const JOIN = 'webchat/join';
/** Longest message in bytes: ten times the longest that a turn reads. */
export const MESSAGE_BYTES = 64 * 1024;
const LONGEST_ID = 200;
/** Deeper values are no activity, and writing them as JSON again would end in a stack overflow. */
const DEEPEST = 64;

/**
 * What a client posted, as a message for the inbox; null for anything but a JSON object of sensible depth. Sender, conversation and
 * channel are ours to say, whatever the client wrote. `newId` serves clients that give their message no id.
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-send-activity)
 */
export function decode(body: unknown, subject: TokenSubject, newId: () => string): InboundMessage | null {
  if (!isObject(body) || isTooDeep(body)) return null;
  // Attachments are what came as files; a client's own word could name another's file, or another host.
  const {
    id: _id,
    timestamp: _timestamp,
    serviceUrl: _serviceUrl,
    attachments: _attachments,
    ...kept
  } = body;
  const kind = body.type === 'event' || body.type === 'invoke' ? body.type : 'message';
  const activity: Partial<Activity> = {
    ...kept,
    // Words, whatever a client calls them: the page would else show somebody's markup as markup.
    textFormat: 'plain',
    channelId: CHANNEL_NAME,
    from: { id: subject.userId, name: '', role: 'user' },
    recipient: { id: BOT_ID, name: '', role: 'bot' },
    conversation: { id: subject.conversationId, isGroup: false, conversationType: 'personal', name: '' },
  };
  return {
    channelAccountId: CHANNEL_ACCOUNT,
    conversationId: subject.conversationId,
    asker: subject.userId,
    kind,
    vendorId: vendorIdOf(body) ?? newId(),
    raw: JSON.stringify(body),
    activity,
  };
}

/** The message with files that came with it; `publicUrl` is our address. The bytes are read by who may (bot/files). */
export function withFiles(
  message: InboundMessage,
  files: readonly IncomingFile[],
  publicUrl: string,
): InboundMessage {
  const { activity } = message;
  const attachments = files.map((file) => attachmentOf(file, fileAddress(publicUrl, file.id)));
  const channelData = { ...fieldsOf(activity.channelData), attachmentSizes: files.map(({ size }) => size) };
  return { ...message, activity: { ...activity, attachments, channelData }, files };
}

/** Pictures that every browser shows. Web Chat shows one where there is a thumbnail, and else a link. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp']);

function attachmentOf(
  { id, name, mediaType }: IncomingFile,
  contentUrl: string,
): Attachment & { id: string } {
  const thumbnail = SHOWN.has(mediaType) ? { thumbnailUrl: contentUrl } : {};
  return { id, contentType: mediaType, contentUrl, name, ...thumbnail };
}

function vendorIdOf(body: Record<string, unknown>): string | null {
  if (body.type === 'event' && body.name === JOIN) return JOIN;
  const id = isObject(body.channelData) ? body.channelData.clientActivityID : undefined;
  return typeof id === 'string' && id !== '' && id.length <= LONGEST_ID ? `client:${id}` : null;
}

/** Level by level, so that the check itself needs no stack. */
function isTooDeep(body: object): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/** A message of the transcript as the client reads it. Its number orders it: clocks of two processes may differ. */
export function encode(row: ActivityRow): JsonObject {
  const { recipient: _recipient, serviceUrl: _serviceUrl, ...kept } = row.activity;
  const incoming = row.direction === 'in';
  const sender = incoming
    ? { id: row.asker, name: '', role: 'user' }
    : { id: BOT_ID, name: directLineTexts.bot, role: 'bot' };
  return {
    ...kept,
    id: row.id,
    timestamp: row.createdAt,
    channelId: CHANNEL_NAME,
    conversation: { id: row.conversationId },
    from: sender,
    channelData: { ...fieldsOf(kept.channelData), 'webchat:sequence-id': row.seq },
  };
}

/** A reply in Direct Line's form: a card instead of the text where there is one, never both. */
export function render(reply: Reply): Partial<Activity> {
  const actions = reply.suggestions.map(suggestedAction);
  const suggestions = actions.length === 0 ? {} : { suggestedActions: { to: [], actions } };
  if (reply.card === null) return { type: 'message', text: reply.text, textFormat: 'plain', ...suggestions };
  const content = adaptiveCard(reply.card, reply.text);
  return {
    type: 'message',
    // For notifications and screen readers; Web Chat shows `text` above the card, so it stays empty.
    summary: reply.text,
    speak: reply.text,
    attachments: [{ contentType: ADAPTIVE_CARD, content }],
    ...suggestions,
  };
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#cardaction-object */
function suggestedAction({ kind, title, value }: Reply['suggestions'][number]): CardAction {
  if (kind === 'do') return { type: 'messageBack', title, text: title, displayText: title, value };
  return { type: kind === 'say' ? 'imBack' : 'openUrl', title, value };
}

function fieldsOf(value: JsonValue | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
