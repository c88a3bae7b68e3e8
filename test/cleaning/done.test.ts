import { describe, expect, it } from "vitest";
import { coveredShare, type Stretch } from "../../server/cleaning/covered.ts";
import {
  type Passed,
  type Rules,
  type Said,
  servicesOf,
  verdictOf,
} from "../../server/cleaning/done.ts";
import { candidatesOf, heardShareOf } from "../../server/cleaning/heard.ts";
import { passBetween, route, slot } from "../worlds/cleaning.ts";
import { seededRandom } from "../worlds/layer.ts";

const HOUR = 3_600_000;
const pass = passBetween(4 * HOUR, 7 * HOUR);
const OVER = 8 * HOUR;
const rules: Rules = {
  ...{ coveredShare: 0.8, observedShare: 0.9, tooFastCounts: false },
  speed: { leastKmh: 2, mostKmh: 15 },
};
const passed = (fromShare: number, toShare: number, changes: Partial<Passed> = {}): Passed => ({
  ...{ fromShare, toShare, fromMs: 5 * HOUR, toMs: 5 * HOUR + 60_000, speedKmh: 8 },
  ...{ isWorking: true, vehicleId: "v1" },
  ...changes,
});
const said = (kind: Said["kind"], changes: Partial<Said> = {}): Said => ({
  ...{
    entryId: "e",
    kind,
    outcome: kind === "could_not" ? "could_not" : "done",
    work: "full_sweep",
  },
  ...{ reason: kind === "could_not" ? "封路施工" : null, routeId: "r" },
  ...{ fromMs: 4 * HOUR, toMs: 7 * HOUR },
  ...changes,
});
const judge = (
  own: readonly Passed[],
  words: readonly Said[] = [],
  heardShare: number | null = 1,
  nowMs = OVER,
  more: Partial<Rules> = {},
) => verdictOf(pass, own, words, heardShare, nowMs, { ...rules, ...more });

describe("covered length", () => {
  it.each([
    [[], 0],
    [[[0.2, 0.7]], 0.5],
    [[[0.7, 0.2]], 0.5], // driven against it
    [
      [
        [0, 0.5],
        [0.4, 0.6],
        [0.9, 0.8],
      ],
      0.7,
    ],
    [
      [
        [0, 1],
        [0.1, 0.2],
      ],
      1,
    ],
    [[[-0.5, 2]], 1],
  ] as const)("of %j is %d", (spans, share) => {
    const stretches = spans.map(([fromShare, toShare]) => ({
      fromShare: fromShare!,
      toShare: toShare!,
    }));
    expect(coveredShare(stretches)).toBeCloseTo(share, 12);
  });

  it("is what a thousand points of it say, never more than all, and never less with one more", () => {
    const random = seededRandom(7);
    for (let town = 0; town < 200; town++) {
      const stretches: Stretch[] = [];
      let before = 0;
      for (let i = 0; i < 8; i++) {
        stretches.push({ fromShare: random(), toShare: random() });
        const now = coveredShare(stretches);
        expect(now).toBeGreaterThanOrEqual(before - 1e-12);
        expect(now).toBeLessThanOrEqual(1);
        before = now;
      }
      const points = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
      const counted = points.filter((at) =>
        stretches.some(
          ({ fromShare: a, toShare: b }) => at >= Math.min(a, b) && at <= Math.max(a, b),
        ),
      ).length;
      expect(Math.abs(counted / 1000 - before)).toBeLessThan(0.01);
      const turned = stretches.map(({ fromShare, toShare }) => ({
        ...{ fromShare: toShare, toShare: fromShare },
      }));
      expect(coveredShare(turned)).toBeCloseTo(before, 12);
    }
  });

  it("is 8 of the 10 metres of a short stretch and 400 of the 500 of a long one", () => {
    for (const lengthMeters of [10, 500]) {
      const upTo = (meters: number) => judge([passed(0, meters / lengthMeters)]).state;
      expect(upTo(0.8 * lengthMeters)).toBe("done");
      expect(upTo(0.79 * lengthMeters)).toBe("not_done");
    }
  });
});

describe("what became of a stretch", () => {
  it("is done by positions, with when enough was covered and by whom", () => {
    const verdict = judge([
      passed(0, 0.5, { vehicleId: "v1", toMs: 5 * HOUR }),
      passed(1, 0.4, { vehicleId: "v2", toMs: 6 * HOUR, fromMs: 5.9 * HOUR }),
      passed(0, 0.1, { vehicleId: "v3", toMs: 6.5 * HOUR, fromMs: 6.4 * HOUR }),
    ]);
    expect(verdict).toMatchObject({
      ...{ state: "done", evidence: ["positions"], vehicleId: "v2", atMs: 6 * HOUR, reason: null },
      coveredShare: 1,
    });
  });

  it("keeps both kinds of evidence apart", () => {
    expect(judge([], [said("confirmed")]).evidence).toEqual(["confirmed"]);
    expect(judge([passed(0, 1)], [said("completed")]).evidence).toEqual(["positions", "completed"]);
  });

  it("could not be done where somebody says so, unless it was", () => {
    expect(judge([], [said("could_not")])).toMatchObject({ state: "could_not", evidence: [] });
    expect(judge([], [said("confirmed", { outcome: "could_not" })]).state).toBe("could_not");
    expect(judge([passed(0, 1)], [said("could_not")]).state).toBe("done");
  });

  it("was not done only where the vehicle was heard and did not come", () => {
    expect(judge([], [], 0.9)).toMatchObject({ state: "not_done", reason: "not_covered" });
    expect(judge([passed(0, 0.3)], [], 0.95)).toMatchObject({ reason: "partly_covered" });
    expect(judge([], [], 0.89)).toMatchObject({ state: "not_recorded", reason: "silent" });
    expect(judge([], [], null)).toMatchObject({ state: "not_recorded", reason: "no_vehicle" });
    const byHand = { ...pass, route: route({ proof: "confirmation" }) };
    expect(verdictOf(byHand, [], [], null, OVER, rules).reason).toBe("no_confirmation");
  });

  it("is to come, then open until the grace is over", () => {
    const withGrace = { ...pass, slots: [slot(4 * HOUR, 7 * HOUR, HOUR / 2)] };
    const at = (hours: number) => verdictOf(withGrace, [], [], 1, hours * HOUR, rules).state;
    expect([3, 4, 7, 7.5, 7.51].map(at)).toEqual([
      ...["upcoming", "open", "open", "open", "not_done"],
    ]);
    const late = passed(0, 1, { fromMs: 7.4 * HOUR, toMs: 7.45 * HOUR });
    expect(verdictOf(withGrace, [late], [], 1, OVER, rules).state).toBe("done");
  });

  it("is not done by what was out of its time, with the brush off, or too fast", () => {
    expect(judge([passed(0, 1, { fromMs: 3.9 * HOUR })]).state).toBe("not_done");
    expect(judge([passed(0, 1, { isWorking: false })])).toMatchObject({
      ...{ state: "not_done", reason: "not_covered", isWorkingUnknown: false },
    });
    const fast = [passed(0, 1, { speedKmh: 16 })];
    expect(judge(fast)).toMatchObject({ state: "not_done", reason: "too_fast", isTooFast: true });
    expect(judge(fast, [], 0.5)).toMatchObject({ state: "not_recorded", isTooFast: true });
    expect(judge(fast, [], 1, OVER, { tooFastCounts: true })).toMatchObject({
      ...{ state: "done", isTooFast: true },
    });
  });

  it("is done by what does not say whether it worked, or how fast it was, and says so", () => {
    const verdict = judge([passed(0, 1, { isWorking: null, speedKmh: null })]);
    expect(verdict).toMatchObject({ state: "done", isWorkingUnknown: true, isTooFast: false });
    expect(judge([passed(0, 1, { speedKmh: 1 })])).toMatchObject({
      state: "done",
      isTooSlow: true,
    });
  });

  it("is of the entry's own route, work and time", () => {
    const stateOf = (changes: Partial<Said>) => judge([], [said("confirmed", changes)], null).state;
    expect(stateOf({ routeId: null })).toBe("done");
    expect(stateOf({ routeId: "other" })).toBe("not_recorded");
    expect(stateOf({ work: "wash" })).toBe("not_recorded");
    expect(stateOf({ fromMs: 6 * HOUR, toMs: 10 * HOUR })).toBe("not_recorded"); // its middle is 8
  });

  it("needs as many of the days of a week as passes are due", () => {
    const days = [0, 1, 2].map((day) => slot(day * 24 * HOUR, (day + 1) * 24 * HOUR));
    const second = passBetween(0, 72 * HOUR, { slots: days, need: 2 });
    const on = (...hours: number[]) =>
      hours.map((hour) => passed(0, 1, { fromMs: hour * HOUR, toMs: hour * HOUR + 1 }));
    const stateOf = (own: Passed[]) => verdictOf(second, own, [], 1, 80 * HOUR, rules);
    expect(stateOf(on(1, 5)).state).toBe("not_done"); // twice on one day
    expect(stateOf(on(1, 30))).toMatchObject({ state: "done", atMs: 30 * HOUR + 1 });
  });

  it("is suspended whatever happened", () => {
    const suspension = {
      ...{ suspensionId: "s", works: ["full_sweep"], fromMs: 0, toMs: OVER, reason: "低温" },
      withdrawnMs: null,
    };
    expect(verdictOf({ ...pass, suspension }, [], [], 1, OVER, rules).state).toBe("suspended");
  });
});

describe("what must never happen", () => {
  const random = seededRandom(11);
  const anyPassed = () =>
    passed(random(), random(), {
      ...{ fromMs: (3 + 5 * random()) * HOUR, toMs: (3 + 5 * random()) * HOUR },
      ...{
        speedKmh: random() < 0.2 ? null : 20 * random(),
        isWorking: random() < 0.2 ? null : random() < 0.8,
      },
    });

  it("one record more makes what was done anything else, or what was covered less", () => {
    for (let town = 0; town < 500; town++) {
      const own: Passed[] = [];
      let before = judge(own, [], random());
      for (let i = 0; i < 12; i++) {
        own.push(anyPassed());
        const now = judge(own, [], random());
        if (before.state === "done") expect(now.state).toBe("done");
        expect(now.coveredShare).toBeGreaterThanOrEqual(before.coveredShare - 1e-12);
        before = now;
      }
    }
  });

  it("a gap is called not swept", () => {
    for (let town = 0; town < 2000; town++) {
      const own = Array.from({ length: Math.floor(5 * random()) }, anyPassed);
      // silence from a to b, and whatever fell into it is not known
      const [a, b] = [4 + 3 * random(), 4 + 3 * random()].sort((x, y) => x - y) as [number, number];
      const heard = [
        [4 * HOUR, a * HOUR],
        [b * HOUR, 7 * HOUR],
      ] as const;
      const share = heardShareOf(heard, pass.slots, Number.POSITIVE_INFINITY);
      const { state } = judge(own, [], share);
      if ((b - a) / 3 > 0.1 + 1e-9) expect(["done", "not_recorded"]).toContain(state);
    }
  });
});

describe("how long a vehicle was heard", () => {
  it("is the share of the time, up to where its positions were matched", () => {
    const heard = [
      [0, 2 * HOUR],
      [3 * HOUR, 5 * HOUR],
    ] as const;
    const times = [{ fromMs: HOUR, toMs: 5 * HOUR }];
    expect(heardShareOf(heard, times, Number.POSITIVE_INFINITY)).toBe(3 / 4);
    expect(heardShareOf(heard, times, 4 * HOUR)).toBe(2 / 4);
    expect(heardShareOf(heard, times, Number.NEGATIVE_INFINITY)).toBe(0);
    expect(heardShareOf([], times, 9 * HOUR)).toBe(0);
    expect(heardShareOf(heard, [], 9 * HOUR)).toBe(0);
  });

  it("is asked of the vehicles of the route, or else of its kind and team, that were in service", () => {
    const vehicle = (vehicleId: string, more = {}) => ({
      ...{ vehicleId, kind: "sweeper", team: "一班", status: "in_service", statusSinceMs: null },
      ...more,
    });
    const vehicles = [
      vehicle("a"),
      vehicle("b"),
      vehicle("washer", { kind: "washer" }),
      vehicle("other", { team: "二班" }),
      vehicle("away", { status: "out_of_service", statusSinceMs: 0 }),
      vehicle("away-later", { status: "out_of_service", statusSinceMs: 9 * HOUR }),
    ];
    const proves = ({ kind }: { kind: string }) => kind === "sweeper";
    const of = (changes: object) =>
      candidatesOf(route(changes), vehicles, 4 * HOUR, proves).map(({ vehicleId }) => vehicleId);
    expect(of({})).toEqual(["a", "b", "away-later"]);
    expect(of({ vehicleIds: ["b", "washer", "away"] })).toEqual(["b"]);
    expect(of({ team: null })).toEqual(["a", "b", "other", "away-later"]);
    expect(of({ vehicleKind: null })).toEqual([]);
  });
});

describe("services of an edge", () => {
  const hour = (at: number, fromShare: number, toShare: number) =>
    passed(fromShare, toShare, { fromMs: at * HOUR, toMs: at * HOUR + 1 });
  it("end when enough was covered, and begin anew", () => {
    const services = servicesOf(
      [hour(1, 0, 0.5), hour(2, 0.4, 1), hour(3, 0, 1), hour(4, 0.2, 0.3)],
      rules,
      4 * HOUR,
    );
    expect(services.map(({ atMs }) => atMs)).toEqual([2 * HOUR + 1, 3 * HOUR + 1]);
  });

  it("are not put together from what lies far apart", () => {
    expect(servicesOf([hour(1, 0, 0.5), hour(6, 0.5, 1)], rules, 4 * HOUR)).toEqual([]);
  });
});
