import { Counter, Histogram, type Registry } from 'prom-client';
import type { EngineObserver } from '../turn/observer.js';

/** Seconds: a look-up is done in tenths, a chat model may take many. */
const TURN_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
/** Stands where no channel is known. */
const NO_CHANNEL = 'none';

/** Counts what this process's engine does. */
export function createEngineMetrics(registry: Registry): EngineObserver {
  const registers = [registry];
  const turns = new Counter({
    name: 'yishi_turns_total',
    help: 'Attempts at turns by what they did; failed ones are tried again or apologised for.',
    labelNames: ['action'],
    registers,
  });
  const seconds = new Histogram({
    name: 'yishi_turn_duration_seconds',
    help: 'From the beginning of a turn to the commit of its answer.',
    labelNames: ['action'],
    buckets: TURN_SECONDS,
    registers,
  });
  const sends = new Counter({
    name: 'yishi_sends_total',
    help: 'Attempts at sending a message by channel and outcome; expired ones were given up.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  return {
    turn: (action, duration) => {
      turns.inc({ action });
      seconds.observe({ action }, duration);
    },
    sent: (channel, outcome) => sends.inc({ channel: channel ?? NO_CHANNEL, outcome }),
    expired: (count) => sends.inc({ channel: NO_CHANNEL, outcome: 'expired' }, count),
  };
}
