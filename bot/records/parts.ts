import { type Html, type HtmlValue, html } from '../page/html.js';
import { recordTexts } from './texts.js';

/** One labelled field; left out when there is nothing to say. */
export type Field = readonly [label: string, value: HtmlValue | readonly string[]];

/** Fields as a description list, the empty ones left out. */
export function fieldList(fields: readonly Field[]): Html | null {
  const rows = fields.flatMap(([label, value]) => {
    const shown = shownValue(value);
    return shown === null ? [] : [html`<div><dt>${label}</dt><dd>${shown}</dd></div>`];
  });
  return rows.length === 0 ? null : html`<dl class="fields">${rows}</dl>`;
}

function shownValue(value: HtmlValue | readonly string[]): HtmlValue {
  if (value === '' || value === null || value === false) return null;
  if (!Array.isArray(value)) return value;
  const items = value.filter((item) => item !== '');
  if (items.length === 0) return null;
  return items.every((item) => typeof item === 'string' && item.length < 16)
    ? items.join('、')
    : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

export function section(title: string, content: HtmlValue): Html | null {
  return content === null ? null : html`<section><h2>${title}</h2>${content}</section>`;
}

/** A table that scrolls sideways on a phone instead of squeezing its columns. */
export function table(columns: readonly string[], rows: readonly (readonly HtmlValue[])[]): Html | null {
  if (rows.length === 0) return null;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${columns[0] ?? ''}"><table>
<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

/** 1 ～ 10, ≥ 1, ≤ 10, or that nothing is said. */
export function rangeText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) {
    return min === max ? String(min) : recordTexts.between(String(min), String(max));
  }
  if (min !== null) return recordTexts.from(String(min));
  return max === null ? recordTexts.none : recordTexts.to(String(max));
}

/** A link for an address that a browser may open, else the words as they are. */
export function addressLink(url: string | null): HtmlValue {
  if (url === null || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return url;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`;
}

/** A page of another record of ours. */
export function recordLink(base: string, id: string, title: string): Html {
  return html`<a href="${base}/records/${encodeURIComponent(id)}">${title}</a>`;
}
