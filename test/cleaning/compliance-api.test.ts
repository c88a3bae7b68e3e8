import { describe, expect, it } from "vitest";
import { addDays } from "../../server/cleaning/calendar.ts";
import type { ComplianceAnswer, SectionsAnswer } from "../../server/cleaning/compliance-schema.ts";
import type { ProofAnswer } from "../../server/cleaning/proof-schema.ts";
import type { StatusAnswer } from "../../server/cleaning/status-schema.ts";
import type { BeforeAnswer } from "../../server/cleaning/today-schema.ts";
import { recordChange } from "../../server/store/changes.ts";
import { codeOf, type SignedIn } from "../worlds/signed-in.ts";
import { at, record, SILENT, SWEPT, sweptNorth } from "../worlds/swept.ts";

const { asked, complianceOn, inNorth, metersOn, people, request, send } = sweptNorth();

describe("compliance", () => {
  it("counts what was swept, what was not while the vehicle was heard, and what nobody knows", async () => {
    expect(await metersOn(SWEPT)).toEqual([556, 0, 556, 0, 0]);
    expect(await metersOn(SILENT)).toEqual([0, 0, 0, 1112, 0]);
    const { groups, definition } = await complianceOn(SWEPT);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ key: "sweep", title: { zh: "中街普扫" } });
    expect(groups[0]!.byPositionsMeters).toBe(556);
    expect(definition.zh).toContain("未记录不算未作业");
  });

  it("is the same told apart by anything, and each figure opens its sections", async () => {
    for (const by of ["day", "route", "team", "vehicle", "area", "street", "work", "grade"]) {
      const answer = await asked<ComplianceAnswer>(
        `compliance?from=${SWEPT}&to=${SILENT}&by=${by}&work=full_sweep`,
      );
      const sum = (state: "done" | "not_done" | "not_recorded") =>
        answer.groups.reduce((total, { states }) => total + states[state].meters, 0);
      expect([by, sum("done"), sum("not_done"), sum("not_recorded")]).toEqual([by, 556, 556, 1112]);
    }
    const { total, sections, passes } = await asked<SectionsAnswer>(
      `sections?from=${SWEPT}&to=${SWEPT}&routeId=sweep&state=not_done`,
    );
    expect([total, sections[0]!.edgeId, sections[0]!.verdict.reason]).toEqual([
      ...[1, "e2", "not_covered"],
    ]);
    expect(passes[0]!.fromAt).toBe(at(SWEPT, "04:30").toISOString());
    const byArea = await asked<ComplianceAnswer>(
      `compliance?from=${SWEPT}&to=${SWEPT}&by=area&routeId=sweep`,
    );
    expect(byArea.groups.map(({ key, states }) => [key, states.done.meters])).toEqual([
      ["east", 0],
      ["west", 556],
    ]);
  });

  it("knows at once of a record that came late", async () => {
    await inNorth(async (tx) => {
      await record(tx, SILENT, "e1", { isWorking: false });
      await record(tx, SILENT, "e2", { speedKmh: 30, time: "05:10" });
      await record(tx, SILENT, "e2", { toShare: 0.85, isWorking: null, time: "05:20" });
      await recordChange(tx, "north", "service_record", [SILENT]);
    });
    expect(await metersOn(SILENT)).toEqual([556, 0, 0, 556, 0]);
  });

  it("takes no period that is too long or ends before it begins", async () => {
    const path = "/api/districts/north/cleaning/compliance";
    const long = await request(`${path}?from=2025-01-01&to=2025-12-31`, people.viewer);
    expect(await codeOf(long)).toBe("limit-exceeded");
    const turned = await request(`${path}?from=2025-02-01&to=2025-01-01`, people.viewer);
    expect(await codeOf(turned)).toBe("query-invalid");
  });

  it("is a file too", async () => {
    const file = await request(
      `/api/districts/north/cleaning/compliance/file?from=${SWEPT}&to=${SWEPT}&by=route&routeId=sweep`,
      people.viewer,
    );
    expect(await file.text()).toMatch(/中街普扫.*1112.*556/);
  });
});

describe("proof of service", () => {
  it("says of every pass what became of it, and shows every record", async () => {
    const proof = await asked<ProofAnswer>(`streets/s1/proof?from=${SWEPT}&to=${SILENT}`);
    const [swept] = proof.passes.filter(({ routeId }) => routeId === "sweep");
    expect(swept).toMatchObject({ heardShare: 1, vehicles: [{ plate: "湘D12345" }] });
    expect(swept!.edges.map(({ edgeId, state, plate }) => [edgeId, state, plate])).toEqual([
      ["e1", "done", "湘D12345"],
      ["e2", "not_done", null],
    ]);
    expect(
      proof.records.map(({ edgeId, speedKmh, isWorking }) => [edgeId, speedKmh, isWorking]),
    ).toEqual([
      ["e1", 8, true],
      ["e1", 8, false],
      ["e2", 30, true],
      ["e2", 8, null],
    ]);
    const file = await request(
      `/api/districts/north/cleaning/streets/s1/proof/file?from=${SWEPT}&to=${SWEPT}`,
      people.viewer,
    );
    expect(await file.text()).toContain("车辆在线，未经过");
  });

  it("tells whether it was swept before a complaint", async () => {
    const instant = at(SWEPT, "09:00").toISOString();
    const cleanedBefore = async (more: string) => {
      const { works, ...rest } = await asked<BeforeAnswer>(
        `before?at=${encodeURIComponent(instant)}&${more}`,
      );
      return { ...rest, sweep: works.find(({ work }) => work === "full_sweep")! };
    };
    const west = await cleanedBefore("lng=25.005&lat=60.0051");
    expect([west.edgeId, west.street?.name]).toEqual(["e1", "中街"]);
    expect(west.sweep).toMatchObject({ isKnown: true, due: { state: "done", isOver: true } });
    expect(west.sweep.latest).toMatchObject({
      evidence: "positions",
      plate: "湘D12345",
      hoursBefore: 3.9,
    });
    const east = await cleanedBefore("lng=25.015&lat=60.0051");
    expect(east.sweep).toMatchObject({ latest: null, due: { state: "not_done" }, isKnown: true });
    const street = await cleanedBefore("streetId=s1");
    expect(street.sweep).toMatchObject({ servicedMeters: 556, meters: 1112 });
    const nowhere = await cleanedBefore("lng=25.005&lat=60.02");
    expect([nowhere.street, nowhere.sweep]).toEqual([null, undefined]);
  });
});

describe("streets now", () => {
  it("stand by their last pass, as it was known at an instant", async () => {
    const status = (time: string) =>
      asked<StatusAnswer>(
        `status?work=full_sweep&at=${encodeURIComponent(at(SWEPT, time).toISOString())}`,
      );
    const statesAt = async (time: string) => {
      const { states, edges } = await status(time);
      return edges.state.map((state) => states[state]);
    };
    expect(await statesAt("09:00")).toEqual(["done", "behind"]);
    const { edges, streets, counts, states } = await status("09:00");
    expect(edges.edgeId).toEqual(["e1", "e2"]);
    expect(edges.requiredHours).toEqual([24, 24]);
    expect(edges.servicedAtSeconds[0]).toBe(at(SWEPT, "05:04").getTime() / 1000);
    expect(edges.nextFromSeconds[0]).toBe(at(addDays(SWEPT, 1), "04:30").getTime() / 1000);
    expect(streets[0]).toMatchObject({ streetId: "s1", oldestSeconds: null });
    expect(states[streets[0]!.state]).toBe("behind");
    expect(counts[states.indexOf("behind")]).toEqual({ meters: 556, edges: 1, streets: 1 });
    // before: the pass of the day before was recorded by nobody
    expect(await statesAt("04:00")).toEqual(["no_data", "no_data"]);
  });

  it("are told now, and as a file", async () => {
    const now = await asked<StatusAnswer>("status");
    expect([now.isNow, now.edges.edgeId.length]).toEqual([true, 2]);
    const file = await request("/api/districts/north/cleaning/status/file", people.viewer);
    expect(await file.text()).toContain("中街");
  });
});

it("settings of a district hold from then on", async () => {
  const path = "/api/districts/north/cleaning/settings";
  const put = (who: SignedIn, body: object) => send(who, "PUT", path, body);
  expect((await put(people.leader, { coveredShare: 0.9 })).status).toBe(403);
  expect((await put(people.manager, { coveredShare: 2 })).status).toBe(400);
  expect(await (await put(people.manager, { coveredShare: 0.9 })).json()).toMatchObject({
    ...{ own: { coveredShare: 0.9 }, merged: { coveredShare: 0.9, graceMinutes: 30 } },
  });
  expect(await metersOn(SILENT)).toEqual([0, 0, 0, 1112, 0]); // 0.85 of e2 is no longer enough
  await put(people.manager, {});
  expect(await metersOn(SILENT)).toEqual([556, 0, 0, 556, 0]);
  const { bases } = await asked<{ bases: { of: string; basis: { isLaw: boolean } }[] }>("settings");
  expect(bases.filter(({ basis }) => basis.isLaw).map((one) => one.of)).toEqual([
    "suspendedBelowCelsius",
  ]);
});
