import { createDirectLineChannel } from '../../../bot/channels/directline/channel.js';
import { createConversations } from '../../../bot/channels/directline/conversations.js';
import { createHistory } from '../../../bot/channels/directline/history.js';
import { decode } from '../../../bot/channels/directline/messages.js';
import type { TokenSubject } from '../../../bot/channels/directline/token.js';
import type { Dialog, DialogInput, DialogOutput } from '../../../bot/dialogs/dialog.js';
import { createMainDialog } from '../../../bot/dialogs/main.js';
import { strangerInput } from '../../../bot/dialogs/stranger.js';
import { createEngine, type Engine } from '../../../bot/turn/engine.js';
import { createAdvisor } from '../../../knowledge/advisor.js';
import { openSnapshot } from '../../../knowledge/index/snapshot.js';
import { openIntentListener } from '../../../knowledge/inquiry/intent-model.js';
import { createLibrary } from '../../../knowledge/library.js';
import { createEmbeddedEmbedder } from '../../../knowledge/models/embedded-embedder.js';
import { createSearch } from '../../../knowledge/search/search.js';
import { createVocabulary } from '../../../knowledge/vocabulary/vocabulary.js';
import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { systemClock } from '../../../src/clock.js';
import { randomIdentifiers } from '../../../src/identifiers.js';
import { createLog } from '../../../src/log.js';
import { projectRoot } from '../../../src/project.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import { type Cost, type Load, measure } from './load.js';
import { QUESTIONS } from './questions.js';
import { RememberingEmbedder } from './remembering-embedder.js';

/** The whole way of a question, as the service wires it: inbox, lease, dialog, search, commit, outbox, history. */
export interface Consultations {
  whole(load: Load): Promise<Cost>;
  /** The same with the vectors of the questions from memory. */
  withoutEmbedding(load: Load): Promise<Cost>;
  /** Of that, the turn around an answer that is ready: what inbox, lease, commit, outbox and history cost. */
  turnAlone(load: Load): Promise<Cost>;
  /** And the answer without a turn around it: reading the question, search, fit, composing, card. */
  answerAlone(load: Load): Promise<Cost>;
  embeddingAlone(load: Load): Promise<Cost>;
  close(): Promise<void>;
}

const clock = systemClock();
const identifiers = randomIdentifiers();

/** @param dataDir a copy of the starter knowledge, which is written to */
export async function openConsultations(dataDir: string): Promise<Consultations> {
  const storage = await openStorage({ databaseUrl: null, dataDir, clock });
  const embedder = new RememberingEmbedder(await createEmbeddedEmbedder({ root: projectRoot(), threads: 1 }));
  const vocabulary = createVocabulary();
  const search = createSearch({ snapshot: openSnapshot(`${dataDir}/index`), embedder, vocabulary });
  const advisor = createAdvisor({
    library: createLibrary(storage, clock),
    search: () => search,
    refresh: () => false,
    vocabulary,
    listen: await openIntentListener(projectRoot(), embedder),
    publicUrl: 'http://localhost:3978',
    clock,
    random: Math.random,
    close: () => embedder.close(),
  });
  const consult = createMainDialog({ advisor });
  const ready = new Map<string, DialogOutput>();
  let answersAreReady = false;
  const dialog: Dialog = async (input) => {
    const known = answersAreReady ? ready.get(input.text) : undefined;
    const output = known ?? (await consult(input));
    ready.set(input.text, output);
    return output;
  };
  const asking = await startAsking(storage, (deps) =>
    createEngine({ ...deps, dialog, manifest: () => advisor.manifest }),
  );
  const prepare = (options: { remembers: boolean; answersAreReady: boolean }) => {
    embedder.remembers = options.remembers;
    answersAreReady = options.answersAreReady;
  };
  return {
    whole: (load) => {
      prepare({ remembers: false, answersAreReady: false });
      return asking.run(load);
    },
    withoutEmbedding: (load) => {
      prepare({ remembers: true, answersAreReady: false });
      return asking.run(load);
    },
    turnAlone: (load) => {
      prepare({ remembers: true, answersAreReady: true });
      return asking.run(load);
    },
    answerAlone: (load) => {
      prepare({ remembers: true, answersAreReady: false });
      return measure(load, async (index) => void (await consult(inputOf(question(index)))));
    },
    embeddingAlone: (load) => {
      prepare({ remembers: false, answersAreReady: false });
      return measure(load, async (index) => void (await embedder.embed([question(index)])));
    },
    close: async () => {
      await asking.stop();
      await advisor.close();
      await storage.close();
    },
  };
}

function inputOf(text: string): DialogInput {
  return strangerInput({ text });
}

type EngineParts = Omit<Parameters<typeof createEngine>[0], 'dialog' | 'manifest'>;

async function startAsking(storage: Storage, create: (parts: EngineParts) => Engine) {
  const conversations = createConversations({ storage, clock, identifiers });
  await conversations.prepare();
  const history = createHistory(storage);
  const channel = createDirectLineChannel();
  const engine = create({
    storage,
    clock,
    identifiers,
    log: createLog({ level: 'error' }),
    channels: new Map([[channel.name, channel]]),
    calendar: createWorkingCalendar(),
    secret: 'benchmark',
    demo: false,
    config: { leaseSeconds: 30, turnAttempts: 3, pollMs: 1000 },
  });
  engine.start();

  /** Resolves when the reply stands in the history that the page reads. */
  async function ask(subject: TokenSubject, text: string): Promise<void> {
    const message = decode({ type: 'message', text }, subject, () => identifiers.next());
    if (message === null) throw new Error('the benchmark wrote a message that the channel refuses');
    const answered = new Promise<void>((resolve, reject) => {
      const forget = engine.onActivity((conversationId) => {
        if (conversationId !== subject.conversationId) return;
        history.after(conversationId, 0).then(({ activities }) => {
          if (activities.length < 2) return;
          forget();
          resolve();
        }, reject);
      });
    });
    await engine.receive(message);
    await answered;
  }

  return {
    run: async (load: Load) => {
      const subjects: TokenSubject[] = [];
      for (let index = 0; index < load.turns; index += 1) subjects.push(await conversations.begin());
      const unsent = async () => {
        const rows = await storage.db
          .selectFrom('outbox')
          .select('id')
          .where('state', '!=', 'sent')
          .execute();
        return rows.length > 0;
      };
      return measure(
        load,
        (index) => ask(subjects[index] ?? { conversationId: '', userId: '' }, question(index)),
        async () => {
          while (await unsent()) await new Promise((resolve) => setTimeout(resolve, 5));
        },
      );
    },
    stop: () => engine.stop(),
  };
}

function question(index: number): string {
  return QUESTIONS[index % QUESTIONS.length] ?? '';
}
