import { defineConfig } from 'vitest/config';

// `npm test` runs Node with --no-memory-protection-keys: with them V8 now and then aborts where many threads compile WASM
// (nodejs/node#64500).
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'threads',
    // A page in a browser may take its time on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
