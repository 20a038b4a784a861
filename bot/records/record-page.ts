import type { RecordPage } from '../../knowledge/library.js';
import type { KnowledgeRecord } from '../../knowledge/records/record.js';
import { type Html, type HtmlValue, html } from '../page/html.js';
import { layout, readingFooter, readingHeader, type Site } from '../page/layout.js';
import { pageTexts } from '../page/texts.js';
import { expertBody } from './expert.js';
import { caseBody, policyBody, standingBody, unitBody } from './other.js';
import { recordLink, section } from './parts.js';
import { sourceFields } from './source.js';
import { orderBody, standardBody } from './standard.js';
import { technologyBody } from './technology.js';
import { GRADE_SHORT, KIND, STANDARD_LEVEL, recordTexts as texts } from './texts.js';

/** What the pages need beside the record. */
export interface RecordView {
  readonly site: Site;
  /** Name of a region by its GB/T 2260 code; empty for an unknown one. */
  readonly regionName: (code: string) => string;
}

export function recordPage(view: RecordView, page: RecordPage): string {
  const { record } = page;
  const { site } = view;
  return layout(site, {
    title: `${record.title} · ${pageTexts.name}`,
    body: html`${readingHeader(site)}
<main class="paper">
  <p class="kicker"><span>${KIND[record.kind]}</span> <span class="badge badge-${record.source.grade}">${badgeOf(record)}</span> <span>${record.id}</span></p>
  <h1>${record.title}</h1>
  ${warnings(site, page)}
  ${bodyOf(view, record)}
  ${section(texts.source, sourceFields(record.source, record.kind !== 'expert'))}
  ${section(texts.related, relatedList(site, page))}
  ${section(texts.editions, editionList(site, page))}
</main>
${readingFooter(site)}`,
  });
}

function bodyOf({ site, regionName }: RecordView, record: KnowledgeRecord): HtmlValue {
  switch (record.kind) {
    case 'technology':
      return technologyBody(record);
    case 'standard':
      return standardBody(record, regionName(record.region));
    case 'standard_order':
      return orderBody(
        record,
        record.region === 'other' ? texts.elsewhere : regionName(record.region),
        site.base,
      );
    case 'standing':
      return standingBody(record);
    case 'case':
      return caseBody(record);
    case 'unit':
      return unitBody(record);
    case 'policy':
      return policyBody(record);
    case 'expert':
      return expertBody(record, regionName);
  }
}

function badgeOf(record: KnowledgeRecord): string {
  if (record.kind === 'expert') return record.demo ? texts.demoBadge : texts.expertBadge;
  return record.kind === 'standard' ? STANDARD_LEVEL[record.level] : GRADE_SHORT[record.source.grade];
}

/** What a reader must know before anything else on the page. */
function warnings({ base }: Site, { record, status }: RecordPage): HtmlValue {
  const notices: HtmlValue[] = [];
  if (status === 'withdrawn') notices.push(texts.withdrawn);
  if (status === 'superseded') {
    notices.push(html`${texts.superseded}${recordLink(base, record.id, texts.newest)}`);
  }
  if (record.kind === 'expert') {
    if (record.demo) notices.push(texts.demoExpert);
  } else if (record.source.grade === 'C') notices.push(texts.vendor);
  if (record.source.grade === 'draft') notices.push(texts.draft);
  if (record.kind === 'standard' && record.standing?.startsWith(texts.standingMark)) {
    notices.push(texts.standardSuperseded);
  }
  return notices.map((notice) => html`<p class="caution">${notice}</p>`);
}

function relatedList({ base }: Site, { related }: RecordPage): Html | null {
  if (related.length === 0) return null;
  const items = related.map(
    ({ id, title, kind }) => html`<li>${recordLink(base, id, title)} <small>${kindName(kind)}</small></li>`,
  );
  return html`<ul class="links">${items}</ul>`;
}

function kindName(kind: string): string {
  return new Map<string, string>(Object.entries(KIND)).get(kind) ?? '';
}

function editionList({ base }: Site, { record, edition, editions, importedAt }: RecordPage): Html {
  const day = texts.importedAt(importedAt.slice(0, 10));
  const items = editions.map((each) => {
    if (each === edition)
      return html`<li><strong>${texts.edition(each)}</strong> <small>${texts.thisEdition}，${day}</small></li>`;
    const address = `${base}/records/${encodeURIComponent(record.id)}?edition=${encodeURIComponent(each)}`;
    return html`<li><a href="${address}">${texts.edition(each)}</a></li>`;
  });
  return html`<ul class="links">${items}</ul>`;
}
