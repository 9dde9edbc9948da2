import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    // One less is the default, which leaves half of a machine of two processors idle.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { ...shared, name: 'unit', include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'] } },
      { test: { ...shared, name: 'scenario', include: ['tests/scenario/**/*.test.ts'], testTimeout: 300_000 } },
      { test: { ...shared, name: 'browser', include: ['tests/browser/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...shared, name: 'chaos', include: ['tests/chaos/**/*.test.ts'], testTimeout: 3_600_000 } },
    ],
  },
});
