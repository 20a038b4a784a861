import { useParams } from 'wouter';
import type { AuditShape } from '../../../desk-shapes.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { PageHeader } from '../../parts/page-header.js';
import { minute } from '../../times.js';
import { demandTexts } from './texts.js';
import './demands.css';

const words = demandTexts.audit;
const SHOWN_HASH = 12;

type Entry = AuditShape['events'][number];

/** The chain of one subject, with whether it holds. */
export function AuditPage() {
  const { kind = '', id = '' } = useParams();
  const path = `/audit/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
  const { data, problem, retry } = useLoaded<AuditShape>(path);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        {...(data === undefined ? {} : { back: { path: data.backPath, title: data.title } })}
      />
      <Loaded data={data} problem={problem} retry={retry}>
        {(trail) => (
          <>
            <Badge verdict={trail.verdict} />
            {!trail.showsPayload && <p className="soft">{words.hidden}</p>}
            <DataTable
              label={words.list}
              columns={columns(trail.showsPayload)}
              rows={trail.events}
              keyOf={({ position }) => String(position)}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function Badge({ verdict }: { readonly verdict: AuditShape['verdict'] }) {
  if (verdict.kind === 'broken')
    return (
      <p className="note note-problem" role="alert">
        {words.broken(verdict.position)}
      </p>
    );
  return (
    <p className="verdict">
      <span className="tag tag-good">✓ {words.intact(verdict.length)}</span>
      {verdict.erased > 0 && <span className="soft">{words.erased(verdict.erased)}</span>}
    </p>
  );
}

function columns(showsPayload: boolean): readonly Column<Entry>[] {
  return [
    { key: 'position', title: words.position, className: 'figures', render: ({ position }) => position },
    {
      key: 'action',
      title: words.action,
      isHead: true,
      className: 'unbroken',
      render: ({ action }) => action,
    },
    { key: 'who', title: words.who, className: 'unbroken', render: ({ who }) => who },
    { key: 'at', title: words.at, className: 'figures unbroken', render: ({ at }) => minute(at) },
    ...(showsPayload
      ? [{ key: 'payload', title: words.payload, render: (entry: Entry) => <Payload entry={entry} /> }]
      : []),
    {
      key: 'hash',
      title: words.hash,
      className: 'unbroken',
      render: ({ hash }) => <code title={hash}>{hash.slice(0, SHOWN_HASH)}</code>,
    },
  ];
}

function Payload({ entry }: { readonly entry: Entry }) {
  if (entry.isErased) return <span className="soft">{words.isErased}</span>;
  return <code className="payload">{entry.payload}</code>;
}
