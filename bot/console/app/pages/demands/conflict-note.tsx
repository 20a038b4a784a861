import Button from 'tdesign-react/es/button';
import type { ApiProblem } from '../../client.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { minute } from '../../times.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

interface ConflictNoteProps {
  readonly problem: ApiProblem | null;
  /** Goes on with the demand as it is now; what was typed stays. */
  readonly onLatest: () => void;
}

/** A refusal; where somebody else was faster, what they did. */
export function ConflictNote({ problem, onLatest }: ConflictNoteProps) {
  if (problem === null) return null;
  return (
    <ProblemNote problem={problem}>
      {problem.changes.length > 0 && (
        <div>
          <p>{words.conflictTitle}</p>
          <ul className="changes">
            {problem.changes.map(({ at, sentence, quote }) => (
              <li key={`${at} ${sentence}`}>
                {minute(at)} {sentence}
                {quote !== null && <blockquote className="words">{quote}</blockquote>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {problem.status === 409 && (
        <Button variant="outline" onClick={onLatest}>
          {words.useLatest}
        </Button>
      )}
    </ProblemNote>
  );
}
