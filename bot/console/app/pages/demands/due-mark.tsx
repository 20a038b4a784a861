import type { DueShape } from '../../../demand-shapes.js';
import { minute } from '../../times.js';
import { dueWords } from './codes/texts.js';

/** The nearest deadline in colour and words. */
export function DueMark({ due }: { readonly due: DueShape }) {
  return (
    <span className={`due due-${due.level}`} title={due.at === null ? undefined : minute(due.at)}>
      {dueWords(due)}
    </span>
  );
}
