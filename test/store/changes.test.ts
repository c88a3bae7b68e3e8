import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Change,
  followChanges,
  readChanges,
  readVersion,
  recordChange,
} from "../../server/store/changes.ts";
import { openTestDatabase, type TestDatabase } from "../worlds/database.ts";

let test: TestDatabase;
let district = 0;
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const id = () => `d${district}`;

async function addDistrict(districtId: string) {
  await test.database.transaction(
    (tx) => tx.query("insert into district (district_id, name) values ($1, $1)", [districtId]),
    { asOwner: true },
  );
}
const write = (districtId: string, ...ids: string[]) =>
  test.database.transaction((tx) => recordChange(tx, districtId, "facility", ids), { districtId });
const log = (after = 0, limit?: number) =>
  test.database.transaction((tx) => readChanges(tx, id(), after, limit), { districtId: id() });

/** Waits until `heard` has as many, or two seconds: what the issue allows for a notice. */
async function until(heard: Change[], count: number) {
  for (let waited = 0; heard.length < count && waited < 2_000; waited += 20) await later(20);
}

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.drop());
beforeEach(async () => {
  district++;
  await addDistrict(id());
});

describe("recordChange", () => {
  it("counts from one without gaps, also when transactions fail in between", async () => {
    expect(await write(id(), "a")).toBe(1);
    const failed = test.database.transaction(
      async (tx) => {
        expect(await recordChange(tx, id(), "street", [])).toBe(2);
        throw new Error("no");
      },
      { districtId: id() },
    );
    await expect(failed).rejects.toThrow("no");
    expect(await write(id(), "b", "c")).toBe(2);
    expect(await log()).toEqual([
      { districtId: id(), version: 1, kind: "facility", ids: ["a"] },
      { districtId: id(), version: 2, kind: "facility", ids: ["b", "c"] },
    ]);
    const version = await test.database.transaction((tx) => readVersion(tx, id()), {
      districtId: id(),
    });
    expect(version).toBe(2);
  });

  it("gives every one of many concurrent writers a version of its own", async () => {
    const versions = await Promise.all(Array.from({ length: 30 }, (_, n) => write(id(), `${n}`)));
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });

  it("counts each district by itself", async () => {
    await addDistrict(`${id()}-other`);
    expect(await write(`${id()}-other`)).toBe(1);
    expect(await write(id())).toBe(1);
  });

  it("reads pages after a version", async () => {
    for (let n = 0; n < 5; n++) await write(id(), `${n}`);
    expect((await log(2, 2)).map((change) => change.version)).toEqual([3, 4]);
  });
});

describe("followChanges", () => {
  it("hears what was missed and what comes, once each and in order, within two seconds", async () => {
    for (let n = 0; n < 3; n++) await write(id(), `${n}`);
    const heard: Change[] = [];
    const stop = await followChanges(test.database, id(), 1, (change) => void heard.push(change));
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(id(), `${n}`)));
    await until(heard, 22);
    expect(heard.map((change) => change.version)).toEqual(
      Array.from({ length: 22 }, (_, n) => n + 2),
    );
    await stop();
    await write(id());
    await later(100);
    expect(heard).toHaveLength(22);
  });

  it("hears only its own district, or all, also one made later", async () => {
    const own: Change[] = [];
    const all: Change[] = [];
    const stops = [
      await followChanges(test.database, id(), null, (change) => void own.push(change)),
      await followChanges(test.database, null, null, (change) => void all.push(change)),
    ];
    await addDistrict(`${id()}-new`);
    await write(`${id()}-new`, "x");
    await write(id(), "y");
    await until(all, 2);
    await until(own, 1);
    for (const stop of stops) await stop();
    expect(own.map((change) => change.ids)).toEqual([["y"]]);
    expect(all.map((change) => change.ids).toSorted()).toEqual([["x"], ["y"]]);
  });

  it("gives a change again to a hearer that failed on it, so that none is lost", async () => {
    const tried: string[] = [];
    const stop = await followChanges(test.database, id(), 0, (change) => {
      tried.push(change.ids[0]!);
      if (tried.length === 1) throw new Error("not yet");
    });
    await write(id(), "a");
    await later(200);
    await write(id(), "b");
    for (let waited = 0; tried.length < 3 && waited < 2_000; waited += 20) await later(20);
    await stop();
    expect(tried).toEqual(["a", "a", "b"]);
  });

  it("hears a change that nobody was told of, by looking", async () => {
    const heard: Change[] = [];
    const stop = await followChanges(test.database, id(), 0, (change) => void heard.push(change));
    await test.database.transaction(
      async (tx) => {
        await tx.query("insert into change_counter (district_id, version) values ($1, 1)", [id()]);
        await tx.query(
          "insert into change (district_id, version, kind, ids) values ($1, 1, 'area', '{}')",
          [id()],
        );
      },
      { districtId: id() },
    );
    expect(heard).toEqual([]);
    await later(5_500);
    await stop();
    expect(heard.map((change) => change.kind)).toEqual(["area"]);
  });
});
