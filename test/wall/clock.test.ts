import { beforeEach, expect, it } from "vitest";
import { forgetServerTime, noteServerTime, serverNow } from "../../web/wall/clock.ts";

beforeEach(forgetServerTime);

const NOON = Date.parse("2026-03-02T04:00:00Z");
/** Of the server's time and the page's own clock, how far apart they are said to be. */
const aheadOf = (pageMs: number) => {
  const before = performance.now();
  const ahead = serverNow()! - before;
  return Math.round((ahead - (NOON - pageMs)) / 10) * 10;
};

it("knows no time until the server has said one", () => {
  expect(serverNow()).toBeNull();
});

it("takes the middle of asking and being answered for when it was said", () => {
  noteServerTime(new Date(NOON).toISOString(), 1000, 1400);
  expect(aheadOf(1200)).toBe(0);
});

it("believes a quick answer rather than a slow one after it, until it is old", () => {
  noteServerTime(new Date(NOON).toISOString(), 1000, 1020);
  noteServerTime(new Date(NOON + 5000).toISOString(), 2000, 4000); // seconds on the way
  expect(aheadOf(1010)).toBe(0);
  noteServerTime(new Date(NOON + 700_000).toISOString(), 700_000, 702_000);
  expect(aheadOf(701_000 - 700_000)).toBe(0);
});

it("ignores what is no time", () => {
  noteServerTime("soon", 0, 1);
  expect(serverNow()).toBeNull();
});
