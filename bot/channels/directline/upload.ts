import type { RequestHandler } from 'express';
import type { Identifiers } from '../../../src/identifiers.js';
import { type FileReceiver, sendFileProblem } from '../../files/receive-files.js';
import { activityPart, uploadsOf } from '../../files/upload-form.js';
import { sendProblem } from '../../problem.js';
import type { InboundMessage } from '../channel.js';
import { subjectOf } from './entry.js';
import { decode, MESSAGE_BYTES, withFiles } from './messages.js';
import { directLineTexts } from './texts.js';

export interface UploadDeps {
  /** Our address without a slash at its end. */
  readonly publicUrl: string;
  readonly identifiers: Identifiers;
  readonly files: FileReceiver;
  readonly receive: (message: InboundMessage) => Promise<{ readonly id: string }>;
}

/**
 * A message with files, in a form with the parts `activity`, where there is text, and `file`, once or more. Behind the
 * guard. A redelivery with the same client id is the first message again, and its files are none.
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-send-activity#upload-multiple-attachments)
 */
export function receiveUpload(deps: UploadDeps): RequestHandler[] {
  const { publicUrl, identifiers, files, receive } = deps;
  return [
    files.read,
    async (request, response) => {
      const body = parsed(activityPart(request));
      const message = decode(body, subjectOf(response), () => identifiers.next());
      if (message === null || message.kind !== 'message' || uploadsOf(request).length === 0) {
        const sentence = message === null ? directLineTexts.badActivity : directLineTexts.noFile;
        return sendProblem(response, { status: 400, code: 'BadArgument', sentence });
      }
      const reception = await files.receive(request, (kept) => receive(withFiles(message, kept, publicUrl)));
      if (reception.kind === 'refused') sendFileProblem(response, reception.problem);
      else response.json({ id: reception.value.id });
    },
  ];
}

/** The message beside the files; without the part it is one that says nothing. */
function parsed(text: string | null): unknown {
  if (text === null) return { type: 'message' };
  if (Buffer.byteLength(text) > MESSAGE_BYTES) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
