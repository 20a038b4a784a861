import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Textarea from 'tdesign-react/es/textarea';
import type { CaseShape } from '../../../desk-shapes.js';
import { type ApiProblem, api } from '../../client.js';
import { Field } from '../../parts/field.js';
import { Modal } from '../../parts/modal.js';
import { sayDone } from '../../parts/toast.js';
import { useSubmission } from '../../submit.js';
import { texts } from '../../texts.js';
import { ConflictNote } from './conflict-note.js';
import { ACTIONS, demandTexts } from './texts.js';
import { useFormKey } from './use-form-key.js';

interface CaseActionProps {
  readonly event: string;
  readonly shape: CaseShape;
  readonly onChanged: () => void;
  /** Shows what is wrong at the fields of the draft. */
  readonly onRefused: (problem: ApiProblem) => void;
  readonly onClose: () => void;
}

/** One step of a case: handed in, sent back, or given up. */
export function CaseAction({ event, shape, onChanged, onRefused, onClose }: CaseActionProps) {
  const [reason, setReason] = useState('');
  const { key } = useFormKey();
  const submission = useSubmission();
  const action = ACTIONS[event];
  const needsReason = event !== 'submit_case';
  const send = async () => {
    const body = { event, data: needsReason ? { reason } : {}, version: shape.demandVersion, key };
    const done = await submission.run(async () => {
      await api('POST', `/demands/${shape.demandId}/acts`, body).catch((problem: ApiProblem) => {
        onRefused(problem);
        throw problem;
      });
    });
    if (!done) return;
    sayDone(demandTexts.demand.done);
    onChanged();
    onClose();
  };
  return (
    <Modal
      title={action?.button ?? event}
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
        <ConflictNote problem={submission.problem} onLatest={onChanged} />
        {needsReason && (
          <Field label={demandTexts.demand.reason} fault={submission.fault('reason')} needed>
            <Textarea value={reason} onChange={setReason} rows={3} maxlength={1000} />
          </Field>
        )}
      </div>
    </Modal>
  );
}
