import { cellToLatLng, getResolution, gridDistance } from "h3-js";
import { describe, expect, it } from "vitest";
import { distanceMeters } from "../../server/geo/measure.ts";
import { mannKendall } from "../../server/hotspots/mann-kendall.ts";
import type { CubeAnswer, FrameAnswer, HotspotAnswer } from "../../server/hotspots/schema.ts";
import type { SpotAnswer } from "../../server/hotspots/spot-schema.ts";
import { writePlaced } from "../worlds/hotspot-complaints.ts";
import {
  COUNTED,
  cellOf,
  day,
  FAR,
  HOT,
  inMarch,
  MARCH,
  servedMarch,
  sum,
} from "../worlds/hotspots-of-march.ts";
import { signedIn } from "../worlds/signed-in.ts";

const { asked, refused, manager, westerner, petition, ...world } = servedMarch();
const byCell = (names: readonly string[], values: readonly number[]) =>
  Object.fromEntries(names.map((cell, i) => [cell, values[i]!]).filter(([, value]) => value !== 0));

describe("hotspots of a period", () => {
  it("lose no complaint: cells and what is without a place make up all", async () => {
    const { totals, cells } = await asked(`?${COUNTED}`);
    expect(totals.period).toEqual({ complaints: 60, withoutPosition: 4, events: 56 });
    expect(totals.before.complaints).toBe(8);
    expect(totals.yearAgo.complaints).toBe(2);
    const own = new Map<string, number>();
    for (const { position } of inMarch)
      if (position) own.set(cellOf(position), (own.get(cellOf(position)) ?? 0) + 1);
    expect(byCell(cells.cell, cells.complaints)).toEqual(Object.fromEntries(own));
    expect(cells.events).toEqual(cells.complaints);
  });

  it("find the place, and say what was before and a year ago", async () => {
    const { spots, firstDay, hot, tested, studied, asked: question } = await asked(`?${COUNTED}`);
    expect(spots).toHaveLength(1);
    const [spot] = spots;
    expect(spot!.cells).toContain(cellOf(HOT));
    expect(spot!.observed - spot!.expected).toBeCloseTo(spot!.excess, 1);
    expect([spot!.before, spot!.yearAgo]).toEqual([8, 2]);
    expect(firstDay).toBe("2025-03-12");
    expect(hot).toBe(spot!.cells.length);
    expect(tested).toBe(studied);
    expect(question).toMatchObject({ measure: "count", resolution: 10, isResolutionChosen: false });
    expect(spot!.area).toMatchObject({ id: "west" });
    expect(spot!.street).toMatchObject({ id: "s1", name: "中街" });
  });

  it("have no figure of what is confidential, whoever asks, nor the place of it", async () => {
    for (const who of [manager(), petition()]) {
      const answer = await asked(`?${COUNTED}`, who);
      expect(answer.totals.period.complaints).toBe(60);
      expect(answer.cells.cell).not.toContain(cellOf(FAR));
    }
    // the study area is what it is without it
    const before = await asked(`?${COUNTED}`);
    const other = await world
      .database()
      .transaction(
        (tx) =>
          tx.query("delete from complaint where complaint_id = 'secret-far' returning 1 as n"),
        { districtId: "north", asOwner: true },
      );
    expect(other).toHaveLength(1);
    expect((await asked(`?${COUNTED}`)).studied).toBe(before.studied);
  });

  it.each(["count", "reporters", "per-street", "per-resident", "late", "reopened"])(
    "answer what is asked by %s",
    async (measure) => {
      const { asked: question, totals } = await asked(`?${MARCH}&measure=${measure}&resolution=9`);
      expect(question.measure).toBe(measure);
      // of reporters it depends on the cells: test/hotspots/counting.test.ts
      const events = { late: 8, reopened: 1, reporters: null }[measure];
      if (events !== null) expect(totals.period.events).toBe(events ?? 56);
      expect(totals.period.complaints).toBe(60);
    },
  );

  it("hold complaints against streets where nobody said what to, and choose the resolution", async () => {
    const { asked: question } = await asked(`?${MARCH}`);
    expect(question).toMatchObject({ measure: "per-street", isResolutionChosen: true, rings: 1 });
  });

  it("have neighbours by rings, or by the meters between the middles of cells", async () => {
    const within = (meters: number) => (one: string, other: string) => {
      const [from, to] = [cellToLatLng(one), cellToLatLng(other)];
      return distanceMeters([from[1], from[0]], [to[1], to[0]]) <= meters;
    };
    const around = {
      "rings=2": (one: string, other: string) => gridDistance(one, other) <= 2,
      "meters=200": within(200), // not the cells of any number of rings
      "meters=20": within(20), // the cell alone
    };
    for (const [query, isNear] of Object.entries(around)) {
      const { cells, asked: question } = await asked(`?${COUNTED}&${query}`);
      const byHand = cells.cell.map((one) =>
        sum(cells.cell.map((other, i) => (isNear(one, other) ? cells.events[i]! : 0))),
      );
      expect([query, cells.neighbourhood]).toEqual([query, byHand]);
      const [name, value] = query.split("=");
      expect(question).toMatchObject({ rings: null, meters: null, [name!]: Number(value) });
    }
  });

  it("choose cells no finer than so wide a neighbourhood allows", async () => {
    const { asked: question } = await asked(`?${MARCH}&measure=count&meters=2000`);
    expect(question).toMatchObject({ isResolutionChosen: true, meters: 2000 });
    expect(question.farthestMeters).toBeGreaterThanOrEqual(2000);
    const finer = `?${MARCH}&measure=count&meters=2000&resolution=${question.resolution + 1}`;
    const path = `/api/districts/north/hotspots${finer}`;
    expect(await refused(path)).toMatchObject({ status: 400, code: "limit-exceeded" });
  });

  it("keep to the filters of the register", async () => {
    const toilets = await asked(`?${COUNTED}&category=toilet-dirty`);
    expect(toilets.totals.period.complaints).toBe(24);
    const late = await asked(`?${COUNTED}&hours=21-22`);
    expect(late.totals.period.complaints).toBe(21);
    const monday = await asked(`?${COUNTED}&weekday=1`);
    const mondays = inMarch.filter(({ day: on = "" }) => new Date(on).getUTCDay() === 1);
    expect(monday.totals.period.complaints).toBe(mondays.length);
  });
});

describe("parts of a district", () => {
  it("are all that a grant limited to areas sees, held against themselves", async () => {
    const west = inMarch.filter(({ position }) => position && position[0] < 25.01);
    const own = await asked(`?${COUNTED}`, westerner());
    expect(own.totals.period).toEqual({
      ...{ complaints: west.length, withoutPosition: 0, events: west.length },
    });
    const whole = await asked(`?${COUNTED}`);
    expect(own.studied).toBeLessThan(whole.studied);
    // cells may lie across the border, but nothing of the other block is said
    for (const cell of own.cells.cell) expect(cellToLatLng(cell)[1]).toBeLessThan(25.01 + 0.0015);
    for (const cold of own.coldSpots) expect(cold.center[0]).toBeLessThan(25.01 + 0.0015);
  });

  it("are the same for who asks for an area and for who is limited to it", async () => {
    const limited = await asked(`?${COUNTED}`, westerner());
    const filtered = await asked(`?${COUNTED}&area=west`);
    expect(filtered.totals).toEqual(limited.totals);
    expect([filtered.studied, filtered.spots, filtered.cells]).toEqual([
      ...[limited.studied, limited.spots, limited.cells],
    ]);
  });

  it("that are not there have nothing", async () => {
    const nowhere = await asked(`?${COUNTED}&area=elsewhere`);
    expect(nowhere).toMatchObject({
      studied: 0,
      hot: 0,
      spots: [],
      totals: { period: { complaints: 0 } },
    });
  });
});

describe("a slider's frame, steps of time and a period", () => {
  it("say the same of the same days", async () => {
    const period = await asked(`?${COUNTED}`);
    const frame = await asked<FrameAnswer>(`/frame?${COUNTED}`);
    expect(frame.total).toEqual(period.totals.period);
    const told = (answer: { cells: HotspotAnswer["cells"] | FrameAnswer["cells"] }) => {
      const { cell, complaints: counts, state, z } = answer.cells;
      return Object.fromEntries(
        cell.flatMap((name, i) =>
          counts[i]! > 0 || state[i] !== 0 ? [[name, [counts[i], state[i], z[i]]]] : [],
        ),
      );
    };
    expect(told(frame)).toEqual(told(period));
    const cube = await asked<CubeAnswer>(
      "/cube?to=2026-03-30&measure=count&resolution=10&step=day&steps=30",
    );
    expect(cube.steps[0]).toBe("2026-03-01");
    expect(cube.steps.at(-1)).toBe("2026-03-30");
    const totals = cube.cells.map(({ counts }) => sum(counts));
    expect(
      byCell(
        cube.cells.map(({ cell }) => cell),
        totals,
      ),
    ).toEqual(byCell(frame.cells.cell, frame.cells.events));
    expect(sum(cube.totals)).toBe(56);
    const perDay = Array.from(
      { length: 30 },
      (_, i) => inMarch.filter((one) => one.position && one.day === day(1 + i)).length,
    );
    expect(cube.totals).toEqual(perDay);
    expect(sum(cube.patterns.map(({ cells }) => cells))).toBe(period.studied);
    for (const { states, counts } of cube.cells) {
      expect(states).toMatch(/^[hc.]{30}$/);
      expect(counts).toHaveLength(30);
    }
  });

  it("have the step before in the neighbourhood of a step, or not", async () => {
    const cube = (query = "") =>
      asked<CubeAnswer>(`/cube?to=2026-03-30&measure=count&resolution=9&step=day&steps=30${query}`);
    const place = cellOf(HOT, 9);
    const trendOf = ({ cells }: CubeAnswer) => cells.find(({ cell }) => cell === place)!.trend;
    const [both, alone] = [await cube(), await cube("&stepsBack=0")];
    expect([both.asked.stepsBack, alone.asked.stepsBack]).toEqual([1, 0]);
    // of plain counts Gi* is the sum of a neighbourhood on another scale, the same in every step
    const near = alone.cells.filter(({ cell }) => gridDistance(cell, place) <= 1);
    const sums = Array.from({ length: 30 }, (_, step) =>
      sum(near.map(({ counts }) => counts[step]!)),
    );
    expect(trendOf(alone)).toBeCloseTo(mannKendall(sums).z, 3);
    expect(trendOf(both)).not.toBeCloseTo(trendOf(alone), 1);
  });

  it("count weeks up to the last day", async () => {
    const cube = await asked<CubeAnswer>("/cube?to=2026-03-30&measure=count&resolution=9&steps=10");
    expect([cube.daysAStep, cube.steps.at(-1), cube.steps.length]).toEqual([7, "2026-03-24", 10]);
    const inWeek = inMarch.filter(({ position, day: on = "" }) => position && on >= "2026-03-24");
    expect(cube.totals.at(-1)).toBe(inWeek.filter(({ day: on = "" }) => on <= "2026-03-30").length);
  });
});

describe("what makes no sense", () => {
  const hotspots = "/api/districts/north/hotspots";
  it.each([
    [`${hotspots}?from=2026-03-02&to=2026-03-01`, 400, "query-invalid", "from"],
    [`${hotspots}?from=2000-01-01&to=2026-03-01`, 400, "limit-exceeded", "from"],
    [`${hotspots}?from=2026-02-30`, 400, "query-invalid", "from"],
    [`${hotspots}?level=0.9`, 400, "query-invalid", "level"],
    [`${hotspots}?level=0`, 400, "query-invalid", "level"],
    [`${hotspots}?rings=1&meters=200`, 400, "query-invalid", "meters"],
    [`${hotspots}?meters=0`, 400, "query-invalid", "meters"],
    [`${hotspots}?meters=5000&resolution=10`, 400, "limit-exceeded", "meters"],
    [`${hotspots}/cube?stepsBack=2`, 400, "query-invalid", "stepsBack"],
    [`${hotspots}?resolution=13`, 400, "query-invalid", "resolution"],
    [`${hotspots}?measure=noise`, 400, "query-invalid", "measure"],
    [`${hotspots}?hours=25-3`, 400, "query-invalid", "hours"],
    [`${hotspots}?weekday=8`, 400, "query-invalid", "weekday"],
    [`${hotspots}/cube?steps=9`, 400, "query-invalid", "steps"],
    [`${hotspots}/spots/nowhere`, 400, "query-invalid", "spotId"],
    [
      `/api/districts/north/complaints?cells=${cellOf(HOT, 9)},${cellOf(HOT, 10)}`,
      ...([400, "query-invalid", "cells"] as const),
    ],
  ])(
    "is refused with the field and what to give instead: %s",
    async (path, status, code, field) => {
      const problem = await refused(path);
      expect([problem.status, problem.code]).toEqual([status, code]);
      expect(problem.faults).toMatchObject([{ field, remedy: expect.stringMatching(/\w/) }]);
    },
  );

  it("is a district that is not there", async () => {
    const answer = await refused("/api/districts/elsewhere/hotspots");
    expect([answer.status, answer.code]).toEqual([403, "forbidden"]);
  });
});

describe("districts with little in them", () => {
  const made = async (districtId: string) => {
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into district (district_id, name, time_zone) values ($1, $1, 'Europe/Helsinki')",
            [districtId],
          ),
        { asOwner: true },
      );
    return signedIn(world.database(), districtId, "manager");
  };

  it("that have complaints alone are studied where something was complained of", async () => {
    const who = await made("bare");
    const hot = Array.from({ length: 40 }, (_, i) => ({ id: `h${i}`, position: HOT }));
    const others = Array.from({ length: 20 }, (_, i) => ({
      id: `o${i}`,
      position: [25.1 + i * 0.02, 60.1 + i * 0.01] as const,
    }));
    const nowhere = { id: "n", position: null, hour: null };
    const own = [...hot, ...others, nowhere].map((one) => ({ ...one, areaId: null }));
    await writePlaced(world.database(), "bare", own);
    const answer = await asked(`?${MARCH}`, who, "bare");
    expect(answer.asked.measure).toBe("count");
    expect(answer.totals.period).toEqual({ complaints: 61, withoutPosition: 1, events: 60 });
    expect(answer.spots.map(({ observed }) => observed)).toEqual([40]);
    const at = getResolution(answer.cells.cell[0]!);
    const spot = await asked<SpotAnswer>(`/spots/${cellOf(HOT, at)}?${MARCH}`, who, "bare");
    expect(spot).toMatchObject({ complaints: 40, streets: [], facilities: [], before: null });
    for (const measure of ["per-street", "per-resident"]) {
      const none = await asked(`?${MARCH}&measure=${measure}`, who, "bare");
      expect([none.tested, none.spots, none.totals.period.events]).toEqual([0, [], 60]);
      const cube = await asked<CubeAnswer>(`/cube?to=2026-03-30&measure=${measure}`, who, "bare");
      expect(sum(cube.totals)).toBe(60);
      for (const { states, trend, trendP } of cube.cells)
        expect([/[hc]/.test(states), Number.isFinite(trend), Number.isFinite(trendP)]).toEqual([
          ...[false, true, true],
        ]);
    }
  });

  it("that have nothing at all are answered with nothing", async () => {
    const who = await made("empty");
    for (const measure of [
      "count",
      "reporters",
      "per-street",
      "per-resident",
      "late",
      "reopened",
    ]) {
      const answer = await asked(`?measure=${measure}`, who, "empty");
      expect(answer).toMatchObject({
        ...{ studied: 0, tested: 0, hot: 0, cold: 0, spots: [], coldSpots: [], firstDay: null },
        totals: { period: { complaints: 0, withoutPosition: 0, events: 0 } },
      });
      const frame = await asked<FrameAnswer>(`/frame?measure=${measure}`, who, "empty");
      expect(frame.cells.cell).toEqual([]);
      const cube = await asked<CubeAnswer>(`/cube?measure=${measure}&steps=10`, who, "empty");
      expect([cube.cells, cube.totals]).toEqual([[], Array(10).fill(0)]);
    }
    const none = await world.send(who, "GET", `/api/districts/empty/hotspots/spots/${cellOf(HOT)}`);
    expect(none.status).toBe(404);
  });
});
