import { formTexts } from '../../bot/dialogs/texts.js';
import { regions } from '../../src/region/region.js';
import { Chat, type News, type Tap, tapOf } from './chat.js';
import { fillForm } from './filing.js';
import { type Persona, personaOf } from './persona.js';
import type { Random } from './random.js';
import type { Province } from './staff.js';
import { actorTexts as texts } from './texts.js';
import type { World } from './world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Hooks {
  /** An emergency was filed: whoever is on duty is rung. */
  readonly onEmergency: () => void;
}

/** One consultation and all that becomes of it. An official speaks from a chat of their own that is bound. */
export class Asker {
  readonly persona: Persona;
  readonly random: Random;
  readonly place: string;
  readonly chat: Chat;
  demandId: string | null = null;
  #isPlanned = false;
  #isHere = false;

  constructor(
    readonly world: World,
    readonly province: Province,
    index: number,
    readonly hooks: Hooks,
  ) {
    const name = `asker-${province.code}-${index}`;
    this.random = world.random(name);
    this.persona = personaOf(this.random, province, index);
    this.place = placeIn(province, this.random);
    this.chat = this.persona.wish === 'referral' ? province.official.chat : new Chat(world, name);
  }

  get words(): typeof texts {
    return texts;
  }

  /** The first visit: the question, and with some of them the demand. */
  async begin(): Promise<void> {
    const { world, persona, random, chat } = this;
    this.#isHere = true;
    const { begun } = world.journal;
    begun.set(this.province.code, (begun.get(this.province.code) ?? 0) + 1);
    await chat.arrive();
    world.ringing.set(chat.conversationId, () => this.#ring());
    if (persona.phone !== null) world.ringing.set(persona.phone, () => this.#ringByText());
    if (persona.wish === 'emergency')
      await this.#file(await chat.say(texts.emergency(this.place)), 'emergency');
    else if (persona.wish === 'referral') await this.#file(await chat.say(texts.referral), 'referral');
    else {
      const answer = await chat.say(random.pick(texts.questions)(this.place));
      if (persona.wish === 'demand') await this.#file(answer, 'escalate');
      else if (random.chance(0.5)) await chat.say(texts.thanks);
    }
    this.#isHere = false;
    if (this.demandId !== null) this.#planOwnVisits();
  }

  async #file(answer: News, by: string): Promise<void> {
    const { world, chat } = this;
    const tap = tapOf(answer, by);
    // Some say it in words.
    const inWords = by === 'escalate' && this.random.chance(0.3);
    const opening = tap === null || inWords ? await chat.say(texts.unsolved) : await chat.press(tap);
    const filed = await fillForm(this, opening);
    if (filed === null) return;
    this.demandId = filed.demandId;
    const kind = by === 'escalate' ? 'demand' : by;
    world.journal.filed.push({
      ...filed,
      kind,
      province: this.province.code,
      at: world.clock.now().getTime(),
    });
    if (by === 'emergency') this.hooks.onEmergency();
  }

  /** Some come back without being called, to urge, to add something, or to let it be. */
  #planOwnVisits(): void {
    const { random, world } = this;
    for (const [wish, share] of [
      ['urge', 0.15],
      ['add_facts', 0.2],
      ['withdraw', 0.06],
    ] as const) {
      const at = world.now + random.between(2 * HOUR_MS, 12 * DAY_MS);
      if (random.chance(share)) world.agenda.plan(at, () => this.#visit(() => this.#wish(wish)));
    }
  }

  #ring(): void {
    if (this.#isHere || this.#isPlanned || this.demandId === null) return;
    const { random, persona } = this;
    if (persona.comes === 'never') return;
    const wait =
      persona.comes === 'soon'
        ? random.between(10 * MINUTE_MS, 8 * HOUR_MS)
        : random.between(DAY_MS, 7 * DAY_MS);
    this.#planVisit(wait);
  }

  #ringByText(): void {
    if (this.#isPlanned || !this.random.chance(0.6)) return;
    this.#planVisit(this.random.between(HOUR_MS, 20 * HOUR_MS));
  }

  #planVisit(wait: number): void {
    this.#isPlanned = true;
    this.world.agenda.plan(this.world.now + wait, () => this.#visit(async () => {}));
  }

  async #visit(then: () => Promise<void>): Promise<void> {
    this.#isPlanned = false;
    this.#isHere = true;
    await this.chat.arrive();
    const news = await this.chat.look();
    await this.#react(news);
    await then();
    this.#isHere = false;
  }

  /** Does what the news asks for, or not. */
  async #react(news: News): Promise<void> {
    const { random, chat } = this;
    const supply = tapOf(news, 'supply');
    const answer = tapOf(news, 'answer');
    const confirm = tapOf(news, 'confirm');
    const reject = tapOf(news, 'reject');
    if (supply !== null) {
      if (random.chance(0.75)) await this.#tell(supply, 'supply', texts.supply);
    } else if (answer !== null) {
      if (random.chance(0.8)) await this.#tell(answer, 'answer', random.pick(texts.answer));
    } else if (confirm !== null) {
      const verdict = random.weighed({ confirm: 60, reject: 15, silence: 25 });
      if (verdict === 'confirm') await this.#confirm(confirm);
      if (verdict === 'reject' && reject !== null)
        await this.#tell(reject, 'reject', random.pick(texts.reject));
    } else if (reject !== null && random.chance(0.15)) {
      await this.#tell(reject, 'reject', random.pick(texts.reject));
    } else {
      const score = tapOf(news, 'score');
      if (score !== null && random.chance(0.3)) await this.#rate(await chat.press(score));
    }
  }

  /** Presses a button and writes what it asks for. Too late, it is added to the demand instead. */
  async #tell(tap: Tap, what: string, words: string): Promise<void> {
    await this.chat.press(tap);
    const said = await this.chat.say(words);
    const isDone = said.text.includes(this.doneText(what));
    if (isDone) this.#note(tap, what);
  }

  doneText(what: string): string {
    return { supply: '已补上', answer: '已转给专家', reject: '已请协调员重新安排' }[what] ?? what;
  }

  async #confirm(tap: Tap): Promise<void> {
    const said = await this.chat.press(tap);
    if (!said.text.includes('这件就办结了')) return;
    this.#note(tap, 'confirm');
    if (this.random.chance(0.7)) await this.#rate(said);
  }

  async #rate(said: News): Promise<void> {
    const { random, world } = this;
    const stars = said.taps.filter(({ value }) => value.do === 'rate');
    if (stars.length === 0) return;
    const tap = stars[random.whole(0, random.chance(0.7) ? 1 : stars.length - 1)] ?? stars[0]!;
    const after = await this.chat.press(tap);
    if (!after.text.includes('谢谢您的评分')) return world.surprise(`${this.chat.name}: rated in vain`);
    this.#note(tap, 'rate', Number(tap.value.rating));
    if (random.chance(0.3)) await this.chat.say(texts.comment);
  }

  async #wish(what: 'urge' | 'add_facts' | 'withdraw'): Promise<void> {
    const { chat, random } = this;
    const card = await chat.press({ title: texts.demands, value: { do: 'demand', demandId: this.demandId } });
    const tap = tapOf(card, what);
    if (tap === null) return;
    if (what === 'add_facts') {
      await chat.press(tap);
      await chat.say(random.pick(texts.fact));
    } else if (what === 'urge') await chat.press(tap);
    else {
      const sure = (await chat.press(tap)).taps.find(({ value }) => value.do === 'withdraw' && value.sure);
      if (sure !== undefined) await chat.press(sure);
    }
  }

  #note({ value }: Tap, what: string, rating?: number): void {
    const at = this.world.clock.now().getTime();
    const demandId = String(value.demandId);
    this.world.journal.deeds.push({ demandId, what, at, ...(rating === undefined ? {} : { rating }) });
  }

  /** What the form asks for in its last message, in the order of the form. */
  asked(text: string): readonly string[] {
    const { share: _share, ...questions } = formTexts.questions;
    return Object.entries(questions).flatMap(([field, question]) => (text.includes(question) ? [field] : []));
  }
}

/** The province and one of the places in it, as people write it. */
function placeIn({ code, name }: Province, random: Random): string {
  const within = regions().all.filter(({ parent }) => parent === code);
  return `${name}${random.pick(within).name}`;
}
