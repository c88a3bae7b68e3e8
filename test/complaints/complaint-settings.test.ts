import { beforeAll, describe, expect, it } from "vitest";
import { COMPLAINT_DEADLINES } from "../../data/complaint-deadlines.ts";
import { complaintDesk } from "../worlds/complaint-desk.ts";
import { servedNorth } from "../worlds/served.ts";

const world = servedNorth();
let desk: Awaited<ReturnType<typeof complaintDesk>>;
beforeAll(async () => {
  desk = await complaintDesk(world.database(), world.send);
});

const rule = {
  ...{ id: "own-accept", kind: "direct", step: "accept", amount: 90, unit: "minutes" },
  title: { zh: "受理", en: "Accept" },
  basis: COMPLAINT_DEADLINES.rules[0]!.basis,
};

describe("settings of complaints", () => {
  it("show presets with their source, take a district's own, and are tried before they are set", async () => {
    const before = await desk.asked(desk.duty, "/complaint-deadlines");
    expect([before.own, before.merged.rules]).toEqual([null, before.presets.rules]);
    const from = "2026-03-02T06:00:00Z"; // a Monday
    const trial = async (own?: object) => {
      const { body } = await desk.sent(desk.duty, "POST", "/complaint-deadlines/trial", {
        ...{ kind: "direct", channel: "telephone", from },
        ...(own ? { own } : {}),
      });
      return body.steps.find(({ step }: { step: string }) => step === "accept").term;
    };
    const own = { rules: [rule] };
    expect(await trial(own)).toMatchObject({
      ...{ ruleId: "own-accept", dueAt: "2026-03-02T07:30:00.000Z", lastDay: "2026-03-02" },
      veryLateAt: "2026-03-02T10:30:00.000Z",
    });
    expect((await trial()).ruleId).not.toBe("own-accept");
    expect((await desk.sent(desk.duty, "PUT", "/complaint-deadlines", own)).status).toBe(403);
    expect((await desk.sent(desk.manager, "PUT", "/complaint-deadlines", own)).status).toBe(200);
    expect((await trial()).ruleId).toBe("own-accept");
    const [audit] = await desk.inNorth<{ n: number }>(
      "select count(*)::int as n from audit where district_id = 'north' and record_id = 'complaintDeadlines'",
    );
    expect(audit!.n).toBe(1);
    const wrong = await desk.sent(desk.manager, "PUT", "/complaint-deadlines", {
      rules: [rule, rule],
    });
    expect(wrong.status).toBe(400);
  });

  it("number complaints with the district's own prefix from then on", async () => {
    const put = await desk.sent(desk.manager, "PUT", "/complaint-intake", { numberPrefix: "HW-" });
    expect(put.body.own).toEqual({ numberPrefix: "HW-" });
    const { number } = await desk.taken(desk.duty, { channel: "telephone", text: "有泥" });
    expect(number).toMatch(/^HW-\d{8}\d{4}$/);
  });
});

describe("rates", () => {
  /**
   * Ten complaints of March 2026 by hand; `r` answered in time or not, `s` settled in time or not.
   *
   * | | unit | answered | settled | resolved | opinion |
   * |---|---|---|---|---|---|
   * | a | sweep | in time | in time | yes | satisfied |
   * | b | sweep | late | late | no | fair |
   * | c | sweep | never, term over | open | – | – |
   * | d | sweep | not yet, term runs | open | – | – |
   * | e | toilets | in time | in time | yes | dissatisfied |
   * | f | toilets | in time | in time | – | not asked |
   * | g | – | had no term | open | – | – |
   * | h | sweep, merged | in time | – | – | – |
   * | i | toilets, confidential | in time | in time | yes | satisfied |
   * | j | sweep, of April | in time | in time | yes | satisfied |
   */
  it("count exactly what their definitions say, confidential ones in the total alone", async () => {
    const [due, early, late] = ["2026-03-10T10:00Z", "2026-03-10T10:00Z", "2026-03-10T10:01Z"];
    const row = (id: string, unit: string | null, more: Record<string, unknown>) => ({
      ...{ id, unit_id: unit, state: "settled", received_at: "2026-03-10T08:00Z" },
      ...{ respond_by: due, settle_by: due, is_confidential: false, ...more },
    });
    const kept = { responded_at: early, settled_at: early };
    const rows = [
      row("a", "sweep", { ...kept, is_resolved: true, satisfaction: "satisfied" }),
      row("b", "sweep", {
        responded_at: late,
        settled_at: late,
        is_resolved: false,
        satisfaction: "fair",
      }),
      row("c", "sweep", { state: "assigned" }),
      row("d", "sweep", { state: "assigned", respond_by: "2199-01-01" }),
      row("e", "toilets", { ...kept, is_resolved: true, satisfaction: "dissatisfied" }),
      row("f", "toilets", { ...kept, satisfaction: "not-asked" }),
      row("g", null, { state: "registered", respond_by: null }),
      row("h", "sweep", { state: "merged", responded_at: early }),
      row("i", "toilets", {
        ...kept,
        is_resolved: true,
        satisfaction: "satisfied",
        is_confidential: true,
      }),
      // the last second of March in Helsinki (UTC+3) is before 21:00 UTC
      row("j", "sweep", {
        ...kept,
        received_at: "2026-03-31T21:00Z",
        is_resolved: true,
        satisfaction: "satisfied",
      }),
    ];
    await desk.inNorth(
      `insert into complaint (district_id, complaint_id, number, occurred_on, unit_id, state, received_at, responded_at,
         settled_at, respond_by, settle_by, is_resolved, satisfaction, is_confidential)
       select 'north', 'rate-' || id, 'rate-' || id, '2026-03-10', unit_id, state, received_at, responded_at, settled_at,
         respond_by, settle_by, is_resolved, satisfaction, is_confidential
       from jsonb_to_recordset($1::jsonb) as r (id text, unit_id text, state text, received_at timestamptz,
         responded_at timestamptz, settled_at timestamptz, respond_by timestamptz, settle_by timestamptz,
         is_resolved boolean, satisfaction text, is_confidential boolean)`,
      [JSON.stringify(rows)],
    );
    const march = await desk.asked(desk.manager, "/complaints/rates?from=2026-03-01&to=2026-03-31");
    const said = ({
      complaints,
      rates,
    }: {
      complaints: number;
      rates: Record<string, { of: number; met: number }>;
    }) => [
      complaints,
      ...["response", "resolution", "satisfaction", "onTime"].map((id) => {
        const { of, met } = rates[id]!;
        return `${met}/${of}`;
      }),
    ];
    expect(said(march.total)).toEqual([8, "4/6", "3/4", "3/4", "4/5"]);
    expect(
      march.groups.map((group: never) => [(group as { id: string }).id, ...said(group)]),
    ).toEqual([
      ["sweep", 4, "1/3", "1/2", "2/2", "1/2"],
      ["toilets", 2, "2/2", "1/1", "0/1", "2/2"],
      [null, 1, "0/0", "0/0", "0/0", "0/0"],
    ]);
    expect(march.definitions).toHaveLength(4);
    const months = await desk.asked(
      desk.manager,
      "/complaints/rates?from=2026-03-01&to=2026-04-30&by=month",
    );
    expect(
      months.groups.map(({ id, complaints }: { id: string; complaints: number }) => [
        id,
        complaints,
      ]),
    ).toEqual([
      ["2026-03", 7],
      ["2026-04", 1],
    ]);
    expect((await desk.sent(desk.unit, "GET", "/complaints/rates")).status).toBe(403);
  });
});
