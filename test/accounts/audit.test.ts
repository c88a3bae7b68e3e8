import { describe, expect, it } from "vitest";
import { FIELD_TITLES } from "../../data/audit-fields.ts";
import { FACILITY_STATUS_TITLES } from "../../data/facility.ts";
import { FORMS } from "../../server/facilities/forms.ts";
import { recordAudit, SERVER_ACTOR } from "../../server/store/audit.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const HERE = "/api/districts/north";

type Entry = {
  action: string;
  actorName: string;
  address: string | null;
  recordName: string | null;
  recordCode: string | null;
  subject: { record: string; id: string; layerId: string | null };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

const { send } = north;
const administrator = () => signedIn(north.database(), "north", "administrator");

async function trail(who: SignedIn, query: Record<string, string>) {
  const path = `${HERE}/audit?${new URLSearchParams(query)}`;
  const answer = await send(who, "GET", path);
  expect(answer.status).toBe(200);
  // what the contract says a page is
  return (await answer.json()) as {
    total: number;
    entries: Entry[];
    areas: { areaId: string; name: string }[];
  };
}

/** A toilet with attributes, one of which is then changed, and which is closed. */
async function closedToilet(who: SignedIn, code: string) {
  const made = await send(who, "POST", `${HERE}/facilities`, {
    ...{ kind: "toilet", code, name: `${code} 公厕`, position: [25.002, 60.003] },
    attributes: { stallsMale: 4, isAccessible: true },
  });
  const { facilityId, revision } = await made.json();
  const path = `${HERE}/facilities/${facilityId}`;
  const edit = { attributes: { stallsMale: 6 } };
  const edited = await (await send(who, "PATCH", path, edit, ifMatch(revision))).json();
  const closing = { closedOn: "2026-02-03", reason: "道路改造" };
  expect(
    (await send(who, "POST", `${path}/closing`, closing, ifMatch(edited.revision))).status,
  ).toBe(200);
  return facilityId as string;
}

describe("an entry of the trail", () => {
  it("names its record and where it is, and says attribute by attribute what changed, with the reason", async () => {
    const chief = await administrator();
    const facilityId = await closedToilet(chief, "W-1");
    const { entries, total } = await trail(chief, { recordId: facilityId });
    expect(total).toBe(3);
    const [closed, edited, created] = entries;
    for (const entry of entries)
      expect(entry).toMatchObject({
        recordName: "W-1 公厕",
        recordCode: "W-1",
        subject: { record: "facility", id: facilityId, layerId: "toilets" },
      });
    expect(edited).toMatchObject({ before: { stallsMale: 4 }, after: { stallsMale: 6 } });
    expect(Object.keys(edited!.after!)).toEqual(["stallsMale"]);
    expect(created!.after).toMatchObject({ stallsMale: 4, isAccessible: true });
    expect(closed!.after).toMatchObject({ status: "closed", note: "道路改造" });
  });

  it("of a photograph is its facility's", async () => {
    const chief = await administrator();
    const photograph = `t2/${"0".repeat(64)}`;
    await north.database().transaction(
      (tx) =>
        recordAudit(tx, "north", {
          ...{ actor: SERVER_ACTOR, action: "photograph.add", record: "photograph" },
          ...{ recordId: photograph, before: null, after: { caption: "正门" } },
        }),
      { districtId: "north" },
    );
    const { entries } = await trail(chief, { recordId: "t2" });
    expect(entries).toMatchObject([
      { recordId: photograph, subject: { record: "facility", id: "t2", layerId: "toilets" } },
    ]);
    expect((await trail(chief, { recordId: "t" })).entries).toEqual([]);
  });

  it("of a role is its holder's, and its areas have names", async () => {
    const chief = await administrator();
    const { account } = await (
      await send(chief, "POST", `${HERE}/accounts`, {
        loginName: "li.audit",
        displayName: "李审计",
        grants: [{ role: "inspector", areaIds: ["west"] }],
        signOn: "password",
      })
    ).json();
    const { entries, areas } = await trail(chief, { recordId: account.accountId });
    expect(entries.map(({ action }) => action).sort()).toEqual([
      "account.create",
      "role_grant.give",
    ]);
    for (const { subject, recordName, recordCode } of entries)
      expect({ subject: subject.id, recordName, recordCode }).toEqual({
        subject: account.accountId,
        recordName: "李审计",
        recordCode: "li.audit",
      });
    expect(areas.map(({ areaId }) => areaId)).toEqual(["west"]);
  });

  it("is found by the name of its record, its actor, its kind and its local day, all at once", async () => {
    const chief = await administrator();
    const planner = await signedIn(north.database(), "north", "planner");
    await closedToilet(planner, "W-2");
    const { entries } = await trail(chief, { q: "W-2 公厕", action: "facility.edit" });
    expect(entries).toHaveLength(1); // the edit itself does not say the name
    const { actors } = await (await send(chief, "GET", `${HERE}/audit/choices`)).json();
    const actor = actors.find(({ name }: { name: string }) => name === entries[0]!.actorName).value;
    const today = new Date().toISOString().slice(0, 10);
    const day = (away: number) =>
      new Date(Date.parse(today) + away * 86_400_000).toISOString().slice(0, 10);
    const asked = { actor, record: "facility", q: "W-2" };
    const near = { ...asked, from: day(-1), to: day(1) };
    expect((await trail(chief, near)).total).toBe(3);
    expect((await trail(chief, { ...asked, from: day(2) })).total).toBe(0);
    expect((await trail(chief, { ...near, record: "account" })).total).toBe(0);
  });

  /** Something that happened to an account from an address, some days ago. */
  const happened = (accountId: string, action: string, daysAgo: number) =>
    north.database().transaction(
      (tx) =>
        tx.query(
          `insert into account_audit (account_id, at, actor_id, actor_name, via, address, action)
           values ($1, now() - make_interval(days => $3), $1, $1, 'session', '192.0.2.7', $2)`,
          [accountId, action, daysAgo],
        ),
      { asOwner: true },
    );
  const written = (accountId: string, more: { isOperator?: boolean; home?: string }) =>
    north.database().transaction(
      (tx) =>
        tx.query(
          `insert into account (account_id, login_name, display_name, is_operator, home_district)
           values ($1, $1, $1, $2, $3)`,
          [accountId, more.isOperator ?? false, more.home ?? null],
        ),
      { asOwner: true },
    );

  it("about an operator, or a name that nobody has, is for operators", async () => {
    const [chief, operator] = [await administrator(), await administrator()];
    await north
      .database()
      .transaction(
        (tx) =>
          tx.query("update account set is_operator = true where account_id = $1", [
            operator.accountId,
          ]),
        { asOwner: true },
      );
    await written("op", { isOperator: true });
    await happened("op", "password.change", 1);
    await happened("?", "session.refuse", 1);
    for (const actor of ["op", "?"]) {
      expect((await trail(chief, { actor })).entries).toEqual([]);
      expect((await trail(operator, { actor })).entries).toMatchObject([{ address: "192.0.2.7" }]);
    }
  });

  it("about an account of another district is told from its first role here on, and never from where", async () => {
    const chief = await administrator();
    await written("guest", {});
    await happened("guest", "password.change", 3);
    const body = { loginName: "guest", role: "viewer", areaIds: null };
    const answer = await send(chief, "POST", `${HERE}/accounts/invitation`, body);
    const [grant] = (await answer.json()).grants;
    await happened("guest", "session.open", 0);
    const seen = async () =>
      (await trail(chief, { recordId: "guest", record: "account" })).entries.map((entry) => [
        entry.action,
        entry.address,
      ]);
    expect(await seen()).toEqual([["session.open", null]]);
    const path = `${HERE}/accounts/guest/grants/${grant.grantId}`;
    expect((await send(chief, "DELETE", path)).status).toBe(204);
    expect(await seen()).toEqual([["session.open", null]]); // taking the role hides nothing
  });

  it("about an account that was made here is told whole, also without a role", async () => {
    const chief = await administrator();
    await written("ours", { home: "north" });
    await happened("ours", "session.open", 9);
    expect((await trail(chief, { recordId: "ours" })).entries).toMatchObject([
      { action: "session.open", address: "192.0.2.7" },
    ]);
  });
});

describe("the words of the trail", () => {
  it("are those of the forms, with every field and coded value that a facility has", async () => {
    const { fields } = await (
      await send(await administrator(), "GET", `${HERE}/audit/choices`)
    ).json();
    for (const { fields: asked } of FORMS.forms)
      for (const { name, options } of asked) {
        expect(fields[name], name).toBeDefined();
        for (const { value, title } of options ?? [])
          expect(fields[name].values[value]).toEqual(title);
      }
    expect(fields.nameEn.title).toEqual(FORMS.forms[0]!.fields[2]!.title);
    expect(fields.status.values).toEqual(FACILITY_STATUS_TITLES);
  });

  it("cover everything that was ever written in this file's tests", async () => {
    const chief = await administrator();
    await closedToilet(chief, "W-4");
    const { fields } = await (await send(chief, "GET", `${HERE}/audit/choices`)).json();
    const { entries } = await trail(chief, { limit: "200" });
    const names = entries.flatMap(({ before, after }) => Object.keys({ ...before, ...after }));
    expect(names).toContain("stallsMale");
    expect([...new Set(names)].filter((name) => !fields[name])).toEqual([]);
    expect(Object.keys(FIELD_TITLES).filter((name) => !fields[name])).toEqual([]);
  });

  it("stand in a file as on the page, with what was asked for only", async () => {
    const chief = await administrator();
    const facilityId = await closedToilet(chief, "W-3");
    const file = async (lang: string) =>
      (
        await send(chief, "GET", `${HERE}/audit?recordId=${facilityId}&format=csv&lang=${lang}`)
      ).text();
    const zh = await file("zh");
    expect(zh.trim().split("\n")).toHaveLength(1 + 3);
    expect(zh).toContain("状态：开放");
    expect(zh).toContain("停用日期：2026-02-03");
    expect(zh).toContain("男厕位：6");
    expect(zh).toContain("无障碍：是");
    expect(zh).toContain("道路改造");
    expect(zh).not.toMatch(/attributes|\{"|closedOn/);
    expect(await file("en")).toContain("Places for men: 6");
  });
});
