import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { JT808_LIMITS } from "../../server/fleet/jt808-limits.ts";
import { hailOf } from "../worlds/frames.ts";

/** What is really held: what waits to be collected depends on what ran before in the same process. */
function heldBytesNow(): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

it("a hail of 1,000,000 good, changed and random frames crashes nothing and holds no more than it may", async () => {
  const FRAMES = 1_000_000;
  const before = heldBytesNow();
  const { counters, heldBytes } = await hailOf(FRAMES, 808);
  const grown = heldBytesNow() - before;
  expect(counters.messages).toBeGreaterThan(FRAMES / 4); // the good ones are understood, in spite of what lies between
  const { parts } = JT808_LIMITS;
  expect(heldBytes).toBeLessThan(parts.messages * parts.parts * 1023);
  expect(grown).toBeLessThan(16 * 2 ** 20);
  for (const reason of ["checksum", "escape", "body-length", "number", "malformed"] as const)
    expect(counters.refused[reason], reason).toBeGreaterThan(0);
}, 180_000); // 5 s on an idle machine of two cores
