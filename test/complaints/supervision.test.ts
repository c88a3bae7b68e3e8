import { beforeAll, describe, expect, it } from "vitest";
import { proposalOf, type Supervisable } from "../../server/complaints/supervision-proposal.ts";
import { complaintDesk } from "../worlds/complaint-desk.ts";
import { servedNorth } from "../worlds/served.ts";

const world = servedNorth();
let desk: Awaited<ReturnType<typeof complaintDesk>>;
beforeAll(async () => {
  desk = await complaintDesk(world.database(), world.send);
});

const street = { channel: "telephone", category: "road-dirty", text: "中街路面有泥" };
const here = { position: [25.003, 60.005], streetId: "s1" };
const order = { term: "2199-12-31", words: "请限期办结，联系 13800000000" };
const take = (more: object = {}) =>
  desk.taken(desk.duty, { ...street, ...here, unitId: "sweep", ...more });
const issue = (ids: string[]) =>
  desk.sent(desk.petition, "POST", "/supervisions", { complaintIds: ids, ...order });
const year = new Date().getFullYear();

describe("supervision", () => {
  it("is issued under numbers of the year without gaps, for several at once, all or none", async () => {
    const [a, b, c] = [await take(), await take(), await take()];
    expect((await issue([a.complaintId, b.complaintId])).status).toBe(201);
    expect((await issue([c.complaintId, "none"])).status).toBe(404);
    expect((await issue([c.complaintId])).status).toBe(201);
    const list = await desk.asked(desk.petition, "/supervisions");
    expect(list.supervisions.map(({ number }: { number: string }) => number)).toEqual(
      [3, 2, 1].map((count) => `督办〔${year}〕${count}号`),
    );
    const seen = await desk.asked(desk.duty, `/complaints/${c.complaintId}`);
    expect(seen.supervision).toMatchObject({
      ...{ number: `督办〔${year}〕3号`, term: "2199-12-31", issuedBy: "petition_officer" },
      words: "请限期办结，联系 [电话]",
    });
    expect(seen.events.at(-1).data.number).toBe(`督办〔${year}〕3号`);
  });

  it("is open until it is answered, and late from the day after its term", async () => {
    const { complaintId } = await take();
    await issue([complaintId]);
    const status = async (who = desk.petition) => {
      const { supervisions } = await desk.asked(who, "/supervisions");
      return supervisions.find((one: { complaintId: string }) => one.complaintId === complaintId)
        ?.status;
    };
    expect([await status(), await status(desk.unit), await status(desk.otherUnit)]).toEqual([
      ...["open", "open", undefined],
    ]);
    await desk.inNorth(
      "update supervision set term = '2020-01-01' where district_id = 'north' and complaint_id = $1",
      [complaintId],
    );
    expect(await status()).toBe("late");
    const now = await desk.asked(desk.duty, `/complaints/${complaintId}`);
    await desk.stepped(desk.unit, now, { action: "answer-supervision", words: "已清扫" });
    expect(await status()).toBe("answered");
    const { counts } = await desk.asked(desk.petition, "/supervisions?status=answered");
    expect(counts.answered).toBe(1);
  });

  it("is proposed for what is late, gravest first, and not for what is under it", async () => {
    const [late, urgent, fine] = [await take(), await take({ importance: "urgent" }), await take()];
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    await desk.due(late.complaintId, "accept", ago(10), ago(1));
    await desk.due(urgent.complaintId, "accept", ago(10), ago(1));
    const proposed = async () => {
      const { proposals } = await desk.asked(desk.petition, "/supervisions/proposed");
      return proposals.map(
        ({ complaintId, reasons }: { complaintId: string; reasons: string[] }) => [
          ...[complaintId, reasons],
        ],
      );
    };
    expect(await proposed()).toEqual([
      [urgent.complaintId, ["urgent-late", "late"]],
      [late.complaintId, ["late"]],
    ]);
    await issue([urgent.complaintId]);
    expect((await proposed()).map(([id]: unknown[]) => id)).toEqual([late.complaintId]);
    expect(fine.state).toBe("assigned");
  });

  it("of a confidential petition is for those named alone", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴", ...here };
    const { complaintId } = await desk.taken(desk.petition, pay);
    expect((await issue([complaintId])).status).toBe(201);
    const of = async (who: typeof desk.petition) =>
      (await desk.asked(who, "/supervisions")).supervisions.some(
        (one: { complaintId: string }) => one.complaintId === complaintId,
      );
    expect([await of(desk.petition), await of(desk.manager)]).toEqual([true, false]);
  });
});

describe("what is proposed", () => {
  const thresholds = {
    soon: { shareLeft: 0.25, atLeastMinutes: 0, atMostMinutes: 600 },
    veryLate: { times: 3 },
  };
  const dueFrom = new Date("2026-03-02T00:00:00Z");
  const dueAt = new Date("2026-03-02T08:00:00Z");
  type Case = Pick<Supervisable, "importance" | "reopened"> & { at: string; reasons: string[] };
  it.each<Case>([
    { at: "2026-03-02T08:00:00Z", reopened: 1, importance: "ordinary", reasons: [] },
    { at: "2026-03-02T08:00:01Z", reopened: 1, importance: "ordinary", reasons: ["late"] },
    { at: "2026-03-02T07:00:00Z", reopened: 2, importance: "urgent", reasons: ["reopened"] },
    {
      at: "2026-03-03T00:00:00Z",
      reopened: 0,
      importance: "important",
      reasons: ["late-3", "late"],
    },
    {
      ...{ at: "2026-03-03T00:00:00Z", reopened: 2, importance: "urgent" },
      reasons: ["late-3", "urgent-late", "reopened", "late"],
    },
  ])("at $at, $importance, reopened $reopened: $reasons", ({ at, reasons, ...facts }) => {
    const proposal = proposalOf({ ...facts, dueFrom, dueAt }, thresholds, new Date(at));
    expect(proposal.reasons).toEqual(reasons);
  });
});
