import { describe, expect, it } from "vitest";
import { followChanges } from "../../server/store/changes.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const T1 = "/api/districts/north/facilities/t1";

const { send } = north;
const planner = () => signedIn(north.database(), "north", "planner");
const recordOf = async (who: SignedIn, path = T1) =>
  (await send(who, "GET", `${path}/record`)).json();

describe("editing a facility", () => {
  it("asks for the version one has seen", async () => {
    const who = await planner();
    expect((await send(who, "PATCH", T1, { name: "甲" })).status).toBe(428);
    expect((await send(who, "PATCH", T1, { name: "甲" }, { "If-Match": "*" })).status).toBe(400);
  });

  it("lets exactly one of two editors win and shows the other both versions", async () => {
    const [a, b] = [await planner(), await planner()];
    const { revision } = await recordOf(a);
    const answers = await Promise.all([
      send(a, "PATCH", T1, { name: "甲的名字" }, ifMatch(revision)),
      send(b, "PATCH", T1, { name: "乙的名字" }, ifMatch(revision)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const winner = await answers.find(({ status }) => status === 200)!.json();
    const told = await answers.find(({ status }) => status === 412)!.json();
    expect(told.code).toBe("stale");
    expect(told.current).toEqual({
      ...winner,
      changedBy: "planner",
      changedAt: expect.stringMatching(/^20.*Z$/),
    });
    expect(await recordOf(a)).toEqual(winner);
    expect(winner.revision).toBe(revision + 1);
  });

  it("writes down before and after in the same transaction, and only what differs", async () => {
    const who = await planner();
    const before = await recordOf(who);
    await send(who, "PATCH", T1, { position: [25.003, 60.003] }, ifMatch(before.revision));
    const { entries } = await (await send(who, "GET", `${T1}/history`)).json();
    expect(entries[0]).toMatchObject({
      action: "facility.move",
      actorName: "planner",
      before: { position: before.position },
      after: { position: [25.003, 60.003] },
    });
    expect(Object.keys(entries[0].after)).toEqual(["position"]);
    const audits = await count("audit");
    const refused = await send(who, "PATCH", T1, { code: "T2" }, ifMatch(before.revision + 1));
    expect((await refused.json()).code).toBe("name-taken");
    expect(await count("audit")).toBe(audits);
  });

  it("can be undone by sending what was before", async () => {
    const who = await planner();
    const before = await recordOf(who);
    const edit = { name: "改名", attributes: { stallsFemale: 9 } };
    const edited = await (await send(who, "PATCH", T1, edit, ifMatch(before.revision))).json();
    const { entries } = await (await send(who, "GET", `${T1}/history`)).json();
    const undone = await send(who, "PATCH", T1, entries[0].before, ifMatch(edited.revision));
    const { revision: _a, updatedAt: _b, ...same } = await undone.json();
    expect(before).toMatchObject(same);
  });

  it("keeps a grant of one area to it, before and after", async () => {
    const who = await signedIn(north.database(), "north", "planner", ["west"]);
    const { revision, position } = await recordOf(who);
    const away = await send(who, "PATCH", T1, { position: [25.015, 60.005] }, ifMatch(revision));
    expect(away.status).toBe(403);
    expect((await recordOf(who)).position).toEqual(position);
    const other = "/api/districts/north/facilities/t3";
    expect((await send(who, "GET", `${other}/record`)).status).toBe(403);
  });

  it("takes SQL and HTML in every text as text", async () => {
    const who = await planner();
    const nasty = `'; drop table facility; -- <script>alert(1)</script> \${7*7} ../../etc/passwd`;
    const texts = ["name", "nameEn", "address", "owner", "manager"];
    const body = Object.fromEntries(texts.map((name) => [name, nasty]));
    const { revision } = await recordOf(who);
    const answer = await send(who, "PATCH", T1, body, ifMatch(revision));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/json/);
    expect(await recordOf(who)).toMatchObject(body);
  });

  it.each([
    ["name", { name: "a\u0000b" }],
    ["name", { name: "" }],
    ["name", { name: "x".repeat(201) }],
    ["name", { name: "\ud800" }],
    ["position", { position: [60.002, 2500] }],
    ["openedOn", { openedOn: "2026-02-30" }],
    ["status", { status: "closed" }],
    ["attributes.stallsMale", { attributes: { stallsMale: -1 } }],
    ["attributes", { attributes: { tonnesPerDay: 3 } }],
    ["", { revision: 3 }],
  ])("names the field that makes no sense: %s", async (field, body) => {
    const who = await planner();
    const before = await recordOf(who);
    const answer = await send(who, "PATCH", T1, body, ifMatch(before.revision));
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults[0].field).toContain(field);
    expect(await recordOf(who)).toEqual(before);
  });

  it("closes with a day and a reason, and opens again only as a step of its own", async () => {
    const who = await planner();
    const { revision } = await recordOf(who);
    const early = { closedOn: "2019-01-01", reason: "拆除" };
    expect((await send(who, "POST", `${T1}/closing`, early, ifMatch(revision))).status).toBe(400);
    const late = { closedOn: "2026-01-01", reason: "拆除" };
    const closed = await (await send(who, "POST", `${T1}/closing`, late, ifMatch(revision))).json();
    expect(closed).toMatchObject({ status: "closed", closedOn: "2026-01-01" });
    const inPassing = await send(who, "PATCH", T1, { status: "open" }, ifMatch(closed.revision));
    expect(inPassing.status).toBe(409);
    const again = { reason: "修好了" };
    const open = await send(who, "POST", `${T1}/reopening`, again, ifMatch(closed.revision));
    expect(await open.json()).toMatchObject({ status: "open", closedOn: null });
  });

  it("is verified by whoever has seen it, today", async () => {
    const who = await signedIn(north.database(), "north", "inspector");
    const { revision } = await recordOf(who);
    const answer = await send(who, "POST", `${T1}/verification`, {}, ifMatch(revision));
    const { districts } = await (await north.request("/api/districts")).json();
    expect(await answer.json()).toMatchObject({
      verifiedBy: "inspector",
      verifiedOn: districts[0].today,
    });
    const publicly = await (await north.request(T1)).json();
    expect(publicly.facility).toMatchObject({ verifiedOn: districts[0].today, verifiedBy: null });
    const within = await (await send(who, "GET", T1)).json();
    expect(within.facility.verifiedBy).toBe("inspector");
  });

  it("is heard by open maps, and found by its new name", async () => {
    const who = await planner();
    const { revision } = await recordOf(who);
    const heard: (readonly string[])[] = [];
    const stop = await followChanges(north.database(), "north", null, ({ ids }) => {
      heard.push(ids);
    });
    await send(who, "PATCH", T1, { name: "新名" }, ifMatch(revision));
    await expect.poll(() => heard).toEqual([["t1"]]);
    await stop();
    await expect
      .poll(async () => {
        const found = await north.request("/api/districts/north/search?q=新名");
        return (await found.json()).hits.map((hit: { id: string }) => hit.id);
      })
      .toEqual(["t1"]);
  });
});

describe("a new facility", () => {
  const draft = { kind: "bin", code: "B-90", name: "路口果皮箱", position: [25.0011, 60.0011] };

  it("is in the register at once, with who entered it; its code is taken from then on", async () => {
    const who = await planner();
    const made = await send(who, "POST", "/api/districts/north/facilities", draft);
    expect(made.status).toBe(201);
    const { facilityId, revision } = await made.json();
    expect(revision).toBe(1);
    expect(made.headers.get("location")).toContain(facilityId);
    const page = await north.request(made.headers.get("location")!);
    expect((await page.json()).facility).toMatchObject({ code: "B-90", status: "open" });
    const again = await send(who, "POST", "/api/districts/north/facilities", draft);
    expect((await again.json()).code).toBe("name-taken");
  });

  it("of another district is not found by its id", async () => {
    const who = await planner();
    expect((await send(who, "GET", "/api/districts/south/facilities/t1/record")).status).toBe(403);
    const nowhere = "/api/districts/north/facilities/00000000-0000-4000-8000-000000000000/record";
    expect((await send(who, "GET", nowhere)).status).toBe(404);
  });
});

const count = async (table: string) => {
  const [row] = await north
    .database()
    .transaction((tx) => tx.query<{ n: number }>(`select count(*)::int as n from ${table}`), {
      districtId: "north",
    });
  return row!.n;
};
