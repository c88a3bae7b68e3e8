import { defineConfig } from "vitest/config";

/** Stories in a real browser against the production build; one at a time, because the machine draws in software. */
export default defineConfig({
  test: {
    include: ["test/journeys/**/*.journey.ts"],
    globalSetup: ["test/journeys/loaded-store.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 180_000,
    retry: 0,
  },
});
