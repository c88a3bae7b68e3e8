import { describe, expect, it } from "vitest";
import { createAlarmNumbers } from "../../web/wall/alarm-numbers.ts";

const fresh = (...ids: string[]) => ids.map((alarmId) => ({ alarmId, state: "new" }));
const seen = (alarmId: string) => ({ alarmId, state: "acknowledged" });

describe("numbers of alarms", () => {
  it("count new alarms from 1, in their order, and are the same when asked again", () => {
    const numbers = createAlarmNumbers();
    expect([...numbers(fresh("a", "b"))]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect([...numbers(fresh("a", "b"))]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  it("stay when another is acknowledged: a key pressed twice is nobody else's", () => {
    const numbers = createAlarmNumbers();
    numbers(fresh("a", "b", "c"));
    const after = numbers([...fresh("b", "c"), seen("a")]);
    expect([...after]).toEqual([
      ["b", 2],
      ["c", 3],
    ]);
  });

  it("give what is new the least number that is free, and none beyond 9", () => {
    const numbers = createAlarmNumbers();
    numbers(fresh("a", "b"));
    numbers(fresh("b"));
    expect(numbers(fresh("b", "c", "d")).get("c")).toBe(1);
    expect(numbers(fresh("b", "c", "d")).get("d")).toBe(3);
    const many = fresh(..."bcdefghijkl");
    expect([...numbers(many).values()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
