import { useCallback, useState } from 'react';
import Button from 'tdesign-react/es/button';
import Textarea from 'tdesign-react/es/textarea';
import { Link } from 'wouter';
import type { CallTaskShape, CallTasksShape } from '../../../desk-shapes.js';
import { api } from '../../client.js';
import { useLive } from '../../live.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Field } from '../../parts/field.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { Masked } from '../../parts/masked.js';
import { Modal } from '../../parts/modal.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { sayDone } from '../../parts/toast.js';
import { useSubmission } from '../../submit.js';
import { minute } from '../../times.js';
import { Contact } from './contact.js';
import { demandTexts } from './texts.js';
import './demands.css';

const words = demandTexts.calls;

/** 未送达: whom to ring because nothing else reached them. */
export function CallsPage() {
  const [ringing, setRinging] = useState<CallTaskShape | null>(null);
  const { data, problem, retry, mutate } = useLoaded<CallTasksShape>('/call-tasks');
  useLive(
    'calls',
    useCallback(() => void mutate(), [mutate]),
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Loaded data={data} problem={problem} retry={retry}>
        {({ tasks }) =>
          tasks.length === 0 ? (
            <EmptyState title={words.emptyTitle} hint={words.emptyHint} />
          ) : (
            <DataTable label={words.list} columns={columns(setRinging)} rows={tasks} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
      {ringing !== null && <CallDialog task={ringing} onDone={retry} onClose={() => setRinging(null)} />}
    </>
  );
}

function columns(onRing: (task: CallTaskShape) => void): readonly Column<CallTaskShape>[] {
  return [
    {
      key: 'receipt',
      title: words.receipt,
      isHead: true,
      render: ({ demandId, receipt, problem }) => (
        <>
          <Link href={`/demands/${demandId}`} className="figures">
            {receipt}
          </Link>
          <span className="queue-words soft small">{problem}</span>
        </>
      ),
    },
    { key: 'what', title: words.what, render: ({ what }) => what },
    {
      key: 'reason',
      title: words.reason,
      render: ({ reason, wasTried }) => (
        <div>
          <span>{reason}</span>
          {wasTried && <span className="tag tag-warm">{words.tried}</span>}
        </div>
      ),
    },
    {
      key: 'phone',
      title: words.phone,
      render: ({ maskedPhone }) => <Masked value={maskedPhone} none={demandTexts.demand.noPhone} />,
    },
    {
      key: 'since',
      title: words.since,
      render: ({ since }) => <span className="figures">{minute(since)}</span>,
    },
    {
      key: 'call',
      title: '',
      render: (task) => (
        <Button aria-label={`${words.call} ${task.receipt}`} onClick={() => onRing(task)}>
          {words.call}
        </Button>
      ),
    },
  ];
}

interface CallDialogProps {
  readonly task: CallTaskShape;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The call step by step; the number comes with a click that is written down. */
function CallDialog({ task, onDone, onClose }: CallDialogProps) {
  const [remark, setRemark] = useState(task.remark ?? '');
  const submission = useSubmission();
  const end = async (outcome: 'told' | 'unreachable') => {
    const body = { version: task.version, outcome, remark };
    const done = await submission.run(async () => {
      await api('POST', `/call-tasks/${task.id}/result`, body);
    });
    if (!done) return;
    sayDone(outcome === 'told' ? words.toldDone : words.unreachableDone);
    onDone();
    onClose();
  };
  return (
    <Modal
      title={`${words.call} · ${task.receipt}`}
      onClose={onClose}
      footer={
        <>
          <Button variant="outline" loading={submission.busy} onClick={() => void end('unreachable')}>
            {words.unreachable}
          </Button>
          <Button loading={submission.busy} onClick={() => void end('told')}>
            {words.told}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote problem={submission.problem} />
        <ol className="steps">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          {words.phone}：
          <Contact
            path={`/call-tasks/${task.id}/contact`}
            masked={task.maskedPhone}
            mayShow
            none={words.noPhone}
          />
        </p>
        <div>
          <p className="field-head">
            {words.words}（{task.what}）
          </p>
          <blockquote className="words">{task.words === '' ? task.problem : task.words}</blockquote>
        </div>
        <Field
          label={words.remark}
          {...(task.wasTried ? { hint: words.secondTry } : {})}
          fault={submission.fault('remark')}
        >
          <Textarea value={remark} onChange={setRemark} rows={2} maxlength={500} />
        </Field>
      </div>
    </Modal>
  );
}
