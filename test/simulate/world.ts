import { isoNow } from '../../src/clock.js';
import type { Identifiers } from '../../src/identifiers.js';
import { ManualClock } from '../bot/manual-clock.js';
import { Agenda } from './agenda.js';
import { createGateway, type Gateway } from './gateway.js';
import { Http } from './http.js';
import { type Journal, newJournal } from './journal.js';
import type { Options } from './options.js';
import { createRandom, type Random } from './random.js';
import { openService, type Service } from './service.js';
import { nextDue, settle } from './settle.js';

/** The service, the one clock, and what everybody is about to do. */
export class World {
  readonly clock: ManualClock;
  readonly agenda = new Agenda();
  readonly http = new Http();
  readonly journal: Journal = newJournal();
  readonly gateway: Gateway;
  /** Who is told when a conversation gets a message, or a number a text message. */
  readonly ringing = new Map<string, () => void>();
  /** Virtual time at which what happens now was planned, in milliseconds. */
  now: number;
  readonly #dataDir: string;
  readonly #identifiers = counting();
  #service: Service | null = null;
  #replies = 0;

  constructor(
    readonly options: Options,
    dataDir: string,
    start: number,
  ) {
    this.now = start;
    this.clock = new ManualClock(new Date(start).toISOString());
    this.#dataDir = dataDir;
    this.gateway = createGateway((phone) => this.ringing.get(phone)?.());
  }

  get service(): Service {
    if (this.#service === null) throw new Error('the service is closed');
    return this.#service;
  }

  get url(): string {
    return this.service.url;
  }

  random(name: string): Random {
    return createRandom(this.options.seed, name);
  }

  /** The next number of a reply, by which its words are known again. */
  nextReply(): number {
    this.#replies += 1;
    return this.#replies;
  }

  async open(): Promise<void> {
    this.#service = await openService({
      dataDir: this.#dataDir,
      clock: this.clock,
      identifiers: this.#identifiers,
      gateway: this.gateway.send,
      onActivity: (conversationId) => this.ringing.get(conversationId)?.(),
      onLog: (line) => void this.journal.log.push(`${isoNow(this.clock)} ${line.trim()}`),
    });
  }

  async close(): Promise<void> {
    this.http.close();
    await this.#service?.close();
    this.#service = null;
  }

  /** Lets the service do all that is to be done now. */
  async rest(): Promise<void> {
    this.service.wake();
    await settle(this.service, this.clock);
  }

  /** Everything that anybody, or the service, is to do up to `end`, each at its time. */
  async runUntil(end: number): Promise<void> {
    for (;;) {
      const due = await nextDue(this.service.storage.db);
      const next = Math.min(due ?? end, this.agenda.next ?? end, end);
      this.now = Math.max(this.now, next);
      this.clock.moveTo(this.now);
      await this.rest();
      while (this.agenda.next !== null && this.agenda.next <= this.now && this.agenda.next < end) {
        await this.agenda.take()?.run();
        await this.rest();
      }
      if (this.now >= end) return;
    }
  }

  /** The service goes down, and comes up after so many milliseconds over the same data. */
  async restart(downMs: number): Promise<void> {
    const from = this.now;
    await this.close();
    this.now += downMs;
    this.clock.moveTo(this.now);
    this.journal.dark.push({ from, to: this.now });
    this.journal.restarts += 1;
    await this.open();
    await this.rest();
  }

  /** Somebody waits, and nothing else is done but what the service does by itself. */
  async pass(ms: number): Promise<void> {
    this.now += ms;
    this.clock.moveTo(this.now);
    await this.rest();
  }

  /** The hands go forward at once: nothing of what lies between happened at its time. */
  async jump(ms: number): Promise<void> {
    const from = this.now;
    this.now += ms;
    this.clock.moveTo(this.now);
    this.journal.dark.push({ from, to: this.now });
    await this.rest();
  }

  surprise(what: string): void {
    this.journal.surprises.push(`${new Date(this.now).toISOString()} ${what}`);
  }
}

function counting(): Identifiers {
  let count = 0;
  return { next: () => `s${String(++count).padStart(9, '0')}` };
}
