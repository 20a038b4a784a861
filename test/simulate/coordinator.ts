import type { Console } from './console.js';
import type { Random } from './random.js';
import type { Province } from './staff.js';
import { staffTexts as texts } from './texts.js';
import { dayOf, hourOf, isWorked } from './working-hours.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Row {
  readonly id: string;
  readonly state: string;
  readonly waiting: readonly string[];
}

/** The desk of one province: visits on working days, and at any hour when an emergency is filed. */
export class Coordinator {
  readonly #random: Random;
  readonly #console: Console;
  #keys = 0;
  #isRung = false;

  constructor(
    readonly world: World,
    readonly province: Province,
  ) {
    this.#random = world.random(`coordinator-${province.code}`);
    this.#console = province.coordinator;
  }

  /** Plans the visits of every working day between two instants. */
  planVisits(from: number, to: number): void {
    const random = this.#random;
    for (let day = dayOf(from); day <= dayOf(to); day += 1) {
      if (!isWorked(day) || random.chance(0.08)) continue;
      const morning = hourOf(day, 9) + random.between(2 * MINUTE_MS, 2.9 * HOUR_MS);
      const afternoon = hourOf(day, 14) + random.between(2 * MINUTE_MS, 3.9 * HOUR_MS);
      if (morning > from) this.world.agenda.plan(morning, () => this.#visit());
      if (random.chance(0.6)) this.world.agenda.plan(afternoon, () => this.#visit());
    }
  }

  /** The telephone of whoever is on duty. */
  ring(): void {
    if (this.#isRung) return;
    this.#isRung = true;
    const wait = this.#random.between(5 * MINUTE_MS, 90 * MINUTE_MS);
    this.world.agenda.plan(this.world.now + wait, async () => {
      this.#isRung = false;
      await this.#visit();
    });
  }

  async #visit(): Promise<void> {
    await this.#console.arrive();
    const queue = await this.#console.must('GET', '/queue?tab=mine');
    for (const row of (queue?.rows ?? []) as Row[]) await this.#handle(row);
    await this.#ringUp();
    if (this.#random.chance(0.05)) await this.#proposeCase();
  }

  async #handle({ id, state, waiting }: Row): Promise<void> {
    const random = this.#random;
    if (waiting.includes('accept')) {
      if (random.chance(0.12)) return;
      const what = random.weighed({ accept: 80, return: 9, refuse: 6, transfer: 5 });
      const data = {
        accept: {},
        return: { reason: texts.return },
        refuse: texts.refuse,
        transfer: texts.transfer,
      };
      const isAccepted = (await this.#act(id, what, data[what])) && what === 'accept';
      if (isAccepted && random.chance(0.8)) await this.#dispatch(id);
    } else if (['accepted', 'declined', 'reopened'].includes(state)) {
      if (random.chance(0.1)) return;
      if (random.chance(0.04)) await this.#replyFor(id);
      else await this.#dispatch(id);
    } else if (waiting.includes('overdue') && ['dispatched', 'taken', 'in_progress'].includes(state)) {
      const what = random.weighed({ wait: 50, redispatch: 40, reply: 10 });
      if (what === 'redispatch') await this.#dispatch(id);
      if (what === 'reply') await this.#replyFor(id);
    }
  }

  async #dispatch(id: string): Promise<void> {
    const random = this.#random;
    if (random.chance(0.15)) await this.#console.must('GET', `/demands/${id}/suggestions`);
    const { experts } = this.province;
    const shown = await this.#console.must('GET', `/demands/${id}`);
    const others = experts.filter(({ name }) => name !== shown?.assignee);
    const { personId } = random.pick(others);
    const reason = shown?.assignee === null ? texts.dispatch : texts.elsewhere;
    await this.#act(id, 'dispatch', { assigneeId: personId, reason });
  }

  async #replyFor(id: string): Promise<void> {
    const text = texts.reply(this.world.nextReply());
    if (!(await this.#act(id, 'reply', { text, files: [], onBehalfOf: texts.onBehalfOf }))) return;
    this.world.journal.deeds.push({
      demandId: id,
      what: 'reply',
      at: this.world.clock.now().getTime(),
      text,
    });
  }

  /** Call tasks: told, not reached, or left for the next time. */
  async #ringUp(): Promise<void> {
    const random = this.#random;
    const list = await this.#console.must('GET', '/call-tasks');
    for (const { id, version, maskedPhone } of list?.tasks ?? []) {
      if (random.chance(0.2)) continue;
      if (maskedPhone !== null) await this.#console.must('POST', `/call-tasks/${id}/contact`, {});
      const isTold = random.chance(0.7);
      const outcome = isTold ? 'told' : 'unreachable';
      const remark = isTold ? texts.told : texts.unreachable;
      await this.#console.must('POST', `/call-tasks/${id}/result`, { version, outcome, remark });
      await this.world.rest();
    }
  }

  /** Writes a closed demand up as a case, which the editor publishes, gives back, or drops. */
  async #proposeCase(): Promise<void> {
    const random = this.#random;
    const list = await this.#console.must('GET', '/queue?tab=ended&state=closed');
    const [row] = (list?.rows ?? []) as Row[];
    if (row === undefined || !(await this.#act(row.id, 'propose_case', {}))) return;
    if (!(await this.#act(row.id, 'submit_case', {}))) return;
    const { editor } = this.province;
    await editor.arrive();
    const draft = await editor.must('GET', `/demands/${row.id}/case`);
    if (draft === null) return;
    const what = random.weighed({ publish: 60, return: 20, drop: 20 });
    if (what === 'publish') {
      const { version, demandVersion } = draft;
      await editor.must('POST', `/demands/${row.id}/case/publish`, {
        key: this.#key(),
        version,
        demandVersion,
      });
    } else if (what === 'return')
      await this.#act(row.id, 'return_case', { reason: texts.returnCase }, editor);
    else await this.#act(row.id, 'drop_case', { reason: texts.drop }, editor);
    await this.world.rest();
  }

  /** Reads the demand and sends the form of its page. */
  async #act(id: string, event: string, data: object, as: Console = this.#console): Promise<boolean> {
    const shown = await as.must('GET', `/demands/${id}`);
    if (shown === null) return false;
    const body = { event, data, version: shown.version, key: this.#key() };
    const answer = await as.must('POST', `/demands/${id}/acts`, body);
    await this.world.rest();
    return answer !== null;
  }

  #key(): string {
    this.#keys += 1;
    return `${this.province.code}-${this.#keys}`;
  }
}
