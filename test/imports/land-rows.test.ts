import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PLACE_KIND_TITLES, PLACE_KINDS } from "../../data/place.ts";
import { LAND_USE_CODES, LAND_USE_TITLES, LAND_USES } from "../../data/plot.ts";
import { readGeojson } from "../../server/imports/geojson.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { recordCounts } from "../../server/imports/report.ts";
import { OPTIONS, prepare } from "../worlds/importing.ts";

const PLACES = "编号,名称,类别,经度,纬度\n";
const places = (rows: string) => prepare(PLACES + rows, { kind: "place" });

describe("places of a file", () => {
  it("are read by the names and words of registers", () => {
    const { records, plan, faults } = places("P1,红湘菜市场,菜市场,112.57,26.89\n");
    expect(faults).toEqual([]);
    expect(plan.ignored).toEqual([]);
    expect(records).toMatchObject([
      {
        table: "place",
        row: 2,
        values: {
          kind: "market",
          name: "红湘菜市场",
          position: { type: "Point", coordinates: [112.57, 26.89] },
          source_key: "place/P1",
        },
      },
    ]);
    expect(Object.keys(records[0]!.values)).not.toContain("name_en"); // the file does not speak of it
  });

  it("may be called by the title of every kind, in Chinese or by its key", () => {
    const rows = PLACE_KINDS.flatMap((kind, i) => [
      `a${i},x,${PLACE_KIND_TITLES[kind].zh},112,26`,
      `b${i},x,${kind},112,26`,
    ]);
    expect(places(`${rows.join("\n")}\n`).records.map(({ values }) => values.kind)).toEqual(
      PLACE_KINDS.flatMap((kind) => [kind, kind]),
    );
  });

  it("without a name, a kind or a place, or of a kind that is none, are bad rows", () => {
    const { records, faults } = places(
      "P1,,学校,112.57,26.89\nP2,b,,112.57,26.89\nP3,c,学校,,\nP4,d,城堡,112.57,26.89\n",
    );
    expect(records).toEqual([]);
    expect(faults.map(({ row, field }) => [row, field])).toEqual([
      [2, "名称"],
      [3, "类别"],
      [4, "经度, 纬度"],
      [5, "类别"],
    ]);
    expect(faults[3]!.remedy).toContain("culture_sport");
  });

  it("need a column that says what they are", () => {
    expect(() => prepare("名称,经度,纬度\na,112,26\n", { kind: "place" })).toThrow(
      /No column holds placeKind.*--map/s,
    );
  });
});

/** A triangle of 0.001° at 60°N 25°E. */
const triangle = [
  [
    [25, 60],
    [25.001, 60],
    [25.001, 60.001],
    [25, 60],
  ],
];

type Shape = { type: string; coordinates: unknown };
const POLYGON: Shape = { type: "Polygon", coordinates: triangle };

function plots(rows: readonly object[], shape = POLYGON, options: Partial<typeof OPTIONS> = {}) {
  const text = JSON.stringify({
    type: "FeatureCollection",
    features: rows.map((properties) => ({ type: "Feature", properties, geometry: shape })),
  });
  const all = { ...OPTIONS, format: "geojson" as const, kind: "plot", ...options };
  return prepareTable(readGeojson(Buffer.from(text), {}), all);
}

describe("plots of a file", () => {
  it("are polygons with a use, and what is known of building there", () => {
    const { records, faults, plan } = plots([
      {
        ...{
          地块编号: "DK-1",
          地块名称: "河边",
          用地性质: "U2 环境设施用地",
          "可用面积（亩）": 1.5,
        },
        ...{ 权属单位: "区人民政府", 邻避意见: "居民反对", 是否可建: "是", "造价(万元)": "12" },
      },
    ]);
    expect(faults).toEqual([]);
    expect(plan.ignored).toEqual([]);
    expect(records).toMatchObject([
      {
        table: "plot",
        values: {
          ...{ code: "DK-1", name: "河边", land_use: "utility", owner: "区人民政府" },
          ...{ objection: "居民反对", is_available: true, cost_yuan: 120_000 },
          usable_area_square_meters: 1000, // 1 亩 is 10,000/15 m²
          shape: { type: "MultiPolygon", coordinates: [triangle] },
        },
      },
    ]);
  });

  it("take every class by its letter, its title and its key", () => {
    const rows = LAND_USES.flatMap((use) => [
      LAND_USE_CODES[use],
      `${LAND_USE_CODES[use].toLowerCase()}11`,
      LAND_USE_TITLES[use].zh,
      `${LAND_USE_CODES[use]}2${LAND_USE_TITLES[use].zh}`,
      use,
    ]).map((landUse, code) => ({ landUse, code }));
    expect(plots(rows).records.map(({ values }) => values.land_use)).toEqual(
      LAND_USES.flatMap((use) => [use, use, use, use, use]),
    );
  });

  it("say nothing of what the file does not say, so that what the register knows stays", () => {
    expect(Object.keys(plots([{ landUse: "R" }]).records[0]!.values).sort()).toEqual([
      ...["code", "land_use", "shape", "source", "source_key"],
    ]);
  });

  it("may not be built on where the file has the column and leaves it empty", () => {
    const { records } = plots([
      { landUse: "R", code: 1, isAvailable: true },
      { landUse: "R", code: 2, isAvailable: null },
    ]);
    expect(records.map(({ values }) => values.is_available)).toEqual([true, false]);
  });

  it.each([
    ["area", { landUse: "R", "可用面积（平方米）": 0 }, "above 0"],
    ["area", { landUse: "R", 可用面积: "3 尺" }, "not known"],
    ["cost", { landUse: "R", 用地成本: -1 }, "0 or more"],
    ["cost", { landUse: "R", "用地成本（美元）": 1 }, "not known"],
    ["use", { landUse: "R/B" }, "Give one of residential"],
    ["use", { landUse: "" }, "Give one of residential"],
    ["answer", { landUse: "R", 是否可建: "也许" }, "yes or no"],
  ])("with a wrong %s are bad rows: %o", (_, row, remedy) => {
    const { records, faults } = plots([row]);
    expect(records).toEqual([]);
    expect(faults).toMatchObject([{ row: 1, remedy: expect.stringContaining(remedy) }]);
  });

  it.each([
    ["3亩", 2000],
    ["0.5 公顷", 5000],
    ["120 m²", 120],
    ["1,200㎡", 1200],
    ["80", 80],
  ])("read a usable area of %s as %d m²", (text, area) => {
    const { records } = plots([{ landUse: "G1", 可用面积: text }]);
    expect(records[0]!.values.usable_area_square_meters).toBeCloseTo(area, 5);
  });

  it("that are points or lines are bad rows", () => {
    const line = { type: "LineString", coordinates: triangle[0] };
    expect(plots([{ landUse: "R" }], line).faults).toMatchObject([{ value: "LineString" }]);
    const point = { type: "Point", coordinates: [25, 60] };
    expect(plots([{ landUse: "R" }], point).faults).toHaveLength(1);
  });

  it("are counted by their use before anything is written", () => {
    const rows = ["R1", "R2", "M1"].map((landUse, code) => ({ landUse, code }));
    expect(recordCounts(plots(rows))).toEqual({ "plot residential": 2, "plot industrial": 1 });
  });
});

describe("the kind of a file", () => {
  it.each([
    ["蒸湘区可建地块.geojson", "plot"],
    ["宗地.geojson", "plot"],
    ["人群集散场所.geojson", "place"],
  ])("%s is %s", (fileName, kind) => {
    const row = { landUse: "R", 类别: "学校", name: "x" };
    expect(plots([row], POLYGON, { fileName, kind: null }).plan.kind).toBe(kind);
  });
});

describe("the words of columns and values", () => {
  it("stand once in each list: a word that means two things would be read as the last", () => {
    for (const file of ["headers", "words"]) {
      const table = JSON.parse(readFileSync(`data/imports/${file}.json`, "utf8"));
      const groups = file === "headers" ? ["place", "plot"] : ["placeKind", "landUse"];
      for (const group of groups) {
        const words = Object.values<string[]>(table[group]).flat();
        expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
      }
    }
  });
});
