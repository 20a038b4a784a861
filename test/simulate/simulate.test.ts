import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { play } from './campaign.js';
import { recount } from './checks/clock-recount.js';
import type { Line } from './checks/facts.js';
import { DEFAULTS, type Options, parseOptions } from './options.js';
import { check, type Outcome } from './report.js';

const SAMPLE: Options = { ...DEFAULTS, provinces: 3, consultations: 4, from: '2026-09-17', to: '2026-10-25' };

async function outcomeOf(options: Options): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-simulate-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const campaign = await play(options, dataDir, () => {});
  const outcome = await check(campaign);
  await campaign.world.close();
  return outcome;
}

describe('a simulated quarter', () => {
  test('a sample of it comes out right', async () => {
    const { findings, counts } = await outcomeOf(SAMPLE);
    expect(findings.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
    // It checked something.
    for (const event of ['file', 'accept', 'dispatch', 'reply', 'reply_delivered', 'warned', 'reminded'])
      expect(counts[event]).toBeGreaterThan(0);
  }, 300_000);

  test('the same seed gives the same one', async () => {
    const options = { ...SAMPLE, provinces: 1, to: '2026-10-02', consultations: 3 };
    expect((await outcomeOf(options)).counts).toEqual((await outcomeOf(options)).counts);
  }, 300_000);
});

describe('the recount of the clock', () => {
  const at = (wall: string) => Date.parse(`${wall.replace(' ', 'T')}:00.000+08:00`);
  const timeline = (...steps: [event: string, to: string, wall: string, data?: object][]): Line[] =>
    steps.map(([event, to, wall, data = {}], index) => ({
      position: index + 1,
      event,
      from: steps[index - 1]?.[1] ?? '',
      to,
      role: '',
      at: at(wall),
      data: { ...data },
    }));
  const END = at('2026-10-12 12:00');
  const filed = timeline(
    ['draft', 'draft', '2026-09-29 10:00'],
    ['file', 'submitted', '2026-09-30 10:00'],
    ['warned', 'submitted', '2026-10-08 09:00', { deadline: 'accept' }],
    ['overdue', 'submitted', '2026-10-08 18:00', { deadline: 'accept' }],
  );
  const faultsOf = (lines: readonly Line[], dark: { from: number; to: number }[] = []) =>
    recount({ kind: 'demand', lines }, dark, END).faults;

  test('knows National Day and accepts what is right', () => {
    expect(faultsOf(filed)).toEqual([]);
    expect(recount({ kind: 'demand', lines: filed }, [], END)).toMatchObject({ count: 2, isLate: true });
  });

  test('misses what did not happen, and sees what happened twice, or at another hour', () => {
    expect(faultsOf(filed.slice(0, 3))).toEqual([expect.stringContaining('missing overdue.accept')]);
    expect(faultsOf([...filed, filed[3]!])).toEqual([expect.stringContaining('unexpected overdue.accept')]);
    const late = [...filed.slice(0, 3), { ...filed[3]!, at: at('2026-10-09 18:00') }];
    expect(faultsOf(late).join()).toContain('instead of 2026-10-08 18:00');
  });

  test('what falls into a time without the service happens at its end', () => {
    const dark = [{ from: at('2026-10-08 08:00'), to: at('2026-10-10 23:10') }];
    const lit = filed.map((line, index) => (index < 2 ? line : { ...line, at: at('2026-10-10 23:10') }));
    expect(faultsOf(lit, dark)).toEqual([]);
    expect(faultsOf(filed, dark)).not.toEqual([]);
  });
});

test('arguments', () => {
  expect(parseOptions([])).toEqual(DEFAULTS);
  expect(parseOptions(['--provinces', '2', '--seed', '7', '--to', '2026-10-01'])).toMatchObject({
    provinces: 2,
    seed: 7,
    to: '2026-10-01',
  });
  for (const wrong of [['--provinces', '40'], ['--from', '2027-01-01'], ['--seed', 'x'], ['--what']])
    expect(parseOptions(wrong)).toBeNull();
});
