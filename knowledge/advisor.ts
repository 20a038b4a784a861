import { type Clock, chinaDate } from '../src/clock.js';
import type { Operations } from '../src/demand/dispatch-candidate.js';
import { findRegion } from '../src/region/mention.js';
import { regionName } from '../src/region/names.js';
import type { Answer, Question } from './answer/answer.js';
import { createCitationBook } from './answer/citations.js';
import { finishAnswer } from './answer/draft.js';
import { respond } from './answer/respond.js';
import type { Inquiry } from './inquiry/inquiry.js';
import type { IntentListener } from './inquiry/intent-model.js';
import { readInquiry } from './inquiry/read-inquiry.js';
import { mayBeOverruled } from './inquiry/second-opinion.js';
import type { Library, RecordPage } from './library.js';
import type { Search } from './search/search.js';
import type { Vocabulary } from './vocabulary/vocabulary.js';

/** The knowledge as the rest of the service sees it. */
export interface Advisor {
  advise(question: Question): Promise<Answer>;
  /**
   * The current edition, or the named one; null when there is none that may be shown. What was published for one province
   * only is shown where that is `province`.
   */
  page(id: string, edition?: string, province?: string | null): Promise<RecordPage | null>;
  /** Identity of the open index snapshot; turns pin it. */
  readonly manifest: string;
  /**
   * Opens the snapshot that an import built since; questions that are being answered end with the old one. Returns
   * whether there was another. One that is not sound is left alone: rejects, and the old one stays.
   */
  refresh(): Promise<boolean>;
  close(): Promise<void>;
}

export interface AdvisorParts {
  readonly library: Library;
  /** Searches the snapshot of now; asked once for each question. */
  readonly search: () => Search;
  readonly refresh: () => boolean;
  readonly vocabulary: Vocabulary;
  /** Hears what a question sounds like as a whole. */
  readonly listen: IntentListener;
  /** Address of our own server without a slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** What experts have in hand, where a service knows it. */
  readonly operations?: Operations;
  readonly close: () => Promise<void>;
}

export function createAdvisor(parts: AdvisorParts): Advisor {
  const { library, search, vocabulary, clock, random } = parts;
  return {
    async advise(question) {
      const started = clock.now().getTime();
      const inquiry = await understand(question, parts);
      const book = createCitationBook(parts.publicUrl);
      const today = chinaDate(clock.now());
      const operations = parts.operations ?? null;
      const draft = await respond({
        question,
        inquiry,
        library,
        search: search(),
        vocabulary,
        book,
        random,
        regionName,
        today,
        operations,
      });
      return finishAnswer(draft, inquiry, book, clock.now().getTime() - started);
    },
    page: (id, edition, province) => library.page(id, edition, province),
    get manifest() {
      return search().manifest;
    },
    refresh: async () => parts.refresh(),
    close: parts.close,
  };
}

/** By rules; a question in its own right also by what it sounds like as a whole. */
async function understand(question: Question, { vocabulary, listen }: AdvisorParts): Promise<Inquiry> {
  const answering = question.rounds > 0;
  const context = { vocabulary, findRegion, previous: question.previous, answering };
  const ruled = readInquiry(question.text, context);
  const continued = ruled.text !== question.text;
  if (continued || !mayBeOverruled(ruled.intent)) return ruled;
  return readInquiry(question.text, { ...context, opinion: await listen(ruled) });
}
