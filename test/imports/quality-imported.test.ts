import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crsOf } from "../../server/geo/crs.ts";
import { storedFor } from "../../server/geo/datum-fit.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { readCsv } from "../../server/imports/csv.ts";
import { applyRepair, previewRepair, undoRepair } from "../../server/imports/datum-repair.ts";
import { readTarget } from "../../server/imports/district.ts";
import { ImportFailure } from "../../server/imports/failure.ts";
import { readOsm } from "../../server/imports/osm.ts";
import { osmRecords } from "../../server/imports/osm-records.ts";
import { prepareTable } from "../../server/imports/plan.ts";
import { createExaminations } from "../../server/imports/quality.ts";
import { isWrong } from "../../server/imports/quality-groups.ts";
import { runImport } from "../../server/imports/run.ts";
import { undoImport } from "../../server/imports/undo.ts";
import { COMMAND_ACTOR } from "../../server/store/audit.ts";
import type { Queryable } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { alongStreets, writeTown } from "../worlds/hengyang.ts";

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world?.drop());

const targetOf = (name: string) =>
  readTarget(world.database, name, { timeZone: null, id: null, isDemoAllowed: false });
const within = <T>(districtId: string, work: (tx: Queryable) => Promise<T>) =>
  world.database.transaction(work, { districtId });

/** A list of bins, as somebody with a phone's map makes it. */
async function takeIn(places: readonly LngLat[], fileName: string, prefix: string) {
  const lines = places.map(([lng, lat], i) => `${prefix}${i},${prefix}${i}号,${lng},${lat}`);
  const text = `编号,名称,经度,纬度\n${lines.join("\n")}\n`;
  const prepared = prepareTable(readCsv(Buffer.from(text), {}), {
    ...{ fileName, format: "csv", kind: "bin", crs: crsOf("EPSG:4326"), map: {} },
    ...{ source: fileName, timeZone: "Asia/Shanghai", level: null },
  });
  const options = { fileName, bytes: Buffer.from(text), options: {}, isLenient: false };
  return runImport(world.database, await targetOf("town"), prepared, options);
}

describe("an imported list in GCJ-02 that was said to be in WGS 84", () => {
  it("is found by its file's name, repaired, and each way back is open in its turn", async () => {
    await writeTown(world.database);
    const places = alongStreets(120);
    const right = await takeIn(places.slice(0, 60), "主城.csv", "A");
    const wrong = places.slice(60).map((at) => storedFor(at, "gcj02"));
    const { importId } = await takeIn(wrong, "手机采集.csv", "B");
    const place = { districtId: "town", today: "2026-01-01" };
    const examine = createExaminations(world.database);
    const { groups, ground, findings } = await examine(place);
    const [found, ...others] = groups.filter(isWrong);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ kind: "bin", count: 60, origin: { by: "import", id: importId, name: "手机采集.csv" } },
      verdict: { reading: "gcj02" },
    });
    expect(findings["facility-datum"].rows).toHaveLength(60);

    const asked = { groupId: found!.groupId, reading: "gcj02" as const };
    const repairId = await within("town", async (tx) => {
      const { fingerprint } = await previewRepair(tx, "town", asked, ground);
      return applyRepair(tx, "town", { ...asked, fingerprint }, COMMAND_ACTOR);
    });
    expect((await examine(place)).groups.filter(isWrong)).toEqual([]);
    const takeBack = (id: string) => within("town", (tx) => undoImport(tx, "town", id));
    await expect(takeBack(importId)).rejects.toThrow(ImportFailure);
    expect(await within("town", (tx) => undoRepair(tx, "town", repairId, COMMAND_ACTOR))).toEqual({
      restored: 60,
      kept: [],
    });
    expect(await takeBack(importId)).toBe(60);
    expect(await takeBack(right.importId)).toBe(60);
    expect((await examine(place)).findings["facility-place"].of).toBe(0);
  });
});

const PORTO = "../shared/data/osm/vb_porto.osm.pbf";
describe.skipIf(!existsSync(PORTO))(`Porto as OpenStreetMap has it (needs ${PORTO})`, () => {
  it("is examined in a few seconds, and nothing of it is said to be in a wrong datum", async () => {
    const bytes = readFileSync(PORTO);
    const prepared = { ...osmRecords(readOsm(bytes), null), redrawn: null, faults: [], plan: {} };
    const options = { fileName: "porto.pbf", bytes, options: {}, isLenient: true };
    const target = await targetOf("Porto");
    // the plan is only shown
    await runImport(world.database, target, prepared as never, options);
    const started = performance.now();
    const { groups, findings } = await createExaminations(world.database)({
      ...{ districtId: target.districtId, today: "2026-01-01" },
    });
    console.info(
      `quality: Porto, ${findings["facility-place"].of} facilities: ${Math.round(performance.now() - started)} ms`,
    );
    expect(findings["facility-place"].of).toBeGreaterThan(80);
    expect(groups.length).toBeGreaterThan(0);
    expect(new Set(groups.map(({ verdict }) => verdict.outcome))).toEqual(new Set(["elsewhere"]));
    expect(findings["facility-datum"].rows).toEqual([]);
    expect(findings["never-verified"].rows.length).toBe(findings["never-verified"].of);
  });
});
