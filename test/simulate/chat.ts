import type { World } from './world.js';

export interface Tap {
  readonly title: string;
  readonly value: Readonly<Record<string, unknown>> & { readonly do: string };
}

interface Activity {
  readonly id: string;
  readonly from: { readonly role: string };
  readonly text?: string;
  readonly summary?: string;
}

/** What came since the last look. */
export interface News {
  readonly text: string;
  readonly taps: readonly Tap[];
  /** The messages as JSON, for addresses in them. */
  readonly raw: string;
}

const FIRST = 10;
/** Activities in one answer of the service. */
const PAGE = 100;

/** A browser with the chat page: the session's cookie, and Direct Line over HTTP as the page uses it. */
export class Chat {
  cookie = '';
  conversationId = '';
  #token = '';
  #watermark = '';
  #said = 0;

  constructor(
    readonly world: World,
    /** Names the chat's messages, as a client names its own. */
    readonly name: string,
  ) {}

  /** Opens the page: a new conversation the first time, later the same with a fresh token. */
  async arrive(): Promise<void> {
    const { world } = this;
    const reply = await world.http.send(
      `${world.url}/session`,
      'POST',
      { 'content-type': 'application/json', ...(this.cookie === '' ? {} : { cookie: this.cookie }) },
      '{}',
    );
    if (reply.status !== 200) return world.surprise(`${this.name}: /session ${reply.status}`);
    this.cookie = reply.cookies[0] ?? this.cookie;
    const body = JSON.parse(reply.text);
    if (this.conversationId !== '' && this.conversationId !== body.conversationId)
      world.surprise(`${this.name}: another conversation than before`);
    this.conversationId = body.conversationId;
    this.#token = body.token;
  }

  /** Says a text, or presses a button with its value, and reads what comes of it. */
  async say(text: string, value?: object): Promise<News> {
    const { world } = this;
    this.#said += 1;
    const body = {
      type: 'message',
      from: { id: 'anybody' },
      text,
      ...(value === undefined ? {} : { value }),
      channelData: { clientActivityID: `${this.name}-${this.#said}` },
    };
    const reply = await world.http.send(
      this.#address('activities'),
      'POST',
      { ...this.#authorization(), 'content-type': 'application/json' },
      JSON.stringify(body),
    );
    if (reply.status !== 200) world.surprise(`${this.name}: ${reply.status} to ${text.slice(0, FIRST)}`);
    await world.rest();
    return this.look();
  }

  press({ title, value }: Tap): Promise<News> {
    return this.say(title, value);
  }

  /** Everything that is new in the conversation. */
  async look(): Promise<News> {
    const { world } = this;
    const news: { text: string; taps: Tap[]; raw: string } = { text: '', taps: [], raw: '' };
    for (;;) {
      const reply = await world.http.send(
        `${this.#address('activities')}?watermark=${this.#watermark}`,
        'GET',
        this.#authorization(),
      );
      if (reply.status !== 200) {
        world.surprise(`${this.name}: ${reply.status} to a look`);
        return news;
      }
      const { activities, watermark } = JSON.parse(reply.text) as {
        activities: Activity[];
        watermark: string;
      };
      this.#watermark = watermark;
      await world.rest();
      const { received } = world.journal;
      for (const activity of activities) {
        received.set(activity.id, (received.get(activity.id) ?? 0) + 1);
        if (activity.from.role !== 'bot') continue;
        news.text += `${activity.text ?? activity.summary ?? ''}\n`;
        news.taps.push(...tapsIn(activity));
        const raw = JSON.stringify(activity);
        news.raw += raw;
        for (const [reply] of raw.matchAll(/第\d+号答复/g)) world.journal.read.add(reply);
      }
      if (activities.length < PAGE) return news;
    }
  }

  #address(rest: string): string {
    return `${this.world.url}/v3/directline/conversations/${this.conversationId}/${rest}`;
  }

  #authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }
}

/** Whatever carries a value that comes back: chips, buttons of cards, words to tap. */
function tapsIn(value: unknown): Tap[] {
  if (Array.isArray(value)) return value.flatMap(tapsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'messageBack') return [value as unknown as Tap];
  return Object.values(value).flatMap(tapsIn);
}

/** The last button of a kind, of what was said last. */
export function tapOf({ taps }: Pick<News, 'taps'>, what: string): Tap | null {
  return taps.findLast(({ value }) => value.do === what) ?? null;
}
