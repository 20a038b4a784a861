import { PRECISION_SLOTS } from '../../src/demand/profile.js';
import { KIND_NAME, SLOT_NAME, STATE_NAME } from '../../src/demand/texts.js';
import { type Html, type HtmlValue, html } from '../page/html.js';
import type { Site } from '../page/layout.js';
import { actionForms, type FormsContext, WORK } from './action-forms.js';
import { instantText } from './china-day.js';
import { deadlineMark, EXPERT, expertPage, written } from './parts.js';
import { expertTexts } from './texts.js';
import type { ShownFile, TalkLine } from './timeline.js';
import type { ExpertDemand } from './view.js';

export interface DemandPageParts {
  readonly view: ExpertDemand;
  readonly forms: FormsContext;
  readonly notice: HtmlValue;
  readonly done: string | null;
  readonly now: string;
  /** Typed into a form that is not there any more: to be copied. */
  readonly leftover: string;
}

/** One demand: where it stands, what it is about, what was said, and what can be done now. */
export function demandPage(site: Site, parts: DemandPageParts): string {
  const { view, forms, notice, done, now, leftover } = parts;
  const { shown } = view;
  const work = actionForms(view, forms);
  return expertPage(site, {
    title: shown.receipt ?? KIND_NAME[shown.kind],
    notice,
    withBack: true,
    done,
    body: html`<div class="desk-head">
  <p class="kicker"><span>${KIND_NAME[shown.kind]}</span><span class="state state-${shown.state}">${STATE_NAME[shown.state]}</span>${view.round > 1 && html`<span>${expertTexts.round(view.round)}</span>`}</p>
  <h1>${shown.receipt}</h1>
  ${deadlineMark(view.deadline)}
  <p class="lead">${expertTexts.state[shown.state] ?? null}</p>
  ${view.possible.has('reply') && html`<a class="jump" href="#${WORK}">${expertTexts.reply.jump}</a>`}
</div>
<div class="desk-columns">
<div class="desk-read">
  ${facts(view, forms.address)}
  ${talk(view, forms.address, now)}
</div>
<div class="desk-work" id="${WORK}">
  ${leftover !== '' && leftoverText(leftover)}
  ${work}
  ${timeline(view, now)}
</div>
</div>`,
  });
}

/** What was typed and cannot be sent: nothing typed is lost. */
export function leftoverText(text: string): Html {
  const { typed } = expertTexts.problem;
  return html`<section class="act"><div class="field"><label for="leftover">${typed}</label><textarea id="leftover" rows="8" readonly>${text.startsWith('\n') ? `\n${text}` : text}</textarea></div></section>`;
}

function facts(view: ExpertDemand, address: string): Html {
  const texts = expertTexts.facts;
  const { shown } = view;
  const slots = PRECISION_SLOTS.map((slot) => {
    const unsaid = shown.unknown.includes(slot) ? texts.unknown : texts.unsaid;
    const text = shown.slots[slot];
    return row(
      SLOT_NAME[slot],
      text === null || text === '' ? html`<span class="unsaid">${unsaid}</span>` : written(text),
    );
  });
  return html`<section class="sheet"><h2>${texts.title}</h2>
<dl class="fields">${slots}
${row(texts.figures, list(shown.figures))}
${row(texts.domain, shown.domain)}
${row(texts.industries, joined(shown.industries))}
${row(texts.pollutants, joined(shown.pollutants))}
${row(texts.processes, joined(shown.processes))}
${row(texts.visit, visit(view))}
${row(texts.offered, offered(view, address))}
${row(texts.shortfall, shown.shortfall === null || shown.shortfall === '' ? null : written(shown.shortfall))}
${row(texts.files, files(view.files, address, texts.filesNote))}
${row(texts.phone, phone(shown.phone))}</dl>
<p class="small">${texts.masked}</p></section>`;
}

function row(name: string, value: HtmlValue): HtmlValue {
  if (value === null || value === '' || value === false) return null;
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function joined(words: readonly string[]): string {
  return words.join(expertTexts.facts.joint);
}

function list(words: readonly string[]): HtmlValue {
  return words.length === 0 ? null : html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`;
}

function visit({ shown }: ExpertDemand): HtmlValue {
  if (shown.visit === null) return null;
  const { mode, date } = shown.visit;
  return joined(
    [mode === null ? '' : expertTexts.facts.modes[mode], date ?? ''].filter((each) => each !== ''),
  );
}

function offered({ shown }: ExpertDemand, address: string): HtmlValue {
  if (shown.offered.length === 0) return null;
  const base = address.slice(0, address.lastIndexOf(EXPERT));
  const links = shown.offered.map(({ recordId, edition, title }) => {
    const record = `${base}/records/${encodeURIComponent(recordId)}?edition=${encodeURIComponent(edition)}`;
    return html`<li><a href="${record}" target="_blank" rel="noopener">${title}</a></li>`;
  });
  return html`<ul>${links}</ul>`;
}

function files(shown: readonly ShownFile[], address: string, note: string | null): HtmlValue {
  if (shown.length === 0) return null;
  const items = shown.map(
    ({ id, name, size }) =>
      html`<li><a href="${address}/files/${id}">${name}</a> <small>${expertTexts.facts.size(Math.max(1, Math.round(size / 1024)))}</small></li>`,
  );
  return html`<ul class="file-list">${items}</ul>${note !== null && html`<p class="small">${note}</p>`}`;
}

function phone(number: string | null): HtmlValue {
  if (number === null) return null;
  return html`<a class="phone" href="tel:${number}">${number}</a><p class="small">${expertTexts.facts.phoneNote}</p>`;
}

function talk({ talk: lines }: ExpertDemand, address: string, now: string): HtmlValue {
  if (lines.length === 0) return null;
  const said = ({ event, title, at, text, files: sent }: TalkLine) =>
    html`<li class="said said-${event}"><p class="said-head"><strong>${title}</strong><time datetime="${at}">${instantText(at, now)}</time></p>${text !== '' && written(text)}${files(sent, address, null)}</li>`;
  return html`<section class="sheet"><h2>${expertTexts.talk.title}</h2><ol class="talk-list">${lines.map(said)}</ol></section>`;
}

function timeline({ timeline: lines }: ExpertDemand, now: string): HtmlValue {
  if (lines.length === 0) return null;
  const items = lines.map(
    ({ title, at, note }) =>
      html`<li><time datetime="${at}">${instantText(at, now)}</time><span>${title}${note !== null && html` <small>${note}</small>`}</span></li>`,
  );
  return html`<details class="act act-folded"><summary>${expertTexts.timeline.title}</summary><div><ol class="timeline">${items}</ol></div></details>`;
}
