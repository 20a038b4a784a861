import type { DemandShape } from '../../../demand-shapes.js';
import { Panel } from '../../parts/panel.js';
import { sitePath } from './site-path.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

/** The five slots in the asker's words, and what was understood of them. */
export function ProfilePanel({ demand }: { readonly demand: DemandShape }) {
  const facts: readonly (readonly [string, string])[] = [
    [words.domain, demand.domain ?? ''],
    [words.industries, demand.industries.join('、')],
    [words.subject, demand.pollutants.join('、')],
    [words.figures, demand.figures.join('；')],
    [words.place, demand.placeName],
  ];
  return (
    <Panel title={words.profile}>
      <dl className="slots">
        {demand.slots.map(({ name, text, isUnknown }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {text !== null && text !== '' ? (
                <span className="words">{text}</span>
              ) : (
                <span className="soft">{isUnknown ? words.unknown : words.unsaid}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <dl className="facts facts-inline">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {demand.referral !== null && <Referral referral={demand.referral} />}
    </Panel>
  );
}

function Referral({ referral }: { readonly referral: NonNullable<DemandShape['referral']> }) {
  const mode = referral.mode === null ? words.none : referral.mode === 'online' ? words.online : words.onsite;
  return (
    <dl className="facts facts-inline">
      <div>
        <dt>{words.referralExperts}</dt>
        <dd>{referral.experts.join('、')}</dd>
      </div>
      <div>
        <dt>{words.referralBackup}</dt>
        <dd>{referral.backup ?? words.none}</dd>
      </div>
      <div>
        <dt>{words.referralMode}</dt>
        <dd>{mode}</dd>
      </div>
      <div>
        <dt>{words.referralDate}</dt>
        <dd>{referral.date ?? words.none}</dd>
      </div>
    </dl>
  );
}

/** What the assistant had suggested, and why that did not do. */
export function Offered({ demand }: { readonly demand: DemandShape }) {
  return (
    <Panel title={words.offered}>
      {demand.offered.length === 0 ? (
        <p className="soft">{words.offeredNone}</p>
      ) : (
        <ul className="plain-list">
          {demand.offered.map(({ title, path }) => (
            <li key={path}>
              <a href={sitePath(path)} target="_blank" rel="noreferrer">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
      {demand.shortfall !== null && (
        <p className="shortfall">
          <span className="soft">{words.why}</span>
          <span className="words">{demand.shortfall}</span>
        </p>
      )}
    </Panel>
  );
}
