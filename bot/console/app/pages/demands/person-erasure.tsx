import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { EraseDialog } from './erase-dialog.js';
import { demandTexts } from './texts.js';

interface PersonErasureProps {
  readonly personId: string;
  readonly mayErase: boolean;
}

/** What happened to a person's entry, and the end of it when they ask for that. */
export function PersonErasure({ personId, mayErase }: PersonErasureProps) {
  const [isErasing, setErasing] = useState(false);
  const [, go] = useLocation();
  return (
    <p className="more-links">
      <Link href={`/audit/person/${personId}`}>{demandTexts.audit.title}</Link>
      {mayErase && (
        <button type="button" className="plain-button danger" onClick={() => setErasing(true)}>
          {demandTexts.audit.personErase}
        </button>
      )}
      {isErasing && (
        <EraseDialog
          path={`/people/${personId}/erase`}
          lead={demandTexts.audit.personEraseLead}
          onDone={() => go('/people')}
          onClose={() => setErasing(false)}
        />
      )}
    </p>
  );
}
