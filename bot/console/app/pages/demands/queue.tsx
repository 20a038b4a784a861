import { useCallback, useState } from 'react';
import Button from 'tdesign-react/es/button';
import { Link, useLocation } from 'wouter';
import type { QueueRowShape, QueueShape } from '../../../demand-shapes.js';
import { useLive } from '../../live.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { PageHeader } from '../../parts/page-header.js';
import { kindName, stateName, WAITING } from './codes/texts.js';
import { DueMark } from './due-mark.js';
import { NO_FILTER, type QueueFilter, QueueFilters } from './queue-filters.js';
import { demandTexts } from './texts.js';
import { useQueueKeys } from './use-queue-keys.js';
import './demands.css';

const words = demandTexts.queue;

const COLUMNS: readonly Column<QueueRowShape>[] = [
  {
    key: 'receipt',
    title: words.receipt,
    isHead: true,
    className: 'queue-receipt',
    render: (row) => <Receipt row={row} />,
  },
  { key: 'problem', title: words.problem, render: (row) => <Problem row={row} /> },
  { key: 'state', title: words.state, className: 'queue-state', render: (row) => <Standing row={row} /> },
  { key: 'due', title: words.due, className: 'queue-due', render: ({ due }) => <DueMark due={due} /> },
  {
    key: 'assignee',
    title: words.assignee,
    className: 'queue-assignee',
    render: ({ assignee }) => assignee ?? <span className="soft">{words.noAssignee}</span>,
  },
];

/** 需求办理: what waits, first of all for oneself. */
export function QueuePage() {
  const [tab, setTab] = useState('mine');
  const [filter, setFilter] = useState(NO_FILTER);
  const [cursor, setCursor] = useState<string | null>(null);
  const { data, problem, retry, mutate } = useLoaded<QueueShape>(addressOf(tab, filter, cursor));
  useLive(
    'demands',
    useCallback(() => void mutate(), [mutate]),
  );
  useLive(
    'calls',
    useCallback(() => void mutate(), [mutate]),
  );
  const [, open] = useLocation();
  useQueueKeys((id) => open(`/demands/${id}`));
  const show = (next: string) => {
    setTab(next);
    setCursor(null);
  };
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Tabs tab={tab} counts={data?.counts ?? {}} onTab={show} />
      <QueueFilters
        filter={filter}
        provinces={data?.provinces ?? []}
        onChange={(part) => {
          setFilter({ ...filter, ...part });
          setCursor(null);
        }}
      />
      <Loaded data={data} problem={problem} retry={retry}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <EmptyState
              title={tab === 'mine' ? words.emptyMine : words.empty}
              hint={tab === 'mine' ? words.emptyMineHint : words.emptyHint}
            />
          ) : (
            <section aria-label={words.list}>
              <DataTable label={words.list} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
              <div className="list-foot">
                <span className="soft wide-only">{words.keys}</span>
                <span className="pager">
                  {cursor !== null && (
                    <Button variant="outline" onClick={() => setCursor(null)}>
                      {words.first}
                    </Button>
                  )}
                  {next !== null && (
                    <Button variant="outline" onClick={() => setCursor(next)}>
                      {words.more}
                    </Button>
                  )}
                </span>
              </div>
            </section>
          )
        }
      </Loaded>
    </>
  );
}

function addressOf(tab: string, filter: QueueFilter, cursor: string | null): string {
  const query = new URLSearchParams({ tab });
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value);
  if (cursor !== null) query.set('cursor', cursor);
  return `/queue?${query}`;
}

interface TabsProps {
  readonly tab: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly onTab: (tab: string) => void;
}

function Tabs({ tab, counts, onTab }: TabsProps) {
  return (
    <nav className="tabs" aria-label={words.list}>
      {words.tabs.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="tab"
          aria-current={tab === value ? 'true' : undefined}
          onClick={() => onTab(value)}
        >
          {label}
          <span className="tab-count figures">{counts[value] ?? ''}</span>
        </button>
      ))}
    </nav>
  );
}

function Receipt({ row }: { readonly row: QueueRowShape }) {
  return (
    <>
      <Link href={`/demands/${row.id}`} className="figures" data-queue-row={row.id}>
        {row.receipt}
      </Link>
      <span className={row.kind === 'emergency' ? 'kind kind-emergency' : 'kind'}>{kindName(row.kind)}</span>
    </>
  );
}

function Problem({ row }: { readonly row: QueueRowShape }) {
  const facts = [row.provinceName, row.industry, row.domain].filter((each) => each !== null && each !== '');
  return (
    <div>
      <span className="queue-words">{row.problem}</span>
      <span className="soft small">{facts.join(' · ')}</span>
    </div>
  );
}

function Standing({ row }: { readonly row: QueueRowShape }) {
  return (
    <div>
      <span>{stateName(row.state)}</span>
      <span className="tags">
        {row.waiting
          .filter((each) => each !== 'overdue' && WAITING[each] !== stateName(row.state))
          .map((each) => (
            <span key={each} className="tag">
              {WAITING[each] ?? each}
            </span>
          ))}
        {row.isUrged && <span className="tag tag-warm">{words.urged}</span>}
      </span>
    </div>
  );
}
