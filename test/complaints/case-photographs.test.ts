import { beforeAll, describe, expect, it } from "vitest";
import { jpeg, servedPhotographs } from "../worlds/photographs.ts";
import { codeOf, ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedPhotographs();
const { upload, get } = north;
const PATH = "/api/districts/north";

let duty: SignedIn;
let unit: SignedIn;
let otherUnit: SignedIn;
let petition: SignedIn;
let viewer: SignedIn;
let inspector: SignedIn;
let keys = 0;

beforeAll(async () => {
  const database = north.database();
  const role = (name: Parameters<typeof signedIn>[2]) => signedIn(database, "north", name);
  duty = await role("duty_officer");
  unit = await role("handling_unit");
  otherUnit = await role("handling_unit");
  petition = await role("petition_officer");
  viewer = await role("viewer");
  inspector = await role("inspector");
  await database.transaction(
    async (tx) => {
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫'), ('north', 'other', '别的')",
      );
      await tx.query(
        "insert into unit_member (district_id, unit_id, account_id) values ('north', 'sweep', $1), ('north', 'other', $2)",
        [unit.accountId, otherUnit.accountId],
      );
    },
    { districtId: "north" },
  );
});

async function taken(who: SignedIn, draft: object) {
  const key = { "Idempotency-Key": `photographs-${++keys}` };
  const answer = await north.send(who, "POST", `${PATH}/complaints`, draft, key);
  expect(answer.status).toBe(201);
  return answer.json();
}
const dirty = { channel: "telephone", category: "road-dirty", text: "泥", unitId: "sweep" };
const here = { position: [25.003, 60.005] };
const of = ({ complaintId }: { complaintId: string }) =>
  `${PATH}/complaints/${complaintId}/photographs`;
const shown = async (who: SignedIn, photographId: string) =>
  (await get(who, `${PATH}/photographs/${photographId}?size=thumbnail`)).status;

describe("photographs of a complaint", () => {
  it("are added before and after by its unit and by whoever takes complaints, and by nobody else", async () => {
    const complaint = await taken(duty, { ...dirty, ...here });
    const before = await upload(duty, await jpeg(), `${of(complaint)}/before`);
    const after = await upload(unit, await jpeg(), `${of(complaint)}/after?caption=swept`);
    expect([before.status, after.status]).toEqual([201, 201]);
    for (const nobody of [otherUnit, viewer, inspector])
      expect(await codeOf(await upload(nobody, await jpeg(), `${of(complaint)}/after`))).toBe(
        "forbidden",
      );
    const list = await (await get(duty, of(complaint))).json();
    expect([list.before.length, list.after.length, list.mayAdd]).toEqual([1, 1, true]);
    expect(list.after[0]).toMatchObject({ caption: "swept", addedBy: "handling_unit" });
    expect((await (await get(viewer, of(complaint))).json()).mayAdd).toBe(false);
  });

  it("are seen by whoever may read it", async () => {
    const complaint = await taken(duty, { ...dirty, ...here });
    const answer = await upload(unit, await jpeg(), `${of(complaint)}/after`);
    const { photographId } = (await answer.json()).photograph;
    const east = await signedIn(north.database(), "north", "viewer", ["east"]);
    expect([
      ...[await shown(duty, photographId), await shown(unit, photographId)],
      ...[await shown(viewer, photographId), await shown(otherUnit, photographId)],
      ...[await shown(inspector, photographId), await shown(east, photographId)],
    ]).toEqual([200, 200, 200, 403, 403, 403]);
  });

  it("of minutes are put to petitions by who leads and by their office", async () => {
    const leader = await signedIn(north.database(), "north", "manager");
    const dust = { channel: "visit", category: "road-dirty", text: "扬尘扰民", ...here };
    const petitioned = await taken(petition, dust);
    const direct = await taken(duty, { ...dirty, ...here });
    const minutes = async (who: SignedIn, complaint: { complaintId: string }) =>
      (await upload(who, await jpeg(), `${of(complaint)}/minutes?caption=page`)).status;
    expect([
      ...[await minutes(leader, petitioned), await minutes(petition, petitioned)],
      ...[await minutes(duty, petitioned), await minutes(leader, direct)],
    ]).toEqual([201, 201, 403, 403]);
    expect(await (await get(leader, of(petitioned))).json()).toMatchObject({
      minutes: [{ caption: "page", addedBy: "manager" }, { addedBy: "petition_officer" }],
      mayAddMinutes: true,
    });
    expect((await (await get(leader, of(direct))).json()).mayAddMinutes).toBe(false);
  });

  it("of a confidential one exist for those named and for nobody else", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴", ...here };
    const complaint = await taken(petition, pay);
    const answer = await upload(petition, await jpeg(), `${of(complaint)}/before?caption=wages`);
    expect(answer.status).toBe(201);
    const { photographId } = (await answer.json()).photograph;
    const manager = await signedIn(north.database(), "north", "manager");
    expect([
      ...[await shown(petition, photographId), await shown(manager, photographId)],
      ...[await shown(viewer, photographId), (await get(manager, of(complaint))).status],
    ]).toEqual([200, 404, 404, 404]);
    const trail = await north
      .database()
      .transaction(
        (tx) =>
          tx.query<{ after: object }>("select after from audit where record_id = $1", [
            `${complaint.complaintId}/${photographId}`,
          ]),
        { districtId: "north" },
      );
    expect(JSON.stringify(trail)).not.toContain("wages");
  });

  it("stay with it once it is closed, but for whoever takes complaints", async () => {
    const complaint = await taken(duty, { ...dirty, ...here });
    const path = `${of(complaint)}/after`;
    const { photograph } = await (await upload(unit, await jpeg(), path)).json();
    const refuse = { action: "refuse", reason: "不属本区" };
    const steps = `${PATH}/complaints/${complaint.complaintId}/steps`;
    await north.send(duty, "POST", steps, refuse, ifMatch(complaint.revision));
    const remove = (who: SignedIn) =>
      north.request(`${path}/${photograph.photographId}`, {
        method: "DELETE",
        headers: who.headers,
      });
    expect(await (await remove(unit)).json()).toMatchObject({ rule: "photograph-closed" });
    expect((await (await remove(duty)).json()).after).toEqual([]);
  });
});
