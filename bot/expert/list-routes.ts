import { askerNames } from '../../src/directory/asker-names.js';
import { authorize } from '../../src/directory/authorize.js';
import * as demands from '../../src/storage/demands.js';
import * as expertProfiles from '../../src/storage/expert-profiles.js';
import type { HtmlValue } from '../page/html.js';
import { saveAvailability, typedAvailability } from './availability.js';
import { envelopeOf } from './form-fields.js';
import { type ListPageParts, listPage } from './list-page.js';
import { doneNotice, EXPERT, problemNotice } from './parts.js';
import { type ExpertCall, type ExpertRoute, seeOther, sendPage } from './route.js';
import { expertTexts } from './texts.js';
import { isFormToken } from './token.js';

const MOST_LISTED = 200;

export const LIST_ROUTES: readonly ExpertRoute[] = [
  { method: 'get', path: '/', action: 'account.own', run: showList },
  { method: 'post', path: '/availability', action: 'account.own', run: changeAvailability },
  { method: 'get', path: '/availability', action: 'account.own', run: backToList },
];

async function showList(call: ExpertCall): Promise<void> {
  const { done } = call.request.query;
  const sentence = done === 'decline' || done === 'availability' ? expertTexts.done[done] : null;
  await answer(call, 200, {
    notice: sentence === null ? null : doneNotice(sentence),
    done: sentence === null ? null : String(done),
    returned: null,
  });
}

/** A phone that had put a refused form away asks for its address again. */
async function backToList({ deps, response }: ExpertCall): Promise<void> {
  seeOther(response, `${deps.site.base}${EXPERT}`);
}

async function changeAvailability(call: ExpertCall): Promise<void> {
  const { deps, visitor, request, response, now } = call;
  const { personId } = visitor.actor;
  const typed = typedAvailability(request.body);
  const { token, version } = envelopeOf(request.body);
  if (!isFormToken(visitor.token, token)) return refuse(expertTexts.problem.expired, 403);
  if (!authorize(visitor.actor, 'account.own', { person: personId }))
    return refuse(expertTexts.problem.unchanged, 403);
  const saved = await deps.storage.write((tx) => saveAvailability(tx, personId, typed, version, now));
  if (saved.kind === 'done') return seeOther(response, `${deps.site.base}${EXPERT}?done=availability`);
  if (saved.kind === 'conflict') return refuse(expertTexts.availability.conflict, 409);
  await answer(call, 422, { notice: null, done: null, returned: { typed, errors: saved.errors } });

  function refuse(sentence: string, status: number): Promise<void> {
    const notice = problemNotice(sentence, null);
    return answer(call, status, { notice, done: null, returned: { typed, errors: {} } });
  }
}

type Parts = Pick<ListPageParts, 'done' | 'returned'> & { readonly notice: HtmlValue };

async function answer(call: ExpertCall, status: number, parts: Parts): Promise<void> {
  const { deps, visitor, response, now } = call;
  const { db } = deps.storage;
  const { personId } = visitor.actor;
  const own = await demands.ofAssignee(db, personId, MOST_LISTED);
  const listed = await Promise.all(
    own.map(async (demand) => ({ demand, names: await askerNames(db, demand) })),
  );
  const page = listPage(deps.site, {
    ...parts,
    name: visitor.name,
    listed,
    profile: await expertProfiles.find(db, personId),
    token: visitor.token,
    now,
    calendar: deps.calendar,
  });
  sendPage(response, page, status);
}
