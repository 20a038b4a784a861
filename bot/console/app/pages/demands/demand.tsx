import { useCallback, useState } from 'react';
import Button from 'tdesign-react/es/button';
import { Link, useParams } from 'wouter';
import type { DemandShape } from '../../../demand-shapes.js';
import { useLive } from '../../live.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { PageHeader } from '../../parts/page-header.js';
import { Panel } from '../../parts/panel.js';
import { minute } from '../../times.js';
import { ActionForm } from './action-form.js';
import { Contact } from './contact.js';
import type { DemandPartProps } from './demand-part.js';
import { DispatchDialog } from './dispatch-dialog.js';
import { DueMark } from './due-mark.js';
import { EraseDialog } from './erase-dialog.js';
import { Notes } from './notes.js';
import { Offered, ProfilePanel } from './profile-panel.js';
import { sitePath } from './site-path.js';
import { ACTIONS, demandTexts } from './texts.js';
import { FileList, Timeline } from './timeline.js';
import { Transcript } from './transcript.js';
import './demands.css';

const words = demandTexts.demand;

/** One demand with everything that those who work on it need. */
export function DemandPage() {
  const { id = '' } = useParams();
  const { data, problem, retry, mutate } = useLoaded<DemandShape>(`/demands/${encodeURIComponent(id)}`);
  useLive(
    'demands',
    useCallback((event) => void ((event.id === id || event.id === '') && mutate()), [id, mutate]),
  );
  return (
    <>
      <PageHeader
        title={data === undefined ? words.back : words.title(data.receipt)}
        back={{ path: '/queue', title: words.back }}
      />
      <Loaded data={data} problem={problem} retry={retry} lines={12}>
        {(demand) => <Demand demand={demand} onChanged={retry} />}
      </Loaded>
    </>
  );
}

function Demand({ demand, onChanged }: DemandPartProps) {
  return (
    <div className="demand">
      <Summary demand={demand} />
      {demand.isErased && <p className="note">{words.isErased}</p>}
      <div className="demand-columns">
        <div className="demand-main">
          <ProfilePanel demand={demand} />
          <Offered demand={demand} />
          <Transcript id={demand.id} />
          <Panel title={words.timeline}>
            <Timeline lines={demand.timeline} />
          </Panel>
        </div>
        <aside className="demand-side">
          <Actions demand={demand} onChanged={onChanged} />
          <Facts demand={demand} />
          <Panel title={words.files}>
            {demand.files.length === 0 ? (
              <p className="soft">{words.noFiles}</p>
            ) : (
              <FileList files={demand.files} />
            )}
          </Panel>
          <Notes demand={demand} onChanged={onChanged} />
          <More demand={demand} onChanged={onChanged} />
        </aside>
      </div>
    </div>
  );
}

function Summary({ demand }: { readonly demand: DemandShape }) {
  return (
    <div className="summary">
      <span className="state">{demand.stateName}</span>
      <span className={demand.kind === 'emergency' ? 'kind kind-emergency' : 'kind'}>{demand.kindName}</span>
      <DueMark due={demand.due} />
      <span className="soft">{demand.provinceName}</span>
      {demand.round > 1 && <span className="tag tag-warm">{words.round(demand.round)}</span>}
      {demand.urgedAt !== null && <span className="tag tag-warm">{words.urged(minute(demand.urgedAt))}</span>}
      {demand.rating !== null && <span className="tag">{words.rating(demand.rating)}</span>}
    </div>
  );
}

/** What can be done now: the first is what usually comes next. */
function Actions({ demand, onChanged }: DemandPartProps) {
  const [open, setOpen] = useState<string | null>(null);
  const listed = demand.actions.filter(({ event }) => event in ACTIONS || event === 'dispatch');
  const main = mainAction(demand);
  const ordered = [...listed].sort((a, b) => Number(b.event === main) - Number(a.event === main));
  const close = () => setOpen(null);
  const nothing = ordered.length === 0 && demand.openCalls.length === 0 && !demand.hasCase;
  return (
    <Panel title={words.actions}>
      <div className="action-buttons">
        {nothing && <p className="soft">{words.noActions}</p>}
        {ordered.map(({ event }) => (
          <Button
            key={event}
            theme={event === main ? 'primary' : 'default'}
            variant={event === main ? 'base' : 'outline'}
            block
            onClick={() => setOpen(event)}
          >
            {event === 'dispatch' ? dispatchWord(demand) : ACTIONS[event]?.button}
          </Button>
        ))}
        {demand.openCalls.length > 0 && <Link href="/calls">{words.call}</Link>}
        {demand.hasCase && <Link href={`/demands/${demand.id}/case`}>{words.openCase}</Link>}
        {demand.casePath !== null && (
          <a href={sitePath(demand.casePath)} target="_blank" rel="noreferrer">
            {words.seeCase}
          </a>
        )}
      </div>
      {open === 'dispatch' && <DispatchDialog demand={demand} onChanged={onChanged} onClose={close} />}
      {open !== null && open !== 'dispatch' && (
        <ActionForm event={open} demand={demand} onChanged={onChanged} onClose={close} />
      )}
    </Panel>
  );
}

const MAIN = ['accept', 'dispatch', 'publish_case', 'propose_case'];
const UNUSUAL = new Set(['dispatched', 'taken', 'in_progress']);

function mainAction({ actions, state }: DemandShape): string | undefined {
  if (UNUSUAL.has(state)) return undefined;
  return MAIN.find((event) => actions.some((action) => action.event === event));
}

function dispatchWord({ state }: DemandShape): string {
  return state === 'accepted' || state === 'reopened' ? words.dispatch : words.redispatch;
}

function Facts({ demand }: { readonly demand: DemandShape }) {
  return (
    <Panel title={words.deadlines}>
      <dl className="facts">
        {demand.deadlines.map(({ name, dueAt, metAt, isOverdue }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {metAt === null ? words.until(minute(dueAt)) : words.met(minute(metAt))}
              {isOverdue && <span className="due due-overdue">{words.late}</span>}
            </dd>
          </div>
        ))}
        <div>
          <dt>{words.coordinator}</dt>
          <dd>{demand.coordinator ?? words.none}</dd>
        </div>
        <div>
          <dt>{words.assignee}</dt>
          <dd>{demand.assignee ?? words.none}</dd>
        </div>
        <div>
          <dt>{words.contact}</dt>
          <dd>
            <Contact
              path={`/demands/${demand.id}/contact`}
              masked={demand.maskedPhone}
              mayShow={demand.maySeePhone}
              none={words.noPhone}
            />
            {demand.maskedPhone !== null && (
              <p className="soft small">{demand.isPhoneShared ? words.shared : words.notShared}</p>
            )}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function More({ demand, onChanged }: DemandPartProps) {
  const [isErasing, setErasing] = useState(false);
  if (!demand.mayAudit && !demand.mayErase) return null;
  return (
    <p className="more-links">
      {demand.mayAudit && <Link href={`/audit/demand/${demand.id}`}>{words.audit}</Link>}
      {demand.mayErase && (
        <button type="button" className="plain-button danger" onClick={() => setErasing(true)}>
          {words.erase}
        </button>
      )}
      {isErasing && (
        <EraseDialog
          path={`/demands/${demand.id}/erase`}
          lead={words.eraseLead}
          onDone={onChanged}
          onClose={() => setErasing(false)}
        />
      )}
    </p>
  );
}
