import { useEffect } from 'react';
import type { LiveEventShape } from '../shapes.js';
import { BASE } from './client.js';

type Listener = (event: LiveEventShape) => void;

const listeners = new Map<string, Set<Listener>>();
let stream: EventSource | null = null;

/** One stream for the whole page, opened with the first listener and closed with the last. */
function connect(): void {
  stream = new EventSource(`${BASE}/api/events`);
  let isFirst = true;
  stream.onopen = () => {
    // What happened while the stream was broken is not told again: everything asks anew.
    if (!isFirst) for (const topic of listeners.keys()) tell({ topic, id: '' });
    isFirst = false;
  };
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    const event: LiveEventShape = JSON.parse(data);
    tell(event);
  };
  stream.addEventListener('signed_out', () => disconnect());
}

function disconnect(): void {
  stream?.close();
  stream = null;
}

function tell(event: LiveEventShape): void {
  for (const listener of listeners.get(event.topic) ?? []) listener(event);
}

/**
 * Calls `onEvent` when something of the topic changed, here or at anybody else's desk. `id` is empty when the page may
 * have missed something. Give it swr's `mutate` to show the change.
 */
export function useLive(topic: string, onEvent: (event: LiveEventShape) => void): void {
  useEffect(() => {
    const own = listeners.get(topic) ?? new Set();
    listeners.set(topic, own.add(onEvent));
    if (stream === null) connect();
    return () => {
      own.delete(onEvent);
      if (own.size === 0) listeners.delete(topic);
      if (listeners.size === 0) disconnect();
    };
  }, [topic, onEvent]);
}
