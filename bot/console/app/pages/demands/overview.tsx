import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { FiguresShape } from '../../../desk-shapes.js';
import { useLive } from '../../live.js';
import { Choice } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { PageHeader } from '../../parts/page-header.js';
import { Panel } from '../../parts/panel.js';
import { demandTexts } from './texts.js';
import './demands.css';

const words = demandTexts.overview;
const NO_SCOPE = { province: '', from: '', to: '' };
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** 概览: the province in a few figures. */
export function OverviewPage() {
  const [scope, setScope] = useState(NO_SCOPE);
  const { data, problem, retry, mutate } = useLoaded<FiguresShape>(addressOf(scope));
  useLive(
    'demands',
    useCallback(() => void mutate(), [mutate]),
  );
  const change = (part: Partial<typeof NO_SCOPE>) => setScope({ ...scope, ...part });
  const provinces = data?.provinces ?? [];
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Loaded data={data} problem={problem} retry={retry}>
        {(figures) => (
          <div className="overview">
            <Open figures={figures} />
            <search className="period">
              {provinces.length > 1 && (
                <Field label={demandTexts.queue.province}>
                  <Choice
                    value={scope.province}
                    options={provinces.map(({ code, name }) => ({ value: code, label: name }))}
                    placeholder={demandTexts.queue.allProvinces}
                    clearable
                    onChange={(province) => change({ province })}
                  />
                </Field>
              )}
              <Field label={words.from}>
                <input
                  className="date"
                  type="date"
                  value={scope.from}
                  onChange={({ target }) => change({ from: target.value })}
                />
              </Field>
              <Field label={words.to}>
                <input
                  className="date"
                  type="date"
                  value={scope.to}
                  onChange={({ target }) => change({ to: target.value })}
                />
              </Field>
            </search>
            <Period figures={figures} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function addressOf(scope: typeof NO_SCOPE): string {
  const query = new URLSearchParams();
  if (scope.province !== '') query.set('province', scope.province);
  for (const name of ['from', 'to'] as const) if (DATE.test(scope[name])) query.set(name, scope[name]);
  return `/figures?${query}`;
}

function Open({ figures }: { readonly figures: FiguresShape }) {
  const most = Math.max(1, ...figures.open.map(({ count }) => count));
  const total = figures.open.reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel
      title={`${words.open} ${words.count(total)}`}
      action={
        <Link href="/queue" className={figures.overdue > 0 ? 'due due-overdue' : 'soft'}>
          {words.overdue} {words.count(figures.overdue)}
        </Link>
      }
    >
      <ul className="bars" aria-label={words.openLead}>
        {figures.open.map(({ state, name, count }) => (
          <Bar key={state} label={name} share={count / most} value={words.count(count)} />
        ))}
      </ul>
    </Panel>
  );
}

function Period({ figures }: { readonly figures: FiguresShape }) {
  const { satisfaction } = figures;
  const rated = satisfaction.ratings.reduce((sum, count) => sum + count, 0);
  const numbers: readonly (readonly [string, string])[] = [
    [words.filed, words.count(figures.filed)],
    [words.replied, words.count(figures.replied)],
    [words.closed, words.count(figures.closed)],
    [words.median, words.days(figures.medianDaysToReply)],
    [words.mean, words.stars(satisfaction.mean)],
  ];
  return (
    <Panel title={words.period}>
      <dl className="numbers">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.satisfaction}</h3>
      <p className="soft">
        {words.confirmed(satisfaction.confirmedByAsker, satisfaction.confirmedBySilence)}
      </p>
      {rated === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ul className="bars" aria-label={words.satisfaction}>
          {[5, 4, 3, 2, 1].map((stars) => {
            const count = satisfaction.ratings[stars - 1] ?? 0;
            return (
              <Bar key={stars} label={words.rating(stars)} share={count / rated} value={words.count(count)} />
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

interface BarProps {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  readonly value: string;
}

function Bar({ label, share, value }: BarProps) {
  return (
    <li className="bar">
      <span>{label}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="bar-rest" width="100" height="10" />
        <rect className="bar-full" width={share * 100} height="10" />
      </svg>
      <span className="figures">{value}</span>
    </li>
  );
}
