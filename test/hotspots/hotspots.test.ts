import { cellToLatLng, getResolution, gridDistance, latLngToCell } from "h3-js";
import { beforeAll, describe, expect, it } from "vitest";
import { distanceMeters } from "../../server/geo/measure.ts";
import { mannKendall } from "../../server/hotspots/mann-kendall.ts";
import type { CubeAnswer, FrameAnswer, HotspotAnswer } from "../../server/hotspots/schema.ts";
import type { SpotAnswer } from "../../server/hotspots/spot-schema.ts";
import { type PlacedComplaint, writePlaced } from "../worlds/hotspot-complaints.ts";
import { seededRandom } from "../worlds/layer.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const MARCH = "from=2026-03-01&to=2026-03-30";
const COUNTED = `${MARCH}&measure=count&resolution=10`;
/** On Middle Street in the west, off any corner of its cell. */
const HOT = [25.0042, 60.0051] as const;
const FAR = [25.05, 60.05] as const;
const TELEPHONE = "13800000000";

let manager: SignedIn;
let westerner: SignedIn;
let petition: SignedIn;

const day = (of: number) => `2026-03-${String(of).padStart(2, "0")}`;

/**
 * March in the small district: 32 complaints at one place in the west by 16 people, 24 all over the two blocks, 4 without
 * a place; in February 8 at the place; a year before 2. What is confidential is at the place and far away.
 */
function complaints(): PlacedComplaint[] {
  const random = seededRandom(9);
  const many = (count: number, name: string, of: (i: number) => Omit<PlacedComplaint, "id">) =>
    Array.from({ length: count }, (_, i) => ({ id: `${name}${i}`, ...of(i) }));
  return [
    ...many(32, "hot", (i) => ({
      ...{ position: HOT, day: day(1 + (i % 28)), hour: i < 20 ? 21 : 9 },
      ...{ reporterId: `p${i % 16}`, category: i < 24 ? "toilet-dirty" : "road-dirty" },
      text: `公厕门口有污水，请回电${TELEPHONE}`,
      // 8 late: 4 settled after their term, 4 open past it; 4 merged ones are neither open nor late
      ...(i < 4
        ? { state: "settled", settledAt: "2026-04-03T00:00Z", settleBy: "2026-04-02T00:00Z" }
        : i < 8
          ? { dueAt: "2026-04-02T00:00Z" }
          : i < 12
            ? { state: "merged" }
            : { state: "settled", settledAt: "2026-04-01T00:00Z", settleBy: "2026-04-02T00:00Z" }),
      reopened: i === 30 ? 1 : 0,
    })),
    ...many(24, "all", (i) => ({
      position: [25 + 0.02 * ((i + random()) / 24), 60 + 0.01 * random()],
      ...{ day: day(1 + Math.floor(random() * 30)), hour: i % 24 },
    })),
    ...many(4, "nowhere", (i) => ({ position: null, day: day(3 + i), reporterId: "p0" })),
    ...many(8, "february", (i) => ({ position: HOT, day: `2026-02-${10 + i}` })),
    ...many(2, "yesteryear", () => ({ position: HOT, day: "2025-03-12" })),
    ...many(2, "secret", () => ({ position: HOT, isConfidential: true, category: "staff-pay" })),
    { id: "secret-far", position: FAR, isConfidential: true, areaId: null },
  ];
}
const all = complaints();
const isOpenly = ({ isConfidential }: PlacedComplaint) => isConfidential !== true;
const inMarch = all.filter(
  (one) => isOpenly(one) && (one.day ?? "2026-03-10").startsWith("2026-03"),
);
const cellOf = ([lng, lat]: readonly [number, number], at = 10) => latLngToCell(lat, lng, at);

async function asked<T = HotspotAnswer>(path: string, who = manager, district = "north") {
  const answer = await world.send(who, "GET", `/api/districts/${district}/hotspots${path}`);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
  return JSON.parse(text) as T;
}
const refused = async (path: string, who = manager) => {
  const answer = await world.send(who, "GET", path);
  return { status: answer.status, ...(await answer.json()) };
};
/** How many complaints the register shows of a link of its page. */
async function listed(list: string, who = manager): Promise<number> {
  const link = new URLSearchParams(list);
  for (const [page, api] of [
    ["since", "from"],
    ["until", "to"],
  ] as const) {
    link.set(api, link.get(page)!);
    link.delete(page);
  }
  const answer = await world.send(who, "GET", `/api/districts/north/complaints?${link}`);
  return (await answer.json()).total;
}
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const byCell = (names: readonly string[], values: readonly number[]) =>
  Object.fromEntries(names.map((cell, i) => [cell, values[i]!]).filter(([, value]) => value !== 0));

beforeAll(async () => {
  const database = world.database();
  manager = await signedIn(database, "north", "manager");
  westerner = await signedIn(database, "north", "viewer", ["west"]);
  petition = await signedIn(database, "north", "petition_officer");
  await database.transaction(
    async (tx) => {
      await tx.query("delete from complaint where district_id = 'north'");
      for (let i = 0; i < 16; i++)
        await tx.query(
          `insert into reporter (district_id, reporter_id, name, telephone, digits, contact)
           values ('north', $1, '某某', $2, '13800000000', '演示联系方式')`,
          [`p${i}`, TELEPHONE],
        );
    },
    { districtId: "north", asOwner: true },
  );
  await writePlaced(database, "north", all);
});

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
    for (const who of [manager, petition]) {
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
      const events = { late: 8, reopened: 1 }[measure];
      if (events !== undefined) expect(totals.period.events).toBe(events);
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
    const own = await asked(`?${COUNTED}`, westerner);
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
    const limited = await asked(`?${COUNTED}`, westerner);
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

describe("the card of a spot", () => {
  const card = (query = COUNTED, who = manager) =>
    asked<SpotAnswer>(
      `/spots/${cellOf(HOT, Number(/resolution=(\d+)/.exec(query)?.[1] ?? 10))}?${query}`,
      who,
    );

  it("counts what happened there by hand", async () => {
    const spot = await card();
    const own = inMarch.filter(({ position }) => position && spot.cells.includes(cellOf(position)));
    const hot = own.filter(({ id }) => id.startsWith("hot"));
    expect(hot).toHaveLength(32);
    const others = own.length - 32;
    expect(spot).toMatchObject({
      ...{ rank: 1, of: 1, state: 1, complaints: own.length, before: 8, yearAgo: null },
      ...{ reporters: 16 + others, withoutReporter: others, mostOfOne: 2, late: 8, reopened: 1 },
      open: 4 + others,
    });
    expect(spot.ofAll).toBe(56);
    const [toilets] = spot.categories;
    expect(toilets).toMatchObject({ value: "toilet-dirty", count: 24, ofAll: 24, standsOut: true });
    expect(spot.hours.find(({ value }) => value === 21)).toMatchObject({ standsOut: true });
    expect(spot.withHour).toBe(own.length);
    expect(sum(spot.weekdays.map(({ count }) => count))).toBe(own.length);
    expect(spot.cases).toHaveLength(20);
    expect(spot.cases[0]!.receivedAt >= spot.cases[19]!.receivedAt).toBe(true);
    expect(spot.streets).toMatchObject([
      { streetId: "s1", name: "中街", grades: [1], stars: 4, lastService: null },
    ]);
  });

  it("has a history that ends with the period and adds up", async () => {
    const { history, cells } = await card();
    const since = history[0]!.from;
    const own = all.filter(
      (one) =>
        isOpenly(one) &&
        one.position &&
        cells.includes(cellOf(one.position)) &&
        (one.day ?? "2026-03-10") >= since &&
        (one.day ?? "2026-03-10") <= "2026-03-30",
    );
    expect(history).toHaveLength(52);
    expect(sum(history.map(({ count }) => count))).toBe(own.length);
  });

  it("links to exactly its complaints", async () => {
    const queries = [
      COUNTED,
      `${MARCH}&measure=count&resolution=9`,
      `${COUNTED}&category=toilet-dirty,none`,
      `${COUNTED}&weekday=1,2,3,4&hours=20-8&channel=telephone&duplicate=false`,
      `${COUNTED}&area=west&kind=direct`,
    ];
    for (const query of queries) {
      const { list, complaints: count } = await card(query);
      expect([query, await listed(list!)]).toEqual([query, count]);
    }
  });

  it("counts and lists nothing confidential, also for whoever is named for it", async () => {
    const database = world.database();
    const named = await signedIn(database, "north", "manager");
    await database.transaction(
      (tx) =>
        tx.query(
          `insert into complaint_confidant (district_id, complaint_id, account_id, named_by)
           values ('north', 'secret0', $1, $2)`,
          [named.accountId, manager.accountId],
        ),
      { districtId: "north", asOwner: true },
    );
    const { list, complaints: count } = await card(COUNTED, named);
    const all = new URLSearchParams(list!);
    expect(await listed(all.toString(), named)).toBe(count);
    all.delete("confidential");
    expect(await listed(all.toString(), named)).toBe(count + 1);
  });

  it("says nothing of who complained but what was masked", async () => {
    const answers = await Promise.all([
      card(),
      asked(`?${COUNTED}`),
      asked(`/frame?${COUNTED}`),
      asked("/cube?to=2026-03-30&measure=reporters&resolution=10"),
    ]);
    for (const answer of answers) {
      const text = JSON.stringify(answer);
      for (const personal of ["某某", TELEPHONE, "演示联系方式", '"p0"', '"p1"', "reporterId"])
        expect(text).not.toContain(personal);
    }
    expect(JSON.stringify(answers.slice(1))).not.toContain("污水");
    expect(answers[0]!.cases.some(({ text }) => text.includes("污水"))).toBe(true);
  });

  it("is found by any of its cells, and by no other", async () => {
    const { cells, spotId } = await card();
    for (const cell of cells)
      expect((await asked<SpotAnswer>(`/spots/${cell}?${COUNTED}`)).spotId).toBe(spotId);
    const path = "/api/districts/north/hotspots/spots";
    const far = await refused(`${path}/${cellOf(FAR)}?${COUNTED}`);
    expect([far.status, far.code]).toEqual([404, "not-found"]);
    const coarse = await refused(`${path}/${cellOf(HOT, 8)}?${COUNTED}`);
    expect(coarse.status).toBe(404);
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

describe("settings of a district", () => {
  it("are shown with what holds, set by who may, and hold from then on", async () => {
    const before = await asked<Record<string, never>>("/settings");
    expect([before.own, before.merged]).toEqual([null, before.presets]);
    const put = (who: SignedIn, body: object) =>
      world.send(who, "PUT", "/api/districts/north/hotspots/settings", body);
    const own = { minimumEvents: 100, level: 0.01 };
    expect((await put(westerner, own)).status).toBe(403);
    const answer = await put(manager, own);
    expect(await answer.json()).toMatchObject({ own, merged: own });
    const { spots, asked: question } = await asked(`?${COUNTED}`);
    expect([spots, question.minimum, question.level]).toEqual([[], 100, 0.01]);
    expect((await asked(`?${COUNTED}&minimum=5`)).spots).toHaveLength(1);
    for (const [wrong, field] of [
      [{ level: 0.9 }, "level"],
      [{ levels: 0.05 }, "json"],
      [
        { resolutions: { least: 9, greatest: 8, greatestCells: 9, eventsInNeighbourhood: 1 } },
        "resolutions.greatest",
      ],
    ] as const) {
      const problem = await (await put(manager, wrong)).json();
      expect(problem).toMatchObject({ code: "body-invalid", faults: [{ field }] });
    }
    expect(await (await put(manager, {})).json()).toMatchObject({
      own: {},
      merged: before.presets,
    });
  });
});
