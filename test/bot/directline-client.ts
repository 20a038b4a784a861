import { WebSocket } from 'ws';

export interface Received {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from: { readonly id: string; readonly role: string };
  readonly channelData: Record<string, unknown>;
  readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
  readonly suggestedActions?: unknown;
}

export interface ReceivedSet {
  readonly activities: readonly Received[];
  readonly watermark: string;
}

export interface Opened {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly expires_in: number;
}

/** Direct Line by hand: what botframework-directlinejs sends, with nothing in between. */
export class DirectLineClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/v3/directline`;
  }

  async open(): Promise<Opened> {
    const { token } = await openedOf(await this.request('POST', '/tokens/generate'));
    return openedOf(await this.request('POST', '/conversations', { token, json: {} }));
  }

  request(
    method: string,
    path: string,
    options: { token?: string; json?: unknown; body?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const { token, json, headers = {} } = options;
    const body = json === undefined ? options.body : JSON.stringify(json);
    return fetch(this.#url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  post({ conversationId, token }: Opened, activity: unknown): Promise<Response> {
    return this.request('POST', `/conversations/${conversationId}/activities`, { token, json: activity });
  }

  async say(opened: Opened, text: string, clientActivityID?: string): Promise<string> {
    const channelData = clientActivityID === undefined ? {} : { clientActivityID };
    const response = await this.post(opened, {
      type: 'message',
      text,
      from: { id: 'r_made-up' },
      channelData,
    });
    const body = (await response.json()) as { id: string };
    return body.id;
  }

  async after({ conversationId, token }: Opened, watermark = ''): Promise<ReceivedSet> {
    const path = `/conversations/${conversationId}/activities?watermark=${watermark}`;
    return (await (await this.request('GET', path, { token })).json()) as ReceivedSet;
  }

  /** Polls until `count` activities are there after `watermark`. */
  async collect(opened: Opened, count: number, watermark = ''): Promise<Received[]> {
    const found: Received[] = [];
    let position = watermark;
    while (found.length < count) {
      const set = await this.after(opened, position);
      found.push(...set.activities);
      position = set.watermark;
      if (set.activities.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return found;
  }
}

/** The answer of the routes that open, reopen or refresh a conversation. */
export async function openedOf(response: Response): Promise<Opened> {
  return (await response.json()) as Opened;
}

/** An open stream and everything that came through it. */
export class StreamClient {
  readonly sets: ReceivedSet[] = [];
  readonly #socket: WebSocket;
  readonly #closed: Promise<number>;
  #arrived: () => void = () => {};

  constructor(streamUrl: string) {
    this.#socket = new WebSocket(streamUrl);
    this.#socket.on('message', (data) => {
      const text = data.toString();
      if (text !== '') this.sets.push(JSON.parse(text));
      this.#arrived();
    });
    this.#closed = new Promise((resolve) => this.#socket.on('close', resolve));
  }

  get activities(): Received[] {
    return this.sets.flatMap((set) => set.activities);
  }

  get watermark(): string {
    return this.sets.at(-1)?.watermark ?? '0';
  }

  async until(count: number): Promise<Received[]> {
    while (this.activities.length < count) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.activities;
  }

  /** Close code, when the other side or we have closed. */
  get closed(): Promise<number> {
    return this.#closed;
  }

  close(): Promise<number> {
    this.#socket.close();
    return this.#closed;
  }
}

/** HTTP status with which a stream was refused. */
export function refusal(streamUrl: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(streamUrl);
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('open', () => {
      socket.close();
      reject(new Error('the stream opened'));
    });
    socket.on('error', () => {});
  });
}
