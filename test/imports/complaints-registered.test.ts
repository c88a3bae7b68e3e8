import { beforeAll, describe, expect, it } from "vitest";
import { readTarget } from "../../server/imports/district.ts";
import type { TableOptions } from "../../server/imports/plan.ts";
import { runImport } from "../../server/imports/run.ts";
import { undoImport } from "../../server/imports/undo.ts";
import type { Row } from "../../server/store/database.ts";
import { tablesWith } from "../worlds/found-text.ts";
import { prepare } from "../worlds/importing.ts";
import { servedNorth } from "../worlds/served.ts";
import { ifMatch, type SignedIn, signedIn } from "../worlds/signed-in.ts";

describe("in a district that has its register", () => {
  const world = servedNorth();
  const PATH = "/api/districts/north/complaints";
  let duty: SignedIn;
  let manager: SignedIn;
  let petition: SignedIn;
  const into = async (text: string, more: Partial<TableOptions> = {}) => {
    const options = { timeZone: null, id: "north", isDemoAllowed: false };
    const target = await readTarget(world.database(), "north", options);
    const prepared = prepare(text, {
      ...{ kind: "complaints", timeZone: target.timeZone },
      ...more,
    });
    const file = { fileName: "t.csv", bytes: new Uint8Array(1), options: {}, isLenient: false };
    return runImport(world.database(), target, prepared, file);
  };
  const rowsOf = (sql: string) =>
    world.database().transaction((tx) => tx.query<Row>(sql), { districtId: "north" });

  beforeAll(async () => {
    duty = await signedIn(world.database(), "north", "duty_officer");
    petition = await signedIn(world.database(), "north", "petition_officer");
    manager = await signedIn(world.database(), "north", "manager");
    await world
      .database()
      .transaction(
        (tx) =>
          tx.query(
            "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫公司')",
          ),
        { districtId: "north" },
      );
  });

  it("finds street, facility, unit and area, and says what it does not have", async () => {
    const { notes } = await into(
      `number,date,status,lng,lat,street,facility,unit
N1,2023-05-01,closed,25.011,60.0052,,,
N2,2024-05-01,closed,25.011,60.0052,Middle Street,t1,清扫公司
N3,2024-05-01,open,,,中街,,清扫公司
N4,2024-05-01,closed,25.005,60.0095,无名路,X9,
`,
    );
    const links = await rowsOf(
      `select number, area_id, street_id, facility_id, unit_id, state, place_kind from complaint
       where number like 'N_' order by number`,
    );
    // 25.011 was in the western block until 2024; 60.0095 is some 500 m from the only street.
    expect(links.map((row) => Object.values(row))).toEqual([
      ["N1", "west-old", "s1", null, null, "recorded", "point"],
      ["N2", "east", "s1", "t1", "sweep", "recorded", "facility"],
      ["N3", null, "s1", null, "sweep", "assigned", "street"],
      ["N4", "west", null, null, null, "recorded", "point"],
    ]);
    expect(notes.map(({ what }) => what)).toEqual([
      expect.stringContaining('street "无名路"'),
      expect.stringContaining('facility "X9"'),
    ]);
  });

  it("is due as one taken here: to be accepted, next, and settled", async () => {
    await into(`number,date,status,channel,importance,unit
D1,2026-03-03 09:00,open,telephone,urgent,清扫公司
D2,2026-03-03 09:00,open,telephone,urgent,
D3,2026-03-03,open,visit,ordinary,
D4,2026-03-03,closed,telephone,urgent,清扫公司
`);
    const dues = await rowsOf(
      `select number, due_step, due_at, respond_by, settle_by from complaint
       where number like 'D_' order by number`,
    );
    const morning = (time: string) => new Date(`2026-03-03T${time}+02:00`); // Helsinki
    const nextDay = new Date("2026-03-04T09:00+02:00"); // urgent ones within 24 hours
    expect(dues.map((row) => Object.values(row))).toEqual([
      ["D1", "accept", morning("09:15"), morning("09:15"), nextDay],
      ["D2", "assign", morning("09:10"), null, nextDay],
      // the fifteenth day after it ends at 24:00; what it is settled by is counted from its acceptance
      [
        "D3",
        "accept",
        new Date("2026-03-19T00:00+02:00"),
        new Date("2026-03-19T00:00+02:00"),
        null,
      ],
      ["D4", null, null, null, null],
    ]);
    // nobody accepted D1 in time: the district's rate of response says so
    const path = `${PATH}/rates?from=2026-03-03&to=2026-03-03&by=unit`;
    const { groups } = await (await world.send(manager, "GET", path)).json();
    const swept = groups.find(({ id }: { id: string }) => id === "sweep");
    expect(swept.rates.response).toEqual({ of: 1, met: 0 });
  });

  it("takes numbers of the district's own form as given out, whatever the presets have", async () => {
    const own = { numberPrefix: "HW-2", numberDigits: 3 };
    const put = await world.send(manager, "PUT", "/api/districts/north/complaint-intake", own);
    expect(put.status).toBe(200);
    await into(
      "number,date\nHW-220260302041,2026-03-02\nTS202603020099,2026-03-02\nHW-22026030207,2026-03-02\n",
    );
    expect(await rowsOf("select count from complaint_counter where day = '2026-03-02'")).toEqual([
      { count: 41 },
    ]);
  });

  it("goes on living: it can be worked on, no file changes it then, and it is not taken back", async () => {
    const file =
      "number,date,status,text\nL1,2026-03-01,open,路面有泥\nL2,2026-03-01,open,路面有泥\n";
    const { importId } = await into(file);
    const [row] = await rowsOf("select complaint_id as id from complaint where number = 'L1'");
    const path = `${PATH}/${row!.id}`;
    const seen = await (await world.send(duty, "GET", path)).json();
    expect(seen).toMatchObject({ state: "registered", dueStep: "assign", dueStatus: "late-3" });
    const body = { action: "assign", unitId: "sweep" };
    const step = await world.send(duty, "POST", `${path}/steps`, body, ifMatch(seen.revision));
    expect(await step.json()).toMatchObject({
      ...{ state: "assigned", events: [{ action: "register" }, { action: "assign" }] },
    });
    expect(await into(file.replaceAll("open", "closed"))).toMatchObject({
      ...{ written: 1, unchanged: 1 },
      notes: [{ what: "worked on here since: left as they are", count: 1 }],
    });
    expect(
      await rowsOf("select number, state from complaint where number like 'L_' order by number"),
    ).toEqual([
      { number: "L1", state: "assigned" },
      { number: "L2", state: "recorded" },
    ]);
    const back = world.database().transaction((tx) => undoImport(tx, "north", importId), {
      districtId: "north",
      asOwner: true,
    });
    await expect(back).rejects.toThrow(/to 2 of its complaints: L1, L2/);
  });

  it("tells nobody from its words, and keeps nothing of whoever is erased", async () => {
    const [name, telephone] = ["某某甲", "13800000000"];
    const file = (said: string) =>
      `number,date,category,channel,text,address,投诉人,联系电话
P1,2026-03-05,回电${telephone},${name}转来,${said}${telephone},中街1号${telephone},${name},${telephone}
`;
    await into(file("路面有泥，回电"), { unknownCategory: "keep" });
    const [row] = await rowsOf(
      "select complaint_id as id, category, channel from complaint where number = 'P1'",
    );
    expect(row).toMatchObject({ category: "回电[电话]", channel: "[姓名]转来" });
    const seen = await (await world.send(duty, "GET", `${PATH}/${row!.id}`)).json();
    expect(seen.text).toBe("路面有泥，回电[电话]");
    // what is shown is masked; what was said is kept until whoever said it is erased
    const holding = () => tablesWith(world.database(), telephone);
    expect((await holding()).sort()).toEqual(["complaint", "reporter"]);
    await into(file("路面又有泥，回电"), { unknownCategory: "keep" });
    expect((await holding()).sort()).toEqual(["complaint", "import_change", "reporter"]);
    const asked = { reason: "本人要求" };
    const path = `${PATH}/${row!.id}/reporter/erasure`;
    expect((await world.send(petition, "POST", path, asked)).status).toBe(200);
    expect([await holding(), await tablesWith(world.database(), name)]).toEqual([[], []]);
  });

  it("tells of one that was settled elsewhere: a record only, with the day", async () => {
    await into("number,date,settled,status\nE1,2026-03-01,2026-03-03,closed\n");
    const [row] = await rowsOf("select complaint_id as id from complaint where number = 'E1'");
    const seen = await (await world.send(duty, "GET", `${PATH}/${row!.id}`)).json();
    expect(seen).toMatchObject({
      ...{ state: "recorded", settledAt: "2026-03-02T22:00:00.000Z", dueStep: null }, // Helsinki
      events: [
        { action: "import", data: { state: "recorded", settledAt: "2026-03-02T22:00:00.000Z" } },
      ],
    });
    // A remark changes nothing of what the other register said.
    const remark = { action: "remark", words: "档案在旧系统" };
    const after = await world.send(
      ...[duty, "POST", `${PATH}/${row!.id}/steps`, remark, ifMatch(seen.revision)],
    );
    expect(await after.json()).toMatchObject({ state: "recorded", settledAt: seen.settledAt });
  });

  it("takes a category of the district's own by its id, once the district has it", async () => {
    const file =
      "编号,受理时间,投诉内容,类别,经度,纬度\nW1,2026-01-05 08:00,雪没扫,cleaning.snow,25.003,60.005\n";
    await expect(into(file)).rejects.toMatchObject({
      faults: [{ row: 2, field: "category", value: "cleaning.snow" }],
    });
    const added = [{ id: "cleaning.snow", title: { zh: "积雪未清", en: "Snow left" } }];
    const path = "/api/districts/north/complaint-categories";
    expect((await world.send(manager, "PUT", path, { added })).status).toBe(200);
    await into(file);
    expect(await rowsOf("select category, kind from complaint where number = 'W1'")).toEqual([
      { category: "cleaning.snow", kind: "direct" },
    ]);
  });
});
