import type { TextGateway } from '../../bot/delivery/text-gateway.js';

export interface Gateway {
  readonly send: TextGateway;
  /** Messages that went out: id and number, in order. */
  readonly sent: { readonly id: string; readonly to: string }[];
}

/** Some numbers are dead, some need a second try: by their digits, so that a seed gives the same campaign. */
export function createGateway(onSent: (phone: string) => void): Gateway {
  const sent: { id: string; to: string }[] = [];
  const tried = new Set<string>();
  return {
    sent,
    send: async ({ id, to }) => {
      const kind = Number(to.slice(-4)) % 10;
      if (kind === 0) return { kind: 'failed', error: 'the number is not in use' };
      if (kind === 1 && !tried.has(id)) {
        tried.add(id);
        return { kind: 'retry', error: 'the gateway is busy', afterMs: 120_000 };
      }
      sent.push({ id, to });
      onSent(to);
      return { kind: 'sent', vendorId: `text-${sent.length}` };
    },
  };
}
