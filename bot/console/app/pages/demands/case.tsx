import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import Textarea from 'tdesign-react/es/textarea';
import { useParams } from 'wouter';
import type { CaseShape } from '../../../desk-shapes.js';
import { api } from '../../client.js';
import { Choice } from '../../parts/choice.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { Field } from '../../parts/field.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { PageHeader } from '../../parts/page-header.js';
import { Panel } from '../../parts/panel.js';
import { sayDone } from '../../parts/toast.js';
import { minute } from '../../times.js';
import { CaseAction } from './case-action.js';
import { demandTexts } from './texts.js';
import { type Draft, useDraft } from './use-draft.js';
import { useFormKey } from './use-form-key.js';
import './demands.css';

const words = demandTexts.case;

/** The case that is made of a demand. */
export function CasePage() {
  const { id = '' } = useParams();
  const { data, problem, retry } = useLoaded<CaseShape>(`/demands/${encodeURIComponent(id)}/case`);
  return (
    <>
      <PageHeader
        title={words.title}
        {...(data === undefined
          ? {}
          : {
              back: { path: `/demands/${id}`, title: demandTexts.demand.title(data.receipt) },
              lead: data.stateName,
            })}
      />
      <Loaded data={data} problem={problem} retry={retry} lines={10}>
        {(shape) => <Editor key={shape.demandId} shape={shape} onChanged={retry} />}
      </Loaded>
    </>
  );
}

interface EditorProps {
  readonly shape: CaseShape;
  readonly onChanged: () => void;
}

function Editor({ shape, onChanged }: EditorProps) {
  const draft = useDraft(shape);
  const isOpen = shape.state === 'case_candidate' || shape.state === 'case_review';
  return (
    <div className="demand-columns">
      <div className="demand-main">
        {shape.returnedFor !== null && <p className="note">{words.returned(shape.returnedFor)}</p>}
        <Panel title={words.title} action={<Saving draft={draft} onLatest={onChanged} />}>
          <CaseFields shape={shape} draft={draft} isOpen={isOpen} />
        </Panel>
      </div>
      <aside className="demand-side">
        {isOpen && <Steps shape={shape} draft={draft} onChanged={onChanged} />}
        {shape.suspicious.length > 0 && (
          <Panel title={words.suspicious}>
            <Masks masks={shape.suspicious} />
          </Panel>
        )}
        <Panel title={words.masked}>
          <p className="soft small">{shape.masked.length === 0 ? words.maskedNone : words.maskedLead}</p>
          <Masks masks={shape.masked} />
        </Panel>
      </aside>
    </div>
  );
}

function Saving({ draft, onLatest }: { readonly draft: Draft; readonly onLatest: () => void }) {
  if (draft.problem?.status === 409)
    return (
      <span className="field-fault" role="alert">
        {words.conflict}
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            draft.takeLatest();
            onLatest();
          }}
        >
          {words.reload}
        </button>
      </span>
    );
  const word =
    draft.problem?.message ??
    (draft.busy ? words.saving : draft.isDirty ? words.unsaved : words.saved(minute(draft.savedAt)));
  return (
    <span className="soft small" aria-live="polite">
      {word}
    </span>
  );
}

interface CaseFieldsProps {
  readonly shape: CaseShape;
  readonly draft: Draft;
  readonly isOpen: boolean;
}

const LONG = ['problem', 'measure'] as const;
const LISTS = ['results', 'cost'] as const;
const SHORT = ['title', 'region', 'industry', 'year'] as const;

function CaseFields({ shape, draft, isOpen }: CaseFieldsProps) {
  const { content, change, fault } = draft;
  return (
    <div className="stack">
      {SHORT.map((name) => (
        <Field key={name} label={words.fields[name]} fault={fault(name)}>
          <Input
            value={content[name]}
            disabled={!isOpen}
            onChange={(value) => change({ [name]: value })}
            maxlength={120}
          />
        </Field>
      ))}
      <div className="settings-grid">
        <Field label={words.fields.domain} fault={fault('domain')}>
          <Choice
            value={content.domain}
            options={shape.domains.map(({ code, name }) => ({ value: code, label: name }))}
            placeholder={words.fields.domain}
            onChange={(domain) => change({ domain })}
          />
        </Field>
        <Field label={words.fields.medium} fault={fault('medium')}>
          <Choice
            value={content.medium}
            options={shape.media.map((value) => ({ value, label: value }))}
            placeholder={words.fields.medium}
            onChange={(medium) => change({ medium })}
          />
        </Field>
      </div>
      {LONG.map((name) => (
        <Field key={name} label={words.fields[name]} fault={fault(name)}>
          <Textarea
            value={content[name]}
            disabled={!isOpen}
            onChange={(value) => change({ [name]: value })}
            rows={7}
            maxlength={6000}
          />
        </Field>
      ))}
      {LISTS.map((name) => (
        <Field key={name} label={words.fields[name]} fault={fault(name)}>
          <Textarea
            value={content[name].join('\n')}
            disabled={!isOpen}
            onChange={(value) => change({ [name]: value === '' ? [] : String(value).split('\n') })}
            rows={3}
          />
        </Field>
      ))}
    </div>
  );
}

interface StepsProps extends EditorProps {
  readonly draft: Draft;
}

function Steps({ shape, draft, onChanged }: StepsProps) {
  const [isPublishing, setPublishing] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const { key } = useFormKey();
  return (
    <Panel title={demandTexts.demand.actions}>
      <div className="action-buttons">
        {shape.mayPublish && (
          <Button block onClick={() => void draft.save().then((saved) => saved && setPublishing(true))}>
            {words.publish}
          </Button>
        )}
        {shape.actions.map(({ event, name }) => (
          <Button
            key={event}
            block
            variant="outline"
            onClick={() => void draft.save().then((saved) => saved && setOpen(event))}
          >
            {name}
          </Button>
        ))}
        {shape.state === 'case_review' && !shape.mayPublish && <p className="soft">{words.onlyEditor}</p>}
      </div>
      {open !== null && (
        <CaseAction
          event={open}
          shape={shape}
          onChanged={onChanged}
          onRefused={draft.show}
          onClose={() => setOpen(null)}
        />
      )}
      {isPublishing && (
        <ConfirmDialog
          title={words.publishTitle}
          action={words.publish}
          onClose={() => setPublishing(false)}
          onConfirm={async () => {
            await api('POST', `/demands/${shape.demandId}/case/publish`, {
              key,
              version: draft.version,
              demandVersion: shape.demandVersion,
            });
            sayDone(words.published);
            onChanged();
          }}
        >
          <p>{words.publishLead}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function Masks({ masks }: { readonly masks: CaseShape['masked'] }) {
  return (
    <ul className="plain-list">
      {masks.map(({ kind, was }) => (
        <li key={`${kind} ${was}`}>
          <span className="tag">{words.kinds[kind] ?? kind}</span> {was}
        </li>
      ))}
    </ul>
  );
}
