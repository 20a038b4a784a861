import type { Demand } from '../../src/demand/demand.js';
import type { HtmlValue } from '../page/html.js';
import type { Returned } from './action-forms.js';
import { demandPage } from './demand-page.js';
import { typedText } from './forms.js';
import { EXPERT } from './parts.js';
import { type ExpertCall, sendPage } from './route.js';
import { expertDemand } from './view.js';

export interface Shown {
  readonly status: number;
  readonly notice: HtmlValue;
  /** The event that was just carried out. */
  readonly done: string | null;
  readonly returned: Returned | null;
}

/** Answers with the page of a demand that is the reader's. */
export async function showDemand(call: ExpertCall, demand: Demand, shown: Shown): Promise<void> {
  const { deps, visitor, response, now } = call;
  const { storage, calendar, identifiers, site } = deps;
  const { personId } = visitor.actor;
  const view = await expertDemand(storage.db, demand, { personId, now, calendar });
  const { returned, notice, done } = shown;
  const hasForm = returned !== null && view.possible.has(returned.event);
  const page = demandPage(site, {
    view,
    forms: {
      address: demandAddress(call, demand.id),
      token: visitor.token,
      nextKey: () => identifiers.next(),
      returned,
    },
    notice,
    done,
    now,
    leftover: returned === null || hasForm ? '' : typedText(returned.typed),
  });
  sendPage(response, page, shown.status);
}

/** Path of a demand's page. */
export function demandAddress({ deps }: Pick<ExpertCall, 'deps'>, id: string): string {
  return `${deps.site.base}${EXPERT}/demands/${encodeURIComponent(id)}`;
}
