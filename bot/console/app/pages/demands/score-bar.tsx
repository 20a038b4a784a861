import type { ScorePartShape } from '../../../desk-shapes.js';
import { demandTexts } from './texts.js';

const words = demandTexts.dispatch;

const WIDTH = 300;
const HEIGHT = 14;

/** The parts of a score side by side; the same as words is read out. */
export function ScoreBar({ parts }: { readonly parts: readonly ScorePartShape[] }) {
  let left = 0;
  const bars = parts.map(({ name, points }) => {
    const x = left;
    const width = (points / 100) * WIDTH;
    left += width;
    return { name, x, width };
  });
  const spoken = parts.map(({ label, points, most }) => words.partOf(label, points, most)).join('，');
  return (
    <svg
      className="score-bar"
      preserveAspectRatio="none"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={spoken}
    >
      <rect className="score-rest" x="0" y="0" width={WIDTH} height={HEIGHT} />
      {bars.map(({ name, x, width }) => (
        <rect key={name} className={`part-${name}`} x={x} y="0" width={width} height={HEIGHT} />
      ))}
    </svg>
  );
}

/** Which colour is which part. */
export function ScoreLegend({ parts }: { readonly parts: readonly ScorePartShape[] }) {
  return (
    <ul className="legend" aria-label={words.legend}>
      {parts.map(({ name, label, most }) => (
        <li key={name}>
          <svg className="legend-mark" viewBox="0 0 10 10" aria-hidden="true">
            <rect className={`part-${name}`} width="10" height="10" />
          </svg>
          {label} <span className="soft">{most}</span>
        </li>
      ))}
    </ul>
  );
}
