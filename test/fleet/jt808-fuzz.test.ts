import { expect, it } from "vitest";
import { JT808_LIMITS } from "../../server/fleet/jt808-limits.ts";
import { hailOf } from "../worlds/frames.ts";

it("a hail of 1,000,000 good, changed and random frames crashes nothing and holds no more than it may", async () => {
  const FRAMES = 1_000_000;
  const before = process.memoryUsage();
  const { counters, heldBytes } = await hailOf(FRAMES, 808);
  const after = process.memoryUsage();
  expect(counters.messages).toBeGreaterThan(FRAMES / 4); // the good ones are understood, in spite of what lies between
  const { parts } = JT808_LIMITS;
  expect(heldBytes).toBeLessThan(parts.messages * parts.parts * 1023);
  const bytes = (of: typeof before) => of.heapUsed + of.arrayBuffers;
  expect(bytes(after) - bytes(before)).toBeLessThan(96 * 2 ** 20); // what is not collected yet
  for (const reason of ["checksum", "escape", "body-length", "number", "malformed"] as const)
    expect(counters.refused[reason], reason).toBeGreaterThan(0);
}, 180_000); // 5 s on an idle machine of two cores
