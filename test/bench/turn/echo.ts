import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  type Activity,
  ActivityHandler,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { type Cost, type Load, measure } from './load.js';

/** The least that botbuilder can do for an answer: one turn of an echo bot, whose reply is posted over HTTP. */
export async function openEcho() {
  const sink = fork(fileURLToPath(new URL('./sink.js', import.meta.url)));
  const [port] = (await once(sink, 'message')) as [number];
  const agent = new Agent({ keepAlive: true });
  const adapter = new EchoAdapter(agent, port);
  const bot = new ActivityHandler();
  bot.onMessage(async (context, next) => {
    await context.sendActivity(`您说：${context.activity.text}`);
    await next();
  });
  return {
    run: async (load: Load): Promise<Cost> => {
      const cost = await measure(load, (index) => adapter.turn(index, bot));
      // Its child process is the sink, which stands for somebody else's machine.
      return { ...cost, childCpu: null };
    },
    close: () => {
      agent.destroy();
      sink.disconnect();
    },
  };
}

class EchoAdapter extends BotAdapter {
  constructor(
    private readonly agent: Agent,
    private readonly port: number,
  ) {
    super();
  }

  turn(index: number, bot: ActivityHandler): Promise<void> {
    const activity: Partial<Activity> = {
      type: 'message',
      id: String(index),
      text: '家具厂喷漆废气怎么治理？',
      channelId: 'echo',
      conversation: { id: `c${index}`, isGroup: false, conversationType: 'personal', name: '' },
      from: { id: 'u', name: '' },
      recipient: { id: 'bot', name: '' },
    };
    return this.runMiddleware(new TurnContext(this, activity), (context) => bot.run(context));
  }

  override async sendActivities(
    _: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    for (const activity of activities) await this.post(JSON.stringify(activity));
    return activities.map((_activity, index) => ({ id: String(index) }));
  }

  private post(body: string): Promise<void> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = { agent: this.agent, port: this.port, host: '127.0.0.1', method: 'POST', headers };
    return new Promise((resolve, reject) => {
      request(options, (response) => response.resume().once('end', resolve))
        .once('error', reject)
        .end(body);
    });
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('not part of the echo'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('not part of the echo'));
  }

  override continueConversation(
    _reference: Partial<ConversationReference>,
    _logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    return Promise.reject(new Error('not part of the echo'));
  }
}
