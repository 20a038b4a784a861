import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { chinaDate } from '../../src/clock.js';
import { masker } from '../../src/demand/deidentified.js';
import type { Demand } from '../../src/demand/demand.js';
import { isEnded } from '../../src/demand/states.js';
import { KIND_NAME, STATE_NAME } from '../../src/demand/texts.js';
import type { ExpertProfile } from '../../src/storage/expert-profiles.js';
import { type Html, type HtmlValue, html } from '../page/html.js';
import type { Site } from '../page/layout.js';
import type { AvailabilityErrors, TypedAvailability } from './availability.js';
import { dayText } from './china-day.js';
import { deadlineLine } from './deadline.js';
import { inputField } from './field.js';
import { deadlineMark, EXPERT, expertPage } from './parts.js';
import { expertTexts } from './texts.js';

/** A demand in the list, with the names that its texts must not tell. */
export interface ListedDemand {
  readonly demand: Demand;
  readonly names: readonly string[];
}

export interface ListPageParts {
  readonly name: string;
  readonly listed: readonly ListedDemand[];
  readonly profile: ExpertProfile;
  readonly token: string;
  readonly notice: HtmlValue;
  readonly done: string | null;
  /** The form as it was sent, where it has to be put right. */
  readonly returned: { readonly typed: TypedAvailability; readonly errors: AvailabilityErrors } | null;
  readonly now: string;
  readonly calendar: WorkingCalendar;
}

/** 我的任务: what is to be done, what is over, and when one can take more. */
export function listPage(site: Site, parts: ListPageParts): string {
  const { name, listed, notice, done } = parts;
  const texts = expertTexts.list;
  const open = listed.filter(({ demand }) => !isEnded(demand.state));
  const over = listed.filter(({ demand }) => isEnded(demand.state));
  return expertPage(site, {
    title: expertTexts.title,
    notice,
    done,
    body: html`<div class="desk-head"><h1>${expertTexts.title}</h1><p class="lead">${texts.lead(name)}</p></div>
<div class="desk-columns">
<div class="desk-read">
<section><h2>${texts.open}</h2>${open.length === 0 ? html`<p class="sheet">${texts.none}</p>` : cards(site, open, parts)}</section>
${over.length > 0 && html`<section><h2>${texts.over}</h2>${cards(site, over, parts)}</section>`}
</div>
<div class="desk-work">${availability(site, parts, open.length)}</div>
</div>`,
  });
}

const LONGEST_EXCERPT = 60;

function cards(site: Site, listed: readonly ListedDemand[], { now, calendar }: ListPageParts): Html {
  const items = listed.map(({ demand, names }) => {
    const { id, receipt, kind, state, profile } = demand;
    const problem = [...masker(demand, names)(profile.problem ?? '').replace(/\s+/g, ' ')];
    const excerpt =
      problem.slice(0, LONGEST_EXCERPT).join('') + (problem.length > LONGEST_EXCERPT ? '…' : '');
    return html`<li><a class="task" href="${site.base}${EXPERT}/demands/${id}">
<span class="task-head"><strong>${receipt}</strong>${kind === 'emergency' && html`<span class="state state-urgent">${KIND_NAME[kind]}</span>`}<span class="state state-${state}">${STATE_NAME[state]}</span></span>
<span class="task-text">${excerpt === '' ? expertTexts.list.untitled : excerpt}</span>
${isEnded(state) || state === 'reopened' ? null : deadlineMark(deadlineLine(demand, now, calendar))}
</a></li>`;
  });
  return html`<ul class="tasks">${items}</ul>`;
}

function availability(site: Site, parts: ListPageParts, load: number): Html {
  const texts = expertTexts.availability;
  const { profile, token, returned, now } = parts;
  const typed = returned?.typed ?? {
    awayUntil: profile.awayUntil ?? '',
    loadLimit: String(profile.loadLimit),
  };
  const errors = returned?.errors ?? {};
  const isAway = profile.awayUntil !== null && profile.awayUntil >= chinaDate(new Date(now));
  const summary = [
    texts.limit(load, profile.loadLimit),
    ...(isAway ? [texts.away(dayText(profile.awayUntil ?? '', now))] : []),
  ].join('，');
  return html`<details class="act act-folded"${returned !== null && html` open`}><summary>${texts.title}<small>${summary}</small></summary><div>
<p>${texts.lead}</p>
<form method="post" action="${site.base}${EXPERT}/availability" novalidate data-event="availability" data-busy="${expertTexts.form.busy}">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="version" value="${profile.version}">
${inputField({
  id: 'away-until',
  name: 'away_until',
  type: 'date',
  label: texts.awayUntil,
  hint: texts.awayHint,
  error: errors.awayUntil,
  value: typed.awayUntil,
})}
${inputField({
  id: 'load-limit',
  name: 'load_limit',
  type: 'number',
  label: texts.loadLimit,
  hint: texts.loadHint(load),
  error: errors.loadLimit,
  value: typed.loadLimit,
  attributes: html`min="0" max="50" inputmode="numeric"`,
})}
<button class="second-button">${texts.button}</button>
</form></div></details>`;
}
