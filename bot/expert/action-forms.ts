import { MOST_ASK_BACKS } from '../../src/demand/guards.js';
import { takenExtensions } from '../../src/files/file-type.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { type Html, type HtmlValue, html } from '../page/html.js';
import { inputField, textArea } from './field.js';
import { type FieldErrors, type FormEvent, LONGEST, NOTHING_TYPED, type Typed } from './forms.js';
import { expertTexts } from './texts.js';
import type { ExpertDemand } from './view.js';

/** A form that was sent and is shown again, with all that was typed. */
export interface Returned {
  readonly event: FormEvent;
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

export interface FormsContext {
  /** Address of the demand's page. */
  readonly address: string;
  readonly token: string;
  /** A new one for every form of every page. */
  readonly nextKey: () => string;
  readonly returned: Returned | null;
}

/** Id of the section with what can be done now. */
export const WORK = 'work';

/** Forms for what the assignee can do now, the first thing first. */
export function actionForms(view: ExpertDemand, context: FormsContext): HtmlValue {
  const { possible } = view;
  return [
    possible.has('take') && takeForm(view, context),
    possible.has('reply') && replyForm(view, context),
    possible.has('ask_back') && askBackForm(view, context),
    possible.has('decline') && declineForm(view, context),
  ];
}

function takeForm(view: ExpertDemand, context: FormsContext): Html {
  const button = html`<button class="main-button">${expertTexts.take.button}</button>`;
  return html`<div class="take-bar">${form(view, context, 'take', button)}</div>`;
}

function replyForm(view: ExpertDemand, context: FormsContext): Html {
  const texts = expertTexts.reply;
  const { typed, errors } = returnedTo(context, 'reply');
  const isAgain = view.shown.state === 'replied' || view.shown.state === 'awaiting_confirmation';
  const accept = takenExtensions()
    .map((extension) => `.${extension}`)
    .join(',');
  const body = html`${textArea({
    id: 'reply-text',
    name: 'text',
    label: texts.label,
    hint: isAgain ? texts.againHint : texts.hint,
    error: errors.text,
    value: typed.text,
    rows: 9,
    longest: LONGEST.reply,
    save: `${view.shown.id}:reply`,
    required: true,
  })}
${putFiles(view, context)}
${inputField({
  id: 'reply-files',
  name: 'file',
  type: 'file',
  label: texts.files,
  error: errors.files,
  attributes: html`multiple accept="${accept}" data-most-bytes="${FILE_LIMITS.fileBytes}" data-too-large="${expertTexts.form.tooLargeFile}"`,
})}
<button class="main-button">${isAgain ? texts.againButton : texts.button}</button>`;
  return html`<section class="act"><h2>${isAgain ? texts.again : texts.title}</h2>${form(view, context, 'reply', body)}</section>`;
}

/** Uploaded before; unticked, they are thrown away with the reply. */
function putFiles({ put }: ExpertDemand, { returned }: FormsContext): HtmlValue {
  if (put.length === 0) return null;
  const unticked = new Set(returned?.typed.shownFiles.filter((id) => !returned.typed.files.includes(id)));
  return html`<fieldset class="field ticks"><legend>${expertTexts.reply.kept}</legend>${put.map(
    ({ id, name }) =>
      html`<label><input type="checkbox" name="kept" value="${id}"${!unticked.has(id) && html` checked`}><span>${name}</span></label><input type="hidden" name="shown" value="${id}">`,
  )}</fieldset>`;
}

function askBackForm(view: ExpertDemand, context: FormsContext): Html {
  const texts = expertTexts.askBack;
  const { typed, errors } = returnedTo(context, 'ask_back');
  const body =
    view.askBacks >= MOST_ASK_BACKS
      ? html`<p>${texts.spent}</p>`
      : form(
          view,
          context,
          'ask_back',
          html`${textArea({
            id: 'question',
            name: 'text',
            label: texts.label,
            hint: texts.hint,
            error: errors.text,
            value: typed.text,
            rows: 4,
            longest: LONGEST.ask_back,
            save: `${view.shown.id}:ask_back`,
            required: true,
          })}<button class="second-button">${texts.button}</button>`,
        );
  return folded(context, 'ask_back', html`${texts.title}<small>${texts.used(view.askBacks)}</small>`, body);
}

function declineForm(view: ExpertDemand, context: FormsContext): Html {
  const texts = expertTexts.decline;
  const { typed, errors } = returnedTo(context, 'decline');
  const chips = texts.reasons.map(
    (reason) =>
      html`<label class="chip"><input type="checkbox" name="reason" value="${reason}"${typed.reasons.includes(reason) && html` checked`}><span>${reason}</span></label>`,
  );
  const body = html`<p>${texts.lead}</p>
<fieldset class="field"><legend>${texts.reasonsLabel}</legend><div class="chips">${chips}</div></fieldset>
${area('decline-text', 'text', texts.more, null, errors.text, typed.text)}
${area('decline-instead', 'instead', texts.instead, texts.insteadHint, errors.instead, typed.instead)}
<button class="second-button">${texts.button}</button>`;
  return folded(context, 'decline', html`${texts.title}`, form(view, context, 'decline', body));

  function area(
    id: string,
    name: string,
    label: string,
    hint: string | null,
    error: string | undefined,
    value: string,
  ) {
    const save = `${view.shown.id}:decline:${name}`;
    return textArea({
      id,
      name,
      label,
      hint,
      error,
      value,
      rows: 2,
      longest: LONGEST.decline,
      save,
      required: false,
    });
  }
}

function folded(context: FormsContext, event: FormEvent, title: Html, body: Html): Html {
  const isOpen = context.returned?.event === event;
  return html`<details class="act act-folded"${isOpen && html` open`}><summary>${title}</summary><div>${body}</div></details>`;
}

/** Every form goes as multipart where it may bring files, and brings the envelope first: a broken one still has it. */
function form({ version }: ExpertDemand, context: FormsContext, event: FormEvent, body: Html): Html {
  const { address, token, nextKey } = context;
  const confirm = event === 'decline' ? html` data-confirm="${expertTexts.decline.confirm}"` : null;
  return html`<form id="${formId(event)}" method="post" action="${address}/${event}"${event === 'reply' && html` enctype="multipart/form-data"`} novalidate${confirm} data-event="${event}" data-busy="${expertTexts.form.busy}">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="version" value="${version}"><input type="hidden" name="key" value="${nextKey()}">
${body}
</form>`;
}

/** Of a form in its page. */
export function formId(event: FormEvent): string {
  return `form-${event}`;
}

function returnedTo({ returned }: FormsContext, event: FormEvent): Pick<Returned, 'typed' | 'errors'> {
  return returned?.event === event ? returned : { typed: NOTHING_TYPED, errors: {} };
}
