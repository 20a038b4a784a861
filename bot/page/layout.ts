import { type Html, type HtmlValue, html } from './html.js';
import { pageTexts } from './texts.js';

/** Where the addresses of our own pages and files begin, and the hashed names of the files. */
export interface Site {
  /** Path before every address of ours; empty at the root of a host. */
  readonly base: string;
  asset(name: string): string;
}

export interface PageParts {
  readonly title: string;
  readonly body: HtmlValue;
  readonly head?: HtmlValue;
  readonly bodyClass?: string;
}

/** The frame of every page. No inline script and no inline style: the content security policy allows neither. */
export function layout(site: Site, { title, body, head = null, bodyClass = 'reading' }: PageParts): string {
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#0b5f59">
<title>${title}</title>
<link rel="icon" href="${site.asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${site.asset('page.css')}">
${head}
</head>
<body class="${bodyClass}">
${body}
</body>
</html>
`;
  return page.text;
}

/** Header of the pages that are read: privacy, records, errors. */
export function readingHeader(site: Site): Html {
  return html`<header class="band">
  <div class="band-inner">
    <a class="brand" href="${site.base}/">
      <img src="${site.asset('icon.svg')}" alt="" width="36" height="36">
      <span class="brand-words"><strong>${pageTexts.name}</strong><small>${pageTexts.who}</small></span>
    </a>
    <a class="band-action" href="${site.base}/">${pageTexts.backToChat}</a>
  </div>
</header>`;
}

export function readingFooter(site: Site): Html {
  return html`<footer class="foot">
  <p>${pageTexts.disclaimer}</p>
  <p><a href="${site.base}/privacy">${pageTexts.privacyLink}</a></p>
</footer>`;
}
