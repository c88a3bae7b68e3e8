import { beforeAll, describe, expect, it } from "vitest";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/duty";

let duty: SignedIn;
let dispatcher: SignedIn;
let viewer: SignedIn;

beforeAll(async () => {
  const database = world.database();
  duty = await signedIn(database, "north", "duty_officer");
  dispatcher = await signedIn(database, "north", "dispatcher");
  viewer = await signedIn(database, "north", "viewer");
});

const shift = (from: string, to: string, more: object = {}) => ({
  startsAt: new Date(from).toISOString(),
  endsAt: new Date(to).toISOString(),
  officer: { name: "甲" },
  ...more,
});
const write = (body: object) => world.send(dispatcher, "POST", `${PATH}/shifts`, body);
const roster = async (from: string, to: string, who: SignedIn = viewer) =>
  (await world.send(who, "GET", `${PATH}/shifts?from=${from}&to=${to}`)).json();

/** What the trail says of a shift. */
const trail = (recordId: string) =>
  world
    .database()
    .transaction(
      (tx) =>
        tx.query<{ action: string; after: Record<string, unknown> }>(
          "select action, after from audit where district_id = 'north' and record_id = $1 order by entry_id",
          [recordId],
        ),
      { districtId: "north" },
    );

describe("the roster", () => {
  it("refuses a shift whose time another has, and names that one", async () => {
    const first = await write(shift("2027-01-04T06:00Z", "2027-01-04T18:00Z"));
    expect(first.status).toBe(201);
    const refused = await write(shift("2027-01-04T17:59Z", "2027-01-05T06:00Z"));
    expect(refused.status).toBe(409);
    const problem = await refused.json();
    expect(problem).toMatchObject({ code: "conflict", rule: "shift-overlap" });
    expect(problem.faults[0].value).toBe("2027-01-04T08:00–2027-01-04T20:00 甲");
    const next = await write(shift("2027-01-04T18:00Z", "2027-01-05T06:00Z"));
    expect(next.status).toBe(201);
  });

  it("tells the hours without anybody, of local days", async () => {
    const { shifts, gaps } = await roster("2027-01-04", "2027-01-05");
    expect(shifts).toHaveLength(2);
    // 4 and 5 January in Helsinki are 22:00 to 22:00 of UTC
    // and before its first shift the roster was not kept
    expect(gaps).toEqual([
      { startsAt: "2027-01-05T06:00:00.000Z", endsAt: "2027-01-05T22:00:00.000Z" },
    ]);
  });

  it("writes only one of two that come at once for the same hours", async () => {
    const both = await Promise.all(
      ["甲", "乙"].map((name) =>
        write(shift("2027-02-01T06:00Z", "2027-02-01T18:00Z", { officer: { name } })),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it("answers at most 62 days, and none the wrong way round", async () => {
    expect(await roster("2027-01-01", "2027-03-03")).toHaveProperty("shifts");
    expect(await roster("2027-01-01", "2027-03-04")).toMatchObject({ code: "limit-exceeded" });
    expect((await roster("2027-01-02", "2027-01-01")).faults[0].rule).toBe("before-from");
  });

  it("knows an account by its name, and refuses one that has no role here", async () => {
    const accountId = duty.accountId;
    const named = await write(
      shift("2027-02-02T06:00Z", "2027-02-02T18:00Z", { officer: { accountId } }),
    );
    expect((await named.json()).officer).toEqual({ accountId, name: "duty_officer" });
    const stranger = { officer: { accountId: "nobody" } };
    const refused = await write(shift("2027-02-03T06:00Z", "2027-02-03T18:00Z", stranger));
    expect((await refused.json()).faults[0]).toMatchObject({
      field: "officer",
      rule: "duty-person",
    });
  });

  it("changes a shift for whoever has seen it as it is, and takes it away", async () => {
    const made = await (await write(shift("2027-02-04T06:00Z", "2027-02-04T18:00Z"))).json();
    const path = `${PATH}/shifts/${made.shiftId}`;
    const draft = shift("2027-02-04T07:00Z", "2027-02-04T18:00Z", { leader: { name: "李" } });
    const edited = await world.send(dispatcher, "PUT", path, draft, ifMatch(1));
    expect(await edited.json()).toMatchObject({ leader: { name: "李" }, revision: 2 });
    const late = await world.send(dispatcher, "PUT", path, draft, ifMatch(1));
    expect([late.status, await codeOf(late)]).toEqual([412, "stale"]);
    expect((await world.send(duty, "DELETE", path, undefined, ifMatch(2))).status).toBe(403);
    expect((await world.send(dispatcher, "DELETE", path, undefined, ifMatch(2))).status).toBe(204);
    expect((await trail(made.shiftId)).map(({ action }) => action)).toEqual([
      ...["duty_shift.create", "duty_shift.edit", "duty_shift.remove"],
    ]);
  });
});

describe("a substitute", () => {
  it("takes over with a reason; the officer stays on the roster, and who only reads it is not told why", async () => {
    const made = await (
      await write(shift("2027-03-01T06:00Z", "2027-03-01T18:00Z", { substitute: { name: "乙" } }))
    ).json();
    const path = `${PATH}/shifts/${made.shiftId}/substitution`;
    const cover = (body: object) => world.send(duty, "POST", path, body, ifMatch(1));
    expect((await cover({ reason: "" })).status).toBe(400);
    const same = await cover({ reason: "发烧", substitute: { name: "甲" } });
    expect((await same.json()).faults[0].rule).toBe("substitute-same");
    const over = await cover({ reason: "发烧", from: "2027-03-01T18:00:00Z" });
    expect(await over.json()).toMatchObject({ rule: "shift-over" });
    const covered = await (await cover({ reason: "发烧" })).json();
    expect(covered).toMatchObject({
      ...{ officer: { name: "甲" }, substitute: { name: "乙" }, coverReason: "发烧" },
      coveredFrom: "2027-03-01T06:00:00.000Z", // it is not that day yet: from the beginning
    });
    const [seen] = (await roster("2027-03-01", "2027-03-01")).shifts;
    expect(seen).toMatchObject({ substitute: { name: "乙" }, coverReason: null });
    const other = shift("2027-03-01T06:00Z", "2027-03-01T18:00Z");
    const edited = await world.send(
      ...([dispatcher, "PUT", `${PATH}/shifts/${made.shiftId}`, other, ifMatch(2)] as const),
    );
    expect(await edited.json()).toMatchObject({ rule: "shift-covered" });
    const entry = (await trail(made.shiftId)).at(-1);
    expect(entry).toMatchObject({ action: "duty_shift.cover", after: { reason: "changed" } });
  });
});

describe("a rota", () => {
  const rota = {
    ...{ from: "2027-05-01", to: "2027-05-03" },
    hours: [
      { startsAt: "08:00", endsAt: "20:00" },
      { startsAt: "20:00", endsAt: "08:00" },
    ],
    officers: { people: [{ name: "甲" }, { name: "乙" }, { name: "丙" }], every: "shift" },
    leaders: { people: [{ name: "李" }], every: "week" },
  };
  const send = (path: string, body: object) => world.send(dispatcher, "POST", PATH + path, body);

  it("is previewed without writing, and overwrites nothing", async () => {
    // one night is on the roster already: 2 May 20:00 to 3 May 08:00 of summer time
    await write(shift("2027-05-02T17:00Z", "2027-05-03T05:00Z", { officer: { name: "丁" } }));
    const preview = await (await send("/rota/preview", rota)).json();
    expect(preview.shifts.map((one: { officer: { name: string } }) => one.officer.name)).toEqual([
      ...["甲", "乙", "丙", "甲", "乙", "丙"],
    ]);
    expect([preview.taken, preview.gaps]).toEqual([1, []]);
    expect(preview.shifts[3].takenBy.officer.name).toBe("丁");
    expect((await roster("2027-05-01", "2027-05-01")).shifts).toEqual([]);

    const refused = await send("/rota", rota);
    const problem = await refused.json();
    expect(problem).toMatchObject({ rule: "shift-overlap", faults: [{ row: 4 }] });
    expect((await roster("2027-05-01", "2027-05-01")).shifts).toEqual([]);

    const written = await send("/rota", { ...rota, isSkippingTaken: true });
    expect(await written.json()).toEqual({ written: 5, skipped: 1 });
    const { shifts } = await roster("2027-05-01", "2027-05-03");
    expect(shifts.map((one: { officer: { name: string } }) => one.officer.name)).toEqual([
      ...["甲", "乙", "丙", "丁", "乙", "丙"],
    ]);
  });

  it("refuses hours that overlap each other, with their row, and more than 62 days", async () => {
    const hours = [
      { startsAt: "08:00", endsAt: "20:30" },
      { startsAt: "20:00", endsAt: "08:00" },
    ];
    const overlapping = await (await send("/rota/preview", { ...rota, hours })).json();
    expect(overlapping.faults[0]).toMatchObject({ row: 1, rule: "hours-overlap" });
    const long = await send("/rota/preview", { ...rota, to: "2027-08-01" });
    expect(await codeOf(long)).toBe("limit-exceeded");
  });
});

describe("who is on duty now", () => {
  it("is nobody before anybody is put on the roster, and then whoever is, with who comes next", async () => {
    const now = async () => (await world.send(viewer, "GET", `${PATH}/now`)).json();
    expect(await now()).toMatchObject({ shift: null, onDuty: null, leader: null, until: null });
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const [until, end] = [hour(2), hour(14)];
    const officer = { accountId: duty.accountId };
    await write(shift(hour(-10), until, { officer, leader: { name: "李" } }));
    await write(shift(until, end, { officer: { name: "乙" } }));
    expect(await now()).toMatchObject({
      ...{ onDuty: { name: "duty_officer" }, isSubstitute: false, leader: { name: "李" }, until },
      next: { officer: { name: "乙" }, startsAt: until },
    });
  });
});
