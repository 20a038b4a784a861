import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection that only does what the test writes: it answers no ping and no closing handshake. */
export class RawSocket {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #arrived: () => void = () => {};

  constructor(port: number) {
    // Half open, as a client is that has gone to sleep.
    this.#socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.#socket.on('error', () => {});
    this.#socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#arrived();
    });
    this.closed = new Promise((resolve) => {
      for (const event of ['end', 'close']) this.#socket.once(event, resolve);
    });
    onTestFinished(() => void this.#socket.destroy());
  }

  /** Asks for a WebSocket at `target`, which goes into the request line as it is. */
  upgrade(target: string): void {
    const lines = [
      `GET ${target} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  /** Waits until these bytes, in Latin-1, have come. */
  async receives(bytes: string): Promise<void> {
    while (!this.#received.toString('latin1').includes(bytes)) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }
}
