/** Markup that is safe to send: every value in it was escaped or is markup of ours. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template for markup: strings and numbers are escaped, lists joined, null and false left out. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((string, index) => string + (index < values.length ? markup(values[index]) : ''));
  return new Html(parts.join(''));
}

/**
 * A value as JSON inside a `<script type="application/json">`, which no browser runs. `<` is written as an escape,
 * so that the text cannot end its element.
 */
export function jsonBlock(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return new Html(`<script type="application/json" id="${escapeMarkup(id)}">${json}</script>`);
}

function markup(value: HtmlValue | undefined): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeMarkup(String(value));
  return value.map(markup).join('');
}

function escapeMarkup(text: string): string {
  // A document cannot hold NUL: browsers would drop it without a sign.
  return text
    .replaceAll('\u0000', '\ufffd')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
