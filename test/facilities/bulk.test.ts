import { describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const ROOT = "/api/districts/north/facilities";
const send = (who: SignedIn, path: string, body: object) =>
  north.request(`${ROOT}${path}`, {
    method: "POST",
    headers: { ...who.headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
const planner = (areas: string[] | null = null) =>
  signedIn(north.database(), "north", "planner", areas);
const record = async (who: SignedIn, id: string) =>
  (await north.request(`${ROOT}/${id}/record`, { headers: who.headers })).json();
const seen = async (who: SignedIn, ...ids: string[]) =>
  Promise.all(
    ids.map(async (facilityId) => ({
      facilityId,
      revision: (await record(who, facilityId)).revision,
    })),
  );

describe("writing the same to many facilities", () => {
  it("gives them one manager and leaves the rest, each a revision on and with its own history", async () => {
    const who = await planner();
    const before = await record(who, "b1");
    const answer = await send(who, "/bulk-edit", {
      records: await seen(who, "b1", "b2"),
      manager: "清扫公司",
    });
    expect((await answer.json()).records).toEqual([
      { facilityId: "b1", revision: before.revision + 1 },
      { facilityId: "b2", revision: 2 },
    ]);
    const { updatedAt: _at, ...after } = await record(who, "b1");
    const { updatedAt: _before, ...same } = before;
    expect(after).toEqual({ ...same, manager: "清扫公司", revision: before.revision + 1 });
    const history = await north.request(`${ROOT}/b2/history`, { headers: who.headers });
    expect((await history.json()).entries[0]).toMatchObject({
      action: "facility.edit",
      before: { manager: null },
      after: { manager: "清扫公司" },
    });
  });

  it("tells nobody known from not known", async () => {
    const who = await planner();
    await send(who, "/bulk-edit", { records: await seen(who, "b3"), manager: "" });
    expect((await record(who, "b3")).manager).toBe("");
    await send(who, "/bulk-edit", { records: await seen(who, "b3"), manager: null });
    expect((await record(who, "b3")).manager).toBeNull();
  });

  it("writes none of them when one has changed or is gone, and names it", async () => {
    const who = await planner();
    const [b1, b2] = await seen(who, "b1", "b2");
    const records = [b1, { ...b2, revision: 1 }, { facilityId: "none", revision: 1 }];
    const answer = await send(who, "/bulk-edit", { records, owner: "局" });
    const problem = await answer.json();
    expect([answer.status, problem.code]).toEqual([412, "stale"]);
    expect(problem.faults.map(({ field }: { field: string }) => field)).toEqual([
      "records.1",
      "records.2",
    ]);
    expect((await record(who, "b1")).owner).toBeNull();
  });

  it("marks them verified today by who says so", async () => {
    const inspector = await signedIn(north.database(), "north", "inspector");
    const answer = await send(inspector, "/bulk-verification", {
      records: await seen(inspector, "t1", "b1"),
    });
    expect(answer.status).toBe(200);
    const { verifiedOn, verifiedBy } = await record(inspector, "t1");
    expect(verifiedBy).toBe("inspector");
    expect(verifiedOn).toBe(
      new Date().toLocaleDateString("en-CA", { timeZone: "Europe/Helsinki" }),
    );
  });

  it("holds every one of them to the areas of the grant", async () => {
    const ofWest = await planner(["west"]);
    const records = await seen(await planner(), "b1", "b4");
    expect((await send(ofWest, "/bulk-edit", { records, owner: "局" })).status).toBe(403);
    expect((await send(ofWest, "/bulk-verification", { records })).status).toBe(403);
    expect(
      (await send(ofWest, "/bulk-edit", { records: records.slice(0, 1), owner: "局" })).status,
    ).toBe(200);
  });

  it("asks for something to write, and for no more than 500 records", async () => {
    const who = await planner();
    const records = await seen(who, "b2");
    expect((await send(who, "/bulk-edit", { records })).status).toBe(400);
    expect((await send(who, "/bulk-edit", { records: [], owner: "局" })).status).toBe(400);
    const many = Array.from({ length: 501 }, (_, i) => ({ facilityId: `x${i}`, revision: 1 }));
    expect((await send(who, "/bulk-edit", { records: many, owner: "局" })).status).toBe(400);
  });
});
