import { type Html, type HtmlValue, html } from '../page/html.js';
import { layout, type Site } from '../page/layout.js';
import { pageTexts } from '../page/texts.js';
import type { DeadlineLine } from './deadline.js';
import { expertTexts } from './texts.js';

/** Where these pages stand, under our address. */
export const EXPERT = '/expert';

export interface ExpertPageParts {
  readonly title: string;
  /** Above the page: what was done, or what went wrong. */
  readonly notice?: HtmlValue;
  readonly body: HtmlValue;
  /** Leads from the header of a demand to the list. */
  readonly withBack?: boolean;
  /** Event whose form was carried out: the script forgets what was typed for it. */
  readonly done?: string | null;
}

/** The frame of these pages: the chat's own look, one column on a phone. */
export function expertPage(site: Site, parts: ExpertPageParts): string {
  const { title, notice = null, body, withBack = false } = parts;
  return layout(site, {
    title: `${title} · ${pageTexts.name}`,
    bodyClass: 'expert',
    head: html`<link rel="stylesheet" href="${site.asset('expert.css')}">
<script type="module" src="${site.asset('expert.mjs')}"></script>`,
    body: html`<header class="band">
  <div class="band-inner">
    <a class="brand" href="${site.base}/">
      <img src="${site.asset('icon.svg')}" alt="" width="36" height="36">
      <span class="brand-words"><strong>${pageTexts.name}</strong><small>${pageTexts.who}</small></span>
    </a>
    ${withBack ? html`<a class="band-action" href="${site.base}${EXPERT}">${expertTexts.backToList}</a>` : html`<a class="band-action" href="${site.base}/">${pageTexts.backToChat}</a>`}
  </div>
</header>
<main class="desk" data-done="${parts.done ?? ''}">
${notice}
${body}
</main>
<footer class="foot">
  <p>${pageTexts.disclaimer}</p>
  <p><a href="${site.base}/privacy">${pageTexts.privacyLink}</a></p>
</footer>`,
  });
}

/** Says that something was done. */
export function doneNotice(sentence: string): Html {
  return html`<p class="told told-done" role="status">${sentence}</p>`;
}

/** Says what went wrong and where it is put right. */
export function problemNotice(sentence: string, anchor: string | null): Html {
  const where = anchor === null ? null : html` <a href="#${anchor}">${expertTexts.form.goThere}</a>`;
  return html`<p class="told told-problem" role="alert"><strong>${expertTexts.form.problem}</strong>${sentence}${where}</p>`;
}

export function deadlineMark(line: DeadlineLine | null): HtmlValue {
  return line === null ? null : html`<p class="due due-${line.tone}">${line.text}</p>`;
}

/** A text as it was written, with its lines. */
export function written(text: string): Html {
  return html`<div class="written">${text}</div>`;
}
