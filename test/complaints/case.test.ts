import { beforeAll, describe, expect, it } from "vitest";
import { complaintDesk } from "../worlds/complaint-desk.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, ifMatch, type SignedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/complaints";

let desk: Awaited<ReturnType<typeof complaintDesk>>;
let duty: SignedIn;
let petition: SignedIn;
let manager: SignedIn;
let unit: SignedIn;
let otherUnit: SignedIn;

beforeAll(async () => {
  desk = await complaintDesk(world.database(), world.send);
  ({ duty, petition, manager, unit, otherUnit } = desk);
});

let keys = 0;
const take = (who: SignedIn, draft: object, key = `key-${++keys}-of-the-test`) =>
  world.send(who, "POST", PATH, draft, { "Idempotency-Key": key });
const taken = (who: SignedIn, draft: object) => desk.taken(who, draft);
type Seen = { complaintId: string; revision: number };
const step = (who: SignedIn, { complaintId, revision }: Seen, body: object) =>
  world.send(who, "POST", `${PATH}/${complaintId}/steps`, body, ifMatch(revision));
const stepped = (who: SignedIn, seen: Seen, body: object) => desk.stepped(who, seen, body);
const actions = (complaint: { steps: { action: string }[] }) =>
  complaint.steps.map(({ action }) => action);

const street = { channel: "telephone", category: "road-dirty", text: "中街路面有泥" };
const here = { position: [25.003, 60.005], streetId: "s1" };

describe("taking a complaint", () => {
  it("numbers it with the local day and a count without gaps, also where one was refused between", async () => {
    const first = await taken(duty, street);
    expect((await take(duty, { ...street, streetId: "nowhere" })).status).toBe(400);
    const second = await taken(duty, street);
    const [a, b] = [first, second].map(({ number }) => Number(number.slice(2)));
    expect(first.number).toMatch(/^TS\d{8}\d{4}$/);
    expect(b! - a!).toBe(1);
  });

  it("saves without a place, to be fixed on site", async () => {
    const complaint = await taken(duty, street);
    expect(complaint).toMatchObject({ position: null, placeKind: "unclear", state: "registered" });
    const moved = await world.send(
      duty,
      "PATCH",
      `${PATH}/${complaint.complaintId}`,
      here,
      ifMatch(complaint.revision),
    );
    const { position, area, street: named, events, corrected } = await moved.json();
    expect([position, area.id, named.name]).toEqual([[25.003, 60.005], "west", "中街"]);
    expect(corrected).toMatchObject([{ id: "s1", name: "中街" }]);
    expect(events.at(-1)).toMatchObject({ action: "correct", data: { was: { position: null } } });
  });

  it("lets who handles it say where it is, and nothing else, until it is settled", async () => {
    const { complaintId, revision } = await taken(duty, { ...street, unitId: "sweep" });
    const patch = (who: SignedIn, body: object) =>
      world.send(who, "PATCH", `${PATH}/${complaintId}`, body, ifMatch(revision));
    expect((await patch(otherUnit, here)).status).toBe(403);
    expect((await patch(unit, { ...here, text: "别的事" })).status).toBe(403);
    const placed = await patch(unit, { ...here, address: "中街 1 号" });
    expect(await placed.json()).toMatchObject({
      ...{ position: [25.003, 60.005], area: { id: "west" }, address: "中街 1 号" },
      ...{ mayCorrect: false, mayPlace: true },
    });
  });

  it("makes no second one of a reply that was lost, and none of other words under the same key", async () => {
    const key = "a-lost-reply-0001";
    const first = await take(duty, { ...street, ...here }, key);
    const again = await take(duty, { ...street, ...here }, key);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect((await again.json()).complaintId).toBe((await first.json()).complaintId);
    const other = await take(duty, { ...street, text: "别的事" }, key);
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ code: "conflict", rule: "key-reused" });
  });

  it("asks for a key, and for words or a category", async () => {
    expect((await world.send(duty, "POST", PATH, street)).status).toBe(400);
    const nothing = await take(duty, { channel: "telephone" });
    expect((await nothing.json()).faults[0].field).toBe("text");
  });
});

describe("the life of a telephone complaint", () => {
  it("is settled once it has a record, somebody on site, a result and feedback, and not before", async () => {
    let complaint = await taken(duty, { ...street, ...here, unitId: "sweep" });
    expect(complaint).toMatchObject({ state: "assigned", unit: { id: "sweep" } });
    complaint = await stepped(unit, complaint, { action: "accept" });
    const early = await step(duty, complaint, { action: "settle" });
    expect(await early.json()).toMatchObject({ code: "conflict", rule: "marks-missing" });
    complaint = await stepped(unit, complaint, { action: "arrive" });
    complaint = await stepped(unit, complaint, { action: "report", words: "已清扫" });
    expect(actions(complaint)).not.toContain("settle");
    complaint = await stepped(duty, complaint, {
      ...{ action: "feedback", way: "telephone", outcome: "answered" },
      ...{ isResolved: true, satisfaction: "satisfied" },
    });
    complaint = await stepped(duty, complaint, { action: "settle" });
    expect(complaint).toMatchObject({ state: "settled", satisfaction: "satisfied" });
    expect(complaint.events.map(({ action }: { action: string }) => action)).toEqual([
      ...["register", "assign", "accept", "arrive", "report", "feedback", "settle"],
    ]);
    complaint = await stepped(duty, complaint, { action: "reopen", reason: "又脏了" });
    const { state, reopened, marks } = complaint;
    expect([state, reopened]).toEqual(["registered", 1]);
    expect(marks.map(({ how }: { how: string }) => how)).toEqual([
      ...["done", "missing", "missing", "missing"],
    ]);
  });

  it("takes three recorded attempts for feedback, and no word of a missing contact where there is one", async () => {
    const reporter = { telephone: "0000-1234567" };
    let complaint = await taken(duty, { ...street, ...here, reporter, unitId: "sweep" });
    for (const body of [
      { action: "accept" },
      { action: "arrive" },
      { action: "report", words: "好" },
    ])
      complaint = await stepped(unit, complaint, body);
    const lie = { action: "feedback", way: "telephone", outcome: "no-contact" };
    expect(await (await step(duty, complaint, lie)).json()).toMatchObject({
      rule: "contact-known",
    });
    const states: string[] = [];
    for (let i = 0; i < 3; i++) {
      complaint = await stepped(duty, complaint, { ...lie, outcome: "unreachable" });
      states.push(complaint.state);
    }
    expect(states).toEqual(["handled", "handled", "replied"]);
    await stepped(duty, complaint, { action: "settle" });
  });

  it("waives a mark only with a reason and a second person", async () => {
    let complaint = await taken(duty, { ...street, ...here, unitId: "sweep" });
    complaint = await stepped(unit, complaint, { action: "accept" });
    const ask = { action: "ask-waiver", mark: "on-site" };
    expect((await (await step(unit, complaint, ask)).json()).faults[0].field).toBe("reason");
    complaint = await stepped(petition, complaint, { ...ask, reason: "咨询，不用到场" });
    const grant = { action: "grant-waiver", mark: "on-site" };
    expect(await (await step(petition, complaint, grant)).json()).toMatchObject({
      rule: "waiver-own",
    });
    complaint = await stepped(manager, complaint, grant);
    expect(complaint.marks[1]).toMatchObject({ mark: "on-site", how: "waived" });
  });

  it("tells whoever saw an older version, and changes nothing", async () => {
    const complaint = await taken(duty, { ...street, ...here, unitId: "sweep" });
    await stepped(unit, complaint, { action: "accept" });
    const late = await step(unit, complaint, { action: "arrive" });
    expect([late.status, await codeOf(late)]).toEqual([412, "stale"]);
  });

  it("merges what was said before into the first of them", async () => {
    const original = await taken(duty, { ...street, ...here });
    const second = await taken(duty, { ...street, ...here, duplicateOf: original.complaintId });
    expect(second).toMatchObject({ state: "merged", duplicateOf: { number: original.number } });
    const third = await taken(duty, { ...street, ...here });
    const merged = await stepped(duty, third, { action: "merge", into: second.complaintId });
    expect(merged.duplicateOf.complaintId).toBe(original.complaintId);
    const answer = await world.send(duty, "GET", `${PATH}/${original.complaintId}`);
    expect((await answer.json()).duplicates).toHaveLength(2);
  });
});

describe("petitions", () => {
  it("are assigned by the leader in charge, or decided together where they are important", async () => {
    const letter = { channel: "letter", category: "stacking", text: "邻居占道堆物", ...here };
    const important = await taken(petition, { ...letter, importance: "important" });
    expect(actions(important)).not.toContain("triage-leader");
    const alone = { action: "triage-leader", unitId: "sweep", words: "请阅办" };
    const refusal = await step(manager, important, alone);
    expect(await refusal.json()).toMatchObject({ rule: "importance-wrong" });
    const together = { action: "triage-meeting", unitId: "sweep", minutes: "会议研究同意" };
    expect(await stepped(manager, important, together)).toMatchObject({ state: "assigned" });
    const ordinary = await taken(petition, letter);
    expect(await stepped(manager, ordinary, alone)).toMatchObject({ state: "assigned" });
    expect((await step(duty, ordinary, alone)).status).toBe(412);
  });

  it("on staff's own interests exist for those named and for nobody else", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴", ...here };
    const complaint = await taken(petition, pay);
    expect(complaint).toMatchObject({ kind: "petition", isConfidential: true });
    const path = `${PATH}/${complaint.complaintId}`;
    expect((await world.send(petition, "GET", path)).status).toBe(200);
    for (const who of [duty, manager, unit]) {
      const answer = await world.send(who, "GET", path);
      expect([answer.status, await codeOf(answer)]).toEqual([404, "complaint-unknown"]);
    }
  });
});

describe("who complained", () => {
  it("is kept apart, shown to who may see it with an entry in the trail, and masked in text", async () => {
    const complaint = await taken(duty, {
      ...{ ...street, ...here, unitId: "sweep" },
      text: "请回电 13800000000，路口有泥",
      reporter: { name: "某某", telephone: "138 0000 0000" },
    });
    expect(complaint.text).not.toContain("138");
    expect(JSON.stringify(complaint)).not.toContain("某某");
    const path = `${PATH}/${complaint.complaintId}/reporter`;
    const look = await (await world.send(duty, "POST", path)).json();
    expect(look).toMatchObject({ name: "某某", telephone: "138 0000 0000" });
    expect(look.text).toContain("13800000000");
    expect((await world.send(otherUnit, "POST", path)).status).toBe(403);
    const rows = await desk.inNorth(
      "select 1 from audit where district_id = 'north' and action = 'reporter.look' and record_id = $1",
      [complaint.complaintId],
    );
    expect(rows).toHaveLength(1);
  });

  it("is seen by no other unit", async () => {
    const complaint = await taken(duty, { ...street, ...here, unitId: "sweep" });
    const answer = await world.send(otherUnit, "GET", `${PATH}/${complaint.complaintId}`);
    expect(await answer.json()).toMatchObject({ code: "forbidden", rule: "not-your-complaint" });
  });
});

describe("what is due", () => {
  it("is the step that must be taken first, and nothing once it is settled", async () => {
    let complaint = await taken(duty, { ...street, ...here, importance: "urgent" });
    // the district is in Helsinki; 10 minutes to assign what is urgent, by the clock
    const minutes = (seen: { dueFrom: string; dueAt: string }) =>
      (Date.parse(seen.dueAt) - Date.parse(seen.dueFrom)) / 60_000;
    expect([complaint.dueStep, minutes(complaint), complaint.dueStatus]).toEqual([
      ...["assign", 10, "soon"],
    ]);
    complaint = await stepped(duty, complaint, { action: "assign", unitId: "sweep" });
    expect([complaint.dueStep, minutes(complaint)]).toEqual(["accept", 15]);
    complaint = await stepped(unit, complaint, { action: "accept" });
    expect([complaint.dueStep, minutes(complaint)]).toEqual(["arrive", 60]);
    complaint = await stepped(unit, complaint, { action: "arrive" });
    expect([complaint.dueStep, minutes(complaint)]).toEqual(["result", 120]);
    complaint = await stepped(unit, complaint, { action: "report", words: "已清" });
    expect([complaint.dueStep, minutes(complaint)]).toEqual(["settle", 24 * 60]);
    complaint = await stepped(duty, complaint, {
      ...{ action: "feedback", way: "telephone", outcome: "answered" },
    });
    complaint = await stepped(duty, complaint, { action: "settle" });
    expect([complaint.dueStep, complaint.dueAt, complaint.dueStatus]).toEqual([null, null, null]);
  });

  it("gives a petition 60 days from acceptance, and the days that another granted", async () => {
    const letter = { channel: "letter", category: "stacking", text: "堆物", ...here };
    let complaint = await taken(petition, letter);
    expect(complaint.dueStep).toBe("accept");
    complaint = await stepped(manager, complaint, {
      ...{ action: "triage-leader", unitId: "sweep", words: "请阅办" },
    });
    complaint = await stepped(unit, complaint, { action: "accept" });
    expect(complaint.dueStep).toBe("settle");
    const before = complaint.dueLastDay;
    complaint = await stepped(unit, complaint, {
      ...{ action: "ask-extension", days: 30, reason: "需多方协调" },
    });
    complaint = await stepped(manager, complaint, { action: "grant-extension", days: 30 });
    const days = (Date.parse(complaint.dueLastDay) - Date.parse(before)) / 86_400_000;
    // either end may have moved past days off, of which no more than nine follow each other
    expect(Math.abs(days - 30)).toBeLessThan(10);
    expect(complaint.extendedDays).toBe(30);
  });
});

describe("the log of changes", () => {
  it("tells of a confidential complaint as of none that everybody hears of", async () => {
    const pay = { channel: "visit", category: "staff-pay", text: "社保未缴", ...here };
    const { complaintId } = await taken(petition, pay);
    const kinds = await desk.inNorth(
      "select distinct kind from change where district_id = 'north' and $1 = any (ids)",
      [complaintId],
    );
    expect(kinds).toEqual([{ kind: "confidential_complaint" }]);
    const mine = await world.send(petition, "GET", `${PATH}?q=${encodeURIComponent("社保")}`);
    expect((await mine.json()).total).toBeGreaterThan(0);
  });
});
