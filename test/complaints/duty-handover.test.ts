import { beforeAll, describe, expect, it } from "vitest";
import { readNote } from "../../server/complaints/duty-note.ts";
import { servedNorth } from "../worlds/served.ts";
import { codeOf, type SignedIn, signedIn } from "../worlds/signed-in.ts";

const world = servedNorth();
const PATH = "/api/districts/north/duty";

let officer: SignedIn;
let coming: SignedIn;
let leader: SignedIn;
let dispatcher: SignedIn;

beforeAll(async () => {
  const role = (name: Parameters<typeof signedIn>[2]) => signedIn(world.database(), "north", name);
  officer = await role("duty_officer");
  coming = await role("duty_officer");
  leader = await role("petition_officer"); // may hand over, and does not keep the roster
  dispatcher = await role("dispatcher");
});

const inNorth = <T>(work: Parameters<ReturnType<typeof world.database>["transaction"]>[0]) =>
  world.database().transaction(work, { districtId: "north" }) as Promise<T>;

describe("the note of a shift, from 08:00 to 20:00", () => {
  const at = (time: string) => new Date(`2026-03-02T${time}Z`);
  type Written = {
    readonly id: string;
    readonly channel: string;
    readonly state: string;
    readonly due: string | null;
    readonly isConfidential?: boolean;
    readonly events: readonly (readonly [action: string, time: string, unitId?: string])[];
  };
  /** 20:00 is when it is counted, so that what was due before is late and until 20:00 of the next day soon. */
  const complaints: Written[] = [
    // taken at the first instant, late by a minute
    {
      ...{ id: "n1", channel: "telephone", state: "accepted", due: "2026-03-02T19:59:00Z" },
      events: [
        ["register", "08:00:00"],
        ["assign", "08:05:00"],
        ["accept", "09:00:00", "sweep"],
      ],
    },
    // taken before the shift, settled in it, and so neither late nor soon
    {
      ...{ id: "n2", channel: "telephone", state: "settled", due: "2026-03-02T12:00:00Z" },
      events: [
        ["register", "07:59:59"],
        ["arrive", "10:00:00", "sweep"],
        ["settle", "11:00:00"],
      ],
    },
    // settled and reopened and settled again: each once
    {
      ...{ id: "n3", channel: "hotline12345", state: "settled", due: null },
      events: [
        ["settle", "12:00:00"],
        ["reopen", "13:00:00"],
        ["settle", "14:00:00"],
      ],
    },
    // taken as the shift ends: it is the next one's. Due in 24 hours less a second
    {
      ...{ id: "n4", channel: "telephone", state: "registered", due: "2026-03-03T19:59:59Z" },
      events: [["register", "20:00:00"]],
    },
    // due in 24 hours to the second: not soon
    {
      ...{ id: "n5", channel: "platform", state: "registered", due: "2026-03-03T20:00:00Z" },
      events: [["register", "15:00:00"]],
    },
    // confidential, and late: told in totals alone
    {
      ...{ id: "n6", channel: "visit", state: "registered", due: "2026-03-01T00:00:00Z" },
      isConfidential: true,
      events: [
        ["register", "16:00:00"],
        ["remark", "16:30:00", "sweep"],
      ],
    },
  ];

  beforeAll(() =>
    inNorth(async (tx) => {
      await tx.query(
        "insert into unit (district_id, unit_id, name) values ('north', 'sweep', '清扫公司')",
      );
      for (const { id, channel, state, due, isConfidential = false, events } of complaints) {
        await tx.query(
          `insert into complaint (district_id, complaint_id, number, channel, category, occurred_on, street_id, state,
             due_at, due_step, is_confidential, text)
           values ('north', $1, upper($1), $2, 'road-dirty', '2026-03-02', 's1', $3, $4, 'handle', $5, '某人 13800000000')`,
          [id, channel, state, due, isConfidential],
        );
        for (const [index, [action, time, unitId = null]] of events.entries())
          await tx.query(
            `insert into complaint_event (district_id, complaint_id, sequence, action, at, actor_name, unit_id)
             values ('north', $1, $2, $3, $4, '某人', $5)`,
            [id, index + 1, action, at(time), unitId],
          );
      }
    }),
  );

  it("counts what changed, what is open and what is late, as one counts by hand", async () => {
    const period = { from: at("08:00:00"), until: at("20:00:00") };
    const note = await inNorth<Awaited<ReturnType<typeof readNote>>>((tx) =>
      readNote(tx, "north", period, at("20:00:00")),
    );
    // n1, n5 and the confidential n6
    expect(note.taken).toEqual({
      ...{ total: 3, confidential: 1 },
      byChannel: [
        { channel: "platform", count: 1 },
        { channel: "telephone", count: 1 },
      ],
    });
    expect(note.settled).toEqual({
      ...{ total: 2, confidential: 0 },
      byChannel: [
        { channel: "hotline12345", count: 1 },
        { channel: "telephone", count: 1 },
      ],
    });
    expect(note.reopened.total).toBe(1);
    expect(note.units).toEqual([
      {
        ...{ unitId: "sweep", name: "清扫公司" },
        steps: [
          { action: "accept", count: 1 },
          { action: "arrive", count: 1 },
        ],
      },
      {
        ...{ unitId: null, name: null },
        steps: [
          { action: "settle", count: 3 },
          { action: "assign", count: 1 },
          { action: "reopen", count: 1 },
        ],
      },
    ]);
    expect(note.open).toEqual({
      ...{ total: 4, confidential: 1 },
      byState: [
        { state: "registered", count: 2 },
        { state: "accepted", count: 1 },
      ],
    });
    const { complaints: late, ...lateCounts } = note.late;
    expect(lateCounts).toEqual({ total: 2, confidential: 1 });
    expect(late.map(({ number, street }) => [number, street])).toEqual([["N1", "中街"]]);
    expect(note.soon.complaints.map(({ number }) => number)).toEqual(["N4"]);
    expect(JSON.stringify(note)).not.toMatch(/某人|138|n6/i);
  });
});

describe("handing over", () => {
  type Shift = { shiftId: string; revision: number };
  const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const noon = hour(1);
  const write = async (from: string, to: string, more: object): Promise<Shift> => {
    const body = { startsAt: from, endsAt: to, ...more };
    const answer = await world.send(dispatcher, "POST", `${PATH}/shifts`, body);
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const sign = (who: SignedIn, body: object) => world.send(who, "POST", `${PATH}/handovers`, body);
  const take = (who: SignedIn, handoverId: string) =>
    world.send(who, "POST", `${PATH}/handovers/${handoverId}/signature`);
  const draft = async (who: SignedIn) =>
    (await world.send(who, "GET", `${PATH}/handover-draft`)).json();

  let before: Shift;
  let now: Shift;
  let next: Shift;
  beforeAll(async () => {
    const led = { leader: { accountId: leader.accountId } };
    before = await write(hour(-30), hour(-20), { officer: { name: "没有账号的人" } });
    now = await write(hour(-11), noon, { officer: { accountId: officer.accountId }, ...led });
    next = await write(noon, hour(13), { officer: { accountId: coming.accountId }, ...led });
  });

  it("is signed by whoever is on duty and by whoever comes, and by nobody twice", async () => {
    const seen = await draft(officer);
    expect(seen).toMatchObject({ signsOut: "own", shift: { shiftId: now.shiftId } });
    expect(seen.next.shiftId).toBe(next.shiftId);
    expect(seen.unsigned.map(({ shiftId }: Shift) => shiftId)).toEqual([before.shiftId]);
    expect((await draft(coming)).signsOut).toBe("none");
    const strange = await sign(coming, { shiftId: now.shiftId });
    expect(await strange.json()).toMatchObject({ rule: "duty-not-yours" });
    const early = await sign(coming, { shiftId: next.shiftId });
    expect(await early.json()).toMatchObject({ rule: "shift-not-begun" });

    const signed = await sign(officer, { shiftId: now.shiftId, remarks: "钥匙在值班室" });
    expect(signed.status).toBe(201);
    const { handoverId, signedIn, remarks } = await signed.json();
    expect([signedIn, remarks]).toEqual([null, "钥匙在值班室"]);
    expect(await (await sign(officer, { shiftId: now.shiftId })).json()).toMatchObject({
      rule: "shift-handed-over",
    });
    expect(await (await take(officer, handoverId)).json()).toMatchObject({ rule: "handover-own" });
    expect(await (await take(leader, handoverId)).json()).toMatchObject({
      signedIn: { accountId: leader.accountId }, // leads the shift that comes
    });
    expect(await (await take(coming, handoverId)).json()).toMatchObject({
      rule: "handover-signed",
    });
  });

  it("keeps the note as it was signed, whatever happens after", async () => {
    const [{ handoverId, open }] = (
      await (await world.send(coming, "GET", `${PATH}/handovers`)).json()
    ).handovers;
    const body = { channel: "telephone", category: "road-dirty", text: "中街路面有泥" };
    const key = { "Idempotency-Key": "after-the-signature" };
    await world.send(officer, "POST", "/api/districts/north/complaints", body, key);
    const kept = await (await world.send(coming, "GET", `${PATH}/handovers/${handoverId}`)).json();
    expect(kept.note.open.total).toBe(open);
  });

  it("writes nothing into a hand-over that both have signed, even past the server", async () => {
    const change = "signed_in_name = 'x' where district_id = 'north' returning 1 as n";
    expect(await inNorth((tx) => tx.query(`update duty_handover set ${change}`))).toEqual([]);
    const remarks = inNorth((tx) => tx.query("update duty_handover set remarks = 'x'"));
    await expect(remarks).rejects.toThrow(/permission denied/);
  });

  it("leaves a shift that was handed over as it was, and the one it went to on the roster", async () => {
    const remove = async ({ shiftId }: Shift, revision: number) =>
      (
        await world.send(dispatcher, "DELETE", `${PATH}/shifts/${shiftId}`, undefined, {
          "If-Match": `"${revision}"`,
        })
      ).json();
    expect(await remove(now, 1)).toMatchObject({ rule: "shift-handed-over" });
    expect(await remove(next, 1)).toMatchObject({ rule: "shift-handed-over" });
  });

  it("is signed by the leader, with a reason, where whoever was on duty is ill", async () => {
    const ill = await write(hour(-15), hour(-12), {
      ...{ officer: { accountId: officer.accountId }, leader: { accountId: leader.accountId } },
    });
    const mute = await sign(leader, { shiftId: ill.shiftId });
    expect((await mute.json()).faults[0]).toMatchObject({ field: "reason", rule: "required" });
    const signed = await sign(leader, { shiftId: ill.shiftId, reason: "发烧就医" });
    const { handoverId, signedOut } = await signed.json();
    expect(signedOut).toMatchObject({ accountId: leader.accountId, reason: "发烧就医" });
    const own = await take(leader, handoverId);
    expect(await own.json()).toMatchObject({ rule: "handover-own" });
    expect((await take(officer, handoverId)).status).toBe(200); // the next shift was theirs
  });

  it("goes to the substitute where whoever comes is ill, and to nobody else", async () => {
    const gone = await write(hour(-40), hour(-36), { officer: { name: "甲" } });
    const ill = await write(hour(-36), hour(-32), { officer: { accountId: officer.accountId } });
    const { handoverId } = await (await sign(leader, { shiftId: gone.shiftId })).json();
    expect(await (await take(coming, handoverId)).json()).toMatchObject({ rule: "duty-not-next" });
    const covered = await world.send(
      ...([leader, "POST", `${PATH}/shifts/${ill.shiftId}/substitution`] as const),
      { reason: "生病", substitute: { accountId: coming.accountId }, from: hour(-36) },
      { "If-Match": '"1"' },
    );
    expect(covered.status).toBe(200);
    expect((await take(coming, handoverId)).status).toBe(200);
  });

  it("is for those who hand shifts over", async () => {
    const viewer = await signedIn(world.database(), "north", "viewer");
    const answer = await world.send(viewer, "GET", `${PATH}/handover-draft`);
    expect([answer.status, await codeOf(answer)]).toEqual([403, "forbidden"]);
  });
});
