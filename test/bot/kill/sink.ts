import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Arrival {
  readonly key: string;
  readonly conversationId: string;
  readonly text: string;
}

export interface Sink {
  readonly url: string;
  /** Everything that came, repetitions included. */
  readonly arrivals: Arrival[];
  close(): Promise<void>;
}

/** A vendor that takes messages. Now and then it refuses one, or takes one and fails to say so. */
export async function openSink(random: () => number): Promise<Sink> {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request, response) => {
    const arrival: Arrival = JSON.parse(await text(request));
    const mood = random();
    if (mood >= 0.05) arrivals.push(arrival);
    response.writeHead(mood < 0.1 ? 503 : 200).end(`vendor-${arrivals.length}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    arrivals,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
