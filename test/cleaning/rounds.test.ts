import { describe, expect, it } from "vitest";
import { duePasses } from "../../server/cleaning/due.ts";
import { roundOf, type Visit } from "../../server/cleaning/rounds.ts";
import { choicesOf } from "../../web/cleaning/confirm-choices.ts";
import { mayConfirm } from "../../web/cleaning/confirm-pass.ts";
import type { ComplianceGroup } from "../../web/cleaning/queries.ts";
import { roundsDrawing } from "../../web/cleaning/round-layers.ts";
import { roundsAsked } from "../../web/cleaning/round-link.ts";
import type { Round } from "../../web/cleaning/round-queries.ts";
import {
  dueIn,
  inNeed,
  isEnterable,
  keyOf,
  roundDraft,
  roundStanding,
  roundsOfRoute,
  stopsIn,
  stopsShown,
} from "../../web/cleaning/rounds.ts";
import { HATCH, STOP_LOOKS } from "../../web/cleaning/stop-signs.ts";
import { PASS_STATES, type PassState } from "../../web/cleaning/titles.ts";
import { HELSINKI, local, route } from "../worlds/cleaning.ts";

const RULES = { observedShare: 0.9, stand: { meters: 30, seconds: 90 } };
const DAY = "2026-03-02"; // a Monday
const AFTER = local("2026-03-10", "00:00");
const collects = {
  ...({ work: "collection", proof: "stops", stopIds: ["b1", "b2"] } as const),
  shifts: [{ from: "05:00", to: "11:00" }],
};
const visit = (facilityId: string, day: string, time: string, changes: Partial<Visit> = {}) => {
  const fromMs = local(day, time);
  const stood: Visit = {
    ...{ facilityId, vehicleId: "v", fromMs, toMs: fromMs + 90_000, nearestMeters: 30 },
  };
  return { ...stood, ...changes };
};

describe("a stop of a round", () => {
  const [pass] = duePasses([route(collects)], [], DAY, HELSINKI);
  const told = (visits: readonly Visit[], heardShare: number | null, nowMs = AFTER) =>
    roundOf(pass!, visits, () => [], heardShare, nowMs, RULES).map(({ state, reason }) => [
      state,
      reason,
    ]);

  it("is emptied by who stood near for long, and by nobody farther, shorter, before or after", () => {
    const at = local(DAY, "06:00");
    const stood = visit("b1", DAY, "06:00");
    expect(told([stood], 1)).toEqual([
      ["done", null],
      ["not_done", "not_stood"],
    ]);
    for (const not of [
      { nearestMeters: 30.1 },
      { toMs: at + 89_999 },
      { facilityId: "b9" },
      { fromMs: local(DAY, "04:20"), toMs: local(DAY, "04:29") },
      { fromMs: local(DAY, "11:31"), toMs: local(DAY, "11:40") },
    ])
      expect(told([{ ...stood, ...not }], 1)[0]).toEqual(["not_done", "not_stood"]);
  });

  it("is missed only where the vehicle was heard, and never where it was silent or none is known", () => {
    expect(told([], 0.9)[0]).toEqual(["not_done", "not_stood"]);
    expect(told([], 0.89)[0]).toEqual(["not_recorded", "silent"]);
    expect(told([], null)[0]).toEqual(["not_recorded", "no_vehicle"]);
    expect(told([], 1, local(DAY, "11:30"))[0]).toEqual(["open", null]);
    expect(told([], 1, local(DAY, "04:59"))[0]).toEqual(["upcoming", null]);
  });

  it("that is due twice a week is emptied as often as it was come to", () => {
    const week = route({ ...collects, passes: 2, period: "week" });
    const passes = duePasses([week], [], "2026-03-08", HELSINKI); // they count on Sunday
    expect(passes.map(({ ordinal, need }) => [ordinal, need])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const on = (visits: readonly Visit[]) =>
      passes.map((one) => roundOf(one, visits, () => [], 1, AFTER, RULES)[0]!.state);
    const monday = visit("b1", DAY, "06:00");
    expect(on([monday])).toEqual(["done", "not_done"]);
    expect(on([monday, visit("b1", DAY, "07:00")])).toEqual(["done", "not_done"]); // the same day
    expect(on([monday, visit("b1", "2026-03-05", "06:00")])).toEqual(["done", "done"]);
  });
});

type Stop = Round["stops"][number];
const stop = (facilityId: string, state: PassState, more: Partial<Stop> = {}): Stop => ({
  ...{ facilityId, state, kind: "bin", name: facilityId, nameEn: null, code: facilityId },
  ...{ position: [25, 60], reason: null, evidence: [], emptiedAt: null, vehicleId: null },
  ...{ plate: null, entryId: null, words: null, mayEnter: true },
  ...more,
});
const NONE = Object.fromEntries(PASS_STATES.map((state) => [state, 0])) as Round["counts"];
const round = (routeId: string, states: readonly PassState[], more: Partial<Round> = {}): Round => {
  const counts = { ...NONE };
  for (const state of states) counts[state]++;
  return {
    ...{ passId: `${routeId}:${DAY}:1`, routeId, orderId: null, code: routeId, name: routeId },
    ...{
      nameEn: null,
      work: "collection",
      part: "whole",
      proof: "stops",
      team: "清运班",
      day: DAY,
    },
    ...{ ordinal: 1, of: 1, fromAt: "2026-03-02T03:00:00Z", toAt: "2026-03-02T09:00:00Z" },
    ...{ suspension: null, heardShare: 1, vehicles: [], counts },
    stops: states.map((state, i) => stop(`${routeId}-${i + 1}`, state)),
    ...more,
  };
};

describe("rounds of a day", () => {
  it("count what was missed out of what was due, and nothing that is still to come", () => {
    const counts = stopsIn([
      round("A", ["done", "not_done", "not_recorded", "could_not"]),
      round("B", ["not_done", "open", "upcoming", "suspended"]),
    ]);
    expect([counts.not_done, counts.not_recorded, dueIn(counts)]).toEqual([2, 1, 5]);
    expect(dueIn(stopsIn([]))).toBe(0);
  });

  it("are listed by what was missed, then by what nobody knows, then by their code", () => {
    const rounds = [
      round("C", ["done"]),
      round("D", ["not_recorded", "not_recorded"]),
      round("B", ["done"]),
      round("A", ["not_done"]),
    ];
    expect(inNeed(rounds).map(({ code }) => code)).toEqual(["A", "D", "B", "C"]);
  });

  it("keep the number of a stop, in whichever order they are read and whatever is left out", () => {
    const one = round("A", ["done", "not_recorded", "not_done", "open"]);
    const numbers = (...rest: [Set<PassState> | null, ("round" | "need")?]) =>
      stopsShown(one, ...rest).map(({ number }) => number);
    expect(numbers(null)).toEqual([1, 2, 3, 4]);
    expect(numbers(null, "need")).toEqual([3, 2, 4, 1]);
    expect(numbers(new Set(["not_done", "done"]), "need")).toEqual([3, 1]);
  });

  it("are the same on another day", () => {
    expect(keyOf(round("A", [], { day: "2026-03-03", passId: "A:2026-03-03:1" }))).toBe("A:1");
  });

  it.each([
    { states: ["upcoming", "upcoming"], is: "upcoming" },
    { states: ["done", "open"], is: "open" },
    { states: ["done", "not_recorded"], is: "over" },
    { states: ["done", "done"], is: "done" },
  ] as const)("of $states stand as $is", ({ states, is }) => {
    expect(roundStanding(round("A", states)).is).toBe(is);
  });

  it("that are suspended are, whatever was done", () => {
    const suspension = { suspensionId: "s", reason: "冰雪" };
    expect(roundStanding(round("A", ["suspended", "suspended"], { suspension })).is).toBe(
      "suspended",
    );
  });

  it("are confirmed whole, but for the stops that are excepted", () => {
    expect(roundDraft(round("A", ["open", "open"]), { "A-2": "占道施工" })).toEqual({
      ...{ kind: "confirmed", passId: `A:${DAY}:1`, note: "" },
      exceptions: [{ facilityId: "A-2", reason: "占道施工" }],
    });
  });

  it("are confirmed as far as they lie in one's areas, and not at all elsewhere", () => {
    const one = round("A", ["open", "not_done", "open"]);
    const within = (...mine: number[]) => ({
      ...one,
      stops: one.stops.map((each, i) => ({ ...each, mayEnter: mine.includes(i) })),
    });
    expect(roundDraft(within(0, 2), { "A-1": "积水", "A-2": "积水" })).toMatchObject({
      facilityIds: ["A-1", "A-3"],
      exceptions: [{ facilityId: "A-1", reason: "积水" }],
    });
    expect(mayConfirm(roundStanding(within(1)))).toBe(true);
    expect(mayConfirm(roundStanding(within()))).toBe(false);
    expect(
      within(0)
        .stops.filter(isEnterable)
        .map(({ facilityId }) => facilityId),
    ).toEqual(["A-1"]);
  });

  it("of a night shift are still confirmed in the morning, and those of yesterday noon are not", () => {
    const night = round("A", ["open"], { toAt: "2026-03-03T02:00:00Z" });
    const noon = round("A", ["open"], { passId: "noon" });
    const own = roundsOfRoute("A", [round("B", [])], [night, noon], (at) => at.slice(0, 10));
    expect(own).toEqual([night]);
  });
});

it("asks for the rounds a link names, and for none that makes no sense", () => {
  expect(roundsAsked({ roundDay: "2026-02-30", roundShow: "moon", roundOrder: "up" })).toEqual({
    ...{ day: undefined, open: null, shown: null, order: "round" },
  });
  expect(roundsAsked({ roundDay: DAY, round: "A:1", roundShow: "done,not_done" }).shown).toEqual(
    new Set(["done", "not_done"]),
  );
});

it("lists what sweeps and what collects together, by team and by route", () => {
  const tally = (meters: number) => ({ meters, sections: 0, passes: 0 });
  const swept = {
    ...{ key: "一班", title: { zh: "一班", en: "一班" } },
    states: {
      ...Object.fromEntries(PASS_STATES.map((state) => [state, tally(0)])),
      ...{ done: tally(100), not_recorded: tally(20), open: tally(3) },
    },
  } as ComplianceGroup; // what is not read is left out
  const rounds = [
    round("A", ["done", "open"], { team: "一班" }),
    round("B", ["not_recorded", "not_done"]),
    round("C", ["done"], { team: null }),
  ];
  const [first, second, ...more] = choicesOf([swept], rounds, ({ team }) => team);
  expect(first).toMatchObject({
    ...{ key: "一班", streets: { all: 123, done: 100, open: 23 } },
    stops: { all: 2, done: 1, open: 1 },
  });
  expect(second).toMatchObject({
    key: "清运班",
    streets: null,
    stops: { all: 2, done: 0, open: 1 },
  });
  expect(more).toEqual([]); // of no team
  const byRoute = choicesOf([], rounds, ({ routeId }) => routeId);
  expect(byRoute.map(({ key }) => key)).toEqual(["A", "B", "C"]);
});

describe("stops on the map", () => {
  const one = round("A", ["done", "not_done", "open"]);
  const drawn = (changes: object = {}) =>
    roundsDrawing({
      ...{ rounds: [one], isOne: true, shown: null, course: null, flavor: "light" },
      ...changes,
    });
  const featuresOf = ({ sources }: ReturnType<typeof drawn>, id: string) => {
    const source = sources[id];
    if (source?.type !== "geojson" || typeof source.data === "string") throw new TypeError(id);
    return (source.data as GeoJSON.FeatureCollection).features;
  };

  it("are numbered in the round that is open, and marked by state alone where all are seen", () => {
    const signs = (changes: object) =>
      featuresOf(drawn(changes), "cleaning-round-stops").map(({ properties }) => properties!.sign);
    expect(signs({})).toEqual([
      "round-stop|light|done|1",
      "round-stop|light|not_done|2",
      "round-stop|light|open|3",
    ]);
    expect(signs({ isOne: false, shown: new Set(["not_done"]) })).toEqual([
      "round-stop|light|not_done|",
    ]);
  });

  it("are joined in their order only where the round has no course", () => {
    const lines = (changes: object) =>
      featuresOf(drawn(changes), "cleaning-round-line").map(({ geometry }) => geometry);
    expect(lines({})).toEqual([
      {
        type: "LineString",
        coordinates: [
          [25, 60],
          [25, 60],
          [25, 60],
        ],
      },
    ]);
    const course = [
      [
        [25, 60],
        [25.1, 60],
      ],
    ];
    expect(lines({ course })).toEqual([{ type: "LineString", coordinates: course[0] }]);
    expect(lines({ isOne: false })).toEqual([]);
  });

  it("lie so that what was missed is on top of what was emptied", () => {
    const needs = featuresOf(drawn(), "cleaning-round-stops").map(({ properties }) => [
      properties!.state,
      properties!.need,
    ]);
    const need = Object.fromEntries(needs);
    expect(need.not_done).toBeGreaterThan(need.open);
    expect(need.open).toBeGreaterThan(need.done);
  });

  it("are told apart by shape, ground and mark, without any colour", () => {
    const looks = PASS_STATES.map((state) => {
      const { shape, ground, mark } = STOP_LOOKS[state];
      return `${shape} ${ground} ${mark}`;
    });
    expect(new Set(looks).size).toBe(PASS_STATES.length);
    expect(STOP_LOOKS.not_recorded.color).toBeNull();
    expect(HATCH).toMatch(/^(M[\d.]+ [\d.]+L[\d.]+ [\d.]+)+$/);
  });
});
