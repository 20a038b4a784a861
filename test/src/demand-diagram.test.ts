import { expect, it } from 'vitest';
import { DEMAND_STATES } from '../../src/demand/states.js';
import { EVENT_NAME, PART_NAME, STATE_NAME } from '../../src/demand/texts.js';
import { TRANSITIONS } from '../../src/demand/transitions.js';

const HEAD = [
  '# 需求的状态 (generated)',
  '',
  'From `src/demand/transitions.ts`; `npx vitest run test/src/demand-diagram.test.ts -u` writes it anew.',
  '',
].join('\n');

/** The table as a Mermaid diagram: an arrow for every pair of states, named after what leads along it. */
function diagram(): string {
  const arrows = new Map<string, string[]>();
  for (const { event, from, to, by } of TRANSITIONS) {
    for (const state of from) {
      const target = to === 'same' ? state : to;
      if (target === state && event !== 'dispatch') continue;
      const key = `${state === 'none' ? '[*]' : state} --> ${target}`;
      const name = `${EVENT_NAME[event]}（${by.map((part) => PART_NAME[part]).join('、')}）`;
      arrows.set(key, [...(arrows.get(key) ?? []), name]);
    }
  }
  const states = DEMAND_STATES.map((state) => `  ${state}: ${STATE_NAME[state]}`);
  const lines = [...arrows].map(([key, names]) => `  ${key}: ${names.join('；')}`);
  return ['```mermaid', 'stateDiagram-v2', ...states, ...lines, '```', ''].join('\n');
}

/** What leaves the state as it is: who may do it, in which states. */
function sideEvents(): string {
  const rows = TRANSITIONS.filter(({ to }) => to === 'same').map(
    ({ event, from, by }) =>
      `| ${EVENT_NAME[event]} | ${by.map((part) => PART_NAME[part]).join('、')} | ${from
        .flatMap((state) => (state === 'none' ? [] : [STATE_NAME[state]]))
        .join('、')} |`,
  );
  return ['| 不改变状态的事件 | 谁 | 在哪些状态 |', '|---|---|---|', ...rows, ''].join('\n');
}

it('docs/demand-states.md shows the table of transitions as it is', async () => {
  await expect([HEAD, diagram(), sideEvents()].join('\n')).toMatchFileSnapshot('../../docs/demand-states.md');
});
