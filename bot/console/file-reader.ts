import type { Request } from 'express';
import { type Clock, isoNow } from '../../src/clock.js';
import { findConsoleSession } from '../../src/directory/console-sessions.js';
import { actorOfPerson } from '../../src/directory/memberships.js';
import { mayReadFile } from '../../src/files/may-read-file.js';
import type { FileRow } from '../../src/storage/files.js';
import type { Storage } from '../../src/storage/storage.js';
import { createSessionCookie } from './api/cookie.js';

/** Whether somebody who is signed in to the console may have a file; `secure` as for its cookie. */
export function consoleMayRead({ db }: Storage, clock: Clock, secure: boolean) {
  const cookie = createSessionCookie(secure);
  return async ({ headers }: Pick<Request, 'headers'>, file: FileRow): Promise<boolean> => {
    const id = cookie.read(headers.cookie);
    const session = id === null ? null : await findConsoleSession(db, id, isoNow(clock));
    if (session === null) return false;
    const { id: own, grants } = await actorOfPerson(db, session.personId);
    // By their roles alone: an assignee gets it on the expert's page, under a name that does not tell whose it is.
    return mayReadFile(db, { id: own, grants }, file);
  };
}
