import type { FailpointName } from '../../../bot/turn/failpoints.js';
import type { Place } from '../../src/backend.js';
import type { Command } from './protocol.js';
import { ServiceProcess } from './service-process.js';
import type { Sink } from './sink.js';
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
}

/** Milliseconds by which the clock moves with each step. */
const STEP_MS = 250;
/** Far more steps than any passage needs. */
const MOST_STEPS = 20_000;
const REDELIVERED = 0.2;

/** One database, its processes, and a vendor that repeats what was not acknowledged. */
export class Lane {
  readonly deaths: Death[] = [];
  /** Everything that was acknowledged. */
  readonly taken: Command[] = [];
  readonly #options: LaneOptions;
  readonly #plan: Death[];
  #waiting: Command[] = [];
  #batches = 0;
  readonly #services = new Set<ServiceProcess>();
  #broken = false;
  #time = Date.parse('2026-11-24T02:00:00.000Z');

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#plan = [...options.deaths];
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
    await this.#dieOn();
    if (this.#isDying) await this.#survive();
  }

  async #dieOn(): Promise<void> {
    for (let death = this.#plan.shift(); death !== undefined; death = this.#plan.shift()) {
      const service = await this.#start(death.failpoint, death.passage);
      for (let step = 0; !service.dead; step += 1) {
        if (step > MOST_STEPS) throw this.#stuck(service, `${death.failpoint} was never passed`);
        if (await this.#step(service)) this.#waiting.push(...this.#traffic());
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
      if (await this.#step(service)) this.#waiting.push(...this.#traffic());
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

  #traffic(): Command[] {
    this.#batches += 1;
    return trafficOf(this.#batches);
  }

  async #start(failpoint: string, passage: number): Promise<ServiceProcess> {
    const { entry, place, sink } = this.#options;
    const service = new ServiceProcess(entry, {
      databaseUrl: place.databaseUrl,
      dataDir: place.dataDir,
      sinkUrl: sink.url,
      failpoint,
      passage,
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
    await Promise.all(commands.map((command) => this.#give(service, command)));
    this.#time += STEP_MS;
    const status = await service.ask({ kind: 'time', to: this.#time });
    if (status === null || status.kind !== 'status') return false;
    return status.pending === 0 && status.unsent === 0 && this.#waiting.length === 0;
  }

  /** As a vendor does: what was not acknowledged comes again, and now and then what was. */
  async #give(service: ServiceProcess, command: Command): Promise<void> {
    const asking = service.ask(command);
    const answer = command.kind === 'push' ? await this.#whileTimeGoesOn(service, asking) : await asking;
    if (answer?.kind !== 'taken') this.#waiting.push(command);
    else {
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
    while (!answered && !service.dead) {
      this.#time += STEP_MS;
      await service.ask({ kind: 'time', to: this.#time });
    }
    return asking;
  }

  #stuck(service: ServiceProcess, what: string): Error {
    service.kill();
    return new Error(`${what}\n${service.complaints}`);
  }
}
