import { useState } from 'react';
import { api } from '../../client.js';
import { Masked } from '../../parts/masked.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useSubmission } from '../../submit.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

interface ContactProps {
  /** Where the number is asked for, which is audited. */
  readonly path: string;
  readonly masked: string | null;
  readonly mayShow: boolean;
  readonly none: string;
}

/** A masked number, whole after a click that is written down. */
export function Contact({ path, masked, mayShow, none }: ContactProps) {
  const [phone, setPhone] = useState<string | null>(null);
  const submission = useSubmission();
  const show = () =>
    submission.run(async () => setPhone((await api<{ readonly phone: string }>('POST', path)).phone));
  return (
    <>
      {phone === null ? (
        <Masked value={masked} none={none} />
      ) : (
        <a className="figures" href={`tel:${phone}`}>
          {phone}
        </a>
      )}
      {phone === null && masked !== null && mayShow && (
        <button type="button" className="plain-button" disabled={submission.busy} onClick={() => void show()}>
          {words.showPhone}
        </button>
      )}
      {phone !== null && <p className="soft small">{words.shown}</p>}
      <ProblemNote problem={submission.problem} />
    </>
  );
}
