import { useId, useRef } from 'react';
import { api } from '../../client.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useSubmission } from '../../submit.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

export interface Attached {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

interface AttachProps {
  readonly demandId: string;
  readonly files: readonly Attached[];
  readonly fault: string | undefined;
  readonly onChange: (files: readonly Attached[]) => void;
}

/** Files that go with a form: uploaded at once, sent with it. */
export function Attach({ demandId, files, fault, onChange }: AttachProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const submission = useSubmission();
  const upload = async (chosen: FileList) => {
    const form = new FormData();
    for (const file of chosen) form.append('file', file, file.name);
    await submission.run(async () => {
      const kept = await api<{ readonly files: readonly Attached[] }>(
        'POST',
        `/demands/${demandId}/files`,
        form,
      );
      onChange([...files, ...kept.files]);
    });
    // The same file can be chosen again after a refusal.
    if (input.current !== null) input.current.value = '';
  };
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor={id}>{words.attach}</label>
      </div>
      <input
        id={id}
        ref={input}
        type="file"
        multiple
        disabled={submission.busy}
        onChange={({ target }) => target.files !== null && void upload(target.files)}
      />
      <p className="field-hint">{submission.busy ? words.uploading : words.attachHint}</p>
      <ProblemNote problem={submission.problem} />
      {fault !== undefined && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <ul className="plain-list">
        {files.map((file) => (
          <li key={file.id}>
            {file.name} <span className="soft small">{words.bytes(file.size)}</span>
            <button
              type="button"
              className="plain-button"
              onClick={() => onChange(files.filter((each) => each.id !== file.id))}
            >
              {words.removeFile}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
