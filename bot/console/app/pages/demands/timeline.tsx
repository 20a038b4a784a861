import type { FileShape, TimelineShape } from '../../../demand-shapes.js';
import { minute } from '../../times.js';
import { sitePath } from './site-path.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

/** What happened, the newest first, each with what was written and whether the news of it arrived. */
export function Timeline({ lines }: { readonly lines: readonly TimelineShape[] }) {
  return (
    <ol className="timeline">
      {[...lines].reverse().map((line) => (
        <li key={line.position}>
          <p className="timeline-head">
            <time className="soft figures small" dateTime={line.at}>
              {minute(line.at)}
            </time>
            <span>{line.sentence}</span>
          </p>
          {line.quote !== null && <blockquote className="words">{line.quote}</blockquote>}
          {line.files.length > 0 && <FileList files={line.files} />}
          {line.deliveries.map(({ to, state, at }) => (
            <p key={`${to} ${at}`} className="soft small">
              {words.delivery(to, state)}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** Files to download; never shown inline. */
export function FileList({ files }: { readonly files: readonly FileShape[] }) {
  return (
    <ul className="plain-list">
      {files.map(({ id, name, size, isInternal }) => (
        <li key={id}>
          <a href={sitePath(`/files/${id}`)} download>
            {name}
          </a>
          <span className="soft small"> {words.bytes(size)}</span>
          {isInternal && <span className="tag">{words.internal}</span>}
        </li>
      ))}
    </ul>
  );
}
