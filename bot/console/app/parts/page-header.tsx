import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import { texts } from '../texts.js';

interface PageHeaderProps {
  readonly title: string;
  readonly lead?: string;
  /** Where this page hangs below. */
  readonly back?: { readonly path: string; readonly title: string };
  /** What can be done here, the main thing last. */
  readonly children?: ReactNode;
}

/** The head of every page: title, one line that says what it is for, and its actions. */
export function PageHeader({ title, lead, back, children }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · ${texts.product}${texts.console}`;
  }, [title]);
  return (
    <header className="page-header">
      <div className="page-words">
        {back !== undefined && (
          <Link className="page-back" href={back.path}>
            ‹ {back.title}
          </Link>
        )}
        <h1>{title}</h1>
        {lead !== undefined && <p className="page-lead">{lead}</p>}
      </div>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </header>
  );
}
