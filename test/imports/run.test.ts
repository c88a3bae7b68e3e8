import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "../../server/imports/csv.ts";
import { districtIdOf, readTarget } from "../../server/imports/district.ts";
import { ImportFailure } from "../../server/imports/failure.ts";
import { readGeojson } from "../../server/imports/geojson.ts";
import { readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";
import { type PreparedImport, prepareTable } from "../../server/imports/plan.ts";
import { runImport } from "../../server/imports/run.ts";
import { undoImport } from "../../server/imports/undo.ts";
import { readVersion } from "../../server/store/changes.ts";
import type { Row } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { osmFile } from "../worlds/osm.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

const targetOf = (name: string) =>
  readTarget(test.database, name, { timeZone: null, id: null, isDemoAllowed: false });

const toilets = (text: string): PreparedImport =>
  prepareTable(readCsv(Buffer.from(text), {}), {
    fileName: "t.csv",
    format: "csv",
    kind: "toilet",
    crs: null,
    map: {},
    source: "file",
    timeZone: "Asia/Shanghai",
    level: null,
  });

async function run(district: string, prepared: PreparedImport, isLenient = false) {
  const options = { fileName: "t", bytes: new Uint8Array(1), options: {}, isLenient };
  return runImport(test.database, await targetOf(district), prepared, options);
}
const undo = (districtId: string, importId: string) =>
  test.database.transaction((tx) => undoImport(tx, districtId, importId), { districtId });
const read = <R extends Row>(districtId: string, sql: string, values: unknown[] = []) =>
  test.database.transaction((tx) => tx.query<R>(sql, values), { districtId });
const countOf = async (districtId: string, table: string) =>
  (await read<{ n: number }>(districtId, `select count(*) as n from ${table}`))[0]!.n;
const versionOf = (districtId: string) =>
  test.database.transaction((tx) => readVersion(tx, districtId), { districtId });

const HEADER = "编号,名称,地址,开放时间,经度,纬度\n";
const A = "A,冶金公厕,解放大道,06:00-22:00,112.57,26.89\n";
const B = "B,平湖公厕,蔡伦大道,00:00-24:00,112.58,26.90\n";

describe("an import", () => {
  it("makes the district it names, in the time zone asked for", async () => {
    const target = await readTarget(test.database, "São Pedro", {
      timeZone: "Europe/Lisbon",
      id: null,
      isDemoAllowed: false,
    });
    expect(target).toEqual({
      districtId: "sao-pedro",
      name: "São Pedro",
      timeZone: "Europe/Lisbon",
      isNew: true,
    });
    expect(districtIdOf("蒸湘区")).toMatch(/^district-[0-9a-f]{12}$/);
    await run("sao pedro", toilets(HEADER + A));
    expect(await targetOf("sao-pedro")).toMatchObject({ isNew: false });
  });

  it("writes its rows and says how many; the same file twice changes nothing", async () => {
    expect(await run("twice", toilets(HEADER + A + B))).toMatchObject({
      rowsIn: 2,
      written: 2,
      unchanged: 0,
      rejected: 0,
    });
    const version = await versionOf("twice");
    const before = await read("twice", "select * from facility order by code");
    expect(await run("twice", toilets(HEADER + A + B))).toMatchObject({ written: 0, unchanged: 2 });
    expect(await read("twice", "select * from facility order by code")).toEqual(before);
    expect(await versionOf("twice")).toBe(version);
  });

  it("changes only what the file speaks of", async () => {
    await run("part", toilets(HEADER + A));
    await read("part", "update facility set manager = '市政', verified_on = '2026-01-01'");
    const outcome = await run(
      "part",
      toilets("编号,名称,无障碍,经度,纬度\nA,冶金公厕,有,112.57,26.89\n"),
    );
    expect(outcome).toMatchObject({ written: 1 });
    expect(
      await read("part", "select address, manager, verified_on, attributes from facility"),
    ).toEqual([
      {
        address: "解放大道",
        manager: "市政",
        verified_on: "2026-01-01",
        attributes: { hours: "06:00-22:00", isAccessible: true },
      },
    ]);
  });

  it("with one bad row writes nothing, not even the district", async () => {
    const prepared = toilets(`${HEADER + A}B,b,,,500,26.9\n`);
    await expect(run("nothing", prepared)).rejects.toThrow(ImportFailure);
    expect(await targetOf("nothing")).toMatchObject({ isNew: true });
  });

  it("writes the good rows when the bad ones may be rejected, and every row is accounted for", async () => {
    const outcome = await run("lenient", toilets(`${HEADER + A + B}C,c,,,500,95\n`), true);
    expect(outcome).toMatchObject({ rowsIn: 3, written: 2, unchanged: 0, rejected: 1 });
    expect(
      await read("lenient", "select rows_in, written, unchanged, rejected from import_run"),
    ).toEqual([{ rows_in: 3, written: 2, unchanged: 0, rejected: 1 }]);
  });

  it("does not take the number of a record from elsewhere", async () => {
    await run("clash", toilets(HEADER + A));
    await read(
      "clash",
      "update facility set facility_id = 'by-hand', source = null, source_key = null",
    );
    await expect(run("clash", toilets(HEADER + A + B))).rejects.toMatchObject({
      faults: [{ row: 2, field: "code", value: "A", remedy: expect.stringContaining("by-hand") }],
    });
    expect(await countOf("clash", "facility")).toBe(1);
    expect(await run("clash", toilets(HEADER + A + B), true)).toMatchObject({
      written: 1,
      rejected: 1,
    });
  });

  it("tells readers what has changed", async () => {
    await run("heard", toilets(HEADER + A));
    const kinds = await read<{ kind: string; ids: string[] }>(
      "heard",
      "select kind, ids from change order by version",
    );
    expect(kinds.map(({ kind, ids }) => [kind, ids.length])).toEqual([
      ["facility", 1],
      ["district", 1],
    ]);
  });

  it("does not go into the demonstration unless that is confirmed", async () => {
    await test.database.transaction(
      (tx) =>
        tx.query(
          "insert into district (district_id, name, is_demo) values ('demo', '演示区', true)",
        ),
      { asOwner: true },
    );
    await expect(targetOf("演示区")).rejects.toThrow(/--into-demonstration/);
    const allowed = { timeZone: null, id: null, isDemoAllowed: true };
    expect(await readTarget(test.database, "演示区", allowed)).toMatchObject({
      districtId: "demo",
    });
  });
});

describe("taking an import back", () => {
  it("removes what it added and restores what it changed, exactly", async () => {
    await run("undo", toilets(HEADER + A));
    const before = await read(
      "undo",
      "select facility_id, name, attributes, position::text from facility",
    );
    const second = await run(
      "undo",
      toilets(`${HEADER}A,新名,解放大道,07:00-21:00,112.5712345678,26.89\n${B}`),
    );
    expect(second).toMatchObject({ written: 2 });
    expect(await undo("undo", second.importId)).toBe(2);
    expect(
      await read("undo", "select facility_id, name, attributes, position::text from facility"),
    ).toEqual(before);
    await expect(undo("undo", second.importId)).rejects.toThrow(/was taken back/);
  });

  it("is in the trail with its figures, and in the history of each facility with what it changed", async () => {
    const trail = (recordId: string) =>
      read<{ action: string; via: string; before: unknown; after: unknown }>(
        "trail",
        "select action, via, before, after from audit where record_id = $1 order by entry_id",
        [recordId],
      );
    const first = await run("trail", toilets(HEADER + A));
    const second = await run("trail", toilets(HEADER + A.replace("解放大道", "常胜西路") + B));
    const facilities = await read<{ id: string; code: string }>(
      "trail",
      "select facility_id as id, code from facility order by code",
    );
    const [a, b] = facilities.map(({ id }) => id);
    await undo("trail", second.importId);

    expect(await trail(first.importId)).toMatchObject([
      { action: "import_run.write", via: "command", after: { rowsIn: 1, written: 1, rejected: 0 } },
    ]);
    expect(
      (await trail(second.importId)).map(({ action, after }) => [action, after]),
    ).toMatchObject([
      ["import_run.write", { rowsIn: 2, written: 2 }],
      ["import_run.undo", { undone: 2 }],
    ]);
    const [entered, changed, undone, ...more] = await trail(a!);
    expect(more).toEqual([]);
    expect(entered).toMatchObject({
      action: "facility.import",
      before: null,
      after: { name: "冶金公厕", address: "解放大道", position: [112.57, 26.89], kind: "toilet" },
    });
    expect(changed).toEqual({
      ...{ action: "facility.import", via: "command" },
      before: { address: "解放大道" },
      after: { address: "常胜西路" },
    });
    expect(undone).toEqual({
      ...{ action: "facility.import-undo", via: "command" },
      before: { address: "常胜西路" },
      after: { address: "解放大道" },
    });
    expect(await trail(b!)).toMatchObject([
      { action: "facility.import", before: null, after: { name: "平湖公厕" } },
      { action: "facility.import-undo", before: { name: "平湖公厕" }, after: null },
    ]);
  });

  it("is refused when a later change touched its records, and nothing is changed", async () => {
    const { importId } = await run("later", toilets(HEADER + A + B));
    await read("later", "update facility set name = '改名' where code = 'A'");
    await expect(undo("later", importId)).rejects.toThrow(
      /cannot be taken back: 1 of its facility/,
    );
    expect(await countOf("later", "facility")).toBe(2);
  });

  it("is refused when other records refer to its own", async () => {
    const { importId } = await run("rated", toilets(HEADER + A));
    await read(
      "rated",
      `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, valid_from, reason)
       select district_id, 'r', 'facility', facility_id, 3, '2026-01-01', 'x' from facility`,
    );
    await expect(undo("rated", importId)).rejects.toThrow(/ratings refer/);
  });

  it("is refused while photographs hang on its facilities: they would come back with the next import", async () => {
    const { importId } = await run("photographed", toilets(HEADER + A));
    await read(
      "photographed",
      `insert into photograph
         (district_id, photograph_id, media_type, width_pixels, height_pixels, bytes, thumbnail)
       select district_id, repeat('0', 64), 'image/jpeg', 1, 1, '', '' from facility`,
    );
    await read(
      "photographed",
      `insert into photograph_link (district_id, subject_kind, subject_id, photograph_id, added_by)
       select f.district_id, 'facility', f.facility_id, p.photograph_id, '甲'
       from facility f join photograph p on p.district_id = f.district_id`,
    );
    await expect(undo("photographed", importId)).rejects.toThrow(/photographs refer/);
  });

  it("of an unknown import names the last ones", async () => {
    const { importId } = await run("unknown", toilets(HEADER + A));
    await expect(undo("unknown", "nonsense")).rejects.toThrow(importId);
  });
});

describe("an OSM file", () => {
  const world = (tags: Record<string, string>) => {
    const file = osmFile({
      nodes: [
        { id: 1, at: [0, 0] },
        { id: 2, at: [1, 0] },
        { id: 3, at: [1, 1], tags: { amenity: "toilets" } },
        { id: 4, at: [0, 1] },
      ],
      ways: [
        { id: 1, refs: [1, 2], tags },
        { id: 2, refs: [1, 2, 3, 4, 1], tags: { building: "yes" } },
        {
          id: 3,
          refs: [1, 2, 3, 4, 1],
          tags: { boundary: "administrative", admin_level: "8", name: "街道" },
        },
      ],
    });
    const { records, leftOut } = osmRecords(readOsm(file), null);
    return { records, faults: [], plan: { ...toilets(HEADER + A).plan, leftOut } };
  };

  it("is written, changed and taken back in every table", async () => {
    const street = { highway: "primary", name: "解放大道" };
    const tables = ["street", "street_edge", "facility", "ground", "area"];
    const counts = async () => Promise.all(tables.map((table) => countOf("osm", table)));
    const first = await run("osm", world(street));
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
    expect(await run("osm", world(street))).toMatchObject({ written: 0, unchanged: 5 });
    const second = await run("osm", world({ ...street, highway: "residential" }));
    expect(second).toMatchObject({ written: 2 }); // the edge's class, and that the street is a main one
    await expect(undo("osm", first.importId)).rejects.toThrow(/changed later/);
    await undo("osm", second.importId);
    expect(await read("osm", "select class, grade from street_edge")).toEqual([
      { class: "arterial", grade: 1 },
    ]);
    await undo("osm", first.importId);
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("a street network drawn anew", () => {
  const network = (middle: number[][], source = "file") => {
    const text = JSON.stringify({
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: { code: "1", name: "解放大道" },
          geometry: { type: "LineString", coordinates: [[25, 60], ...middle, [25.02, 60]] },
        },
        {
          type: "Feature",
          properties: { code: "2", name: "小巷" },
          geometry: {
            type: "LineString",
            coordinates: [
              [25.01, 60],
              [25.01, 60.01],
            ],
          },
        },
      ],
    });
    const options = {
      fileName: "t",
      crs: null,
      map: {},
      source,
      timeZone: "Asia/Shanghai",
      level: null,
    };
    return prepareTable(readGeojson(Buffer.from(text), {}), {
      ...options,
      format: "geojson",
      kind: "street",
    });
  };
  const lengths = () =>
    read<{ n: number; meters: number }>(
      "drawn",
      "select count(*) as n, sum(length_meters) as meters from street_edge",
    );

  it("does not lie twice where a street was split, and comes back whole", async () => {
    await run("drawn", network([]));
    const before = await lengths();
    expect(before[0]!.n).toBe(2);
    const second = await run("drawn", network([[25.01, 60]]));
    expect(second).toMatchObject({ withdrawn: 1, keptForRoutes: 0 });
    const [after] = await lengths();
    expect(after!.n).toBe(3);
    expect(after!.meters).toBeCloseTo(before[0]!.meters, 3);
    await undo("drawn", second.importId);
    expect(await lengths()).toEqual(before);
  });

  it("keeps an edge that a cleaning route uses, and says so", async () => {
    await read(
      "drawn",
      `with route as (
         insert into cleaning_route (district_id, route_id, code, name, kind, passes, valid_from)
         values ('drawn', 'r', 'r', 'r', 'wash', 1, '2026-01-01') returning route_id
       ) select 1 from route`,
    );
    await read(
      "drawn",
      `insert into cleaning_route_edge (district_id, route_id, sequence, edge_id)
       select 'drawn', 'r', row_number() over (), edge_id from street_edge`,
    );
    const outcome = await run("drawn", network([[25.01, 60]]));
    expect(outcome).toMatchObject({ withdrawn: 0, keptForRoutes: 1 });
  });
});

const DATA = "../shared/data";

describe.skipIf(!existsSync(DATA))("real files (skipped without ../shared/data)", () => {
  it("toilets of Paris are the same 615 in two districts, from CSV and from GeoJSON", async () => {
    const options = {
      fileName: "sanisettes",
      kind: "toilet",
      crs: null,
      map: {},
      source: "file",
      timeZone: "Europe/Paris",
      level: null,
    };
    const path = `${DATA}/toilets/sanisettesparis_2024-03`;
    const csv = prepareTable(readCsv(readFileSync(`${path}.csv`), {}), {
      ...options,
      format: "csv",
    });
    const geojson = prepareTable(readGeojson(readFileSync(`${path}.geojson`), {}), {
      ...options,
      format: "geojson",
    });
    expect(await run("paris-csv", csv)).toMatchObject({ rowsIn: 615, written: 615 });
    expect(await run("paris-geojson", geojson)).toMatchObject({ rowsIn: 615, written: 615 });
    expect(await run("paris-csv", geojson)).toMatchObject({ written: 0, unchanged: 615 });
    const sql =
      "select facility_id, name, address, attributes, st_x(position) as lng, st_y(position) as lat from facility order by 1";
    expect(await read("paris-csv", sql)).toEqual(await read("paris-geojson", sql));
  });

  it("complaints of Chicago add up: 37,237 rows, 176 numbers repeated, 22 without position", async () => {
    const file = readFileSync(`${DATA}/complaints/chicago_sanitation_code_2012_2013.csv`);
    const prepared = prepareTable(readCsv(file, {}), {
      fileName: "chicago_sanitation_code.csv",
      format: "csv",
      kind: null,
      crs: null,
      map: {},
      source: "file",
      timeZone: "America/Chicago",
      level: null,
    });
    expect(prepared.faults).toHaveLength(176);
    await expect(run("chicago", prepared)).rejects.toMatchObject({ faults: { length: 176 } });
    expect(await run("chicago", prepared, true)).toMatchObject({
      rowsIn: 37_237,
      written: 37_061,
      unchanged: 0,
      rejected: 176,
    });
    expect(await run("chicago", prepared, true)).toMatchObject({
      written: 0,
      unchanged: 37_061,
      rejected: 176,
    });
    const [counts] = await read(
      "chicago",
      `select count(*) as n, count(*) filter (where position is null) as unplaced,
              count(*) filter (where category is null) as uncategorized,
              count(*) filter (where occurred_at is not null) as timed from complaint`,
    );
    // Of 1,878 rows without nature 2 repeat a number; the file knows days only.
    expect(counts).toEqual({ n: 37_061, unplaced: 22, uncategorized: 1_876, timed: 0 });
  }, 240_000);
});
