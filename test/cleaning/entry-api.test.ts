import { describe, expect, it } from "vitest";
import { addDays } from "../../server/cleaning/calendar.ts";
import type { EntryWire } from "../../server/cleaning/entry-schema.ts";
import type { OrdersAnswer } from "../../server/cleaning/order-schema.ts";
import type { TodayAnswer } from "../../server/cleaning/today-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import { localDay } from "../../server/store/local-day.ts";
import { codeOf, type SignedIn } from "../worlds/signed-in.ts";
import { at, CONFIRMED, SWEPT, sweptNorth, TODAY, ZONE } from "../worlds/swept.ts";

const { asked, complianceOn, inNorth, metersOn, people, post } = sweptNorth();

describe("a team leader", () => {
  const passId = `fine:${CONFIRMED}:1`;
  const confirm = (who: SignedIn, key: string, more: object = {}) =>
    post(who, "entries", { kind: "confirmed", passId, ...more }, key);

  it("sees the passes of the day and confirms one in one go, but for what could not be done", async () => {
    const today = await asked<TodayAnswer>(`today/fine?day=${CONFIRMED}`, people.leader);
    expect(today.passes.map((pass) => pass.passId)).toEqual([passId]);
    expect(today.passes[0]!.streets[0]).toMatchObject({
      name: "中街",
      meters: 1112,
      doneMeters: 0,
    });
    const mayEnter = ({ passes }: TodayAnswer) =>
      passes[0]!.streets.flatMap(({ edges }) => edges.map((edge) => edge.mayEnter));
    expect(mayEnter(today)).toEqual([true, true]);
    const elsewhere = await asked<TodayAnswer>(`today/fine?day=${CONFIRMED}`, people.easterner);
    expect(mayEnter(elsewhere)).toEqual([false, true]); // e2 lies in the east

    const exceptions = [{ edgeId: "e2", reason: "路边停车" }];
    const first = await confirm(people.leader, "leader-0001", { exceptions });
    expect(first.status).toBe(201);
    const entry: EntryWire = await first.json();
    expect(entry.items.map(({ subjectId, outcome }) => [subjectId, outcome])).toEqual([
      ["e1", "done"],
      ["e2", "could_not"],
    ]);
    const again = await confirm(people.leader, "leader-0001", { exceptions });
    expect([again.status, (await again.json()).entryId]).toEqual([200, entry.entryId]);
    expect((await confirm(people.leader, "leader-0001")).status).toBe(409);
    expect(await metersOn(CONFIRMED, "&routeId=fine")).toEqual([556, 556, 0, 0, 0]);
    const { total } = await complianceOn(CONFIRMED, "&routeId=fine");
    expect([total.byPositionsMeters, total.byWordsMeters]).toEqual([0, 556]);

    expect(
      (await post(people.easterner, `entries/${entry.entryId}/withdraw`, { reason: "错" })).status,
    ).toBe(403);
    const undone = await post(people.leader, `entries/${entry.entryId}/withdraw`, {
      reason: "点错了",
    });
    expect((await undone.json()).withdrawn).toMatchObject({ reason: "点错了" });
    expect(
      (await post(people.leader, `entries/${entry.entryId}/withdraw`, { reason: "x" })).status,
    ).toBe(409);
    expect(await metersOn(CONFIRMED, "&routeId=fine")).toEqual([0, 0, 0, 1112, 0]);
    const { entries } = await asked<{ entries: EntryWire[] }>(
      `entries?from=${CONFIRMED}&to=${CONFIRMED}`,
    );
    expect(entries.map(({ withdrawn }) => withdrawn?.reason)).toEqual(["点错了"]);
  });

  it("confirms nothing that is not due, not theirs, or not over", async () => {
    const faultOf = async (body: object, who = people.leader) => {
      const answer = await post(who, "entries", body, `key-${JSON.stringify(body).length}-00`);
      const { code, faults, rule } = await answer.json();
      return [code, faults?.[0].rule ?? rule];
    };
    const kind = "confirmed";
    expect(await faultOf({ kind, passId: `fine:${CONFIRMED}:2` })).toEqual([
      ...["body-invalid", "pass-unknown"],
    ]);
    expect(await faultOf({ kind, passId: `fine:${addDays(TODAY, 3)}:1` })).toEqual([
      ...["body-invalid", "not-yet"],
    ]);
    expect(await faultOf({ kind, passId, edgeIds: ["none"] })).toEqual([
      ...["body-invalid", "not-of-pass"],
    ]);
    const fromAt = at(SWEPT, "05:00").toISOString();
    expect(await faultOf({ kind, passId, fromAt, toAt: fromAt })).toEqual([
      ...["body-invalid", "outside-pass"],
    ]);
    expect(await faultOf({ kind: "could_not", passId })).toEqual(["body-invalid", "missing"]);
    expect(await faultOf({ kind, passId }, people.easterner)).toEqual([
      "forbidden",
      "outside-areas",
    ]);
    expect((await confirm(people.viewer, "viewer-0001")).status).toBe(403);
    const own = await confirm(people.easterner, "east-00001", { edgeIds: ["e2"] });
    expect(own.status).toBe(201);
  });
});

describe("suspensions and orders", () => {
  it("take passes out of what is due, until withdrawn", async () => {
    const draft = {
      ...{ works: ["full_sweep"], reason: "低温结冰" },
      ...{ fromAt: at(SWEPT, "00:00").toISOString(), toAt: at(SWEPT, "12:00").toISOString() },
    };
    expect((await post(people.leader, "suspensions", draft)).status).toBe(403);
    const suspended = await post(people.manager, "suspensions", draft);
    expect(suspended.status).toBe(201);
    expect(await metersOn(SWEPT)).toEqual([0, 0, 0, 0, 1112]);
    const turned = await post(people.manager, "suspensions", { ...draft, toAt: draft.fromAt });
    expect(await codeOf(turned)).toBe("body-invalid");
    const { suspensionId } = await suspended.json();
    // it is over already: what was suspended stays so, and the trail says who ended it
    const ended = await post(people.manager, `suspensions/${suspensionId}/withdraw`);
    expect((await ended.json()).withdrawn.by).toBe("manager");
    expect((await post(people.manager, `suspensions/${suspensionId}/withdraw`)).status).toBe(409);
    await inNorth(async (tx) => {
      await tx.query(
        "update service_suspension set withdrawn_at = from_at where district_id = 'north'",
      );
      await recordChange(tx, "north", "service_suspension", [suspensionId]);
    });
    expect(await metersOn(SWEPT)).toEqual([556, 0, 556, 0, 0]);
  });

  it("are due at once, and confirmed as any pass", async () => {
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const draft = { work: "wash", streetIds: ["s1"], dueAt, reason: "渣土撒漏", complaintId: "c1" };
    const raised = await post(people.manager, "orders", draft);
    expect(raised.status).toBe(201);
    const order = await raised.json();
    expect(order.edgeIds).toEqual(["e1", "e2"]);
    const ofComplaint = async (id: string) =>
      (await asked<OrdersAnswer>(`orders?complaintId=${id}`)).orders.map(({ orderId }) => orderId);
    expect([await ofComplaint("c1"), await ofComplaint("c2")]).toEqual([[order.orderId], []]);
    const day = localDay(new Date(dueAt), ZONE);
    const washed = async () => {
      const { states } = (await complianceOn(day, "&work=wash")).total;
      return [states.open.meters, states.done.meters];
    };
    expect(await washed()).toEqual([1112, 0]);
    const entry = { kind: "completed", passId: order.passId, edgeIds: ["e1"], reason: "已冲洗" };
    expect((await post(people.leader, "entries", entry, "order-0001")).status).toBe(201);
    expect(await washed()).toEqual([556, 556]);
    await post(people.manager, `orders/${order.orderId}/withdraw`);
    expect(await washed()).toEqual([0, 0]);
    const late = await post(people.manager, "orders", {
      ...draft,
      dueAt: at(SWEPT, "05:00").toISOString(),
    });
    expect((await late.json()).faults[0].rule).toBe("not-ahead");
  });
});
