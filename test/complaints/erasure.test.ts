import { beforeAll, describe, expect, it } from "vitest";
import { eraseOverdue } from "../../server/complaints/erasure.ts";
import { complaintDesk } from "../worlds/complaint-desk.ts";
import { tablesWith } from "../worlds/found-text.ts";
import { servedNorth } from "../worlds/served.ts";

const world = servedNorth();
let desk: Awaited<ReturnType<typeof complaintDesk>>;
beforeAll(async () => {
  desk = await complaintDesk(world.database(), world.send);
});

const NORTH = { districtId: "north", timeZone: "Europe/Helsinki" };
const here = { position: [25.003, 60.005], streetId: "s1" };
const NUMBER = "13800000000";
let callers = 0;

/** A settled complaint with the caller's number wherever somebody may have left it. */
async function settled(number = NUMBER) {
  const name = `某某${++callers}`;
  let complaint = await desk.taken(desk.duty, {
    ...{ channel: "telephone", category: "road-dirty", unitId: "sweep", ...here },
    text: `${name}说路面有泥，回电 ${number}`,
    address: `中街 1 号 ${number}`,
    reporter: { name, telephone: number, contact: `微信 ${number}` },
  });
  for (const body of [
    { action: "accept", words: `已联系 ${number}` },
    { action: "arrive" },
    { action: "report", words: `已清扫，${name} ${number} 在场` },
  ])
    complaint = await desk.stepped(desk.unit, complaint, body);
  const feedback = { action: "feedback", way: "telephone", outcome: "answered", words: number };
  complaint = await desk.stepped(desk.duty, complaint, feedback);
  return desk.stepped(desk.duty, complaint, { action: "settle" });
}

const found = (text: string) => tablesWith(world.database(), text);
const years = (count: number) => new Date(Date.now() + count * 366 * 86_400_000);

describe("erasing who complained", () => {
  it("keeps numbers out of events from the beginning, and leaves nothing behind on request", async () => {
    const { complaintId } = await settled();
    expect(await found(NUMBER)).toEqual(expect.arrayContaining(["complaint", "reporter"]));
    expect(await found(NUMBER)).toHaveLength(2);
    const path = `/complaints/${complaintId}/reporter/erasure`;
    expect((await desk.sent(desk.duty, "POST", path, { reason: "本人要求" })).status).toBe(403);
    const erased = await desk.sent(desk.petition, "POST", path, { reason: `本人 ${NUMBER} 要求` });
    expect(erased).toMatchObject({ status: 200, body: { textsMasked: 1 } });
    expect([await found(NUMBER), await found("某某1")]).toEqual([[], []]);
    const again = await desk.sent(desk.petition, "POST", path, { reason: "再删" });
    expect(again.body).toMatchObject({ code: "conflict", rule: "reporter-none" });
    const log = await desk.asked(desk.administrator, "/reporter-erasures");
    expect(log).toMatchObject({
      total: 1,
      erasures: [
        {
          reason: "本人 [电话] 要求",
          erasedBy: "petition_officer",
          termMonths: null,
          complaints: 1,
        },
      ],
    });
    const [audit] = await desk.inNorth<{ n: number }>(
      "select count(*)::int as n from audit where district_id = 'north' and action = 'reporter.erase'",
    );
    expect(audit!.n).toBe(1);
  });

  it("waits while one of their complaints is open", async () => {
    const number = "13900000000";
    const { complaintId } = await settled(number);
    const name = `某某${callers}`;
    const open = await desk.taken(desk.duty, {
      ...{ channel: "telephone", text: "又脏了", ...here, reporter: { name, telephone: number } },
    });
    const path = `/complaints/${complaintId}/reporter/erasure`;
    const refused = await desk.sent(desk.petition, "POST", path, { reason: "本人要求" });
    expect(refused.body).toMatchObject({ rule: "reporter-needed" });
    await eraseOverdue(world.database(), NORTH, years(10));
    expect(await found(number)).not.toEqual([]);
    expect(open.hasContact).toBe(true);
    await desk.stepped(desk.duty, open, { action: "refuse", reason: "重复" });
    await desk.inNorth("update complaint_watch set erased_on = null where district_id = 'north'");
    await eraseOverdue(world.database(), NORTH, years(10));
    expect(await found(number)).toEqual([]);
  });

  it("comes by itself once the term is over, by the district's own term, and once a day", async () => {
    const number = "13700000000";
    await settled(number);
    await desk.inNorth("update complaint_watch set erased_on = null where district_id = 'north'");
    const run = (at: Date) => eraseOverdue(world.database(), NORTH, at);
    expect(await run(years(2))).toBe(0);
    expect(await found(number)).not.toEqual([]);
    await desk.inNorth("update complaint_watch set erased_on = null where district_id = 'north'");
    const own = await desk.sent(desk.manager, "PUT", "/complaint-intake", {
      reporterTermMonths: 12,
    });
    expect(own.body.merged.reporterTermMonths).toBe(12);
    const runs = await Promise.all([run(years(2)), run(years(2))]);
    expect(runs[0]! + runs[1]!).toBe(1);
    expect(await found(number)).toEqual([]);
    const { erasures } = await desk.asked(desk.administrator, "/reporter-erasures");
    expect(erasures.filter((one: { termMonths: number }) => one.termMonths === 12)).toMatchObject([
      { reason: "", erasedBy: "服务器 server" },
    ]);
  });

  it("takes whoever calls again afterwards for somebody new", async () => {
    const next = await settled();
    expect(next.hasReporter).toBe(true);
  });
});
