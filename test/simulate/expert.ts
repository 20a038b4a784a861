import type { Random } from './random.js';
import type { Person } from './staff.js';
import { staffTexts as texts } from './texts.js';
import { isNight } from './working-hours.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
const FORM = /<form[^>]* action="([^"]*)"([^>]*)>([\s\S]*?)<\/form>/g;

type Form = 'take' | 'decline' | 'ask_back' | 'reply';

/** What an expert has in mind with one demand. */
interface Intention {
  readonly way: 'work' | 'decline' | 'ignore' | 'forget';
  questions: number;
  isWaiting: boolean;
  hasReplied: boolean;
  readonly complements: boolean;
}

/** Somebody with the phone page: looks at the chat, follows the cards, sends the forms. */
export class Expert {
  readonly #random: Random;
  readonly #mind = new Map<string, Intention>();
  #isPlanned = false;
  #isHere = false;

  constructor(
    readonly world: World,
    readonly person: Person,
  ) {
    this.#random = world.random(`expert-${person.name}`);
    world.ringing.set(person.chat.conversationId, () => this.#plan(0.2, 10));
  }

  /** Looks at the phone after some hours, awake. */
  #plan(least: number, most: number): void {
    if (this.#isPlanned || this.#isHere) return;
    this.#isPlanned = true;
    let at = this.world.now + this.#random.between(least, most) * HOUR_MS;
    while (isNight(at)) at += HOUR_MS;
    this.world.agenda.plan(at, () => this.#look());
  }

  async #look(): Promise<void> {
    const { chat } = this.person;
    this.#isPlanned = false;
    this.#isHere = true;
    await chat.arrive();
    const { raw } = await chat.look();
    for (const [, id = ''] of raw.matchAll(/\/expert\/demands\/([\w-]+)/g)) {
      const known = this.#mind.get(id);
      if (known === undefined) this.#mind.set(id, this.#intention());
      else known.isWaiting = false;
    }
    let goesOn = false;
    for (const [id, mind] of [...this.#mind]) goesOn = (await this.#work(id, mind)) || goesOn;
    this.#isHere = false;
    if (goesOn) this.#plan(2, 60);
  }

  #intention(): Intention {
    const random = this.#random;
    const way = random.weighed({ work: 74, decline: 12, ignore: 9, forget: 5 });
    const questions = Number(random.weighed({ 0: 55, 1: 25, 2: 12, 3: 8 }));
    return { way, questions, isWaiting: false, hasReplied: false, complements: random.chance(0.05) };
  }

  /** One step with one demand; true where the next one follows by itself. */
  async #work(id: string, mind: Intention): Promise<boolean> {
    if (mind.isWaiting || mind.way === 'ignore') return false;
    const { world, person } = this;
    const headers = { cookie: person.chat.cookie, accept: 'text/html' };
    const page = await world.http.send(`${world.url}/expert/demands/${id}`, 'GET', headers);
    if (page.status !== 200) {
      this.#mind.delete(id);
      if (page.status !== 404) world.surprise(`${person.name}: page ${page.status}`);
      return false;
    }
    const forms = formsIn(page.text);
    if (forms.has('take')) {
      if (mind.way === 'decline') return this.#end(id, forms, 'decline', { text: texts.decline });
      return (await this.#send(id, forms, 'take', {})) && mind.way === 'work';
    }
    if (!forms.has('reply') || mind.way === 'forget') return false;
    if (mind.questions > 0 && forms.has('ask_back')) {
      mind.questions -= 1;
      mind.isWaiting = true;
      await this.#send(id, forms, 'ask_back', { text: this.#random.pick(texts.questions) });
      return false;
    }
    const number = world.nextReply();
    const text = mind.hasReplied ? texts.complement(number) : texts.reply(number);
    const isLast = mind.hasReplied || !mind.complements;
    mind.hasReplied = true;
    if (isLast) this.#mind.delete(id);
    return (await this.#send(id, forms, 'reply', { text })) && !isLast;
  }

  async #end(
    id: string,
    forms: ReadonlyMap<string, FormParts>,
    what: Form,
    fields: Readonly<Record<string, string>>,
  ): Promise<false> {
    this.#mind.delete(id);
    await this.#send(id, forms, what, fields);
    return false;
  }

  async #send(
    demandId: string,
    forms: ReadonlyMap<string, FormParts>,
    what: Form,
    fields: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const { world, person } = this;
    const form = forms.get(what);
    if (form === undefined) return false;
    const { type, body } = encoded({ ...form.hidden, ...fields }, form.isMultipart);
    const headers = { cookie: person.chat.cookie, accept: 'text/html', 'content-type': type };
    const reply = await world.http.send(`${world.url}${form.action}`, 'POST', headers, body);
    if (reply.status !== 303) {
      world.surprise(`${person.name}: ${what} ${reply.status}`);
      return false;
    }
    const text = fields.text === undefined ? {} : { text: fields.text };
    world.journal.deeds.push({ demandId, what, at: world.clock.now().getTime(), ...text });
    await world.rest();
    return true;
  }
}

interface FormParts {
  readonly action: string;
  readonly isMultipart: boolean;
  readonly hidden: Readonly<Record<string, string>>;
}

/** The forms of a page by the last part of their address, with what a browser sends of them untouched. */
function formsIn(page: string): ReadonlyMap<string, FormParts> {
  const forms = new Map<string, FormParts>();
  for (const [, action = '', attributes = '', content = ''] of page.matchAll(FORM)) {
    const hidden = content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
    forms.set(action.split('/').at(-1) ?? '', {
      action,
      isMultipart: attributes.includes('multipart'),
      hidden: Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value])),
    });
  }
  return forms;
}

const BOUNDARY = 'simulated-form-boundary';

function encoded(fields: Readonly<Record<string, string>>, isMultipart: boolean) {
  if (!isMultipart)
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, body: `${parts.join('')}--${BOUNDARY}--\r\n` };
}
