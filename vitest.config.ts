import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'test/**/*.test.ts',
      'cases/**/*.test.ts',
      'packages/*/src/**/*.test.ts',
      'starter/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for commands of their own, so one more than there are cores.
    maxWorkers: 3,
  },
})
