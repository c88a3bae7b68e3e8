import { beforeAll, describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/complaints";
let duty: SignedIn;
let unit: SignedIn;
let westerner: SignedIn;
let petition: SignedIn;

let keys = 0;
const take = async (who: SignedIn, draft: object) => {
  const key = { "Idempotency-Key": `list-test-${++keys}` };
  const answer = await world.send(who, "POST", PATH, { channel: "telephone", ...draft }, key);
  expect(answer.status).toBe(201);
  return answer.json();
};
const list = async (who: SignedIn, query = "") => {
  const answer = await world.send(who, "GET", `${PATH}?${query}`);
  expect(answer.status).toBe(200);
  return answer.json();
};
const texts = (answer: { complaints: { text: string }[] }) =>
  answer.complaints.map(({ text }) => text);

const west = { position: [25.003, 60.004] };
const east = { position: [25.013, 60.004] };

beforeAll(async () => {
  const database = world.database();
  duty = await signedIn(database, "north", "duty_officer");
  unit = await signedIn(database, "north", "handling_unit");
  westerner = await signedIn(database, "north", "viewer", ["west"]);
  petition = await signedIn(database, "north", "petition_officer");
  await database.transaction(
    async (tx) => {
      // what the small district has of its own is no part of these lists
      await tx.query("delete from complaint where district_id = 'north'");
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'u', '清扫公司')",
      );
      await tx.query(
        "insert into unit_member (district_id, unit_id, account_id) values ('north', 'u', $1)",
        [unit.accountId],
      );
    },
    { districtId: "north", asOwner: true },
  );
  await take(duty, { category: "exposed-waste", text: "路口有暴露垃圾没人扫", ...west });
  await take(duty, { category: "road-dirty", text: "雨后路面有泥", ...west, unitId: "u" });
  await take(duty, { category: "road-dirty", text: "东段路面有泥", ...east, unitId: "u" });
  await take(duty, { category: "road-dirty", text: "不知道在哪里" });
  await take(petition, { channel: "visit", category: "staff-pay", text: "社保未缴" });
});

describe("the register as a list", () => {
  it("holds what one just wrote, newest first, with counts of what other choices would give", async () => {
    const answer = await list(duty, "category=road-dirty");
    expect(texts(answer)).toEqual(["不知道在哪里", "东段路面有泥", "雨后路面有泥"]);
    expect(answer.total).toBe(3);
    expect(answer.counts.category).toEqual([
      { value: "road-dirty", count: 3 },
      { value: "exposed-waste", count: 1 },
    ]);
    expect(answer.counts.unitId).toEqual([
      { value: "u", count: 2 },
      { value: null, count: 1 },
    ]);
    expect(texts(await list(duty, "category=road-dirty&unit=none"))).toEqual(["不知道在哪里"]);
  });

  it("finds words in the middle of a sentence, and what was corrected a moment ago", async () => {
    const found = await list(duty, `q=${encodeURIComponent("暴露垃圾")}`);
    expect(texts(found)).toEqual(["路口有暴露垃圾没人扫"]);
    const [{ complaintId }] = found.complaints;
    const complaint = await (await world.send(duty, "GET", `${PATH}/${complaintId}`)).json();
    const patch = { text: "路口有暴露垃圾没人清" };
    await world.send(duty, "PATCH", `${PATH}/${complaintId}`, patch, ifMatch(complaint.revision));
    expect(texts(await list(duty, `q=${encodeURIComponent("没人清")}`))).toEqual([patch.text]);
    expect((await list(duty, `q=${encodeURIComponent("没人扫")}`)).total).toBe(0);
  });

  it("shows a unit its own, an area its own, and what is confidential to those named", async () => {
    expect(texts(await list(unit))).toEqual(["东段路面有泥", "雨后路面有泥"]);
    expect(texts(await list(westerner))).toEqual(["雨后路面有泥", "路口有暴露垃圾没人清"]);
    expect((await list(westerner)).counts.category).toEqual([
      { value: "exposed-waste", count: 1 },
      { value: "road-dirty", count: 1 },
    ]);
    expect(texts(await list(petition))[0]).toBe("社保未缴");
    const others = await list(duty);
    expect([others.total, others.confidential]).toEqual([4, 1]);
  });

  it("comes page by page, each complaint once", async () => {
    const first = await list(duty, "limit=3");
    const second = await list(duty, `limit=3&cursor=${encodeURIComponent(first.next)}`);
    expect(new Set([...texts(first), ...texts(second)]).size).toBe(4);
    expect(second.next).toBeNull();
    expect((await world.send(duty, "GET", `${PATH}?cursor=nonsense`)).status).toBe(400);
  });

  it("is a file of the same complaints, without who complained", async () => {
    await take(duty, {
      text: "请回电",
      reporter: { name: "某某", telephone: "0000-7654321", contact: "演示联系方式" },
    });
    const file = await (await world.send(duty, "GET", `${PATH}?format=csv`)).text();
    expect(file.trim().split("\n")).toHaveLength(6);
    expect(file).toContain("投诉内容（已脱敏）");
    for (const personal of ["某某", "7654321", "演示联系方式"])
      expect(file).not.toContain(personal);
  });
});

describe("a file with who complained", () => {
  const file = (who: SignedIn, body: object) =>
    world.send(who, "POST", `${PATH}/personal-file`, body);

  it("is given for a reason that the trail keeps, without what is confidential", async () => {
    expect((await file(duty, {})).status).toBe(400);
    const text = await (await file(duty, { reason: "年终回访" })).text();
    expect(text).toContain("7654321");
    expect(text).not.toContain("社保");
    expect(await (await file(petition, { reason: "核对" })).text()).not.toContain("社保");
    const rows = await world.database().transaction(
      (tx) =>
        tx.query<{ after: object }>(
          `select after from audit where district_id = 'north' and action = 'complaint.export-personal'
           order by entry_id limit 1`,
        ),
      { districtId: "north" },
    );
    expect(rows).toEqual([{ after: { count: 5, reason: "年终回访" } }]);
  });

  it("is given to nobody without the permission for the whole district", async () => {
    expect((await file(westerner, { reason: "看看" })).status).toBe(403);
  });
});

describe("units beside each other", () => {
  it("have every rate as two counts, and are called by their names", async () => {
    const answer = await world.send(duty, "GET", `${PATH}/comparison?by=unit`);
    const { groups } = await answer.json();
    const own = groups.find(({ value }: { value: string | null }) => value === "u");
    expect(own).toMatchObject({
      ...{ title: "清扫公司", count: 2, open: 2, settled: 0 },
      responded: { count: 0, of: 2 },
    });
  });
});
