import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../server/imports/csv.ts";
import { districtIdOf, readTarget } from "../../server/imports/district.ts";
import { ImportFailure } from "../../server/imports/failure.ts";
import { readGeojson } from "../../server/imports/geojson.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { readVersion } from "../../server/store/changes.ts";
import { A, B, HEADER, importing, prepare } from "../worlds/importing.ts";

const store = importing();
const { targetOf, read, countOf, run } = store;
const versionOf = (districtId: string) =>
  store.database().transaction((tx) => readVersion(tx, districtId), { districtId });

describe("an import", () => {
  it("makes the district it names, in the time zone asked for", async () => {
    const target = await readTarget(store.database(), "São Pedro", {
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
    await run("sao pedro", prepare(HEADER + A));
    expect(await targetOf("sao-pedro")).toMatchObject({ isNew: false });
  });

  it("writes its rows and says how many; the same file twice changes nothing", async () => {
    expect(await run("twice", prepare(HEADER + A + B))).toMatchObject({
      rowsIn: 2,
      written: 2,
      unchanged: 0,
      rejected: 0,
    });
    const version = await versionOf("twice");
    const before = await read("twice", "select * from facility order by code");
    expect(await run("twice", prepare(HEADER + A + B))).toMatchObject({ written: 0, unchanged: 2 });
    expect(await read("twice", "select * from facility order by code")).toEqual(before);
    expect(await versionOf("twice")).toBe(version);
  });

  it("changes only what the file speaks of", async () => {
    await run("part", prepare(HEADER + A));
    await read("part", "update facility set manager = '市政', verified_on = '2026-01-01'");
    const outcome = await run(
      "part",
      prepare("编号,名称,无障碍,经度,纬度\nA,冶金公厕,有,112.57,26.89\n"),
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
    const prepared = prepare(`${HEADER + A}B,b,,,500,26.9\n`);
    await expect(run("nothing", prepared)).rejects.toThrow(ImportFailure);
    expect(await targetOf("nothing")).toMatchObject({ isNew: true });
  });

  it("writes the good rows when the bad ones may be rejected, and every row is accounted for", async () => {
    const outcome = await run("lenient", prepare(`${HEADER + A + B}C,c,,,500,95\n`), true);
    expect(outcome).toMatchObject({ rowsIn: 3, written: 2, unchanged: 0, rejected: 1 });
    expect(
      await read("lenient", "select rows_in, written, unchanged, rejected from import_run"),
    ).toEqual([{ rows_in: 3, written: 2, unchanged: 0, rejected: 1 }]);
  });

  it("does not take the number of a record from elsewhere", async () => {
    await run("clash", prepare(HEADER + A));
    await read(
      "clash",
      "update facility set facility_id = 'by-hand', source = null, source_key = null",
    );
    await expect(run("clash", prepare(HEADER + A + B))).rejects.toMatchObject({
      faults: [{ row: 2, field: "code", value: "A", remedy: expect.stringContaining("by-hand") }],
    });
    expect(await countOf("clash", "facility")).toBe(1);
    expect(await run("clash", prepare(HEADER + A + B), true)).toMatchObject({
      written: 1,
      rejected: 1,
    });
  });

  it("tells readers what has changed", async () => {
    await run("heard", prepare(HEADER + A));
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
    await store
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into district (district_id, name, is_demo) values ('demo', '演示区', true)",
          ),
        { asOwner: true },
      );
    await expect(targetOf("演示区")).rejects.toThrow(/--into-demonstration/);
    const allowed = { timeZone: null, id: null, isDemoAllowed: true };
    expect(await readTarget(store.database(), "演示区", allowed)).toMatchObject({
      districtId: "demo",
    });
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
});
