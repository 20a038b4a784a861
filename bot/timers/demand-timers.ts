import { lookAfter, type WatchDeps } from '../../src/delivery/watch.js';
import { noticeOfSubject, WATCH_TIMER } from '../../src/delivery/watch-timers.js';
import { type ActDeps, act } from '../../src/demand/act.js';
import { isDemandEvent } from '../../src/demand/events.js';
import { demandOfSubject } from '../../src/demand/follow.js';
import { DEMAND_TIMERS } from '../../src/demand/plan-timers.js';
import { SERVICE_ACTOR } from '../../src/directory/demand-parts.js';
import { YishiError } from '../../src/errors.js';
import type { TimerHandler } from './timer-loop.js';

export type DemandTimerDeps = ActDeps & WatchDeps;

/** What the timers of demands and of their notices do, by kind. */
export function demandTimerHandlers(deps: DemandTimerDeps): ReadonlyMap<string, TimerHandler> {
  const onDemand = demandTimer(deps);
  const onNotice: TimerHandler = (tx, { subject, payload }, now) =>
    lookAfter(tx, deps, { noticeId: noticeOfSubject(subject), step: Number(payload.step), now });
  return new Map([...DEMAND_TIMERS.map((kind) => [kind, onDemand] as const), [WATCH_TIMER, onNotice]]);
}

/** The event that the timer was planned for. A demand that has left the state, or is gone, wants nothing any more. */
function demandTimer(deps: ActDeps): TimerHandler {
  return async (tx, { id, subject, payload }, now) => {
    const { event, data } = payload;
    if (typeof event !== 'string' || !isDemandEvent(event))
      throw new YishiError('internal', 'a timer of a demand names no event');
    const command = { demandId: demandOfSubject(subject), event, data, version: null, key: `timer:${id}` };
    const outcome = await act(tx, deps, SERVICE_ACTOR, command, now);
    if (outcome.ok || outcome.reason === 'wrong_state' || outcome.reason === 'not_found') return;
    throw new YishiError('internal', `a timer could not do ${event}: ${outcome.reason}`);
  };
}
