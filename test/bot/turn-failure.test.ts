import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { setAsideRows } from '../../src/storage/inbox.js';
import { echo } from './echo.js';
import { type Bench, type EngineOptions, openBench } from './turn-bench.js';

const ATTEMPTS = 3;

/** Says 坏, whose turn always throws, and 好; lets an hour of attempts go by until both are settled. */
async function sayBadAndGood(bench: Bench, options: EngineOptions) {
  const attempts: number[] = [];
  const engine = bench.engine({
    config: { turnAttempts: ATTEMPTS },
    dialog: (input) => {
      if (input.text !== '坏') return echo(1)(input);
      attempts.push(bench.clock.now().getTime());
      return Promise.reject(new TypeError('broken'));
    },
    ...options,
  });
  engine.start();
  await engine.receive(bench.message('坏'));
  await engine.receive(bench.message('好'));
  await bench.until(async () => {
    bench.clock.advance(500);
    return (await bench.transcript()).includes('< 好 1/1');
  });
  await bench.quiet();
  expect(bench.lines.filter(({ message }) => message.startsWith('work broke off'))).toEqual([]);
  return attempts.map((at, index) => at - (attempts[index - 1] ?? at));
}

/** A channel that cannot render the first so many apologies. */
function stumbling(times: number): EngineOptions {
  let left = times;
  return {
    render: ({ text }) => {
      if (text.startsWith('抱歉') && left-- > 0) throw new RangeError('no such card');
      return { type: 'message', text };
    },
  };
}

test('an apology that fails twice is made in the end, once', async () => {
  const bench = await openBench();
  const waits = await sayBadAndGood(bench, stumbling(2));
  expect(waits).toHaveLength(3);
  expect(await bench.transcript()).toEqual(['> 坏', '> 好', expect.stringMatching(/^< 抱歉/), '< 好 1/1']);
  expect(await setAsideRows(bench.storage.db)).toMatchObject([{ attempts: 2 }]);
});

test('one that can never be rendered is given up, with growing waits, and frees the messages after it', async () => {
  const bench = await openBench();
  const waits = await sayBadAndGood(bench, stumbling(Number.POSITIVE_INFINITY));
  expect(waits).toHaveLength(2 * ATTEMPTS);
  for (const [index, wait] of waits.slice(1).entries())
    expect(wait).toBeGreaterThanOrEqual(1000 * 2 ** index);
  expect(await bench.transcript()).toEqual(['> 坏', '> 好', '< 好 1/1']);
  expect(await setAsideRows(bench.storage.db)).toMatchObject([
    { attempts: 2 * ATTEMPTS - 1, reason: 'TypeError: broken; apology: RangeError: no such card' },
  ]);
});

test('one that the database refuses is given up just so', async () => {
  const bench = await openBench();
  await bench.storage.write((tx) =>
    sql`create trigger refuse before insert on outbox when new.activity like '%抱歉%'
      begin select raise(abort, 'refused'); end`.execute(tx),
  );
  expect(await sayBadAndGood(bench, {})).toHaveLength(2 * ATTEMPTS);
  expect(await bench.transcript()).toEqual(['> 坏', '> 好', '< 好 1/1']);
  expect(await setAsideRows(bench.storage.db)).toMatchObject([
    { reason: expect.stringContaining('refused') },
  ]);
});
