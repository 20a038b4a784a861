import type { ReactNode } from 'react';
import type { ApiProblem } from '../client.js';

interface ProblemNoteProps {
  readonly problem: ApiProblem | null;
  readonly children?: ReactNode;
}

/** Why something was refused, read out when it appears. Faults of fields stand at their fields as well. */
export function ProblemNote({ problem, children }: ProblemNoteProps) {
  if (problem === null) return null;
  return (
    <div className="note note-problem" role="alert">
      <p>{problem.message}</p>
      {children}
    </div>
  );
}
