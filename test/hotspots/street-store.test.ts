import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStreetUnits, type StreetUnitsStore } from "../../server/hotspots/street-store.ts";
import { type ChangeKind, recordChange } from "../../server/store/changes.ts";
import type { Database } from "../../server/store/database.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { writeSmallDistrict } from "../worlds/small-district.ts";

let world: TestDatabase;
let streets: StreetUnitsStore;
let reads = 0;

/** The database, counting how often streets are read from it. */
const counting = (database: Database): Database => ({
  ...database,
  transaction: (work, options) =>
    database.transaction(
      (tx) =>
        work({
          query: (sql, values) => {
            if (/from street_edge/.test(sql)) reads++;
            return tx.query(sql, values);
          },
        }),
      options,
    ),
});

beforeAll(async () => {
  world = await openTestDatabase();
  await writeSmallDistrict(world.database);
  await writeSmallDistrict(world.database, "other");
  streets = createStreetUnits(counting(world.database));
});

afterAll(() => world?.drop());

/** What several askers get, and how often streets were read for it. */
async function counted<T>(work: () => Promise<T>) {
  reads = 0;
  const answer = await work();
  return { answer, reads };
}

const write = (kind: ChangeKind, sql: string, districtId = "north") =>
  world.database.transaction(
    async (tx) => {
      if (sql) await tx.query(sql);
      return recordChange(tx, districtId, kind, []);
    },
    { districtId },
  );

const get = async (districtId = "north") => (await streets.get(districtId))!;

describe("streets in memory", () => {
  it("are read once for everybody who asks at the same time", async () => {
    const { answer, reads } = await counted(() => Promise.all([get(), get(), get()]));
    expect(reads).toBe(1);
    expect(new Set(answer).size).toBe(1);
    const { network, count } = answer[0]!;
    expect(network.edges).toEqual([
      {
        id: "e1",
        fromNode: 0,
        toNode: 1,
        lengthMeters: 556,
        streetId: "s1",
        name: "中街",
        nameEn: "Middle Street",
        grade: 1,
        class: "arterial",
      },
      expect.objectContaining({ id: "e2", fromNode: 1, toNode: 2 }),
    ]);
    expect(count).toBe(12); // 556 m are 6 of 93 m, twice
  });

  it("find the stretch of a complaint", async () => {
    const units = await get();
    // c1 is 22 m north of the first edge, at 0.0021 of its 0.01 degrees: in the second of six stretches
    expect(units.unitOf([25.0021, 60.0052], 50)).toBe(1);
    expect(units.unitOf([25.0021, 60.0052], 20)).toBe(-1);
    expect(units.unitOf([25.016, 60.0049], 50)).toBe(9);
  });

  it("are not read again for a change of something else", async () => {
    const before = await get();
    await write("complaint", "");
    const { answer, reads } = await counted(() => get());
    expect(reads).toBe(0);
    expect(answer).toBe(before);
  });

  it("are read again, once, when a street changed", async () => {
    const before = await get();
    await write("street", "update street set name = '新街' where district_id = 'north'");
    await write("complaint", "");
    const { answer, reads } = await counted(() => Promise.all([get(), get()]));
    expect(reads).toBe(1);
    expect(answer[0]).toBe(answer[1]);
    expect(before.network.edges[0]!.name).toBe("中街");
    expect(answer[0]!.network.edges[0]!.name).toBe("新街");
  });

  it("are cut anew when another length is asked for, and then held", async () => {
    const long = async () => (await streets.get("north", 300))!;
    expect((await get()).count).toBe(12);
    const { answer, reads } = await counted(() => Promise.all([long(), long()]));
    expect(reads).toBe(1);
    expect(answer[0]).toBe(answer[1]);
    expect(answer[0]!.stretchMeters).toBe(300);
    expect(answer[0]!.count).toBe(4); // 556 m are 2 of 278 m, twice
    expect((await counted(long)).reads).toBe(0);
    expect((await get()).count).toBe(12);
  });

  it("are each what was asked for, whoever else asks for another length at the same time", async () => {
    const found = await Promise.all([get(), streets.get("north", 300), get()]);
    expect(found.map((units) => units!.count)).toEqual([12, 4, 12]);
  });

  it("follow an edge that was withdrawn and one that became a motorway", async () => {
    const set = (name: string) =>
      `update street_edge set class = '${name}' where district_id = 'north' and edge_id = 'e2'`;
    await write("street_edge", set("motorway"));
    expect((await get()).network.edges.map(({ id }) => id)).toEqual(["e1"]);
    await write("street_edge", set("arterial"));
    expect((await get()).network.edges.map(({ id }) => id)).toEqual(["e1", "e2"]);
    await write(
      "street_edge",
      "delete from street_edge where district_id = 'north' and edge_id = 'e2'",
    );
    expect((await get()).count).toBe(6);
  });

  it("are those of the district one asks for", async () => {
    expect((await get("other")).count).toBe(12);
    expect(await streets.get("nowhere")).toBeNull();
  });

  it("can be asked for within a transaction, while others wait", async () => {
    await write("street", "", "other");
    const { answer, reads } = await counted(() =>
      Promise.all([
        get("other"),
        world.database.transaction(
          async (tx) => [await streets.get("other", 100, tx), await streets.get("other", 100, tx)],
          { districtId: "other", readOnlySnapshot: true },
        ),
        get("other"),
      ]),
    );
    expect(reads).toBeLessThanOrEqual(1); // the given transaction is not counted
    const [one, [two, three], four] = answer;
    expect(new Set([one, two, three, four]).size).toBe(1);
  });

  it("are asked for again after the database failed", async () => {
    const failing = createStreetUnits({
      ...world.database,
      transaction: (work, options) =>
        world.database.transaction(
          (tx) =>
            work({
              query: (sql, values) => {
                if (isAway && /from street_edge/.test(sql)) throw new Error("away");
                return tx.query(sql, values);
              },
            }),
          options,
        ),
    });
    let isAway = true;
    await expect(failing.get("other")).rejects.toThrow("away");
    isAway = false;
    expect((await failing.get("other"))?.count).toBe(12);
  });

  const asOwner = (sql: string) =>
    world.database.transaction((tx) => tx.query(sql), { asOwner: true });

  it("are read again when the district is behind what is held", async () => {
    await write("street", "", "other");
    const before = await get("other");
    await asOwner("update change_counter set version = version - 1 where district_id = 'other'");
    expect(await get("other")).not.toBe(before);
  });

  it("are made anew with the district, though it has changed as often", async () => {
    const before = await get("other");
    await asOwner("delete from district where district_id = 'other'");
    await writeSmallDistrict(world.database, "other");
    for (let i = 0; i < 20; i++) await write("complaint", "", "other");
    const after = await get("other");
    expect(after).not.toBe(before);
    expect(after.count).toBe(12);
    await asOwner("delete from district where district_id = 'other'");
    expect(await streets.get("other")).toBeNull();
  });
});
