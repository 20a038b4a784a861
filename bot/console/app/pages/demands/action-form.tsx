import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import Textarea from 'tdesign-react/es/textarea';
import { api } from '../../client.js';
import { Choice } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';
import { Modal } from '../../parts/modal.js';
import { sayDone } from '../../parts/toast.js';
import { type Submission, useSubmission } from '../../submit.js';
import { texts } from '../../texts.js';
import { Attach, type Attached } from './attach.js';
import { GROUNDS, MODES } from './codes/texts.js';
import { ConflictNote } from './conflict-note.js';
import type { DemandPartProps } from './demand-part.js';
import { ACTIONS, demandTexts } from './texts.js';
import { useFormKey } from './use-form-key.js';

const words = demandTexts.demand;

/** Which fields each event's form has. */
const FIELDS: Readonly<Record<string, readonly FieldName[]>> = {
  return: ['reason'],
  refuse: ['ground', 'address', 'reason'],
  transfer: ['mode', 'reason'],
  reply: ['onBehalfOf', 'text', 'files'],
  return_case: ['reason'],
  drop_case: ['reason'],
};

type FieldName = 'reason' | 'ground' | 'address' | 'mode' | 'onBehalfOf' | 'text' | 'files';

interface Values {
  readonly reason: string;
  readonly ground: string;
  readonly address: string;
  readonly mode: string;
  readonly onBehalfOf: string;
  readonly text: string;
  readonly files: readonly Attached[];
}

const EMPTY: Values = { reason: '', ground: '', address: '', mode: '', onBehalfOf: '', text: '', files: [] };

interface ActionFormProps extends DemandPartProps {
  readonly event: string;
  readonly onClose: () => void;
}

/** The form of one event: checked by the server, kept as it was typed when that says no. */
export function ActionForm({ event, demand, onChanged, onClose }: ActionFormProps) {
  const [values, setValues] = useState(EMPTY);
  // What the form was opened on: a page that refreshes by itself must not agree to what nobody read.
  const [version, setVersion] = useState(demand.version);
  const { key } = useFormKey();
  const submission = useSubmission();
  const change = (part: Partial<Values>) => setValues({ ...values, ...part });
  const action = ACTIONS[event];
  const send = async () => {
    const data = dataOf(FIELDS[event] ?? [], values);
    const done = await submission.run(async () => {
      await api('POST', `/demands/${demand.id}/acts`, { event, data, version, key });
    });
    if (!done) return;
    sayDone(words.done);
    onChanged();
    onClose();
  };
  return (
    <Modal
      title={action?.button ?? event}
      width="560px"
      onClose={onClose}
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button loading={submission.busy} onClick={() => void send()}>
            {action?.send}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="soft">{action?.lead}</p>
        <ConflictNote
          problem={submission.problem}
          onLatest={() => {
            setVersion(demand.version);
            submission.clear();
            onChanged();
          }}
        />
        {(FIELDS[event] ?? []).map((name) => (
          <OneField
            key={name}
            name={name}
            values={values}
            demandId={demand.id}
            submission={submission}
            onChange={change}
          />
        ))}
      </div>
    </Modal>
  );
}

function dataOf(fields: readonly FieldName[], values: Values): Readonly<Record<string, unknown>> {
  const entries = fields.map((name) => [
    name,
    name === 'files' ? values.files.map(({ id }) => id) : values[name],
  ]);
  return Object.fromEntries(entries);
}

interface OneFieldProps {
  readonly name: FieldName;
  readonly values: Values;
  readonly demandId: string;
  readonly submission: Submission;
  readonly onChange: (part: Partial<Values>) => void;
}

function OneField({ name, values, demandId, submission, onChange }: OneFieldProps) {
  const fault = submission.fault(name);
  switch (name) {
    case 'ground':
      return (
        <Field label={words.ground} fault={fault} needed>
          <Choice
            value={values.ground}
            options={GROUNDS}
            placeholder={words.choose}
            onChange={(ground) => onChange({ ground, address: addressFor(ground, values) })}
          />
        </Field>
      );
    case 'mode':
      return (
        <Field label={words.mode} fault={fault} needed>
          <Choice
            value={values.mode}
            options={MODES}
            placeholder={words.choose}
            onChange={(mode) => onChange({ mode })}
          />
        </Field>
      );
    case 'onBehalfOf':
      return (
        <Field label={words.onBehalfOf} hint={words.onBehalfHint} fault={fault} needed>
          <Input
            value={values.onBehalfOf}
            onChange={(onBehalfOf) => onChange({ onBehalfOf })}
            maxlength={200}
          />
        </Field>
      );
    case 'files':
      return (
        <Attach
          demandId={demandId}
          files={values.files}
          fault={fault}
          onChange={(files) => onChange({ files })}
        />
      );
    default:
      return (
        <Field label={LABELS[name]} fault={fault} needed>
          <Textarea
            value={values[name]}
            onChange={(text) => onChange({ [name]: text })}
            rows={name === 'text' ? 8 : 3}
            maxlength={name === 'text' ? 4000 : 1000}
          />
        </Field>
      );
  }
}

const LABELS = { reason: words.reason, address: words.address, text: words.reply } as const;

/** The address that belongs to the ground, unless somebody wrote one of their own. */
function addressFor(ground: string, { address }: Values): string {
  const isOurs = address === '' || GROUNDS.some((each) => each.address === address);
  return isOurs ? (GROUNDS.find(({ value }) => value === ground)?.address ?? '') : address;
}
