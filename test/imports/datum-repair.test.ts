import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { distanceMeters } from "../../server/geo/measure.ts";
import type { LngLat } from "../../server/geo/position.ts";
import { recordChange } from "../../server/store/changes.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";
import { alongStreets, inTown, writeTown } from "../worlds/hengyang.ts";
import { servedApp } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

let world: TestDatabase;
let served: ReturnType<typeof servedApp>;
let planner: SignedIn;
let put: Awaited<ReturnType<typeof writeTown>>;
const WRONG = alongStreets(48);

beforeAll(async () => {
  world = await openTestDatabase();
  put = await writeTown(world.database);
  await put("R", alongStreets(300));
  await put("W", WRONG, "gcj02", "补录.csv");
  const eight = Array.from({ length: 8 }, (_, i) => inTown(5, 100 + 30 * i));
  await put("F", eight, "gcj02", "几个.csv");
  planner = await signedIn(world.database, "town", "planner");
  served = servedApp(world.database);
});
afterAll(async () => {
  await served?.close();
  await world?.drop();
});

const ROOT = "/api/districts/town";
async function send(method: string, path: string, body?: unknown, who = planner) {
  const answer = await served.app.request(`${ROOT}${path}`, {
    method,
    headers: { ...who.headers, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}
type Group = {
  groupId: string;
  origin: { name: string | null };
  outcome: string;
  reading: string | null;
  isWrong: boolean;
  canRepair: boolean;
  count: number;
};
const groups = async (): Promise<Group[]> =>
  (await send("GET", "/quality/datum-groups")).body.groups;
const groupOf = async (name: string | null) =>
  (await groups()).find(({ origin }) => origin.name === name)!;
const countWrong = async () => (await send("GET", "/quality/facility-datum")).body.total as number;

/** Where the bins of a prefix are stored, by number. */
async function stored(prefix: string) {
  const rows = await world.database.transaction(
    (tx) =>
      tx.query<{ lng: number; lat: number; revision: number }>(
        `select st_x(position) as lng, st_y(position) as lat, revision from facility
         where facility_id ~ ('^' || $1 || '[0-9]') order by substr(facility_id, 2)::int`,
        [prefix],
      ),
    { districtId: "town" },
  );
  return rows.map(({ lng, lat, revision }) => ({ position: [lng, lat] as LngLat, revision }));
}
const edit = (sql: string) =>
  world.database.transaction(
    async (tx) => {
      await tx.query(sql);
      await recordChange(tx, "town", "facility", []);
    },
    { districtId: "town" },
  );

describe("the datum doctor", () => {
  it("finds the list in GCJ-02 and only that; of eight side by side it cannot tell", async () => {
    const found = (await groups()).map(
      ({ origin, outcome, reading, isWrong, canRepair, count }) => [
        ...[origin.name, count, outcome, reading, isWrong, canRepair],
      ],
    );
    expect(found).toEqual([
      ["补录.csv", 48, "clear", "gcj02", true, true],
      [null, 300, "clear", "wgs84", false, false],
      ["几个.csv", 8, "few", null, false, false],
    ]);
    expect(await countWrong()).toBe(48);
  });

  it.each([7, 47, 48])(
    "lists them page by page of %i, none twice and none left out",
    async (limit) => {
      const ids: string[] = [];
      let cursor = "";
      do {
        const { body } = await send(
          "GET",
          `/quality/facility-datum?limit=${limit}&sort=code${cursor}`,
        );
        ids.push(...body.rows.map(({ id }: { id: string }) => id));
        cursor = body.next === null ? "" : `&cursor=${body.next}`;
      } while (cursor);
      expect(ids).toEqual(WRONG.map((_, i) => `W${i + 1}`));
    },
  );

  it("says before it mends how many move how far, and that they come to streets", async () => {
    const { groupId } = await groupOf("补录.csv");
    const before = await stored("W");
    const { status, body } = await send("POST", "/quality/datum-repair/preview", {
      ...{ groupId, reading: "gcj02" },
    });
    expect(status).toBe(200);
    const shifts = before.map(({ position }, i) => distanceMeters(position, WRONG[i]!));
    expect(body.count).toBe(48);
    expect(body.shiftMeters.least).toBeCloseTo(Math.min(...shifts), 3);
    expect(body.shiftMeters.greatest).toBeCloseTo(Math.max(...shifts), 3);
    expect(body.nearStreet.after).toBe(48); // they stand 5 m from the middle of a street
    expect(body.nearStreet.before).toBeLessThan(40);
    expect(body.inside.after).toBe(48);
    expect(body.moves).toHaveLength(48);
    expect(await stored("W")).toEqual(before);
  });

  it("refuses a group that has changed since its preview", async () => {
    const { groupId } = await groupOf("补录.csv");
    const wanted = { groupId, reading: "gcj02" };
    const { fingerprint } = (await send("POST", "/quality/datum-repair/preview", wanted)).body;
    await edit("update facility set revision = revision + 1 where facility_id = 'W7'");
    const before = await stored("W");
    const refused = await send("POST", "/quality/datum-repair", { ...wanted, fingerprint });
    expect([refused.status, refused.body.code]).toEqual([412, "stale"]);
    expect(await stored("W")).toEqual(before);
    const unknown = { groupId: "none", reading: "gcj02", fingerprint };
    expect((await send("POST", "/quality/datum-repair", unknown)).status).toBe(404);
    const nothing = { ...wanted, reading: "wgs84", fingerprint };
    expect((await send("POST", "/quality/datum-repair", nothing)).status).toBe(400);
  });

  it("is for those who may repair, in the whole district", async () => {
    for (const who of [
      await signedIn(world.database, "town", "viewer"),
      await signedIn(world.database, "town", "planner", ["subdistrict"]),
    ])
      expect(
        (
          await send(
            "POST",
            "/quality/datum-repair/preview",
            { groupId: "x", reading: "gcj02" },
            who,
          )
        ).status,
      ).toBe(403);
  });
});

describe("a repair", () => {
  let repairId: string;
  let before: Awaited<ReturnType<typeof stored>>;

  it("puts the group where it stands, each record a revision on, with its entry in the audit trail", async () => {
    const { groupId } = await groupOf("补录.csv");
    const wanted = { groupId, reading: "gcj02" };
    const { fingerprint } = (await send("POST", "/quality/datum-repair/preview", wanted)).body;
    before = await stored("W");
    const others = [await stored("R"), await stored("F")];
    const made = await send("POST", "/quality/datum-repair", { ...wanted, fingerprint });
    expect(made.status).toBe(201);
    repairId = made.body.repairId;
    const after = await stored("W");
    for (const [i, { position, revision }] of after.entries()) {
      expect(distanceMeters(position, WRONG[i]!)).toBeLessThan(0.01);
      expect(revision).toBe(before[i]!.revision + 1);
    }
    expect([await stored("R"), await stored("F")]).toEqual(others);
    expect(await countWrong()).toBe(0);
    expect(await groupOf("补录.csv")).toMatchObject({ outcome: "clear", reading: "wgs84" });
    const { entries } = (await send("GET", "/facilities/W3/history")).body;
    expect(entries[0]).toMatchObject({
      ...{ action: "facility.datum-repair", actorName: "planner" },
      before: { position: before[2]!.position },
      after: { position: after[2]!.position, reading: "gcj02" },
    });
  });

  it("cannot be made twice by the same preview", async () => {
    const { groupId } = await groupOf("补录.csv");
    const again = { groupId, reading: "gcj02", fingerprint: "as before" };
    expect((await send("POST", "/quality/datum-repair", again)).status).toBe(412);
  });

  it("is taken back exactly, but for records somebody changed or removed since, which are named", async () => {
    await edit(
      "update facility set name = '改过', revision = revision + 1 where facility_id = 'W5'",
    );
    await edit("delete from facility where facility_id = 'W48'");
    const repaired = await stored("W");
    const { status, body } = await send("POST", `/quality/datum-repair/${repairId}/undo`);
    expect(status).toBe(200);
    expect(body.restored).toBe(46);
    expect(body.kept).toEqual(
      expect.arrayContaining([
        { facilityId: "W5", code: "W5", name: "改过" },
        { facilityId: "W48", code: null, name: null },
      ]),
    );
    const now = await stored("W");
    expect(now.map(({ position }) => position)).toEqual(
      before.slice(0, 47).map(({ position }, i) => (i === 4 ? repaired[4]!.position : position)),
    );
    expect(await groupOf("补录.csv")).toMatchObject({ reading: "gcj02", isWrong: true });
    const twice = await send("POST", `/quality/datum-repair/${repairId}/undo`);
    expect([twice.status, twice.body.code]).toEqual([409, "conflict"]);
    const [listed] = (await send("GET", "/quality/datum-repairs")).body.repairs;
    expect(listed).toMatchObject({ repairId, count: 48, kept: 2, undoneBy: "planner" });
  });

  it("leaves alone what a person has set by hand since the list came in", async () => {
    const { revision } = (await send("GET", "/facilities/W9/record")).body;
    const moved = await served.app.request(`${ROOT}/facilities/W9`, {
      method: "PATCH",
      headers: {
        ...planner.headers,
        ...{ "Content-Type": "application/json", "If-Match": `"${revision}"` },
      },
      body: JSON.stringify({ position: WRONG[8] }),
    });
    expect(moved.status).toBe(200);
    expect((await groupOf("补录.csv")).count).toBe(46);
    expect(await countWrong()).toBe(46);
  });
});
