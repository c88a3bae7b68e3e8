import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import writeWorkbook from "write-excel-file/node";
import { standingOf } from "../../server/complaints/life.ts";
import { crsOf } from "../../server/geo/crs.ts";
import { readCsv } from "../../server/imports/csv.ts";
import { prepareTable, type TableOptions } from "../../server/imports/plan.ts";
import { rejectsCsv } from "../../server/imports/rejects.ts";
import { stateOf, TABLES } from "../../server/imports/tables.ts";
import { GBK, importFiles } from "../worlds/import-files.ts";
import { importing, OPTIONS, prepare as prepareAny } from "../worlds/importing.ts";

const store = importing();
const { read, run, undo, countOf } = store;
const { readAs } = importFiles();

const prepare = (text: string, options: Partial<TableOptions> = {}) =>
  prepareAny(text, { kind: "complaints", ...options });

const HEADER =
  "工单号,来源,小类,投诉内容,受理时间,办结时间,状态,紧急程度,经度,纬度,地址,投诉人,联系电话\n";
const DONE =
  "H1,12345,暴露垃圾,楼下有垃圾,2026-03-01 08:30,2026-03-02,已办结,,112.57,26.89,解放大道1号,,\n";
const OPEN =
  "H2,来电,作业扰民,夜里作业太吵,2026-03-03,,办理中,紧急,,,解放大道2号,某人,0734-8220000\n";
const DUP =
  "H3,12345,暴露垃圾,同上,2026-03-20,2026-03-21,已办结 - Dup,,112.57,26.89,解放大道１号,,\n";

type Stored = Record<string, unknown>;
const stored = (districtId: string) =>
  read<Stored>(
    districtId,
    `select number, kind, state, channel, category, importance, text, received_at, occurred_on::text, occurred_at,
       settled_at, place_kind, address, duplicate_of, due_step, events, reporter_id, street_id, area_id, unit_id, facility_id
     from complaint order by number`,
  );
const eventsOf = (districtId: string) =>
  read<{ number: string; action: string; at: Date; actor_name: string; data: Stored }>(
    districtId,
    `select c.number, e.action, e.at, e.actor_name, e.data from complaint_event e
     join complaint c on c.district_id = e.district_id and c.complaint_id = e.complaint_id
     order by c.number, e.sequence`,
  );

describe("a file of complaints", () => {
  it("is history where it is settled, goes on here where it is open, and is merged where it repeats", async () => {
    expect(await run("life", prepare(HEADER + DUP + DONE + OPEN))).toMatchObject({
      ...{ rowsIn: 3, written: 3, rejected: 0 },
      notes: [{ what: "merged into the complaint they repeat", count: 1 }],
    });
    const [done, open, dup] = await stored("life");
    const [id] = await read<{ id: string }>(
      "life",
      "select complaint_id as id from complaint where number = 'H1'",
    );
    expect(done).toMatchObject({
      ...{ state: "recorded", channel: "hotline12345", category: "exposed-waste", events: 1 },
      ...{ place_kind: "point", due_step: null, importance: "ordinary", text: "楼下有垃圾" },
      received_at: new Date("2026-03-01T08:30:00+08:00"),
      occurred_at: new Date("2026-03-01T08:30:00+08:00"),
      settled_at: new Date("2026-03-02T00:00:00+08:00"),
    });
    expect(open).toMatchObject({
      ...{
        state: "registered",
        channel: "telephone",
        category: "operation-noise",
        importance: "urgent",
      },
      ...{ occurred_at: null, place_kind: "unclear", due_step: "assign" },
      received_at: new Date("2026-03-03T00:00:00+08:00"), // only the day is known
    });
    expect(dup).toMatchObject({ state: "merged", duplicate_of: id!.id, due_step: null });
    const events = await eventsOf("life");
    expect(events.map(({ number, action, actor_name }) => [number, action, actor_name])).toEqual([
      ["H1", "import", "导入 import"],
      ["H2", "register", "导入 import"],
      ["H3", "import", "导入 import"],
    ]);
    // What lists keep beside a complaint is what its events come to.
    for (const [i, { action, at, data }] of events.entries()) {
      const happened = { sequence: 1, action, at, actorId: null, data };
      const { state, settledAt, duplicateOf, unitId } = standingOf("direct", [happened]);
      const { [i]: row } = [done, open, dup];
      expect([state, settledAt, duplicateOf, unitId]).toEqual([
        ...[row!.state, row!.settled_at, row!.duplicate_of, row!.unit_id],
      ]);
    }
  });

  it("keeps who complained apart: not in the trail, not in what an import notes", async () => {
    const { importId } = await run("apart", prepare(HEADER + OPEN));
    expect(await read("apart", "select name, telephone, digits from reporter")).toEqual([
      { name: "某人", telephone: "0734-8220000", digits: "07348220000" },
    ]);
    const written = await read<{ all: string }>(
      "apart",
      `select (select coalesce(jsonb_agg(to_jsonb(a)), '[]')::text from audit a)
        || (select jsonb_agg(to_jsonb(i))::text from import_change i)
        || (select jsonb_agg(to_jsonb(e))::text from complaint_event e) as all`,
    );
    expect(written[0]!.all).not.toMatch(/某人|8220000|太吵|解放大道/);
    expect(written[0]!.all).toMatch(/complaint\.import/);
    // The same caller again is the same person; importing the file again adds nobody.
    await run("apart", prepare(HEADER + OPEN + OPEN.replace("H2", "H4")));
    expect(await countOf("apart", "reporter")).toBe(1);
    await read(
      "apart",
      "update reporter set name = null, telephone = null, digits = null, erased_at = now()",
    );
    await run("apart", prepare(HEADER + OPEN.replace("太吵", "很吵")));
    expect(await read("apart", "select name, telephone from reporter")).toEqual([
      { name: null, telephone: null },
    ]);
    await expect(undo("apart", importId)).rejects.toThrow(/something has happened since/);
  });

  it("twice changes nothing; settled meanwhile elsewhere, it is so here", async () => {
    await run("twice", prepare(HEADER + DONE + OPEN + DUP));
    const before = await stored("twice");
    expect(await run("twice", prepare(HEADER + DONE + OPEN + DUP))).toMatchObject({
      ...{ written: 0, unchanged: 3, rejected: 0 },
    });
    expect(await stored("twice")).toEqual(before);
    const later = OPEN.replace(",,办理中", ",2026-03-05,已办结");
    const { importId } = await run("twice", prepare(HEADER + later));
    const settled = (await stored("twice"))[1]!;
    expect(settled).toMatchObject({ state: "recorded", due_step: null, events: 2 });
    expect(settled.settled_at).toEqual(new Date("2026-03-05T00:00:00+08:00"));
    await undo("twice", importId);
    expect(await stored("twice")).toEqual(before);
  });

  it("with one bad row writes nothing; with the rest allowed, every row is accounted for", async () => {
    const rows = [
      DONE,
      "B1,,不明类别,,2026-03-01,,已办结,,,,,,\n", // no such category
      "B2,,暴露垃圾,,2026-03-05,2026-03-01,已办结,,,,,,\n", // settled before it was received
      "B3,,暴露垃圾,,2026-03-05,2026-03-06,办理中,,,,,,\n", // open and settled
      "B4,,暴露垃圾,,不久前,,已办结,,,,,,\n", // no day
      "B5,,工资社保诉求,,2026-03-05,,办理中,,,,,某人,\n", // for named persons only
      "B6,,暴露垃圾,,2026-03-05,,天知道,,,,,,\n", // no such state
      DONE, // the same row again
      DONE.replace("2026-03-02", "2026-03-09"), // the same number, settled on another day
    ];
    const prepared = prepare(HEADER + rows.join(""));
    expect(prepared.faults.map(({ row, field }) => [row, field])).toEqual([
      [3, "小类"],
      [4, "办结时间"],
      [5, "办结时间"],
      [6, "受理时间"],
      [7, "小类"],
      [8, "状态"],
      [10, "工单号"],
    ]);
    expect(prepared.faults.at(-1)!.remedy).toMatch(/Row 2 .*办结时间/);
    await expect(run("strict", prepared)).rejects.toThrow(/7 rows are bad/);
    expect(await store.targetOf("strict")).toMatchObject({ isNew: true });
    expect(await run("strict", prepared, true)).toMatchObject({
      ...{ rowsIn: 9, written: 1, unchanged: 1, rejected: 7 },
    });
    const table = readCsv(Buffer.from(HEADER + rows.join("")), {});
    expect(rejectsCsv(table, prepared.faults).split("\r\n")).toHaveLength(1 + 7 + 1);
  });

  it("keeps a word of category that is none here, or takes it as not known, where that is allowed", () => {
    const file = "number,nature,date\n1,Garbage in yard,2026-03-01\n";
    const categoryWith = (unknownCategory: "keep" | "none") =>
      prepare(file, { unknownCategory }).records[0]!.values.category;
    expect([categoryWith("keep"), categoryWith("none")]).toEqual(["Garbage in yard", null]);
    expect(prepare(file).faults[0]!.remedy).toMatch(/--map-values/);
  });

  it("without an original in reach a marked one stays a record, and is counted", async () => {
    const late = DUP.replace("2026-03-20,2026-03-21", "2026-04-30,"); // 60 days after H1
    const tooLate = DUP.replace("H3", "H5").replace("2026-03-20,2026-03-21", "2026-05-01,"); // 61
    const outcome = await run("marked", prepare(HEADER + DONE + late + tooLate));
    expect(outcome.notes).toEqual([
      { what: "merged into the complaint they repeat", count: 1 },
      { what: "marked as duplicates whose original is not in the file", count: 1 },
    ]);
    expect((await stored("marked")).map(({ state }) => state)).toEqual([
      ...["recorded", "merged", "recorded"],
    ]);
  });

  it("in GBK, in XLSX and in GCJ-02 is the same complaint", async () => {
    const options = { ...OPTIONS, kind: "complaint" };
    const csv = await readAs(
      "a.csv",
      Buffer.concat([
        Buffer.from("number,received,text,lng,lat\nG1,2026-03-01,", "latin1"),
        Buffer.from(GBK.公厕),
        Buffer.from(",112.576,26.886\n", "latin1"),
      ]),
    );
    expect(csv.detected.encoding).toBe("gb18030");
    const day = { value: new Date("2026-03-01T00:00:00Z"), type: Date, format: "yyyy-mm-dd" };
    const workbook = await writeWorkbook([
      {
        sheet: "投诉",
        data: [
          ["工单号", "受理日期", "投诉内容", "经度", "纬度"],
          ["G1", day, "公厕", 112.576, 26.886],
        ],
      },
    ]).toBuffer();
    const xlsx = await readAs("a.xlsx", workbook);
    const shifted = prepareTable(csv, { ...options, crs: crsOf("gcj02") ?? null });
    expect(shifted.records[0]!.values.position).not.toEqual({
      ...{ type: "Point", coordinates: [112.576, 26.886] },
    });
    expect(await run("formats", prepareTable(csv, options))).toMatchObject({ written: 1 });
    expect(await run("formats", prepareTable(xlsx, options))).toMatchObject({ unchanged: 1 });
    expect(await run("formats", shifted)).toMatchObject({ written: 1 });
  });

  it("raises the count of a day by numbers of our own form, and by no others", async () => {
    const row = (number: string) => `${number},2026-03-01\n`;
    const numbers = [
      "TS202603010012",
      "TS202603010007",
      "TS202602300001",
      "TS2026030100",
      "12-00001738",
    ];
    await run("numbers", prepare(`number,date\n${numbers.map(row).join("")}`));
    expect(await read("numbers", "select day::text, count from complaint_counter")).toEqual([
      { day: "2026-03-01", count: 12 },
    ]);
  });

  it("is taken back too where it was imported before its terms were", async () => {
    const { importId } = await run("older", prepare(HEADER + OPEN));
    const names = Object.keys(TABLES.complaint.columns);
    const older = stateOf("complaint", "c", names.slice(0, names.indexOf("respond_by")));
    await store.database().transaction(
      async (tx) => {
        await tx.query("set local timezone = 'UTC'");
        await tx.query(
          `update import_change i set after = jsonb_build_object('fingerprint', md5(${older}::text))
           from complaint c
           where c.district_id = i.district_id and c.complaint_id = i.record_id and i.import_id = $1`,
          [importId],
        );
      },
      { districtId: "older", asOwner: true },
    );
    expect(await undo("older", importId)).toBe(1);
  });

  it("is taken back whole, with who complained", async () => {
    const { importId } = await run("undone", prepare(HEADER + DONE + OPEN + DUP));
    expect(await undo("undone", importId)).toBe(3);
    for (const table of ["complaint", "complaint_event", "reporter"])
      expect(await countOf("undone", table)).toBe(0);
    expect(await countOf("undone", "reporter_erasure")).toBe(1);
    expect(
      await read(
        "undone",
        "select action, count(*)::int as n from audit where record = 'complaint' group by action order by action",
      ),
    ).toEqual([
      { action: "complaint.import", n: 3 },
      { action: "complaint.import-undo", n: 3 },
    ]);
  });
});
