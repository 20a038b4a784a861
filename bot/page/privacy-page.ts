import { html } from './html.js';
import { layout, readingFooter, readingHeader, type Site } from './layout.js';
import { pageTexts, privacyTexts } from './texts.js';

/** Who sees what, in plain words. */
export function privacyPage(site: Site): string {
  return layout(site, {
    title: `${privacyTexts.title} · ${pageTexts.name}`,
    body: html`${readingHeader(site)}
<main class="paper">
  <h1>${privacyTexts.title}</h1>
  <p class="lead">${privacyTexts.lead}</p>
  <div class="table-scroll"><table>
    <thead><tr>${privacyTexts.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${privacyTexts.rows.map(([who, what]) => html`<tr><th scope="row">${who}</th><td>${what}</td></tr>`)}</tbody>
  </table></div>
  ${privacyTexts.sections.map(
    ({ title, lines }) =>
      html`<section><h2>${title}</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`,
  )}
</main>
${readingFooter(site)}`,
  });
}
