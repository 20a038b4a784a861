import { type ReactNode, useEffect } from 'react';
import { texts } from '../texts.js';

interface DoorProps {
  readonly title?: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** The frame of the pages before the sign-in. */
export function Door({ title, lead, children }: DoorProps) {
  useEffect(() => {
    document.title = `${title ?? texts.console} · ${texts.product}`;
  }, [title]);
  return (
    <div className="door">
      <p className="door-brand">
        <span className="brand-mark" aria-hidden="true" />
        <strong>{texts.product}</strong>
        <span>{texts.console}</span>
      </p>
      <main className="door-card">
        {title !== undefined && <h1>{title}</h1>}
        {lead !== undefined && <p className="page-lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
