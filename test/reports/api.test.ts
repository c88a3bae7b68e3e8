import { beforeAll, describe, expect, it } from "vitest";
import { addDays, weekdayOf } from "../../server/reports/days.ts";
import { localDay } from "../../server/store/local-day.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const north = servedNorth();
const PATH = "/api/districts/north/reports";
const today = localDay(new Date(), "Europe/Helsinki");
const ago = (days: number) => addDays(today, -days);

let inspector: SignedIn;
let manager: SignedIn;
let viewer: SignedIn;
beforeAll(async () => {
  inspector = await signedIn(north.database(), "north", "inspector");
  manager = await signedIn(north.database(), "north", "manager");
  viewer = await signedIn(north.database(), "north", "viewer");
});

const send = async (who: SignedIn, method: string, path: string, body?: unknown) => {
  const answer = await north.send(who, method, `${PATH}/${path}`, body);
  return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
};
const get = (who: SignedIn, path: string) => send(who, "GET", path);
const inspect = (areaId: string, day: string, found: object[] = [], more: object = {}) =>
  send(inspector, "POST", "inspections", { areaId, day, found, ...more });
const compose = (from: string, to: string, more: object = {}) =>
  send(manager, "POST", "documents", { kind: "bulletin", from, to, ...more });
const publish = (draft: { reportId: string; revision: number }) =>
  send(manager, "POST", `documents/${draft.reportId}/publish`, { revision: draft.revision });
const ruleOf = ({ body }: { body: { rule?: string; faults?: { rule?: string }[] } }) =>
  body.rule ?? body.faults?.[0]?.rule;

describe("records", () => {
  it("keep the points of a place as they were when they were entered", async () => {
    const found = [
      { itemId: "exposed_waste", places: 2 },
      { itemId: "litter", places: 3 },
    ];
    const { status, body } = await inspect("west", ago(20), found, { note: "河边" });
    expect(status).toBe(201);
    // two places of three points, three of one
    expect(body).toMatchObject({ areaId: "west", deducted: 9, note: "河边", withdrawn: null });
    const settings = { points: { ...(await points()), exposed_waste: 10 } };
    await send(manager, "PUT", "settings", settings);
    const later = await inspect("west", ago(20), found.slice(0, 1));
    expect(later.body.deducted).toBe(20);
    const { body: records } = await get(viewer, `records?from=${ago(20)}&to=${ago(20)}`);
    expect(
      records.inspections.map(({ deducted }: { deducted: number }) => deducted).sort(),
    ).toEqual([20, 9]);
    await send(manager, "PUT", "settings", {});
  });

  it("are not entered twice, however often they are sent", async () => {
    const inspectionId = "0d0f5b1a-2f7e-4a58-9a25-6a2f0b1f3c11";
    await inspect("east", ago(21), [], { inspectionId });
    const again = await inspect("east", ago(21), [{ itemId: "litter", places: 9 }], {
      inspectionId,
    });
    expect(again.body).toMatchObject({ inspectionId, deducted: 0 });
    const { body } = await get(viewer, `records?from=${ago(21)}&to=${ago(21)}`);
    expect(body.counts.inspections).toBe(1);
  });

  it("are refused with what is wrong: the day, the area, an item twice, no hygiene day", async () => {
    expect(ruleOf(await inspect("west", addDays(today, 2)))).toBe("day-ahead");
    expect(ruleOf(await inspect("west-old", ago(1)))).toBe("record-unknown");
    const twice = [
      { itemId: "litter", places: 1 },
      { itemId: "litter", places: 2 },
    ];
    expect(ruleOf(await inspect("west", ago(1), twice))).toBe("item-twice");
    const day = weekdayOf(today) === 5 ? ago(1) : today; // no Friday
    const activity = await send(inspector, "POST", "activities", {
      areaId: "west",
      day,
      done: "清扫",
    });
    expect(ruleOf(activity)).toBe("not-hygiene-day");
  });

  it("stay to be read when they are taken back, and count no more", async () => {
    const { body: made } = await inspect("east", ago(25));
    const gone = await send(inspector, "POST", `inspections/${made.inspectionId}/withdraw`, {
      reason: "填错社区",
    });
    expect(gone.body.withdrawn).toMatchObject({ reason: "填错社区" });
    const again = await send(inspector, "POST", `inspections/${made.inspectionId}/withdraw`, {
      reason: "再撤",
    });
    expect([again.status, ruleOf(again)]).toEqual([409, "entry-withdrawn"]);
    const { body } = await get(viewer, `records?from=${ago(25)}&to=${ago(25)}`);
    expect([body.counts.inspections, body.inspections.length]).toEqual([0, 1]);
  });

  it("of the media count once a manager has looked into them; an inspector may not say so", async () => {
    const said = { areaId: "west", day: ago(26), medium: "北报", title: "垃圾成堆", isGood: false };
    const { body: made } = await send(inspector, "POST", "exposures", said);
    expect(made.judged).toBeNull();
    const path = `exposures/${made.exposureId}/judge`;
    const verdict = { isUpheld: true, reason: "属实" };
    expect((await send(inspector, "POST", path, verdict)).status).toBe(403);
    expect((await send(manager, "POST", path, verdict)).body.judged).toMatchObject(verdict);
  });

  const points = async () => (await get(manager, "settings")).body.merged.points;
});

describe("a bulletin", () => {
  it("is composed of its records, reviewed, published under a number, and never changes", async () => {
    await inspect("west", ago(10), [{ itemId: "bins_full", places: 2 }]);
    await inspect("east", ago(9));
    const { status, body: draft } = await compose(ago(11), ago(9));
    expect(status).toBe(201);
    expect(draft).toMatchObject({ isPublished: false, number: null, records: 2 });
    // 4 points of two inspections
    expect(draft.content.totals).toMatchObject({ inspections: 2, places: 2, score: 98 });
    expect((await get(viewer, `documents/${draft.reportId}`)).status).toBe(404); // a draft is not theirs
    const { body: read } = await send(manager, "PUT", `documents/${draft.reportId}/remarks`, {
      ...{ remarks: "请整改", revision: draft.revision },
    });
    expect(ruleOf(await publish(draft))).toBe("report-changed"); // it was changed since it was read
    const { body: published } = await publish(read);
    expect(published).toMatchObject({ isPublished: true, remarks: "请整改", number: 1 });
    expect(published.content).toEqual(draft.content);
    const { reportId } = published;
    const refused = await send(manager, "PUT", `documents/${reportId}/remarks`, {
      ...{ remarks: "改", revision: 1 },
    });
    expect([refused.status, ruleOf(refused)]).toEqual([409, "report-published"]);
    expect((await send(manager, "DELETE", `documents/${reportId}`)).status).toBe(409);
    // what is entered later changes nothing of it, and is told
    await inspect("west", ago(10), [{ itemId: "litter", places: 1 }]);
    const { body: after } = await get(viewer, `documents/${reportId}`);
    expect(after.content).toEqual(draft.content);
    expect(after.since).toEqual({ withdrawn: 0, added: 1 });
  });

  it("cannot be changed by the server's own role, whatever asks it to", async () => {
    const change = north
      .database()
      .transaction(
        (tx) => tx.query("update report set remarks = 'x' where district_id = 'north'"),
        { districtId: "north" },
      );
    await expect(change).rejects.toThrow();
  });

  it("is put right by another that names it, once; its days are not published a second time", async () => {
    const overlapping = await compose(ago(9), ago(8));
    expect([overlapping.status, ruleOf(overlapping)]).toEqual([409, "report-overlaps"]);
    const [first] = (await overview()).bulletins;
    const other = await compose(ago(12), ago(9), { corrects: first.reportId });
    expect(ruleOf(other)).toBe("not-same-period");
    const { body: draft } = await compose(ago(11), ago(9), { corrects: first.reportId });
    expect(draft.records).toBe(3);
    const { body: second } = await publish(draft);
    expect(second).toMatchObject({ number: 2, corrects: { number: 1 } });
    const { body: before } = await get(viewer, `documents/${first.reportId}`);
    expect(before.correctedBy).toMatchObject({ number: 2 });
    const third = await compose(ago(11), ago(9), { corrects: first.reportId });
    expect(ruleOf(third)).toBe("report-corrected");
  });

  it("takes its number as it is published: numbers have no gap where drafts are dropped", async () => {
    const { body: dropped } = await compose(ago(8), ago(8));
    expect((await send(manager, "DELETE", `documents/${dropped.reportId}`)).status).toBe(204);
    const drafts = [await compose(ago(7), ago(7)), await compose(ago(6), ago(6))];
    const published = await Promise.all(drafts.map(({ body }) => publish(body)));
    expect(published.map(({ body }) => body.number).sort()).toEqual([3, 4]);
  });

  it("is composed anew of what its records are by then; its remarks stay", async () => {
    const { body: draft } = await compose(ago(5), ago(5));
    expect(draft.records).toBe(0);
    await send(manager, "PUT", `documents/${draft.reportId}/remarks`, {
      remarks: "无",
      revision: 1,
    });
    await inspect("west", ago(5));
    const { body } = await send(manager, "POST", `documents/${draft.reportId}/recompose`);
    expect(body).toMatchObject({ records: 1, remarks: "无", since: { withdrawn: 0, added: 0 } });
    await send(manager, "DELETE", `documents/${draft.reportId}`);
  });

  it("is counted among the issued, corrections apart, beside what was due", async () => {
    const { due, issued, since, drafts } = await overview();
    expect(issued).toEqual({ bulletins: 3, rankings: 0, corrections: 1 });
    // from the first inspection, 21 days ago, to today: 22 days, every three
    expect([since, due.bulletins]).toEqual([ago(21), 8]);
    expect(drafts).toEqual([]);
  });

  it("goes to a file, a row a record", async () => {
    const [last] = (await overview()).bulletins;
    const answer = await north.send(
      viewer,
      "GET",
      `${PATH}/documents/${last.reportId}/file?lang=zh`,
    );
    expect(answer.headers.get("content-type")).toContain("text/csv");
    const xlsx = await north.send(
      ...([viewer, "GET", `${PATH}/documents/${last.reportId}/file?format=xlsx`] as const),
    );
    expect(xlsx.headers.get("content-type")).toContain("spreadsheetml");
    expect((await xlsx.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  const overview = async () => (await get(manager, `overview?from=${ago(60)}&to=${today}`)).body;
});

describe("a ranking", () => {
  const month = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  const from = `${month}-01`;
  const to = addDays(`${today.slice(0, 7)}-01`, -1);

  it("is told of any month as its records are, and published of one that is over", async () => {
    await inspect("west", to, [{ itemId: "litter", places: 4 }]);
    await inspect("east", to, [{ itemId: "litter", places: 2 }]);
    const open = await send(manager, "POST", "documents", {
      ...{ kind: "ranking", from: `${today.slice(0, 7)}-01`, to: today },
    });
    expect(["not-month", "month-open"]).toContain(ruleOf(open));
    const { body: draft } = await send(manager, "POST", "documents", { kind: "ranking", from, to });
    const { body: told } = await get(viewer, `rankings/${month}`);
    expect(told).toMatchObject({ isOver: true, published: [], drafts: [] });
    expect(told.current).toEqual(draft.content);
    expect((await publish(draft)).body).toMatchObject({ kind: "ranking", number: 1 });
    const after = await get(viewer, `rankings/${month}`);
    expect(after.body.published).toHaveLength(1);
  });

  it("names another month wrongly asked for", async () => {
    expect((await get(viewer, "rankings/2026-13")).status).toBe(400);
  });
});

describe("whoever is limited to an area", () => {
  it("enters and takes back there, and nowhere else", async () => {
    const west = await signedIn(north.database(), "north", "inspector", ["west"]);
    const sent = { day: ago(1), found: [] };
    const own = await send(west, "POST", "inspections", { ...sent, areaId: "west" });
    expect(own.status).toBe(201);
    const foreign = await north.send(west, "POST", `${PATH}/inspections`, {
      ...{ ...sent, areaId: "east" },
    });
    expect(await codeOf(foreign)).toBe("forbidden");
    const { body } = await get(west, "choices");
    expect(body.areas.map(({ areaId }: { areaId: string }) => areaId)).toEqual(["west"]);
    const { body: east } = await inspect("east", ago(1));
    const taken = await send(west, "POST", `inspections/${east.inspectionId}/withdraw`, {
      reason: "不是我的",
    });
    expect(taken.status).toBe(403);
  });
});
