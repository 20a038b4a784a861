import { type Html, type HtmlValue, html } from '../page/html.js';
import { expertTexts } from './texts.js';

interface FieldParts {
  /** Of the element; ids of its hint and error follow from it. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | null;
  readonly error?: string | undefined;
}

export interface TextAreaParts extends FieldParts {
  readonly value: string;
  readonly rows: number;
  readonly longest: number;
  /** Name under which the script keeps what is typed. */
  readonly save: string;
  readonly required: boolean;
}

/** A text of several lines, with its count once the script runs. No maxlength: it would cut a pasted text silently. */
export function textArea(parts: TextAreaParts): Html {
  const { id, name, value, rows, longest, save, required } = parts;
  return html`<div class="field">
  <label for="${id}">${parts.label}</label>
  ${describing(parts)}
  <textarea id="${id}" name="${name}" rows="${rows}" data-save="${save}" data-longest="${longest}"${required && html` required`}${described(parts)}>${
    // A browser drops the first line break of a text area.
    value.startsWith('\n') ? `\n${value}` : value
  }</textarea>
  <p class="count" data-count="${id}" data-pattern="${expertTexts.form.countPattern}" hidden></p>
</div>`;
}

export interface InputParts extends FieldParts {
  readonly type: 'date' | 'number' | 'file';
  readonly value?: string;
  readonly attributes?: Html;
}

export function inputField(parts: InputParts): Html {
  const { id, name, type, value, attributes = null } = parts;
  return html`<div class="field">
  <label for="${id}">${parts.label}</label>
  ${describing(parts)}
  <input id="${id}" name="${name}" type="${type}"${value !== undefined && html` value="${value}"`} ${attributes}${described(parts)}>
</div>`;
}

function describing({ id, hint, error }: FieldParts): HtmlValue {
  return [
    hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : null,
    error === undefined ? null : html`<p class="error" id="${id}-error">${error}</p>`,
  ];
}

function described({ id, hint, error }: FieldParts): HtmlValue {
  const ids = [error === undefined ? '' : `${id}-error`, hint ? `${id}-hint` : ''].filter(
    (each) => each !== '',
  );
  return [
    ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`,
    error !== undefined && html` aria-invalid="true" autofocus`,
  ];
}
