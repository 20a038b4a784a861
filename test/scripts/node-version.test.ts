import { expect, test } from 'vitest';
import { versionProblem } from '../../scripts/node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.3'])('%s will do', (version) => {
  expect(versionProblem(version)).toBeNull();
});

test.each(['20.18.3', '18.20.8', '8.9.0'])('%s is too old', (version) => {
  expect(versionProblem(version)).toContain(`需要 Node.js 20.19 或更高版本，当前是 ${version}`);
});
