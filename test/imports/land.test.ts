import { describe, expect, it } from "vitest";
import { readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";
import { importing, prepare } from "../worlds/importing.ts";
import { osmFile } from "../worlds/osm.ts";

const { read, countOf, run, undo } = importing();

const PLACES = "编号,名称,类别,经度,纬度\n";
const MARKET = "P1,东市场,农贸市场,112.57,26.89\n";
const SCHOOL = "P2,小学,学校,112.58,26.89\n";
const places = (rows: string) => prepare(PLACES + rows, { kind: "place" });

const PLOTS = "编号,用地性质,可用面积,权属单位,邻避,可建,费用,geometry\n";
const plot = (code: string, more: string, east = 0) =>
  `${code},${more},"POLYGON((${112 + east} 26,${112.001 + east} 26,${112.001 + east} 26.001,${112 + east} 26))"\n`;
const plots = (rows: string) => prepare(PLOTS + rows, { kind: "plot" });

describe("an import of places", () => {
  it("writes them, finds them again by their numbers, tells readers, and is taken back whole", async () => {
    const first = await run("places", places(MARKET));
    expect(first).toMatchObject({ rowsIn: 1, written: 1 });
    expect(await run("places", places(MARKET))).toMatchObject({ written: 0, unchanged: 1 });
    const second = await run("places", places(MARKET.replace("东市场", "西市场") + SCHOOL));
    expect(second).toMatchObject({ written: 2, unchanged: 0 });
    const named = () => read("places", "select kind, name from place order by kind");
    expect(await named()).toEqual([
      { kind: "market", name: "西市场" },
      { kind: "school", name: "小学" },
    ]);
    const [change] = await read<{ kind: string; ids: string[] }>(
      "places",
      "select kind, ids from change order by version desc limit 1",
    );
    expect([change!.kind, change!.ids.length]).toEqual(["place", 2]);
    expect(await undo("places", second.importId)).toBe(2);
    expect(await named()).toEqual([{ kind: "market", name: "东市场" }]);
    await undo("places", first.importId);
    expect(await countOf("places", "place")).toBe(0);
  });

  it("with a bad row writes nothing, or the good rows where bad ones are put aside", async () => {
    const prepared = places(`${MARKET}P3,无类,,112.5,26.8\n`);
    await expect(run("strict", prepared)).rejects.toThrow(/1 row is bad/);
    expect(await run("strict", prepared, true)).toMatchObject({ written: 1, rejected: 1 });
    expect(await countOf("strict", "place")).toBe(1);
  });
});

describe("an import of plots", () => {
  const FREE = plot("D1", "U,120,区人民政府,居民反对,是,5万元");

  it("writes what is known, keeps what a later file does not say, and is taken back exactly", async () => {
    await run("plots", plots(FREE + plot("D2", "R2,,,,否,", 0.01)));
    const rows = () =>
      read(
        "plots",
        `select code, land_use, usable_area_square_meters as area, owner, objection, is_available, cost_yuan,
           st_astext(shape) as shape from plot order by code`,
      );
    const before = await rows();
    expect(before).toMatchObject([
      {
        ...{ code: "D1", land_use: "utility", area: 120, owner: "区人民政府" },
        ...{ objection: "居民反对", is_available: true, cost_yuan: 50_000 },
        shape: "MULTIPOLYGON(((112 26,112.001 26,112.001 26.001,112 26)))",
      },
      {
        ...{ code: "D2", land_use: "residential", area: null, owner: null },
        ...{ objection: null, is_available: false, cost_yuan: null },
      },
    ]);
    const bare = prepare(
      'code,landUse,geometry\nD1,G1,"POLYGON((112 26,112.001 26,112.001 26.001,112 26))"\n',
      { kind: "plot" },
    );
    const second = await run("plots", bare);
    expect(second).toMatchObject({ written: 1 });
    expect((await rows())[0]).toEqual({ ...before[0], land_use: "green_square" });
    await undo("plots", second.importId);
    expect(await rows()).toEqual(before);
  });

  it("refuses a code that another source has given already", async () => {
    await run("codes", plots(FREE));
    const other = prepare(PLOTS + FREE, { kind: "plot", source: "planning" });
    await expect(run("codes", other)).rejects.toMatchObject({
      faults: [expect.objectContaining({ field: "code", value: "D1" })],
    });
  });

  it("is not taken back when somebody has corrected a plot since", async () => {
    const { importId } = await run("corrected", plots(FREE));
    await read("corrected", "update plot set objection = null");
    await expect(undo("corrected", importId)).rejects.toThrow(/1 of its plot records/);
  });
});

describe("an OSM file", () => {
  const nodes = [
    { id: 1, at: [0, 0] as [number, number] },
    { id: 2, at: [2, 0] as [number, number] },
    { id: 3, at: [2, 2] as [number, number] },
    { id: 4, at: [0, 2] as [number, number] },
    { id: 5, at: [1, 1] as [number, number], tags: { railway: "station", name: "西站" } },
  ];
  const world = (tags: Record<string, string>) => {
    const file = osmFile({ nodes, ways: [{ id: 1, refs: [1, 2, 3, 4, 1], tags }] });
    return { ...places(MARKET), ...osmRecords(readOsm(file), null), faults: [] };
  };

  it("leaves what was noted of a plot by hand when it comes again", async () => {
    const first = await run("osm-land", world({ landuse: "industrial", name: "厂区" }));
    expect(first).toMatchObject({ written: 3 }); // the station, the works as a place, its land
    await read("osm-land", "update plot set is_available = true, owner = '区人民政府'");
    await run("osm-land", world({ landuse: "commercial", name: "厂区" }));
    expect(await read("osm-land", "select land_use, is_available, owner from plot")).toEqual([
      { land_use: "commercial", is_available: true, owner: "区人民政府" },
    ]);
  });
});
