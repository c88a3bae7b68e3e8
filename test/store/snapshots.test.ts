import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { layerSources } from "../../server/layer-sources.ts";
import { recordChange } from "../../server/store/changes.ts";
import type { LayerSource } from "../../server/store/layer.ts";
import { createSnapshots, type Snapshots } from "../../server/store/snapshots.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
let snapshots: Snapshots;
/** What was read from the store, as `layer: everything` or `layer: ids`. */
let reads: string[] = [];

const watched = (source: LayerSource): LayerSource => ({
  ...source,
  read: (tx, districtId, ids) => {
    reads.push(`${source.id}: ${ids ?? "everything"}`);
    return source.read(tx, districtId, ids);
  },
});

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  snapshots = createSnapshots(world.database, layerSources.map(watched));
});

afterEach(() => {
  vi.useRealTimers();
  reads = [];
});

afterAll(async () => {
  await snapshots?.close();
  await world?.drop();
});

const idsOf = async (
  layerId: string,
  selection: Parameters<Snapshots["select"]>[2] = {},
  districtId = "north",
) => {
  const { snapshot, rows } = (await snapshots.select(districtId, layerId, selection))!;
  return [...snapshot.byId(rows)].map(snapshot.idAt);
};

const write = (kind: "facility" | "rating" | "complaint", ids: string[], sql: string) =>
  world.database.transaction(
    async (tx) => {
      await tx.query(sql);
      return recordChange(tx, "north", kind, ids);
    },
    { districtId: "north" },
  );

describe("layers in memory", () => {
  it("are read once for everybody who asks at the same time", async () => {
    const [one, other] = await Promise.all([
      snapshots.get("north", "bins"),
      snapshots.get("north", "bins"),
    ]);
    expect(one).toBe(other);
    expect(await snapshots.get("north", "bins")).toBe(one);
    expect(reads).toEqual(["bins: everything"]);
  });

  it("are null where there is no such district or layer", async () => {
    expect(await snapshots.get("nowhere", "bins")).toBeNull();
    expect(await snapshots.get("north", "unicorns")).toBeNull();
    expect(await snapshots.clock("nowhere")).toBeNull();
    expect(await snapshots.select("north", "bins", { areaId: "nowhere" })).toBeNull();
  });

  it("read only what changed, and a layer that it does not concern keeps its stamp", async () => {
    const bins = (await snapshots.get("north", "bins"))!;
    const toilets = (await snapshots.get("north", "toilets"))!;
    reads = [];
    await write(
      "facility",
      ["b9"],
      `insert into facility (district_id, facility_id, kind, code, name, position)
      values ('north', 'b9', 'bin', 'B9', 'b9', st_setsrid(st_makepoint(25.013, 60.005), 4326))`,
    );
    await expect.poll(() => idsOf("bins")).toContain("b9");
    expect(await snapshots.get("north", "toilets")).toBe(toilets);
    expect((await snapshots.get("north", "bins"))!.stamp).not.toBe(bins.stamp);
    expect(bins.rowOf("b9")).toBeNull();
    expect(reads.sort()).toEqual(["bins: b9", "toilets: b9"]);
  });

  it("are read as they were left by whoever waits for what they wrote", async () => {
    await snapshots.get("north", "bins");
    for (let i = 0; i < 20; i++) {
      const insert = `insert into facility (district_id, facility_id, kind, code, name)
        values ('north', 'h${i}', 'bin', 'H${i}', 'h')`;
      await snapshots.heard("north", await write("facility", [`h${i}`], insert));
      expect((await snapshots.get("north", "bins"))!.rowOf(`h${i}`)).not.toBeNull();
    }
    const ids = Array.from({ length: 20 }, (_, i) => `h${i}`);
    const end = `delete from facility where district_id = 'north' and name = 'h'`;
    await snapshots.heard("north", await write("facility", ids, end));
    expect((await snapshots.get("north", "bins"))!.rowOf("h0")).toBeNull();
  });

  it("hold nobody up who waits for what never comes, or for a district that is not in memory", async () => {
    await snapshots.heard("nowhere", 7);
    vi.useFakeTimers();
    const waiting = snapshots.heard("north", 1_000_000);
    await vi.advanceTimersByTimeAsync(2_000);
    await waiting;
  });

  it("forget what was deleted", async () => {
    await write(
      "facility",
      ["b9"],
      "delete from facility where district_id = 'north' and facility_id = 'b9'",
    );
    await expect.poll(() => idsOf("bins")).toEqual(["b1", "b2", "b3", "b4"]);
  });

  it("show another star when a rating is written", async () => {
    const stars = async () => {
      const toilets = (await snapshots.get("north", "toilets"))!;
      return toilets.valueAt(toilets.rowOf("t2")!, "stars");
    };
    expect(await stars()).toBeNull(); // its rating ended in 2022
    await write(
      "rating",
      ["g9"],
      `insert into rating (district_id, rating_id, subject_kind, subject_id, stars, valid_from, reason)
      values ('north', 'g9', 'facility', 't2', 0, '2024-01-01', '')`,
    );
    await expect.poll(stars).toBe(0); // no star is a rating too
  });

  it("that depend on the day are read again when it turns in the district, the others are not", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2030-06-01T20:59:59Z") }); // 23:59:59 in Helsinki
    for (const id of ["toilets", "areas"]) await snapshots.get("north", id);
    reads = [];
    for (const id of ["toilets", "areas"]) await snapshots.get("north", id);
    expect(reads).toEqual([]);
    vi.setSystemTime(new Date("2030-06-01T21:00:00Z"));
    for (const id of ["toilets", "areas"]) await snapshots.get("north", id);
    expect(reads).toEqual(["toilets: everything"]);
  });

  it("come back after the store failed them once", async () => {
    let isBroken = true;
    const fragile = createSnapshots(world.database, [
      {
        ...layerSources.find(({ id }) => id === "water")!,
        read: async () => {
          if (isBroken) throw new Error("away");
          return [];
        },
      },
    ]);
    await expect(fragile.get("north", "water")).rejects.toThrow("away");
    isBroken = false;
    expect((await fragile.get("north", "water"))?.count).toBe(0);
    await fragile.close();
  });

  it("of a district made anew under the same id are not the old ones", async () => {
    await writeSmallDistrict(world.database, "phoenix");
    expect(await idsOf("bins", {}, "phoenix")).toHaveLength(4);
    const { stamp } = (await snapshots.get("phoenix", "bins"))!;
    await world.database.transaction(
      (tx) => tx.query("delete from district where district_id = 'phoenix'"),
      { asOwner: true },
    );
    await world.database.transaction(
      (tx) => tx.query("insert into district (district_id, name) values ('phoenix', '凤凰')"),
      { asOwner: true },
    );
    await expect.poll(() => idsOf("bins", {}, "phoenix"), { interval: 200 }).toEqual([]);
    expect((await snapshots.get("phoenix", "bins"))!.stamp).not.toBe(stamp);
  });
});

describe("an area", () => {
  it.each([
    { areaId: "west-old", complaints: ["c1", "c4"], toilets: ["t1", "t2"] },
    { areaId: "west", complaints: ["c2", "c3"], toilets: ["t1", "t2"] },
    { areaId: "east-old", complaints: [], toilets: ["t3"] },
    { areaId: "east", complaints: ["c5"], toilets: ["t3"] },
  ])(
    "$areaId has the complaints of its own days $complaints, and what stands there $toilets",
    async ({ areaId, complaints, toilets }) => {
      expect(await idsOf("complaints", { areaId })).toEqual(complaints);
      expect(await idsOf("toilets", { areaId })).toEqual(toilets);
    },
  );

  it("reaches back before its first known day, as nothing else had those days", async () => {
    await write(
      "complaint",
      ["c0"],
      `insert into complaint (district_id, complaint_id, number, occurred_on, position)
       values ('north', 'c0', 'c0', '2019-06-01', st_setsrid(st_makepoint(25.005, 60.005), 4326))`,
    );
    await expect
      .poll(() => idsOf("complaints", { areaId: "west-old" }))
      .toEqual(["c0", "c1", "c4"]);
    expect(await idsOf("complaints", { areaId: "west" })).toEqual(["c2", "c3"]);
    await write(
      "complaint",
      ["c0"],
      "delete from complaint where district_id = 'north' and complaint_id = 'c0'",
    );
    await expect.poll(() => idsOf("complaints")).not.toContain("c0");
  });

  it("has the streets that touch it", async () => {
    expect(await idsOf("streets", { areaId: "east-old" })).toEqual(["e2"]);
  });

  it("and a shape and days limit further, never less", async () => {
    const shape = {
      type: "Polygon" as const,
      coordinates: [
        [
          [25, 60],
          [25.0025, 60],
          [25.0025, 60.01],
          [25, 60.01],
          [25, 60],
        ],
      ],
    };
    expect(await idsOf("complaints", { areaId: "west-old", shape })).toEqual(["c1"]);
    expect(
      await idsOf("complaints", { areaId: "west-old", from: "2023-05-01", to: "2024-12-31" }),
    ).toEqual(["c4"]);
  });
});
