import { html } from './html.js';
import { layout, readingFooter, readingHeader, type Site } from './layout.js';
import { pageTexts } from './texts.js';

/** A page with one thing to say: not found, or an error with its trace number. */
export function messagePage(site: Site, title: string, lines: readonly string[]): string {
  return layout(site, {
    title: `${title} · ${pageTexts.name}`,
    body: html`${readingHeader(site)}
<main class="paper">
  <h1>${title}</h1>
  ${lines.map((line) => html`<p>${line}</p>`)}
  <p><a href="${site.base}/">${pageTexts.backToChat}</a></p>
</main>
${readingFooter(site)}`,
  });
}
