import { type ReactNode, useState } from 'react';
import Button from 'tdesign-react/es/button';
import Textarea from 'tdesign-react/es/textarea';
import { useSubmission } from '../submit.js';
import { texts } from '../texts.js';
import { Field } from './field.js';
import { Modal } from './modal.js';
import { ProblemNote } from './problem-note.js';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  /** True where the reason is written down. */
  readonly withReason?: boolean;
  readonly danger?: boolean;
  /** Carries it out; the dialog stays open with what was typed when it throws an ApiProblem. */
  readonly onConfirm: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that is not easily undone, and why where that is kept. */
export function ConfirmDialog({ title, children, action, onConfirm, onClose, ...rest }: ConfirmDialogProps) {
  const { withReason = false, danger = false } = rest;
  const [reason, setReason] = useState('');
  const submission = useSubmission();
  const confirm = async () => {
    if (await submission.run(() => onConfirm(reason))) onClose();
  };
  return (
    <Modal
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button theme={danger ? 'danger' : 'primary'} loading={submission.busy} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote problem={submission.problem} />
        {children}
        {withReason && (
          <Field
            label={texts.form.reason}
            hint={texts.form.reasonHint}
            fault={submission.fault('reason')}
            needed
          >
            <Textarea value={reason} onChange={setReason} rows={3} maxlength={200} />
          </Field>
        )}
      </div>
    </Modal>
  );
}
