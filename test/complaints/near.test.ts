import { beforeAll, describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/complaints";
const NUMBER = "0000-1234567";

let duty: SignedIn;
let dispatcher: SignedIn;
let westDuty: SignedIn;
let petition: SignedIn;

let keys = 0;
const take = async (who: SignedIn, draft: object) => {
  const answer = await world.send(who, "POST", PATH, draft, {
    "Idempotency-Key": `near-test-${++keys}`,
  });
  expect(answer.status).toBe(201);
  return answer.json();
};
const near = async (who: SignedIn, asked: object) => {
  const answer = await world.send(who, "POST", `${PATH}/near`, asked);
  expect([answer.status, answer.status === 200 ? null : await answer.json()]).toEqual([200, null]);
  return answer.json();
};
const ids = (complaints: { complaintId: string }[]) =>
  complaints.map(({ complaintId }) => complaintId);

/** Six millionths of a degree of latitude are two thirds of a meter; a thousandth is 111 m. */
const here: [number, number] = [25.003, 60.005];
const north = (thousandths: number): [number, number] => [25.003, 60.005 + thousandths / 1000];

let close: { complaintId: string; number: string };
let far: { complaintId: string };
let secret: { complaintId: string };
let merged: { complaintId: string };

beforeAll(async () => {
  const database = world.database();
  duty = await signedIn(database, "north", "duty_officer");
  dispatcher = await signedIn(database, "north", "dispatcher");
  westDuty = await signedIn(database, "north", "duty_officer", ["west"]);
  petition = await signedIn(database, "north", "petition_officer");
  const dirty = { channel: "telephone", category: "road-dirty" };
  close = await take(duty, {
    ...{ ...dirty, text: "某某路面有泥，电话 13000000000", position: north(0.5), streetId: "s1" },
    reporter: { name: "某某", telephone: NUMBER },
  });
  far = await take(duty, { ...dirty, text: "路面有泥", position: north(5) });
  secret = await take(petition, {
    ...{ channel: "visit", category: "staff-pay", text: "工资", position: here },
    reporter: { telephone: NUMBER },
  });
  merged = await take(duty, { ...dirty, position: here, duplicateOf: close.complaintId });
});

describe("what is there while a complaint is taken", () => {
  it("suggests the one near, once, for itself and what was merged into it, and says why", async () => {
    const {
      duplicates,
      near: around,
      radiusMeters,
    } = await near(duty, {
      ...{ category: "road-dirty", position: here, streetId: "s1" },
    });
    expect(radiusMeters).toBeGreaterThan(56);
    expect(ids(duplicates)).toEqual([close.complaintId]);
    expect(duplicates[0]).toMatchObject({ number: close.number, isOpen: true });
    expect(duplicates[0].reasons).toContain("place");
    expect(duplicates[0].distanceMeters).toBeCloseTo(0.0005 * 111_195, 0);
    expect(ids(around)).toEqual([close.complaintId]);
    expect(ids(around)).not.toContain(far.complaintId);
    expect(ids(around)).not.toContain(merged.complaintId);
  });

  it("shows texts masked, and never who made them", async () => {
    const answer = await near(duty, { position: here });
    const said = JSON.stringify(answer);
    expect(said).not.toMatch(/1234567|13000000000/);
    expect(said).not.toContain("某某");
    expect(said).toContain("[姓名]");
  });

  it("knows the same caller by the number however it is written, and says no more than that", async () => {
    const { caller } = await near(duty, { telephone: "(0000) 123-4567" });
    expect(caller.count).toBe(1);
    expect(caller.complaints[0]).toMatchObject({
      complaintId: close.complaintId,
      isSameCaller: true,
    });
    expect(JSON.stringify(caller)).not.toMatch(/1234567|某某/);
    expect((await near(duty, { telephone: "12345" })).caller).toBeNull();
    expect((await near(duty, { telephone: "0000-7654321" })).caller).toEqual({
      count: 0,
      complaints: [],
    });
  });

  it("writes down that a caller was recognised, once for a call, without the number", async () => {
    await near(dispatcher, { telephone: NUMBER });
    await near(dispatcher, { telephone: NUMBER, text: "还没人来" });
    const rows = await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "select audit::text as entry from audit where action = 'reporter.match' and actor_id = $1",
            [dispatcher.accountId],
          ),
        { districtId: "north" },
      );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("1234567");
  });

  it("does not show a confidential complaint to whoever is not named for it", async () => {
    const asked = { category: "staff-pay", position: here, telephone: NUMBER };
    for (const who of [duty, dispatcher])
      expect(JSON.stringify(await near(who, asked))).not.toContain(secret.complaintId);
    expect(ids((await near(petition, asked)).near)).toContain(secret.complaintId);
  });

  it("says which street and facilities are there with their stars in force, and of service that there is no data", async () => {
    const { street, facilities, area } = await near(duty, { position: [25.002, 60.00204] });
    expect(street).toBeNull(); // 330 m away
    expect(area.id).toBe("west");
    expect(facilities[0]).toMatchObject({ id: "t1", stars: 5, lastServiceAt: null });
    expect(facilities[0].distanceMeters).toBeCloseTo(0.00004 * 111_195, 0);
    const onStreet = await near(duty, { position: here });
    expect(onStreet.street).toMatchObject({
      id: "s1",
      stars: 4,
      isModel: true,
      lastServiceAt: null,
    });
    expect(onStreet.street.distanceMeters).toBeCloseTo(0, 1);
    const unrated = await near(duty, { facilityId: "t2" });
    expect(unrated.facilities).toMatchObject([{ id: "t2", stars: null, distanceMeters: null }]);
  });

  it("says whom the rules give it to", async () => {
    await world.database().transaction(
      async (tx) => {
        await tx.query(
          "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫公司')",
        );
        await tx.query(
          `insert into district_setting (district_id, key, value) values ('north', 'complaintAssignment', $1::jsonb)`,
          [JSON.stringify([{ areaCode: "01", category: "road-dirty", unitId: "sweep" }])],
        );
      },
      { districtId: "north" },
    );
    const asked = { channel: "telephone", category: "road-dirty" };
    expect((await near(duty, { ...asked, position: here })).unit).toMatchObject({
      name: "清扫公司",
    });
    expect((await near(duty, { ...asked, position: [25.015, 60.005] })).unit).toBeNull();
    expect((await near(duty, asked)).unit).toBeNull();
  });

  it("keeps to the areas granted, and takes no telephone number in an address", async () => {
    const elsewhere = await world.send(westDuty, "POST", `${PATH}/near`, {
      position: [25.015, 60.005],
    });
    expect([elsewhere.status, (await elsewhere.json()).rule]).toEqual([403, "outside-areas"]);
    const placeless = await take(duty, {
      ...{ channel: "telephone", category: "road-dirty" },
      reporter: { telephone: NUMBER },
    });
    const { caller } = await near(westDuty, { telephone: NUMBER });
    expect(ids(caller.complaints)).toContain(close.complaintId);
    expect(ids(caller.complaints)).not.toContain(placeless.complaintId); // it may lie anywhere
    expect((await world.send(duty, "GET", `${PATH}/near?telephone=1`)).status).not.toBe(200);
  });
});
