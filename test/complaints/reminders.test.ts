import { beforeAll, describe, expect, it } from "vitest";
import { watchRound } from "../../server/complaints/reminder-clock.ts";
import { sendReminders } from "../../server/complaints/reminder-send.ts";
import { createLogger } from "../../server/http/logging.ts";
import type { Database, Queryable } from "../../server/store/database.ts";
import { complaintDesk } from "../worlds/complaint-desk.ts";
import { servedNorth } from "../worlds/served.ts";

const world = servedNorth();
let desk: Awaited<ReturnType<typeof complaintDesk>>;
beforeAll(async () => {
  desk = await complaintDesk(world.database(), world.send);
});

const NORTH = { districtId: "north", timeZone: "Europe/Helsinki" };
const remind = (now: string, database: Database = world.database()) =>
  sendReminders(database, NORTH, new Date(now));
const street = { channel: "telephone", category: "road-dirty", text: "中街路面有泥" };
const here = { position: [25.003, 60.005], streetId: "s1" };

/** A complaint of the unit whose term runs for eight hours: it is soon two hours before, and three times late a day after. */
async function running(more: object = {}, step = "accept") {
  const complaint = await desk.taken(desk.duty, { ...street, ...here, unitId: "sweep", ...more });
  await desk.due(complaint.complaintId, step, "2026-03-02T00:00:00Z", "2026-03-02T08:00:00Z");
  return complaint;
}
const stop = (id: string) =>
  desk.inNorth(
    "update complaint set due_at = null where district_id = 'north' and complaint_id = $1",
    [id],
  );
const levels = async (id: string) => {
  const { events } = await desk.asked(desk.duty, `/complaints/${id}`);
  return events
    .filter(({ action }: { action: string }) => action === "remind")
    .map(({ data }: { data: { level: string } }) => data.level);
};

describe("reminders", () => {
  it("go out at each turning point once, and not again", async () => {
    const { complaintId } = await running();
    for (const [now, sent] of [
      ["2026-03-02T05:59:59Z", 0],
      ["2026-03-02T06:00:00Z", 1],
      ["2026-03-02T06:01:00Z", 0],
      ["2026-03-02T08:00:00Z", 0],
      ["2026-03-02T08:00:01Z", 1],
      ["2026-03-02T23:59:59Z", 0],
      ["2026-03-03T00:00:00Z", 1],
      ["2026-04-03T00:00:00Z", 0],
    ] as const)
      expect([now, await remind(now)]).toEqual([now, sent]);
    expect(await levels(complaintId)).toEqual(["soon", "late", "late-3"]);
    await stop(complaintId);
  });

  it("say only how it stands when nobody reminded for days", async () => {
    const { complaintId } = await running();
    expect(await remind("2026-03-09T00:00:00Z")).toBe(1);
    expect(await levels(complaintId)).toEqual(["late-3"]);
    await stop(complaintId);
  });

  it("begin anew with a term that was moved", async () => {
    const { complaintId } = await running();
    await remind("2026-03-02T09:00:00Z");
    await desk.due(complaintId, "settle", "2026-03-02T00:00:00Z", "2026-03-10T00:00:00Z");
    await remind("2026-03-02T09:00:00Z");
    await remind("2026-03-08T00:00:00Z");
    expect(await levels(complaintId)).toEqual(["late", "soon"]);
    await stop(complaintId);
  });

  it("leave state, term and version as they were, so that an open form is not refused", async () => {
    const before = await running();
    const stand = await desk.asked(desk.duty, `/complaints/${before.complaintId}`);
    await remind("2026-03-02T09:00:00Z");
    const after = await desk.asked(desk.duty, `/complaints/${before.complaintId}`);
    expect(after).toEqual({
      ...{ ...stand, events: after.events },
    });
    expect(after.events).toHaveLength(stand.events.length + 1);
    const accepted = await desk.stepped(desk.unit, before, { action: "accept" });
    expect(accepted.events.map(({ sequence }: { sequence: number }) => sequence)).toEqual([
      ...[1, 2, 3, 4],
    ]);
    await stop(before.complaintId);
  });

  it("are one each when several try at once", async () => {
    const ids = [];
    for (let i = 0; i < 7; i++) ids.push((await running()).complaintId);
    const sent = await Promise.all([1, 2, 3].map(() => remind("2026-03-02T09:00:00Z")));
    expect(sent.reduce((a, b) => a + b)).toBe(7);
    for (const id of ids) expect(await levels(id)).toEqual(["late"]);
    for (const id of ids) await stop(id);
  });

  it("are whole or absent when the process ends in the middle, and come with the next round", async () => {
    const { complaintId } = await running();
    const database = world.database();
    const held = [
      "insert into complaint_reminder",
      "update complaint_watch",
      "into audit",
      "pg_notify",
    ];
    for (const dying of held) {
      const broken: Database = {
        ...database,
        transaction: (work, options) =>
          database.transaction((tx) => {
            const query: Queryable["query"] = (sql, values) => {
              if (sql.includes(dying)) throw new Error("killed");
              return tx.query(sql, values);
            };
            return work({ query });
          }, options),
      };
      await expect(remind("2026-03-02T09:00:00Z", broken)).rejects.toThrow("killed");
      expect([dying, await levels(complaintId)]).toEqual([dying, []]);
    }
    expect(await remind("2026-03-02T09:00:00Z")).toBe(1);
    expect(await levels(complaintId)).toEqual(["late"]);
    await stop(complaintId);
  });

  it("are numbered without gaps, and go out round all districts", async () => {
    const { complaintId } = await running();
    const log = createLogger("silent");
    await watchRound({ database: world.database(), log }, new Date("2026-03-02T09:00:00Z"));
    expect(await levels(complaintId)).toEqual(["late"]);
    const [row] = await desk.inNorth<{ n: number; top: number; kept: number }>(
      `select count(*)::int as n, max(number) as top, (select reminders from complaint_watch where district_id = 'north') as kept
       from complaint_reminder where district_id = 'north'`,
    );
    expect([row!.top, row!.kept]).toEqual([row!.n, row!.n]);
    await stop(complaintId);
  });
});

describe("the inbox", () => {
  const inbox = (who: typeof desk.unit, more = "") =>
    desk.asked(who, `/complaints/reminders?limit=200${more}`);
  const from = (box: { reminders: { complaintId: string; level: string }[] }, id: string) =>
    box.reminders.filter(({ complaintId }) => complaintId === id).map(({ level }) => level);

  it("shows a unit its own, an officer all, and leaders what is late or important", async () => {
    const [ordinary, urgent] = [await running(), await running({ importance: "urgent" })];
    await remind("2026-03-02T06:00:00Z");
    const seenBy = async (who: typeof desk.unit, more = "") => {
      const box = await inbox(who, more);
      return [ordinary, urgent].map(({ complaintId }) => from(box, complaintId));
    };
    const all = [["soon"], ["soon", "told"]];
    expect(await seenBy(desk.unit)).toEqual(all);
    expect(await seenBy(desk.duty)).toEqual(all);
    expect(await seenBy(desk.otherUnit)).toEqual([[], []]);
    expect(await seenBy(desk.manager)).toEqual([[], ["soon", "told"]]);
    expect(await seenBy(desk.manager, "&scope=all")).toEqual(all);
    await remind("2026-03-02T09:00:00Z");
    expect((await seenBy(desk.manager))[0]).toEqual(["late"]);
    for (const { complaintId } of [ordinary, urgent]) await stop(complaintId);
  });

  it("counts what somebody has not seen, for each by themselves", async () => {
    const { complaintId } = await running();
    await remind("2026-03-02T09:00:00Z");
    const box = await inbox(desk.duty);
    expect(box.unread).toBeGreaterThan(0);
    const { number } = box.reminders[0];
    const seen = await desk.sent(desk.duty, "POST", "/complaints/reminders/seen", { number });
    expect(seen.body).toEqual({ seen: number });
    const later = await inbox(desk.duty);
    expect([later.unread, later.reminders[0].isUnread]).toEqual([0, false]);
    expect((await inbox(desk.unit)).unread).toBeGreaterThan(0);
    // what has not gone out yet cannot be seen beforehand, and what was seen stays seen
    const ahead = await desk.sent(desk.duty, "POST", "/complaints/reminders/seen", { number: 1e9 });
    expect(ahead.body.seen).toBe(number);
    await desk.due(complaintId, "accept", "2026-03-03T00:00:00Z", "2026-03-03T08:00:00Z");
    await remind("2026-03-03T06:00:00Z");
    expect((await inbox(desk.duty)).unread).toBe(1);
    expect(from(await inbox(desk.duty, `&after=${number}`), complaintId)).toEqual(["soon"]);
    await stop(complaintId);
  });

  it("keeps confidential complaints to those named, also from leaders", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴", ...here };
    const { complaintId } = await desk.taken(desk.petition, pay);
    await desk.due(complaintId, "accept", "2026-03-02T00:00:00Z", "2026-03-02T08:00:00Z");
    await remind("2026-03-02T09:00:00Z");
    expect(from(await inbox(desk.petition), complaintId)).toEqual(["late"]);
    for (const who of [desk.manager, desk.duty, desk.unit])
      expect(from(await inbox(who, "&scope=all"), complaintId)).toEqual([]);
    await stop(complaintId);
  });

  it("pages by number", async () => {
    const all = (await inbox(desk.duty)).reminders.map(({ number }: { number: number }) => number);
    const paged: number[] = [];
    for (let before = ""; ; ) {
      const page = await desk.asked(desk.duty, `/complaints/reminders?limit=3${before}`);
      paged.push(...page.reminders.map(({ number }: { number: number }) => number));
      if (!page.isMore) break;
      before = `&before=${paged.at(-1)}`;
    }
    expect(paged).toEqual(all);
  });
});
