import { demoStrip } from './demo-switch.js';
import { html, jsonBlock } from './html.js';
import { layout, type Site } from './layout.js';
import { chatScriptTexts, pageTexts } from './texts.js';

export interface ChatLimits {
  /** Longest message in characters that the turn reads. */
  readonly characters: number;
  /** Longest file in bytes, and most files of one message. */
  readonly fileBytes: number;
  readonly filesPerMessage: number;
  /** Endings of the names of files that are taken, without dot. */
  readonly extensions: readonly string[];
}

/** The chat at `/`. What its script needs stands in a JSON block, since the policy allows no inline script. */
export function chatPage(site: Site, limits: ChatLimits, isDemo: boolean): string {
  const settings = {
    session: `${site.base}/session`,
    directLine: `${site.base}/v3/directline`,
    demo: isDemo ? `${site.base}/demo` : null,
    limits,
    texts: chatScriptTexts,
  };
  return layout(site, {
    title: `${pageTexts.name} · ${pageTexts.who}`,
    bodyClass: 'chatting',
    head: html`<meta name="description" content="${pageTexts.description}">
<script src="${site.asset('webchat.js')}" defer></script>
<script type="module" src="${site.asset('chat.mjs')}"></script>`,
    body: html`${chatHeader(site)}
<p class="privacy-line">${pageTexts.privacyShort} <a href="${site.base}/privacy" target="_blank" rel="noopener">${pageTexts.privacyMore}</a></p>
${isDemo && demoStrip()}
<noscript><p class="notice">${pageTexts.noScript}</p></noscript>
<div class="stage">
  <main class="talk" aria-label="${pageTexts.chatLabel}">
    <div id="notice" class="notice" role="alert" hidden>
      <span id="notice-text"></span>
      <button type="button" id="notice-close">${pageTexts.closeNotice}</button>
    </div>
    <div id="chat" class="chat"><p class="loading">${pageTexts.loading}</p></div>
    <div class="files">
      <ul id="files-list" aria-label="${pageTexts.filesLabel}" hidden></ul>
      <p id="files-status" role="status"></p>
    </div>
  </main>
  ${aside(site)}
</div>
${jsonBlock('settings', settings)}`,
  });
}

function chatHeader(site: Site) {
  return html`<header class="band">
  <div class="band-inner">
    <h1 class="brand">
      <img src="${site.asset('icon.svg')}" alt="" width="40" height="40">
      <span class="brand-words"><strong>${pageTexts.name}</strong><small>${pageTexts.who}</small></span>
    </h1>
    <span id="status" class="status" role="status" data-state="connecting">${chatScriptTexts.status.connecting}</span>
    <button type="button" id="fresh" class="band-action">${pageTexts.fresh}</button>
  </div>
</header>`;
}

function aside(site: Site) {
  return html`<aside class="aside">
    <section>
      <h2>${pageTexts.howTitle}</h2>
      <ul>${pageTexts.how.map((line) => html`<li>${line}</li>`)}</ul>
    </section>
    <section>
      <h2>${pageTexts.seenTitle}</h2>
      <ul>${pageTexts.seen.map((line) => html`<li>${line}</li>`)}</ul>
      <p><a href="${site.base}/privacy" target="_blank" rel="noopener">${pageTexts.privacyLink}</a></p>
    </section>
    <section class="urgent">
      <h2>${pageTexts.urgentTitle}</h2>
      <ul>${pageTexts.urgent.map((line) => html`<li>${line}</li>`)}</ul>
    </section>
  </aside>`;
}
