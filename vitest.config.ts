import { defineConfig } from "vitest/config";
import { partition } from "./test/partition.ts";

const {
  pure,
  "pure-alone": pureAlone,
  store,
  "store-alone": storeAlone,
} = partition(import.meta.dirname);

const patience = {
  testTimeout: 30_000,
  expect: { poll: { timeout: 20_000 } }, // how soon is for the benches to say
  hookTimeout: 120_000,
};
/** Nothing answers there: a test called pure that opens a database all the same fails, and is not silently run on one engine only. */
const env = { DATABASE_URL: "postgresql://127.0.0.1:1/there-is-none-for-a-pure-test" };

/**
 * A process takes one file after the other and reads each module once; a file that leaves something behind in it has one to
 * itself. `--project "store*"` runs whatever can answer differently on another engine.
 */
export default defineConfig({
  test: {
    globalSetup: ["test/global-setup.ts"],
    maxWorkers: 2,
    projects: [
      { test: { name: "pure", include: pure, isolate: false, env, ...patience } },
      { test: { name: "pure-alone", include: pureAlone, env, ...patience } },
      { test: { name: "store", include: store, isolate: false, ...patience } },
      { test: { name: "store-alone", include: storeAlone, ...patience } },
    ],
  },
});
