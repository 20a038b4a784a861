import type { Channel } from '../channel.js';
import { CHANNEL_NAME, render } from './messages.js';

/** The transcript is the delivery: a committed message can be read by its conversation, so a send is done. */
export function createDirectLineChannel(): Channel {
  return {
    name: CHANNEL_NAME,
    send: async ({ id }) => ({ kind: 'sent', vendorId: id }),
    render,
  };
}
