import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import Textarea from 'tdesign-react/es/textarea';
import type { ExpertsShape, RankedShape, SuggestionShape } from '../../../desk-shapes.js';
import { api } from '../../client.js';
import { Field } from '../../parts/field.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { Modal } from '../../parts/modal.js';
import { sayDone } from '../../parts/toast.js';
import { useSubmission } from '../../submit.js';
import { texts } from '../../texts.js';
import { ConflictNote } from './conflict-note.js';
import type { DemandPartProps } from './demand-part.js';
import { ScoreBar, ScoreLegend } from './score-bar.js';
import { sitePath } from './site-path.js';
import { demandTexts } from './texts.js';
import { useFormKey } from './use-form-key.js';

const words = demandTexts.dispatch;

interface Chosen {
  readonly personId: string;
  readonly name: string;
}

/** 分派: explained suggestions, and anybody else with a reason. */
export function DispatchDialog({
  demand,
  onChanged,
  onClose,
}: DemandPartProps & { readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [reason, setReason] = useState('');
  const [version, setVersion] = useState(demand.version);
  const { key } = useFormKey();
  const submission = useSubmission();
  const { data, problem, retry } = useLoaded<SuggestionShape>(`/demands/${demand.id}/suggestions`);
  const isFirst = chosen !== null && data?.ranked[0]?.personId === chosen.personId;
  const send = async () => {
    const body = { assigneeId: chosen?.personId ?? '', reason: isFirst ? null : reason };
    const done = await submission.run(async () => {
      await api('POST', `/demands/${demand.id}/acts`, { event: 'dispatch', data: body, version, key });
    });
    if (!done) return;
    sayDone(demandTexts.demand.done);
    onChanged();
    onClose();
  };
  return (
    <Modal
      title={words.title}
      width="860px"
      onClose={onClose}
      footer={
        <div className="dispatch-foot">
          <span aria-live="polite">{chosen === null ? '' : words.chosen(chosen.name)}</span>
          <Button variant="outline" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button loading={submission.busy} onClick={() => void send()}>
            {words.send}
          </Button>
        </div>
      }
    >
      <div className="stack">
        <p className="soft">{words.lead}</p>
        <ConflictNote
          problem={submission.problem}
          onLatest={() => {
            setVersion(demand.version);
            submission.clear();
            onChanged();
            retry();
          }}
        />
        {submission.fault('assigneeId') !== undefined && (
          <p className="field-fault" role="alert">
            {submission.fault('assigneeId')}
          </p>
        )}
        {chosen !== null && !isFirst && (
          <Field label={words.reason} hint={words.reasonHint} fault={submission.fault('reason')} needed>
            <Textarea value={reason} onChange={setReason} rows={2} maxlength={1000} />
          </Field>
        )}
        <Loaded data={data} problem={problem} retry={retry}>
          {(suggestion) => <Suggestions suggestion={suggestion} chosen={chosen} onChoose={setChosen} />}
        </Loaded>
        <Others chosen={chosen} onChoose={setChosen} />
      </div>
    </Modal>
  );
}

interface ChoiceProps {
  readonly chosen: Chosen | null;
  readonly onChoose: (chosen: Chosen) => void;
}

function Suggestions({
  suggestion,
  chosen,
  onChoose,
}: ChoiceProps & { readonly suggestion: SuggestionShape }) {
  const [first] = suggestion.ranked;
  return (
    <section aria-label={words.ranked}>
      {suggestion.shortfall !== null && <p className="note">{suggestion.shortfall}</p>}
      {first !== undefined && <ScoreLegend parts={first.parts} />}
      <ol className="ranked">
        {suggestion.ranked.map((each) => (
          <Ranked
            key={each.personId}
            ranked={each}
            isChosen={chosen?.personId === each.personId}
            onChoose={onChoose}
          />
        ))}
      </ol>
      {suggestion.excluded.length > 0 && (
        <details className="former">
          <summary>{words.excluded(suggestion.excluded.length)}</summary>
          <ul className="plain-list">
            {suggestion.excluded.map(({ name, line, reason }) => (
              <li key={`${name} ${line}`}>
                {name} <span className="soft small">{line}</span> — {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="soft small">{words.seed(suggestion.seed)}</p>
    </section>
  );
}

interface RankedProps {
  readonly ranked: RankedShape;
  readonly isChosen: boolean;
  readonly onChoose: (chosen: Chosen) => void;
}

function Ranked({ ranked, isChosen, onChoose }: RankedProps) {
  const { personId, name, line, total, parts, recordPath } = ranked;
  return (
    <li className={isChosen ? 'ranked-one ranked-chosen' : 'ranked-one'}>
      <div className="ranked-head">
        <span>
          <strong>{name}</strong> <span className="soft small">{line}</span>
        </span>
        <span className="figures ranked-total">{words.score(total)}</span>
        <Button
          variant={isChosen ? 'base' : 'outline'}
          aria-pressed={isChosen}
          aria-label={`${words.choose} ${name}`}
          onClick={() => onChoose({ personId, name })}
        >
          {words.choose}
        </Button>
      </div>
      <ScoreBar parts={parts} />
      <details className="former">
        <summary>{words.why}</summary>
        <ul className="plain-list small">
          {parts.map((part) => (
            <li key={part.name}>
              {words.partOf(part.label, part.points, part.most)}：
              {part.evidence.length === 0 ? words.noEvidence : part.evidence.join('；')}
            </li>
          ))}
        </ul>
        {recordPath !== null && (
          <a href={sitePath(recordPath)} target="_blank" rel="noreferrer">
            {words.profile}
          </a>
        )}
      </details>
    </li>
  );
}

/** Anybody with the role, found by name, unit or place. */
function Others({ chosen, onChoose }: ChoiceProps) {
  const [text, setText] = useState('');
  const path = text.trim() === '' ? null : `/experts?${new URLSearchParams({ text: text.trim() })}`;
  const { data, problem, retry } = useLoaded<ExpertsShape>(path);
  return (
    <section aria-label={words.others} className="others">
      <Field label={words.others}>
        <Input value={text} onChange={setText} placeholder={words.search} clearable />
      </Field>
      {path !== null && (
        <Loaded data={data} problem={problem} retry={retry} lines={2}>
          {({ experts }) => (
            <ul className="rows" aria-label={words.found}>
              {experts.length === 0 && <li className="soft">{words.none}</li>}
              {experts.map(({ personId, name, line, load, loadLimit, awayUntil }) => (
                <li key={personId} className="row">
                  <span className="row-main">
                    {name} <span className="soft small">{line}</span>
                  </span>
                  <span className="soft small">
                    {awayUntil === null ? words.load(load, loadLimit) : words.away(awayUntil)}
                  </span>
                  <Button
                    variant={chosen?.personId === personId ? 'base' : 'outline'}
                    aria-pressed={chosen?.personId === personId}
                    aria-label={`${words.choose} ${name}`}
                    onClick={() => onChoose({ personId, name })}
                  >
                    {words.choose}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      )}
    </section>
  );
}
