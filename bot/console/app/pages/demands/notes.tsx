import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Textarea from 'tdesign-react/es/textarea';
import { api } from '../../client.js';
import { Field } from '../../parts/field.js';
import { Panel } from '../../parts/panel.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { sayDone } from '../../parts/toast.js';
import { useSubmission } from '../../submit.js';
import { minute } from '../../times.js';
import type { DemandPartProps } from './demand-part.js';
import { demandTexts } from './texts.js';
import { useFormKey } from './use-form-key.js';

const words = demandTexts.demand;

/** Notes among those who work on a demand. */
export function Notes({ demand, onChanged }: DemandPartProps) {
  const [body, setBody] = useState('');
  const { key, renew } = useFormKey();
  const submission = useSubmission();
  const save = async () => {
    const done = await submission.run(async () => {
      await api('POST', `/demands/${demand.id}/notes`, { body, key });
    });
    if (!done) return;
    setBody('');
    renew();
    sayDone(words.noteSaved);
    onChanged();
  };
  return (
    <Panel title={words.notes}>
      <p className="soft small">{words.notesLead}</p>
      {demand.notes.length === 0 && <p className="soft">{words.noNotes}</p>}
      <ul className="notes">
        {demand.notes.map(({ id, author, body: text, at }) => (
          <li key={id}>
            <p className="soft small">
              {author} · {minute(at)}
            </p>
            <p className="words">{text}</p>
          </li>
        ))}
      </ul>
      {demand.mayNote && (
        <div className="stack">
          <ProblemNote problem={submission.problem} />
          <Field label={words.addNote} fault={submission.fault('body')}>
            <Textarea value={body} onChange={setBody} rows={3} maxlength={2000} />
          </Field>
          <div>
            <Button variant="outline" loading={submission.busy} onClick={() => void save()}>
              {words.saveNote}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
}
