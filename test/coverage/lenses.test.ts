import { describe, expect, it } from "vitest";
import {
  COVERAGE_CAPACITIES,
  COVERAGE_LENSES,
  type FIGURE_NAMES,
  figuresOf,
  LENS_FIGURES,
} from "../../data/coverage-lenses.ts";
import { DistrictLenses, type OwnRadius } from "../../data/district-lenses.ts";
import { STATION_CLASSES, stationClassOf } from "../../data/facility.ts";
import {
  capacitiesOf,
  keptDistances,
  lensesOf,
  understoodLenses,
} from "../../server/coverage/lenses.ts";
import { CoverageLenses } from "../../server/coverage/schema.ts";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const lensIn = (own: DistrictLenses | null, id: string) =>
  lensesOf(own).find((lens) => lens.id === id)!;
const faultsIn = (settings: unknown) =>
  DistrictLenses.safeParse(settings).error?.issues.map(({ path }) => path.join("."));

const OWN_RADIUS: OwnRadius = {
  id: "own-hill",
  facilityKind: "toilet",
  title: { zh: "山地 200 米", en: "Hills, 200 m" },
  radiusMeters: 200,
  object: "residents",
  profile: "walk",
  reason: "坡陡",
};

describe("the lenses of the presets", () => {
  it("have ids of their own and figures within what a district may set", () => {
    const ids = [...COVERAGE_LENSES, ...COVERAGE_CAPACITIES].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, measure } of COVERAGE_LENSES)
      for (const [name, value] of Object.entries(figuresOf(measure))) {
        const { least, most } = LENS_FIGURES[name as (typeof FIGURE_NAMES)[number]];
        expect([id, name, value >= least && value <= most]).toEqual([id, name, true]);
      }
  });

  it("say in their titles what they measure: every figure stands in the Chinese one or goes without saying", () => {
    // what a title tells as a range of km, as "1 in so many km²", or for a class by its name alone
    const otherwise =
      /^(station-|rest-stop-(hengyang|crew)|depot-office-people|toilet-public-green|rest-stop-people)/;
    for (const { id, title, measure } of COVERAGE_LENSES) {
      if (otherwise.test(id) || measure.type === "toiletClass") continue;
      for (const value of Object.values(figuresOf(measure))) {
        expect(`${id}: ${title.zh.replaceAll("每 4 幢", "")}`).toContain(String(value));
      }
    }
  });

  it("have one class of stations for every throughput, as the register tells classes", () => {
    const classes = COVERAGE_LENSES.flatMap(({ isOn, measure }) =>
      isOn && measure.type === "station" ? [measure.tonnesPerDay] : [],
    ).sort((a, b) => a[0] - b[0]);
    expect(classes[0]![0]).toBe(0);
    for (const [at, [from]] of classes.entries())
      if (at > 0) expect(from).toBe(classes[at - 1]![1]);
    const seen = classes.map(([from]) => stationClassOf(Math.max(from, 1)));
    expect([...new Set(seen)]).toEqual([...STATION_CLASSES]);
  });
});

describe("a lens in a district", () => {
  it("is as the preset has it where the district says nothing", () => {
    for (const own of [null, {}])
      expect(lensIn(own, "toilet-300")).toMatchObject({
        ...{ isOn: true, isOwn: false, isDefault: true, reason: null, basis: { isLaw: true } },
        figures: [{ name: "radiusMeters", value: 300, preset: 300 }],
      });
  });

  it("is no law once a value is the district's own, and says that value", () => {
    const figures = { radiusMeters: 250 };
    const lens = lensIn({ lenses: { "toilet-300": { figures, reason: "老城区" } } }, "toilet-300");
    expect(lens).toMatchObject({
      ...{ measure: { type: "radius", radiusMeters: 250 }, isOwn: true, reason: "老城区" },
      basis: { isLaw: false },
      title: { zh: "公共厕所服务半径 300 米（本区：250 米）" },
    });
  });

  it("is still law where the value set is the preset's", () => {
    const figures = { radiusMeters: 300 };
    const lens = lensIn({ lenses: { "toilet-300": { figures, reason: "同" } } }, "toilet-300");
    expect([lens.isOwn, lens.basis.isLaw]).toEqual([false, true]);
  });

  it("loses the range of its text with its value", () => {
    const change = { figures: { radiusMeters: 3500 }, reason: "车快" };
    const { measure } = lensIn(
      { lenses: { "station-small-vehicle": change } },
      "station-small-vehicle",
    );
    expect(measure).toMatchObject({ radiusMeters: 3500 });
    expect(measure).not.toHaveProperty("rangeMeters");
  });

  it("may be the district's alone, and its default", () => {
    const own: DistrictLenses = { own: [OWN_RADIUS], defaults: { toilet: "own-hill" } };
    expect(faultsIn(own)).toBeUndefined();
    expect(lensIn(own, "own-hill")).toMatchObject({
      ...{ isOwn: true, isPreset: false, isDefault: true, basis: { isLaw: false } },
    });
    expect(lensIn(own, "toilet-300").isDefault).toBe(false);
    // others keep theirs
    expect(lensIn(own, "collection-point-120").isDefault).toBe(true);
  });

  it("is no default once it is off", () => {
    const own = { lenses: { "toilet-300": { isOn: false } } };
    expect(
      lensesOf(own).filter((lens) => lens.facilityKind === "toilet" && lens.isDefault),
    ).toEqual([]);
  });
});

describe("what a district sets", () => {
  it.each([
    [{ lenses: { gone: { isOn: false } } }, ["lenses.gone"]],
    [
      { lenses: { "toilet-300": { figures: { radiusMeters: 250 } } } },
      ["lenses.toilet-300.reason"],
    ],
    [
      { lenses: { "toilet-300": { figures: { mostMeters: 250 }, reason: "x" } } },
      ["lenses.toilet-300.figures.mostMeters"],
    ],
    [
      { lenses: { "toilet-300": { figures: { radiusMeters: 0 }, reason: "x" } } },
      ["lenses.toilet-300.figures.radiusMeters"],
    ],
    // 100–200 m: a least of 300 is above the most
    [
      { lenses: { "bin-main": { figures: { leastMeters: 300 }, reason: "x" } } },
      ["lenses.bin-main.figures.mostMeters"],
    ],
    [{ own: [{ ...OWN_RADIUS, id: "hill" }] }, ["own.0.id"]],
    [{ own: [OWN_RADIUS, OWN_RADIUS] }, ["own.1.id"]],
    [{ defaults: { bin: "toilet-300" } }, ["defaults.bin"]],
    [{ defaults: { toilet: "toilet-green-belt" } }, ["defaults.toilet"]],
    [
      { defaults: { toilet: "toilet-300" }, lenses: { "toilet-300": { isOn: false } } },
      ["defaults.toilet"],
    ],
    [{ capacities: { "bin-liters": { value: 1, reason: "x" } } }, ["capacities.bin-liters.value"]],
    [{ capacities: { gone: { value: 1, reason: "x" } } }, ["capacities.gone"]],
  ])("is refused where it makes no sense: %#", (settings, faults) => {
    expect(faultsIn(settings)).toEqual(faults);
  });

  it("holds entry by entry where an earlier version kept what is not known", () => {
    const kept = {
      lenses: { "toilet-300": { isOn: false }, gone: { isOn: false } },
      own: [OWN_RADIUS, { id: "own-old", radiusMeters: 5 }],
      defaults: { toilet: "own-hill", bin: "own-hill" },
      capacities: { "bin-liters": { value: 60, reason: "统一采购" } },
      colours: "red",
    };
    const { own, notUnderstood } = understoodLenses(kept);
    expect(own).toEqual({
      lenses: { "toilet-300": { isOn: false } },
      own: [OWN_RADIUS],
      defaults: { toilet: "own-hill" },
      capacities: kept.capacities,
    });
    expect([...notUnderstood].sort()).toEqual([
      "colours",
      "defaults.bin",
      "lenses.gone",
      "own.own-old",
    ]);
    expect(understoodLenses(null)).toEqual({ own: null, notUnderstood: [] });
    expect(understoodLenses([])).toEqual({ own: null, notUnderstood: ["coverageLenses"] });
  });

  it("gives a capacity its value, with the preset beside it", () => {
    const set = { "bin-liters": { value: 60, reason: "统一采购" } };
    const bin = capacitiesOf({ capacities: set }).find(({ id }) => id === "bin-liters");
    expect(bin).toMatchObject({ value: 60, preset: 50, reason: "统一采购" });
  });
});

describe("the distances a new facility keeps", () => {
  const kept = keptDistances(lensesOf(null));
  const ofToilet = kept.filter(({ facilityKind }) => facilityKind === "toilet");

  it("are those of the clauses, and say by what of the register each is checked", () => {
    const told = ofToilet.flatMap(({ leastMeters, from }) =>
      from.map(({ id, checkedBy }) => [id, leastMeters, checkedBy.length > 0]),
    );
    expect(told.sort()).toEqual([
      ["building", 3, true],
      ["buried_water_tank", 10, false],
      ["food_trade", 30, true],
      ["nursery", 30, true],
      ["water_intake", 30, false],
      ["water_source", 30, true],
    ]);
  });

  it("grow with the class of a station", () => {
    const gaps = kept
      .filter(({ facilityKind }) => facilityKind === "transfer_station")
      .toSorted((a, b) => a.tonnesPerDay![0] - b.tonnesPerDay![0])
      .map(({ tonnesPerDay, leastMeters }) => [tonnesPerDay![0], leastMeters]);
    // CJJ 27-2012 below 30 t/d, CJJ/T 47-2016 from there on
    expect(gaps).toEqual([
      ...[
        [0, 8],
        [10, 8],
        [20, 10],
        [30, 8],
      ],
      ...[
        [50, 10],
        [150, 15],
        [450, 20],
        [1000, 30],
      ],
    ]);
  });

  it("are not kept from what is off", () => {
    const own = { lenses: { "toilet-green-belt": { isOn: false } } };
    const ids = keptDistances(lensesOf(own)).map(({ lensId }) => lensId);
    expect(ids).not.toContain("toilet-green-belt");
    expect(ids).toHaveLength(kept.length - 1);
  });
});

describe("PUT /api/districts/{districtId}/coverage/lenses", () => {
  const north = servedNorth();
  const path = "/api/districts/north/coverage/lenses";
  const put = (who: SignedIn, body: object) => north.send(who, "PUT", path, body);
  const lenses = async () => CoverageLenses.parse(await (await north.request(path)).json());

  it("is for planners, managers and administrators; anybody reads", async () => {
    const own = { lenses: { "toilet-300": { isOn: false } } };
    for (const role of ["viewer", "dispatcher", "inspector"] as const)
      expect((await put(await signedIn(north.database(), "north", role), own)).status).toBe(403);
    for (const role of ["planner", "manager", "administrator"] as const)
      expect((await put(await signedIn(north.database(), "north", role), own)).status).toBe(200);
    expect((await lenses()).own).toEqual(own);
  });

  it("leaves an entry in the trail, once for the same", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    const body = { lenses: { "bin-main": { figures: { mostMeters: 150 }, reason: "夜市" } } };
    await put(planner, body);
    await put(planner, body);
    const entries = await north.database().transaction(
      (tx) =>
        tx.query<{ after: unknown }>(
          `select after from audit where district_id = 'north' and record_id = 'coverageLenses'
           and after::text like '%夜市%'`,
        ),
      { districtId: "north" },
    );
    expect(entries).toHaveLength(1);
    const lens = (await lenses()).lenses.find(({ id }) => id === "bin-main");
    expect(lens).toMatchObject({
      ...{ isOwn: true, radiusMeters: 75, isDefaultByPreset: true },
      basis: { confidence: "OWN", isLaw: false },
    });
  });

  it("says which value makes no sense", async () => {
    const planner = await signedIn(north.database(), "north", "planner");
    const body = { lenses: { "toilet-300": { figures: { radiusMeters: 99_999 }, reason: "x" } } };
    expect(await (await put(planner, body)).json()).toMatchObject({
      ...{ code: "body-invalid" },
      faults: [{ field: "lenses.toilet-300.figures.radiusMeters" }],
    });
  });
});
