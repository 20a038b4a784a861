import type { FailpointName } from '../../../bot/turn/failpoints.js';
import type { Place } from '../../src/backend.js';
import type { Answer, Command } from './protocol.js';
import { describeDeath, type RowDeath } from './rows.js';
import { ServiceProcess } from './service-process.js';
import type { Sink } from './sink.js';
import { Tellers } from './tellers.js';
import { trafficOf } from './traffic.js';

export interface Death {
  readonly failpoint: FailpointName;
  readonly passage: number;
}

export interface LaneOptions {
  readonly entry: string;
  readonly place: Pick<Place, 'databaseUrl' | 'dataDir'>;
  readonly sink: Sink;
  readonly random: () => number;
  /** Processes that share the database. */
  readonly processes: number;
  readonly deaths: readonly Death[];
  /** Rows of the table of demands to die at, whichever process passes them; these come first. */
  readonly rowDeaths: readonly RowDeath[];
}

/** Milliseconds by which the clock moves with each step, and when nothing has changed for some of them. */
const STEP_MS = 250;
const LONG_STEP_MS = 3000;
const STILL_STEPS = 4;
/** Far more steps than any passage needs. */
const MOST_STEPS = 5_000;
const REDELIVERED = 0.2;
/** Steps in which nothing is left to do although stories go on: one may be seen before what was just done. */
const MOST_VAIN_STEPS = 100;

/** One database, its processes, and a vendor that repeats what was not acknowledged. */
export class Lane {
  readonly deaths: Death[] = [];
  readonly rowDeaths: RowDeath[] = [];
  readonly tellers: Tellers;
  /** Everything that was acknowledged. */
  readonly taken: Command[] = [];
  readonly #options: LaneOptions;
  readonly #plan: Death[];
  readonly #deadly: Set<RowDeath>;
  #waiting: Command[] = [];
  #given = 0;
  #batches = 0;
  #seen = '';
  #still = 0;
  #vain = 0;
  #refusal = '';
  readonly #services = new Set<ServiceProcess>();
  #broken = false;
  #time = Date.parse('2026-11-24T02:00:00.000Z');

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#plan = [...options.deaths];
    this.#deadly = new Set(options.rowDeaths);
    this.tellers = new Tellers(options.random);
  }

  /** Dies every planned death, then drains and stops in good order. */
  async run(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: this.#options.processes }, () => this.#takePart()));
      await this.#drain();
    } finally {
      this.#broken = true;
      for (const service of this.#services) service.kill();
    }
  }

  /** One of the processes. It runs until the last death of any, so that there are always as many as planned. */
  async #takePart(): Promise<void> {
    await this.#dieAtRows();
    await this.#dieOn();
    if (this.#isDying) await this.#survive();
  }

  /** Dies at each row that it passes until all have been died at. So one walk through the stories has all these deaths. */
  async #dieAtRows(): Promise<void> {
    while (this.#deadly.size > 0 && !this.#broken) {
      const service = await this.#start('none', 0);
      for (let step = 0; !service.dead; step += 1) {
        // The last of them was another process's.
        if (this.#deadly.size === 0) service.kill();
        if (step > MOST_STEPS) throw this.#stuck(service, this.#unpassed());
        if (await this.#step(service)) this.#begin();
      }
      const end = await service.ended;
      if (end !== 'SIGKILL') throw this.#stuck(service, `ended by ${end} before its row`);
      if (service.diedAt === null) continue;
      this.#deadly.delete(service.diedAt);
      this.rowDeaths.push(service.diedAt);
    }
  }

  #unpassed(): string {
    return `never passed: ${[...this.#deadly].map(describeDeath).join('; ')}`;
  }

  async #dieOn(): Promise<void> {
    for (let death = this.#plan.shift(); death !== undefined; death = this.#plan.shift()) {
      const service = await this.#start(death.failpoint, death.passage);
      for (let step = 0; !service.dead; step += 1) {
        if (step > MOST_STEPS) throw this.#stuck(service, `${death.failpoint} was never passed`);
        if (await this.#step(service)) this.#begin();
      }
      const end = await service.ended;
      if (end !== 'SIGKILL') throw this.#stuck(service, `ended by ${end} before ${death.failpoint}`);
      this.deaths.push(death);
    }
  }

  get #isDying(): boolean {
    return !this.#broken && this.deaths.length < this.#options.deaths.length;
  }

  async #survive(): Promise<void> {
    const service = await this.#start('none', 0);
    while (this.#isDying) {
      if (service.dead) throw this.#stuck(service, 'died without having been killed');
      if (await this.#step(service)) this.#begin();
    }
    await this.#finish(service);
  }

  async #drain(): Promise<void> {
    await this.#finish(await this.#start('none', 0));
  }

  /** Until nothing is left to do: what is at work may wait for the clock, so stopping alone might never end. */
  async #finish(service: ServiceProcess): Promise<void> {
    for (let step = 0; !(await this.#step(service)); step += 1) {
      if (service.dead || this.#broken || step > MOST_STEPS) throw this.#stuck(service, 'did not drain');
    }
    service.stop();
    const end = await service.ended;
    if (end !== 0) throw this.#stuck(service, `ended by ${end} instead of stopping`);
  }

  /** More to do, unless another process found so first; stories from the second time on, when the expert has a chat. */
  #begin(): void {
    if (this.#waiting.length + this.#given + this.tellers.open.length > 0) return;
    this.#batches += 1;
    this.#waiting.push(...trafficOf(this.#batches));
    if (this.#batches === 1) return;
    this.tellers.beginShort(this.#batches);
    if (this.#deadly.size > 0) this.tellers.beginAll(this.#batches);
  }

  async #start(failpoint: string, passage: number): Promise<ServiceProcess> {
    const { entry, place, sink } = this.#options;
    const service = new ServiceProcess(entry, {
      databaseUrl: place.databaseUrl,
      dataDir: place.dataDir,
      sinkUrl: sink.url,
      failpoint,
      passage,
      deadly: [...this.#deadly],
      time: this.#time,
    });
    this.#services.add(service);
    void service.ended.then(() => this.#services.delete(service));
    await service.ready;
    return service;
  }

  /** Hands over what waits and moves the clock; true when there is nothing left to do. */
  async #step(service: ServiceProcess): Promise<boolean> {
    const commands = this.#waiting;
    this.#waiting = [];
    this.#given += commands.length;
    await Promise.all(commands.map((command) => this.#give(service, command)));
    this.#given -= commands.length;
    const status = await this.#moveTime(service);
    if (status === null) return false;
    this.#waiting.push(...this.tellers.next(status));
    const { pending, unsent, nextDue } = status;
    if (pending + unsent + this.#waiting.length + this.#given > 0) return false;
    if (this.tellers.open.length === 0) return true;
    // Everybody waits for the clock. Nothing is on its way that could expire meanwhile.
    if (nextDue !== null) this.#time = Math.max(this.#time, nextDue);
    else if (++this.#vain > MOST_VAIN_STEPS) throw this.#stuck(service, 'people wait for what never happens');
    return false;
  }

  async #moveTime(service: ServiceProcess): Promise<Extract<Answer, { kind: 'status' }> | null> {
    this.#time += this.#still > STILL_STEPS ? LONG_STEP_MS : STEP_MS;
    const asked = { to: this.#time, watch: this.tellers.open, deadly: [...this.#deadly] };
    const status = await service.ask({ kind: 'time', ...asked });
    if (status?.kind !== 'status') return null;
    const seen = JSON.stringify(status);
    this.#still = seen === this.#seen ? this.#still + 1 : 0;
    this.#seen = seen;
    return status;
  }

  /** As a vendor does: what was not acknowledged comes again, and now and then what was. */
  async #give(service: ServiceProcess, command: Command): Promise<void> {
    const asking = service.ask(command);
    const answer = command.kind === 'push' ? await this.#whileTimeGoesOn(service, asking) : await asking;
    if (answer?.kind !== 'taken') {
      if (answer?.kind === 'refused') this.#refusal = `${JSON.stringify(command)}: ${answer.error}`;
      this.#waiting.push(command);
    } else {
      if (this.#options.random() < REDELIVERED) this.#waiting.push(command);
      this.taken.push(command);
    }
  }

  /** A push waits for the asker's own turn, which may wait for the clock. */
  async #whileTimeGoesOn<T>(service: ServiceProcess, asking: Promise<T>): Promise<T> {
    let answered = false;
    void asking.then(() => {
      answered = true;
    });
    while (!answered && !service.dead) await this.#moveTime(service);
    return asking;
  }

  #stuck(service: ServiceProcess, what: string): Error {
    service.kill();
    const open = this.tellers.open.join(', ');
    const state = `stories that go on: ${open}; refused last: ${this.#refusal}; seen last: ${this.#seen}`;
    return new Error(`${what}\n${state}\n${service.complaints}`);
  }
}
