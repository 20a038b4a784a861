import type { Operations } from '../../src/demand/dispatch-candidate.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { Library } from '../library.js';
import type { Search } from '../search/search.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { Question } from './answer.js';
import type { CitationBook } from './citations.js';
import type { Draft } from './draft.js';

/** What a responder works with. One per question. */
export interface AnswerContext {
  readonly question: Question;
  readonly inquiry: Inquiry;
  readonly library: Library;
  readonly search: Search;
  readonly vocabulary: Vocabulary;
  readonly book: CitationBook;
  /** Full name of a region by its GB/T 2260 code; empty for null or an unknown code. */
  readonly regionName: (code: string | null) => string;
  /** Date in China, YYYY-MM-DD: a limit's period may be over. */
  readonly today: string;
  /** What experts have in hand; null where there is no service that knows. */
  readonly operations: Operations | null;
  /** Uniform in [0, 1): breaks ties between units, so that none is favoured. */
  readonly random: () => number;
}

/** Answers one kind of intent. */
export type Responder = (context: AnswerContext) => Promise<Draft>;
