import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAILPOINTS } from '../../bot/turn/failpoints.js';

test('docs/turn.md explains every failpoint, in the order in which a message meets them', () => {
  const rows = readFileSync('docs/turn.md', 'utf8').matchAll(/^\| `([a-z]+\.[a-z-]+)` \|/gm);
  expect([...rows].map(([, name]) => name)).toEqual([...FAILPOINTS]);
});
