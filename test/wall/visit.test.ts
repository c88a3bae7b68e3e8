import { expect, it } from "vitest";
import { NO_VISITS, type Visitable, type Visits, visiting } from "../../web/wall/visit.ts";

const critical = (alarmId: string, change: Partial<Visitable> = {}): Visitable => ({
  ...{ alarmId, isNew: true, isCritical: true, position: [25, 60] },
  ...change,
});
const STAY = 30;
const go = (now: Visits, alarms: readonly Visitable[], atMs: number) =>
  visiting(now, alarms, STAY, atMs);

it("goes to a critical alarm that has a place, and to no other", () => {
  expect(go(NO_VISITS, [critical("a", { isCritical: false })], 0).at).toBeNull();
  expect(go(NO_VISITS, [critical("a", { position: null })], 0).at).toBeNull();
  expect(go(NO_VISITS, [critical("a", { isNew: false })], 0).at).toBeNull();
  expect(go(NO_VISITS, [critical("a")], 500).at).toEqual({ alarmId: "a", sinceMs: 500 });
});

it("stays until the time is over, and then returns and does not go there again", () => {
  const there = go(NO_VISITS, [critical("a")], 0);
  expect(go(there, [critical("a")], 29_999)).toBe(there);
  const back = go(there, [critical("a")], 30_000);
  expect(back.at).toBeNull();
  expect(go(back, [critical("a")], 40_000).at).toBeNull();
});

it("returns at once when somebody has acknowledged it or it is over", () => {
  const there = go(NO_VISITS, [critical("a")], 0);
  expect(go(there, [critical("a", { isNew: false })], 1000).at).toBeNull();
  expect(go(there, [], 1000).at).toBeNull();
});

it("goes from one to the next without a way back between", () => {
  const both = [critical("a"), critical("b")];
  const first = go(NO_VISITS, both, 0);
  const second = go(first, both, 30_000);
  expect(second.at).toEqual({ alarmId: "b", sinceMs: 30_000 });
  expect(go(second, both, 60_000).at).toBeNull();
});

it("waits at the one it is at when another comes", () => {
  const there = go(NO_VISITS, [critical("a")], 0);
  expect(go(there, [critical("b"), critical("a")], 5000)).toBe(there);
});

it("forgets where it has been once an alarm is gone, so that months do not fill it", () => {
  let now = NO_VISITS;
  for (let i = 0; i < 1000; i++) now = go(now, [critical(`alarm-${i}`)], i * 60_000);
  expect(now.seen.size).toBeLessThan(3);
});
