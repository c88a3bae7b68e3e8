import { beforeAll, describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north";

let manager: SignedIn;
let duty: SignedIn;
let sweeper: SignedIn;

beforeAll(async () => {
  const role = (name: Parameters<typeof signedIn>[2]) => signedIn(world.database(), "north", name);
  manager = await role("manager");
  duty = await role("duty_officer");
  sweeper = await role("handling_unit");
});

type Unit = { unitId: string; name: string; isActive: boolean; openComplaints: number };
const unitsOf = async (answer: Response): Promise<Unit[]> => (await answer.json()).units;
const created = async (name: string) => {
  const answer = await world.send(manager, "POST", `${PATH}/units`, { name });
  expect(answer.status).toBe(201);
  return (await unitsOf(answer)).find((unit) => unit.name === name)!;
};
let keys = 0;
const taken = async (unitId: string) => {
  const draft = { channel: "telephone", category: "road-dirty", text: "泥", unitId };
  const key = { "Idempotency-Key": `units-test-${++keys}` };
  const answer = await world.send(duty, "POST", `${PATH}/complaints`, draft, key);
  expect(answer.status).toBe(201);
  return answer.json();
};

describe("handling units", () => {
  it("are listed for whoever works in the district, and changed by whoever sets it up", async () => {
    const { unitId } = await created("清扫公司");
    const seen = await unitsOf(await world.send(duty, "GET", `${PATH}/units`));
    expect(seen).toContainEqual({
      ...{ unitId, name: "清扫公司", nameEn: null, isActive: true, openComplaints: 0 },
    });
    expect((await world.send(duty, "POST", `${PATH}/units`, { name: "别的" })).status).toBe(403);
    const again = await world.send(manager, "POST", `${PATH}/units`, { name: "清扫公司" });
    expect(await codeOf(again)).toBe("name-taken");
  });

  it("count what is open at them, and not what is settled", async () => {
    const { unitId } = await created("清运队");
    await taken(unitId);
    const second = await taken(unitId);
    const step = { action: "refuse", reason: "不属本区" };
    const path = `${PATH}/complaints/${second.complaintId}/steps`;
    expect((await world.send(duty, "POST", path, step, ifMatch(second.revision))).status).toBe(200);
    const units = await unitsOf(await world.send(duty, "GET", `${PATH}/units`));
    expect(units.find((unit) => unit.unitId === unitId)?.openComplaints).toBe(1);
  });

  it("are put out of work: nothing new comes to them, and what they have stays", async () => {
    const { unitId } = await created("夜班队");
    await taken(unitId);
    const answer = await world.send(manager, "PATCH", `${PATH}/units/${unitId}`, {
      isActive: false,
    });
    expect((await unitsOf(answer)).find((unit) => unit.unitId === unitId)).toMatchObject({
      ...{ isActive: false, openComplaints: 1, name: "夜班队" },
    });
    const draft = { channel: "telephone", text: "泥", unitId };
    const key = { "Idempotency-Key": "units-test-inactive" };
    const refused = await world.send(duty, "POST", `${PATH}/complaints`, draft, key);
    expect((await refused.json()).faults[0].rule).toBe("unit-unknown");
  });

  it("let their members read and handle their complaints, until they are members no more", async () => {
    const { unitId } = await created("机扫队");
    const { complaintId } = await taken(unitId);
    const read = () => world.send(sweeper, "GET", `${PATH}/complaints/${complaintId}`);
    const set = (accountIds: string[]) =>
      world.send(manager, "PUT", `${PATH}/units/${unitId}/members`, { accountIds });
    expect((await read()).status).toBe(403);
    const { accounts } = await (await set([sweeper.accountId])).json();
    const own = accounts.find(
      ({ accountId }: { accountId: string }) => accountId === sweeper.accountId,
    );
    expect(own).toMatchObject({ roles: ["handling_unit"], unitIds: [unitId] });
    expect((await read()).status).toBe(200);
    expect((await set([])).status).toBe(200);
    expect((await read()).status).toBe(403);
  });

  it("take no member from elsewhere", async () => {
    const { unitId } = await created("巡查队");
    const answer = await world.send(manager, "PUT", `${PATH}/units/${unitId}/members`, {
      accountIds: ["nobody"],
    });
    expect((await answer.json()).faults[0].rule).toBe("member-unknown");
  });

  it("leave what was done to them in the trail", async () => {
    const { unitId } = await created("公厕班");
    await world.send(manager, "PATCH", `${PATH}/units/${unitId}`, { name: "公厕管理班" });
    await world.send(manager, "PUT", `${PATH}/units/${unitId}/members`, {
      accountIds: [sweeper.accountId],
    });
    const rows = await world
      .database()
      .transaction(
        (tx) =>
          tx.query<{ action: string; after: Record<string, unknown> }>(
            "select action, after from audit where record = 'unit' and record_id = $1 order by at, entry_id",
            [unitId],
          ),
        { districtId: "north" },
      );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["unit.create", "unit.change", "unit.members"],
    ]);
    expect(rows[1]?.after).toEqual({ name: "公厕管理班" });
  });
});
