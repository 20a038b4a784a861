import { useRef, useState } from 'react';
import { ApiProblem } from './client.js';

export interface Submission {
  readonly busy: boolean;
  /** What was refused the last time; what was typed stays where it is. */
  readonly problem: ApiProblem | null;
  /** What is wrong with a field of the form, if anything. */
  fault(field: string): string | undefined;
  /** Runs unless it runs already (a double click does one thing); true when it was carried out. */
  run(work: () => Promise<void>): Promise<boolean>;
  clear(): void;
}

/** The state of one form or button that sends something. */
export function useSubmission(): Submission {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return {
    busy,
    problem,
    fault: (field) => problem?.fields[field],
    clear: () => setProblem(null),
    run: async (work) => {
      // A second click comes before the first has been drawn.
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}

/** A refusal that the app itself makes before anything is sent. */
export function fieldProblem(field: string, message: string): ApiProblem {
  return new ApiProblem(400, { code: 'invalid', message, fields: { [field]: message } });
}
