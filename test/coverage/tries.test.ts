import { describe, expect, it } from "vitest";
import { closingsOf, writeClosingDays } from "../../web/coverage/closing-days.ts";
import {
  countOf,
  NO_TRIES,
  readTries,
  toEdits,
  withClosed,
  withFence,
  withMoved,
  withNew,
  withoutBarrier,
  withoutTry,
  writeTries,
} from "../../web/coverage/tries.ts";

const tried = {
  added: [
    { id: "new-1", position: [112.5, 26.9] as const },
    { id: "new-2", position: [112.6, 26.8] as const, capacity: 400 },
  ],
  moved: [{ facilityId: "a;b@c", position: [112.55, 26.85] as const }],
  closed: ["toilet-007"],
  barriers: [
    [
      [112.5, 26.9],
      [112.51, 26.91],
    ] as const,
  ],
};

describe("what is tried out, in a link", () => {
  it("comes back as it went in, whatever signs an id has", () => {
    const text = writeTries(tried)!;
    expect(readTries(text)).toEqual(tried);
    expect(toEdits(readTries(text)).moved[0]).toEqual({
      facilityId: "a;b@c",
      position: [112.55, 26.85],
    });
    expect(countOf(tried)).toBe(5);
    expect(writeTries(NO_TRIES)).toBeUndefined();
  });

  it.each([
    "",
    ";;",
    "new-1@",
    "new-1@a,b",
    "@1,2",
    "x@200,10",
    "%E0%A4%A@x",
    "|1,2",
    "|1,2,3",
    "new-1",
  ])("drops %j", (text) => {
    expect(readTries(text)).toEqual(NO_TRIES);
  });

  it("gives new ones a number that none has", () => {
    const one = withNew(NO_TRIES, [1, 2]);
    const two = withNew(one.tries, [3, 4]);
    expect([one.id, two.id]).toEqual(["new-1", "new-2"]);
    expect(withNew(withoutTry(two.tries, "new-1"), [5, 6]).id).toBe("new-1");
  });

  it("closes a fence, and takes one away by its place", () => {
    const ring = [
      [1, 2],
      [3, 4],
      [5, 6],
    ] as const;
    const fenced = withFence(withFence(NO_TRIES, ring), ring.toReversed());
    expect(fenced.barriers[0]).toEqual([...ring, ring[0]]);
    expect(withoutBarrier(fenced, 0).barriers).toEqual([fenced.barriers[1]]);
    expect(readTries(writeTries(fenced))).toEqual(fenced);
  });

  it("tries one thing of a facility at a time, and takes a new one away that is closed", () => {
    const closed = withClosed(withMoved(NO_TRIES, "t1", [1, 2]), "t1");
    expect(closed).toEqual({ ...NO_TRIES, closed: ["t1"] });
    expect(withMoved(closed, "t1", [3, 4])).toEqual({
      ...NO_TRIES,
      moved: [{ facilityId: "t1", position: [3, 4] }],
    });
    const { tries, id } = withNew(NO_TRIES, [1, 2]);
    expect(withMoved(tries, id, [5, 6]).added).toEqual([{ id, position: [5, 6] }]);
    expect(withClosed(tries, id)).toEqual(NO_TRIES);
  });
});

describe("days of closures, in a link", () => {
  it("come back, and are of what is closed only", () => {
    const closings = [
      { facilityId: "a:b", from: "2026-03-01", to: null },
      { facilityId: "c", from: null, to: "2026-04-01" },
      { facilityId: "d", from: null, to: null },
    ];
    const text = writeClosingDays(closings);
    expect(closingsOf(["a:b", "c", "d"], text)).toEqual(closings);
    expect(closingsOf(["c"], text)).toEqual([closings[1]]);
    expect(closingsOf(["c"], "c:2026-02-30:x")).toEqual([
      { facilityId: "c", from: null, to: null },
    ]);
    expect(writeClosingDays([closings[2]!])).toBeUndefined();
  });
});
