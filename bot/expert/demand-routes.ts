import { masker } from '../../src/demand/deidentified.js';
import { askerNames } from '../../src/directory/asker-names.js';
import { mayReadFile } from '../../src/files/may-read-file.js';
import { parseFileSubject } from '../../src/files/subject.js';
import * as demands from '../../src/storage/demands.js';
import * as files from '../../src/storage/files.js';
import type { Executor } from '../../src/storage/tables.js';
import { sendFile } from '../files/routes.js';
import { isAssigned } from './assigned.js';
import { FORM_EVENTS } from './forms.js';
import { doneNotice } from './parts.js';
import { gonePage } from './plain-pages.js';
import { type ExpertCall, type ExpertRoute, param, seeOther, sendPage } from './route.js';
import { demandAddress, showDemand } from './show-demand.js';
import { submit } from './submit.js';
import { expertTexts } from './texts.js';

export const DEMAND_ROUTES: readonly ExpertRoute[] = [
  { method: 'get', path: '/demands/:id', action: 'demand.read', run: openDemand },
  { method: 'get', path: '/demands/:id/files/:file', action: 'file.read', run: giveFile },
  ...FORM_EVENTS.map(
    (event): ExpertRoute => ({
      method: 'post',
      path: `/demands/:id/${event}`,
      action: 'demand.act',
      run: (call) => submit(call, event),
    }),
  ),
  // A phone that had put a refused form away asks for its address again.
  ...FORM_EVENTS.map(
    (event): ExpertRoute => ({
      method: 'get',
      path: `/demands/:id/${event}`,
      action: 'demand.read',
      run: backToDemand,
    }),
  ),
];

async function backToDemand(call: ExpertCall): Promise<void> {
  const { deps, visitor, request, response } = call;
  const demand = await demands.find(deps.storage.db, param(request, 'id'));
  if (!isAssigned(visitor.actor, demand)) return sendPage(response, gonePage(deps.site, ''), 404);
  seeOther(response, demandAddress(call, demand.id));
}

async function openDemand(call: ExpertCall): Promise<void> {
  const { deps, visitor, request, response } = call;
  const demand = await demands.find(deps.storage.db, param(request, 'id'));
  if (!isAssigned(visitor.actor, demand)) return sendPage(response, gonePage(deps.site, ''), 404);
  const done = FORM_EVENTS.find((event) => event === request.query.done) ?? null;
  const notice = done === null ? null : doneNotice(expertTexts.done[done]);
  await showDemand(call, demand, { status: 200, notice, done, returned: null });
}

/** A file under a name that does not tell whose it is. */
async function giveFile(call: ExpertCall): Promise<void> {
  const { deps, visitor, request, response } = call;
  const { db } = deps.storage;
  const demand = await demands.find(db, param(request, 'id'));
  const file = await files.find(db, param(request, 'file'));
  const isOwn = isAssigned(visitor.actor, demand) && file !== null && (await belongs(db, file, demand.id));
  if (!isOwn || !(await mayReadFile(db, visitor.actor, file)))
    return sendPage(response, gonePage(deps.site, ''), 404);
  const name =
    file.addedBy === visitor.actor.personId
      ? file.name
      : masker(demand, await askerNames(db, demand))(file.name);
  const sent = await sendFile({ ...deps, blobs: deps.files.blobs }, response, { ...file, name });
  if (!sent) sendPage(response, gonePage(deps.site, ''), 404);
}

async function belongs(db: Executor, file: files.FileRow, demandId: string): Promise<boolean> {
  const subject = parseFileSubject(file.subject);
  if (subject === null) return false;
  return (await demands.demandsOf(db, subject)).some(({ id }) => id === demandId);
}
