import type { Request, Response } from 'express';
import * as audit from '../../../../src/audit/audit.js';
import { demandSubject } from '../../../../src/demand/follow.js';
import { keepFiles } from '../../../../src/files/kept-files.js';
import { fileSubject } from '../../../../src/files/subject.js';
import type { FileReceiver } from '../../../files/receive-files.js';
import type { Problem } from '../../../problem.js';
import { refuse } from '../problem.js';
import { type Route, readRoute } from '../route.js';
import { demandOf, demandParams } from './found.js';
import { demandApiTexts } from './texts.js';

export const FILE_ROUTES: readonly Route[] = [
  // Reading the form and storing contents takes its time, so the rows have a short transaction of their own.
  readRoute({
    method: 'post',
    path: '/demands/:id/files',
    action: 'demand.contact',
    params: demandParams,
    resource: demandOf,
    read: async (_db, call) => {
      const { params, actor, now, deps, request, response } = call;
      const { receiver } = deps.demands.files;
      const unread = await readForm(receiver, request, response);
      if (unread !== null) return refuse(unread.status, 'file_refused', unread.sentence);
      const received = await receiver.receive(request, async (files) => {
        const subject = fileSubject('demand', params.id);
        // Nobody but those who work on it sees a file until a reply brings it along.
        const keep = { files, subject, visibility: 'internal', addedBy: actor.id, now } as const;
        await deps.storage.write(async (tx) => {
          await keepFiles(tx, keep);
          for (const { id } of files) {
            const entry = { actor: actor.id, action: 'file.added', payload: { file: id }, now };
            await audit.append(tx, { subject: demandSubject(params.id), ...entry });
          }
        });
        return files.map(({ id, name, size }) => ({ id, name, size }));
      });
      if (received.kind === 'refused') {
        const { status, sentence } = received.problem;
        return refuse(status, 'file_refused', sentence);
      }
      if (received.value.length === 0) return refuse(400, 'invalid', demandApiTexts.noFile);
      return { files: received.value };
    },
  }),
];

/** Null once the form is read. */
function readForm(receiver: FileReceiver, request: Request, response: Response): Promise<Problem | null> {
  return new Promise((resolve, reject) => {
    const read = receiver.readOr((_request, _response, problem) => resolve(problem));
    void read(request, response, (error?: unknown) => (error === undefined ? resolve(null) : reject(error)));
  });
}
