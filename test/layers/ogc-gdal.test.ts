import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layerSources } from "../../server/layer-sources.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { listening, servedApp } from "../worlds/served.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

const run = promisify(execFile);
const hasGdal = spawnSync("ogrinfo", ["--version"]).status === 0;

/** Bins along the street beyond the few of the small district, so that more than one page is read. */
const MORE_BINS = 1_500;

describe.skipIf(!hasGdal)("GDAL (skipped without gdal-bin)", () => {
  const folder = mkdtempSync(join(tmpdir(), "ogc-"));
  let world: TestDatabase;
  let served: ReturnType<typeof servedApp>;
  let server: Awaited<ReturnType<typeof listening>>;

  beforeAll(async () => {
    world = await openTestDatabase();
    await writeSmallDistrict(world.database);
    await world.database.transaction(
      (tx) =>
        tx.query(
          `insert into facility (district_id, facility_id, kind, code, name, position, opened_on)
           select 'north', 'x' || n, 'bin', 'X' || n, '果皮箱' || n,
             st_setsrid(st_makepoint(25 + n * 0.00001, 60.005), 4326), '2020-01-01'
           from generate_series(1, $1::int) n`,
          [MORE_BINS],
        ),
      { asOwner: true },
    );
    served = servedApp(world.database);
    server = await listening(served.app);
  });
  afterAll(async () => {
    await server?.close();
    await served?.close();
    await world?.drop();
    rmSync(folder, { recursive: true });
  });

  const published = layerSources.filter((source) => source.audience === "public");
  const register = async (layerId: string) => {
    const answer = await fetch(
      `${server.url}/api/districts/north/layers/${layerId}/features?limit=1`,
    );
    return (await answer.json()).numberMatched as number; // the contract has a number
  };

  it.each(["/ogc", "/ogc/districts/north"])("lists every published layer at %s", async (path) => {
    const { stdout } = await run("ogrinfo", ["-ro", `OAPIF:${server.url}${path}`]);
    for (const { id } of published) expect(stdout).toMatch(new RegExp(`\\d+: ${id} `));
  });

  it("copies every layer into a GeoPackage with as many records as the register has", async () => {
    const file = join(folder, "all.gpkg");
    await run("ogr2ogr", ["-f", "GPKG", file, `OAPIF:${server.url}/ogc`]);
    const counts: Record<string, number> = {};
    const expected: Record<string, number> = {};
    for (const { id } of published) {
      const { stdout } = await run("ogrinfo", [
        "-ro",
        "-q",
        "-sql",
        `select count(*) as n from "${id}"`,
        file,
      ]);
      counts[id] = Number(/n \(Integer\) = (\d+)/.exec(stdout)?.[1]);
      expected[id] = await register(id);
    }
    expect(counts).toEqual(expected);
    expect(counts.bins).toBe(4 + MORE_BINS);
    expect(counts.toilets).toBe(2);
  });

  it("keeps places and types", async () => {
    const { stdout } = await run("ogrinfo", [
      "-ro",
      `OAPIF:${server.url}/ogc`,
      "toilets",
      "-where",
      "code = 'T1'",
    ]);
    expect(stdout).toContain("Feature Count: 1");
    expect(stdout).toMatch(/POINT \(25\.002\d* 60\.00(2|19999)\d*\)/);
    expect(stdout).toMatch(/openedOn \(Date\) = 2020\/01\/01/);
    expect(stdout).toMatch(/stars \(Integer\) = 5/);
    expect(stdout).toMatch(/^closedOn: Date/m); // though no toilet that is open has one
    expect(stdout).toMatch(/^hasFee: Integer\(Boolean\)/m);
  });
});
