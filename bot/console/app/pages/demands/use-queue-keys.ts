import { useEffect } from 'react';

const STEP: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** j and k go down and up the rows, Enter opens the one that has the focus (a link by itself), / goes to the search. */
export function useQueueKeys(open: (id: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-queue-row]')];
      const { activeElement } = document;
      const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
      const step = STEP[event.key];
      if (step !== undefined) {
        const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
        rows[next]?.focus();
        event.preventDefault();
      } else if (event.key === '/') {
        document.querySelector<HTMLElement>('.queue-search input')?.focus();
        event.preventDefault();
      } else if (event.key === 'Enter' && at !== -1) {
        open(rows[at]?.dataset.queueRow ?? '');
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]') !== null;
}
