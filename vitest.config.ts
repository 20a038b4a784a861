import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Native modules and spawned services: a process for each file, two at a time.
    pool: 'forks',
    maxWorkers: 2,
    // For a busy machine, never a thing that a test measures.
    testTimeout: 60_000,
    hookTimeout: 300_000,
    reporters: ['default', './test/reporter.ts'],
  },
});
