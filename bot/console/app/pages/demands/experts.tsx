import { useCallback, useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import type { ExpertProfileShape, ExpertRowShape, ExpertsShape } from '../../../desk-shapes.js';
import { api } from '../../client.js';
import { useLive } from '../../live.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Field } from '../../parts/field.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { Modal } from '../../parts/modal.js';
import { PageHeader } from '../../parts/page-header.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { sayDone } from '../../parts/toast.js';
import { useSubmission } from '../../submit.js';
import { texts } from '../../texts.js';
import { demandTexts } from './texts.js';
import './demands.css';

const words = demandTexts.experts;

/** 专家接单: what everybody can take. */
export function ExpertsPage() {
  const [text, setText] = useState('');
  const [editing, setEditing] = useState<string | null>(null);
  const { data, problem, retry, mutate } = useLoaded<ExpertsShape>(
    `/experts?${new URLSearchParams({ text })}`,
  );
  useLive(
    'people',
    useCallback(() => void mutate(), [mutate]),
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <search className="filters">
        <Field label={demandTexts.dispatch.search} hideLabel>
          <Input value={text} onChange={setText} placeholder={demandTexts.dispatch.search} clearable />
        </Field>
      </search>
      <Loaded data={data} problem={problem} retry={retry}>
        {({ experts }) =>
          experts.length === 0 ? (
            <EmptyState title={words.emptyTitle} hint={words.emptyHint} />
          ) : (
            <DataTable
              label={words.list}
              columns={columns(setEditing)}
              rows={experts}
              keyOf={({ personId }) => personId}
            />
          )
        }
      </Loaded>
      {editing !== null && <EditProfile id={editing} onSaved={retry} onClose={() => setEditing(null)} />}
    </>
  );
}

function columns(onEdit: (id: string) => void): readonly Column<ExpertRowShape>[] {
  return [
    { key: 'name', title: words.name, isHead: true, render: ({ name }) => <strong>{name}</strong> },
    { key: 'line', title: words.line, render: ({ line }) => line },
    {
      key: 'load',
      title: words.load,
      render: ({ load, loadLimit }) => (
        <span className={load >= loadLimit ? 'due due-soon figures' : 'figures'}>
          {load} / {loadLimit}
        </span>
      ),
    },
    {
      key: 'away',
      title: words.away,
      render: ({ awayUntil }) =>
        awayUntil === null ? <span className="soft">{words.here}</span> : awayUntil,
    },
    {
      key: 'edit',
      title: '',
      render: ({ personId, name, mayManage }) =>
        mayManage && (
          <Button variant="outline" aria-label={`${words.edit} ${name}`} onClick={() => onEdit(personId)}>
            {words.edit}
          </Button>
        ),
    },
  ];
}

interface EditProps {
  readonly id: string;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

function EditProfile({ id, onSaved, onClose }: EditProps) {
  const { data, problem, retry } = useLoaded<ExpertProfileShape>(`/experts/${id}`);
  return (
    <Modal title={data === undefined ? words.edit : `${words.edit} · ${data.name}`} onClose={onClose}>
      <Loaded data={data} problem={problem} retry={retry} lines={4}>
        {(profile) => (
          <ProfileForm key={profile.version} profile={profile} onSaved={onSaved} onClose={onClose} />
        )}
      </Loaded>
    </Modal>
  );
}

interface ProfileFormProps {
  readonly profile: ExpertProfileShape;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

function ProfileForm({ profile, onSaved, onClose }: ProfileFormProps) {
  const [limit, setLimit] = useState(String(profile.loadLimit));
  const [away, setAway] = useState(profile.awayUntil ?? '');
  const [recusals, setRecusals] = useState(
    profile.recusals.map(({ party, reason }, index) => ({ key: index, party: party ?? '', reason })),
  );
  const submission = useSubmission();
  const change = (key: number, part: { party?: string; reason?: string }) =>
    setRecusals(recusals.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const save = async () => {
    const body = {
      version: profile.version,
      loadLimit: Number(limit),
      awayUntil: away === '' ? null : away,
      recusals: recusals.map(({ party, reason }) => ({ party, reason })),
    };
    const done = await submission.run(async () => {
      await api('PUT', `/experts/${profile.personId}`, body);
    });
    if (!done) return;
    sayDone(words.saved);
    onSaved();
    onClose();
  };
  return (
    <div className="stack">
      <ProblemNote problem={submission.problem} />
      <Field label={words.limit} fault={submission.fault('loadLimit')}>
        <Input value={limit} onChange={setLimit} />
      </Field>
      <Field label={words.awayUntil} hint={words.awayHint} fault={submission.fault('awayUntil')}>
        <Input value={away} onChange={setAway} />
      </Field>
      <fieldset className="recusals">
        <legend>{words.recusals}</legend>
        {recusals.map(({ key, party, reason }, index) => (
          <div key={key} className="recusal">
            <Field label={words.party} hint={words.partyHint}>
              <Input value={party} onChange={(value) => change(key, { party: value })} />
            </Field>
            <Field label={words.why} fault={submission.fault(`recusals.${index}.reason`)} needed>
              <Input value={reason} onChange={(value) => change(key, { reason: value })} />
            </Field>
            <button
              type="button"
              className="plain-button"
              onClick={() => setRecusals(recusals.filter((each) => each.key !== key))}
            >
              {words.remove}
            </button>
          </div>
        ))}
        <button
          type="button"
          className="plain-button"
          onClick={() => setRecusals([...recusals, { key: nextKey(recusals), party: '', reason: '' }])}
        >
          {words.add}
        </button>
      </fieldset>
      <div className="form-foot">
        <Button variant="outline" onClick={onClose}>
          {texts.form.cancel}
        </Button>
        <Button loading={submission.busy} onClick={() => void save()}>
          {texts.form.save}
        </Button>
      </div>
    </div>
  );
}

function nextKey(rows: readonly { readonly key: number }[]): number {
  return Math.max(-1, ...rows.map(({ key }) => key)) + 1;
}
