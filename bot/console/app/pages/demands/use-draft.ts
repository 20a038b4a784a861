import { useCallback, useEffect, useRef, useState } from 'react';
import type { CaseContentShape, CaseShape } from '../../../desk-shapes.js';
import { ApiProblem, api } from '../../client.js';

export interface Draft {
  readonly content: CaseContentShape;
  readonly version: number;
  readonly isDirty: boolean;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly savedAt: string;
  change(part: Partial<CaseContentShape>): void;
  fault(field: string): string | undefined;
  /** Saves what is not saved; true when everything is. */
  save(): Promise<boolean>;
  /** Shows a refusal of another request at the fields. */
  show(problem: ApiProblem): void;
  /** Gives up what was typed for what is stored. */
  takeLatest(): void;
}

/** A pause in typing after which is saved. */
const PAUSE_MS = 1200;

/** A draft that saves itself over the version that it was made from; a conflict leaves what was typed. */
export function useDraft(shape: CaseShape): Draft {
  const [content, setContent] = useState(shape.content);
  const [isDirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [stored, setStored] = useState({ version: shape.version, at: shape.updatedAt });
  const running = useRef<Promise<boolean> | null>(null);
  const isLatestWanted = useRef(false);

  // The page asks again by itself: nothing of that may overwrite what is being typed.
  useEffect(() => {
    if (isDirty && !isLatestWanted.current) return;
    isLatestWanted.current = false;
    setContent(shape.content);
    setStored({ version: shape.version, at: shape.updatedAt });
    setDirty(false);
  }, [shape, isDirty]);

  const save = useCallback(async (): Promise<boolean> => {
    if (running.current !== null) await running.current;
    if (!isDirty) return true;
    setBusy(true);
    running.current = (async () => {
      try {
        const path = `/demands/${shape.demandId}/case`;
        const { version } = await api<{ readonly version: number }>('PUT', path, {
          version: stored.version,
          content,
        });
        setStored({ version, at: new Date().toISOString() });
        setDirty(false);
        setProblem(null);
        return true;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
        return false;
      } finally {
        setBusy(false);
        running.current = null;
      }
    })();
    return running.current;
  }, [content, isDirty, shape.demandId, stored.version]);

  useEffect(() => {
    if (!isDirty || problem?.status === 409) return;
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isDirty, problem, save]);

  return {
    content,
    version: stored.version,
    isDirty,
    busy,
    problem,
    savedAt: stored.at,
    change: (part) => {
      setContent({ ...content, ...part });
      setDirty(true);
    },
    fault: (field) => problem?.fields[`content.${field}`] ?? problem?.fields[field],
    save,
    show: setProblem,
    takeLatest: () => {
      isLatestWanted.current = true;
      setProblem(null);
      setDirty(false);
    },
  };
}
