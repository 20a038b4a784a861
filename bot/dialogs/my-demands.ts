import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { nextState } from '../../src/consultation/transitions.js';
import type { DemandCommand } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import type { DemandEvent } from '../../src/demand/events.js';
import { possibleEvents } from '../../src/demand/transitions.js';
import { ratingTaps } from '../cards/demand-actions.js';
import { demandCard } from '../cards/demand-card.js';
import { plainReply, type Reply, type Tap } from '../cards/reply.js';
import { demandList, noDemands } from './demand-list.js';
import { askWords } from './demand-words.js';
import type { DialogAct, DialogInput, DialogOutput } from './dialog.js';
import { done, type Here } from './here.js';
import { notFoundReply, replyTo } from './outcome.js';
import { formTexts, manageTexts as texts } from './texts.js';

const MANAGE = { action: 'manage', intent: 'my_demands' } as const;

/** All of the asker's demands; a single one is shown at once. */
export function showDemands(
  { asker }: DialogInput,
  here: Here,
  found: TurnResult | null = null,
): DialogOutput {
  const shown = asker.demands.filter(({ state, filedAt }) => state !== 'withdrawn' || filedAt !== null);
  const [only] = shown;
  const reply =
    shown.length === 1 && only !== undefined
      ? demandCard(only, { news: asker.news?.[only.id] ?? null })
      : demandList(shown);
  return done(here, { ...MANAGE, replies: [reply], found });
}

export function showDemand({ asker }: DialogInput, here: Here, demand: Demand | null): DialogOutput {
  const reply =
    demand === null ? notFoundReply() : demandCard(demand, { news: asker.news?.[demand.id] ?? null });
  return done(here, { ...MANAGE, replies: [reply] });
}

/** The demand whose receipt number was typed. */
export function showReceipt(input: DialogInput, here: Here, receipt: string): DialogOutput {
  return showDemand(input, here, input.asker.demands.find((demand) => demand.receipt === receipt) ?? null);
}

export function urge(here: Here, demand: Demand): DialogOutput {
  return done(here, { ...MANAGE, acts: [actOn(demand, 'urge', {}, saying(texts.done.urge))] });
}

export function withdraw(here: Here, demand: Demand, sure: boolean): DialogOutput {
  const turn = { action: 'manage', intent: 'withdraw' } as const;
  if (sure)
    return done(here, { ...turn, acts: [actOn(demand, 'withdraw', {}, saying(texts.done.withdraw))] });
  const chips: Tap[] = [
    { kind: 'do', title: texts.withdrawSure, value: { do: 'withdraw', demandId: demand.id, sure: true } },
    { kind: 'do', title: texts.keep, value: { do: 'demand', demandId: demand.id } },
  ];
  const card = demandCard(demand, { heading: texts.withdrawAsk, actions: [] });
  return done(here, { ...turn, replies: [{ ...card, suggestions: chips }] });
}

export function discard(here: Here, demand: Demand, sure: boolean): DialogOutput {
  const turn = { action: 'manage', intent: 'withdraw' } as const;
  if (sure) {
    const reply = () => [plainReply(formTexts.discarded)];
    return done(here, { ...turn, acts: [actOn(demand, 'discard', {}, reply)] });
  }
  const { chips } = formTexts;
  const suggestions: Tap[] = [
    { kind: 'do', title: chips.discardSure, value: { do: 'discard', demandId: demand.id, sure: true } },
    { kind: 'do', title: chips.keep, value: { do: 'later', demandId: demand.id } },
  ];
  return done(here, { ...turn, replies: [plainReply(formTexts.discardAsk, suggestions)] });
}

/** 解决了: the demand is closed, and stars are asked for. */
export function confirm(here: Here, demand: Demand): DialogOutput {
  const reply = (after: Demand) => [plainReply(texts.done.confirm, ratingTaps(after.id))];
  return done(here, { action: 'manage', intent: 'confirm', acts: [actOn(demand, 'confirm', {}, reply)] });
}

export function askRating(here: Here, { id }: Demand): DialogOutput {
  return done(here, { ...MANAGE, replies: [plainReply(texts.score, ratingTaps(id))] });
}

/** Stars, and perhaps words; the next text may still be words. */
export function rate(here: Here, demand: Demand, rating: number, comment: string | null): DialogOutput {
  const said = comment === null ? texts.done.rate : texts.done.comment;
  const act = actOn(demand, 'rate', { rating, comment }, () => [plainReply(said)]);
  const pending = comment === null ? ({ step: 'comment', demandId: demand.id, rating } as const) : null;
  return done(here, { ...MANAGE, acts: [act], profile: { pending } });
}

function actOn(
  { id }: Demand,
  event: DemandEvent,
  data: DemandCommand['data'],
  then: (demand: Demand) => readonly Reply[],
): DialogAct {
  return { kind: 'demand', command: { demandId: id, event, data, version: null }, reply: replyTo(then) };
}

function saying(heading: string): (demand: Demand) => readonly Reply[] {
  return (demand) => [demandCard(demand, { heading })];
}

/** 解决了, said in words: of the demand that waits for it, else of the talk. */
export function confirmByWords(input: DialogInput, here: Here, found: TurnResult): DialogOutput {
  const [only, ...more] = able(input, 'confirm');
  if (only !== undefined && more.length === 0) return confirm(here, only);
  const turn = { action: 'manage', intent: 'confirm', found } as const;
  if (only !== undefined)
    return done(here, { ...turn, replies: [demandList([only, ...more], texts.pickConfirm)] });
  const ends = here.state === 'open' && here.profile.inquiry !== null;
  const state = ends ? (nextState('open', 'confirmed') ?? here.state) : here.state;
  const text = ends ? texts.resolved : texts.nothingToConfirm;
  return done(here, { ...turn, replies: [plainReply(text)], state });
}

/** 没解决, said in words: the reply that waits for an answer was not enough; null where none does. */
export function rejectByWords(input: DialogInput, here: Here): DialogOutput | null {
  const waiting = able(input, 'reject').filter(({ state }) => state !== 'closed');
  const [only] = waiting;
  return waiting.length === 1 && only !== undefined ? askWords(input, here, only, 'reject') : null;
}

export function withdrawByWords(input: DialogInput, here: Here, found: TurnResult): DialogOutput {
  const [only, ...more] = [...able(input, 'withdraw'), ...able(input, 'discard')];
  const turn = { action: 'manage', intent: 'withdraw', found } as const;
  if (only === undefined) return done(here, { ...turn, replies: [plainReply(texts.noWithdraw)] });
  if (more.length > 0)
    return done(here, { ...turn, replies: [demandList([only, ...more], texts.pickWithdraw)] });
  return only.state === 'draft' ? discard(here, only, false) : withdraw(here, only, false);
}

/** 催办, said in words: the one that goes on, else the list. */
export function urgeByWords(input: DialogInput, here: Here): DialogOutput {
  const [only, ...more] = able(input, 'urge');
  if (only !== undefined && more.length === 0) return urge(here, only);
  if (only === undefined && input.asker.demands.length === 0)
    return done(here, { ...MANAGE, replies: [noDemands()] });
  return only === undefined
    ? done(here, { ...MANAGE, replies: [plainReply(texts.noUrge)] })
    : showDemands(input, here);
}

function able({ asker }: DialogInput, event: DemandEvent): readonly Demand[] {
  return asker.demands.filter(({ state }) => possibleEvents(state, ['asker']).includes(event));
}
