import { beforeAll, describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/complaints";
let duty: SignedIn;
let viewer: SignedIn;
let unit: SignedIn;
let petition: SignedIn;
let manager: SignedIn;
let keys = 0;

beforeAll(async () => {
  const role = (name: Parameters<typeof signedIn>[2]) => signedIn(world.database(), "north", name);
  duty = await role("duty_officer");
  viewer = await role("viewer");
  unit = await role("handling_unit");
  petition = await role("petition_officer");
  manager = await role("manager");
  await world.database().transaction(
    async (tx) => {
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫'), ('north', 'other', '别的')",
      );
      await tx.query(
        "insert into unit_member (district_id, unit_id, account_id) values ('north', 'sweep', $1)",
        [unit.accountId],
      );
      // those of the small district came long ago, so that only what a test takes is near
      await tx.query(
        "update complaint set received_at = '2024-01-01T00:00Z' where district_id = 'north'",
      );
    },
    { districtId: "north" },
  );
});

async function taken(draft: object, who = duty) {
  const key = { "Idempotency-Key": `surroundings-${++keys}` };
  const body = { channel: "telephone", category: "road-dirty", text: "泥", ...draft };
  const answer = await world.send(who, "POST", PATH, body, key);
  expect(answer.status).toBe(201);
  return answer.json();
}
const around = async (who: SignedIn, { complaintId }: { complaintId: string }) => {
  const answer = await world.send(who, "GET", `${PATH}/${complaintId}/surroundings`);
  expect(answer.status).toBe(200);
  return answer.json();
};

/** Degrees of longitude that are some meters at 60°N, where a degree is half as long as at the equator. */
const east = (meters: number) => meters / (111_195 * 0.5);

describe("what was there before a complaint", () => {
  it("is what cleaning its street was due, and that nothing tells yet what was done", async () => {
    const { street, lastService } = await around(duty, await taken({ streetId: "s1" }));
    expect(street).toMatchObject({ name: "中街", stars: 4, distanceMeters: null });
    expect(street.grades).toEqual([{ grade: 1, lengthMeters: 1112 }]);
    expect(
      street.routes.map((route: { code: string; passes: number; period: string }) => [
        ...[route.code, route.passes, route.period],
      ]),
    ).toEqual([
      ["R-2", 7, "week"],
      ["R-1", 3, "day"],
      ["R-3", 1, "day"],
    ]);
    expect(lastService).toBeNull();
  });

  it("takes the nearest street within 50 m where none was recorded, and none beyond", async () => {
    const north = (meters: number) => 60.005 + meters / 111_195;
    const near = await around(duty, await taken({ position: [25.006, north(40)] }));
    expect(near.street.streetId).toBe("s1");
    expect(near.street.distanceMeters).toBeCloseTo(40, 0);
    const far = await around(duty, await taken({ position: [25.006, north(60)] }));
    expect(far.street).toBeNull();
  });

  it("names the nearest facility of each kind that is not closed, with its stars in force and meters", async () => {
    const { facilities } = await around(duty, await taken({ position: [25.012, 60.005] }));
    // t3 is nearer than t2 and closed; of the bins b4 is 0.0005° east
    expect(
      facilities.map((one: { kind: string; facilityId: string; stars: number | null }) => [
        ...[one.kind, one.facilityId, one.stars],
      ]),
    ).toEqual([
      ["bin", "b4", null],
      ["toilet", "t2", null],
    ]);
    expect(facilities[0].distanceMeters).toBeCloseTo(0.0005 * 111_195 * 0.5, 0);
  });

  it("says nothing of places where its own is unclear", async () => {
    expect(await around(duty, await taken({}))).toMatchObject({
      ...{ street: null, facilities: [], spot: null, reporter: null },
    });
  });

  it("lists complaints within 50 m that came before, and only those one may open", async () => {
    const at = (meters: number) => ({ position: [25.0015 + east(meters), 60.0015] });
    const near = await taken({ ...at(45), unitId: "other" });
    const own = await taken({ ...at(10), unitId: "sweep" });
    await taken(at(55));
    await taken({ ...at(1), channel: "visit", category: "staff-pay" }, petition);
    const asked = await taken({ ...at(0), unitId: "sweep" });
    const later = await taken(at(2));
    const { spot } = await around(duty, asked);
    expect(spot).toMatchObject({ radiusMeters: 50, weeks: 12, total: 2 });
    const ids = (list: { complaintId: string }[]) => list.map(({ complaintId }) => complaintId);
    expect(ids(spot.complaints)).toEqual([own.complaintId, near.complaintId]);
    expect(spot.complaints[1].distanceMeters).toBeCloseTo(45, 0);
    const ofUnit = (await around(unit, asked)).spot;
    expect([ofUnit.total, ids(ofUnit.complaints)]).toEqual([2, [own.complaintId]]);
    expect((await around(duty, later)).spot.total).toBe(3);
  });

  it("counts earlier complaints of the same person, and lists them to whoever may see reporters", async () => {
    const reporter = { telephone: "0000-7654321" };
    const first = await taken({ reporter });
    const second = await taken({ reporter });
    expect((await around(viewer, first)).reporter).toEqual({ total: 0, complaints: null });
    expect((await around(viewer, second)).reporter).toEqual({ total: 1, complaints: null });
    const { complaints } = (await around(duty, second)).reporter;
    expect(complaints).toMatchObject([{ complaintId: first.complaintId }]);
  });
});

describe("who may read a confidential complaint", () => {
  const confidants = (
    who: SignedIn,
    complaintId: string,
    method = "GET",
    more = "",
    body?: object,
  ) => world.send(who, method, `${PATH}/${complaintId}/confidants${more}`, body);

  it("is said by those named, one by one, and never nobody", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴" };
    const { complaintId } = await taken(pay, petition);
    expect((await confidants(manager, complaintId)).status).toBe(404);
    const named = await confidants(petition, complaintId, "POST", "", {
      accountId: manager.accountId,
    });
    expect((await named.json()).confidants).toHaveLength(2);
    const read = (who: SignedIn) => world.send(who, "GET", `${PATH}/${complaintId}`);
    const { events } = await (await read(manager)).json();
    expect(events.at(-1)).toMatchObject({
      ...{ action: "name-confidant", data: { confidant: "manager", isNamed: true } },
    });
    const gone = await confidants(manager, complaintId, "DELETE", `/${petition.accountId}`);
    expect((await gone.json()).confidants).toMatchObject([{ accountId: manager.accountId }]);
    expect((await read(petition)).status).toBe(404);
    const last = await confidants(manager, complaintId, "DELETE", `/${manager.accountId}`);
    expect(await last.json()).toMatchObject({ code: "conflict", rule: "confidant-last" });
  });

  it("is nobody's question where the complaint is not confidential", async () => {
    const { complaintId } = await taken({});
    expect(await (await confidants(duty, complaintId)).json()).toMatchObject({
      rule: "not-confidential",
    });
  });
});

describe("the text that everybody may read", () => {
  const release = (who: SignedIn, seen: { complaintId: string; revision: number }, text?: string) =>
    world.send(
      who,
      text === undefined ? "DELETE" : "POST",
      `${PATH}/${seen.complaintId}/release`,
      text === undefined ? undefined : { text },
      ifMatch(seen.revision),
    );

  it("is released and taken back by those who may, and masked once more", async () => {
    const complaint = await taken({ reporter: { name: "甲乙丙", telephone: "0000-1112223" } });
    expect(await codeOf(await release(duty, complaint, "泥"))).toBe("forbidden");
    const answer = await release(petition, complaint, "甲乙丙来电，电话 13800000000，路面有泥");
    const open = await answer.json();
    expect(open.publicText).toBe("[姓名]来电，电话 [电话]，路面有泥");
    expect(open.events.at(-1).action).toBe("release");
    expect((await release(petition, complaint, "泥")).status).toBe(412);
    const closed = await (await release(petition, open)).json();
    expect([closed.publicText, closed.events.at(-1).action]).toEqual([null, "withdraw-release"]);
    expect(await (await release(petition, closed)).json()).toMatchObject({ rule: "release-none" });
  });

  it("is never that of a confidential complaint", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴" };
    const complaint = await taken(pay, petition);
    expect(await (await release(petition, complaint, "社保")).json()).toMatchObject({
      rule: "release-confidential",
    });
  });
});
