import { html } from '../page/html.js';
import type { Site } from '../page/layout.js';
import { leftoverText } from './demand-page.js';
import { expertPage } from './parts.js';
import { expertTexts } from './texts.js';

/** For whoever is not known here: how to bind the chat. Says nothing of any demand. */
export function bindPage(site: Site): string {
  const { title, lead, steps, same, toChat } = expertTexts.bind;
  return expertPage(site, {
    title,
    body: html`<section class="sheet sheet-alone"><h1>${title}</h1><p>${lead}</p>
<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>
<p class="small">${same}</p>
<p><a class="main-button" href="${site.base}/">${toChat}</a></p></section>`,
  });
}

/** For a demand that is not, or no longer, the reader's; with what they had typed. */
export function gonePage(site: Site, typed: string): string {
  const { title, lines, typed: kept } = expertTexts.gone;
  return expertPage(site, {
    title,
    withBack: true,
    body: html`<section class="sheet sheet-alone"><h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}
${typed !== '' && html`<p>${kept}</p>${leftoverText(typed)}`}</section>`,
  });
}
